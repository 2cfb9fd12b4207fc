// A register takes back a record it published: DOCDB's deletions, a publication withdrawn after a
// printing error. The record stays readable as of the days before.
#pragma once

#include <string>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::registers {

struct Retraction {
  RightId right;
  std::string publication;  ///< which publication, normal form; "": all records of the register
  std::string reason;       ///< the register's own word, "" where it gives none
  Date known;               ///< from this day on the register's earlier records no longer count
  Source source;            ///< Source::registry tells whose records

  friend bool operator==(const Retraction&, const Retraction&) = default;
};

}  // namespace pignus::registers
