// A dated change of a right, in the office's own code and in WIPO ST.27 terms.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::registers {

struct LegalEvent {
  RightId right;
  std::string code;           ///< the office's code ("M2551", "EXP.", "PE01"); "" if it has none
  std::string st27;           ///< ST.27 key event ("F10", "U10", "H12"); "" where not mapped
  RegisterDate date;          ///< the day it became true (took effect)
  std::optional<Date> known;  ///< the day it was recorded or published; nullopt: the day it is true
  std::string description;
  /// Details by name. Used by the engines: "fee_year" (the year or window paid), "paid_until",
  /// "request" (invalidation number), "party".
  std::map<std::string, std::string> details;
  Source source;

  friend bool operator==(const LegalEvent&, const LegalEvent&) = default;
};

}  // namespace pignus::registers
