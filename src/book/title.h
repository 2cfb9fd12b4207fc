// Who owns a right of record on a day, and whether that is the firm. Filled in by disclosure, which
// knows how to compare names, and read by policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::book {

struct TitleHolder {
  registers::Party party;
  bool is_the_firm = false;  ///< by its name or one of its other names
};

struct Title {
  std::vector<TitleHolder> holders;  ///< empty: no register at hand names an owner
  std::optional<Date> true_on;       ///< since when, where a recording says
  std::optional<Date> known_on;      ///< when the record behind it became public
  registers::Source source;          ///< of the record that decided
};

}  // namespace pignus::book
