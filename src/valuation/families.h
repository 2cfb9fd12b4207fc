// Which rights the registers put into one patent family.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "registers/facts.h"

namespace pignus::valuation {

struct Families {
  /// Places in the rights given, rising, two or more a family; families by their first place.
  std::vector<std::vector<std::size_t>> families;
  std::vector<bool> known;  ///< a register tells the right's family, be it the right alone
};

/// Two rights are of one family when a record of one names a number of the other, when both name
/// the same third number (a priority, a parent), or when one register gives both the same id of a
/// family. Marks have none. nullptr and rights without records: unknown.
Families families_of(std::span<const registers::RightFacts* const> rights);

}  // namespace pignus::valuation
