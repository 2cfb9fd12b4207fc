// What a dossier may assume, and within what bounds: a name nobody reads or a rate that cannot be
// meant is refused where it is written, whether or not a method comes to use it.
#pragma once

#include <string>

#include "book/dossier.h"

namespace pignus::desk {

/// Names are those of docs/valuation.md; royalty_rate, royalty_rate_trademark and pd are shares
/// from 0 to 1, revenue_growth lies from -0.9 to 5 and discount_rate from 0 to 5 a year, tax_rate
/// from 0 to 0.9, economic_life_years from 0 to 100, exchange_rate_USD_<code> above 0. "" where it
/// is fine, else what is wrong.
std::string assumption_fault(const book::Assumption& assumption);

}  // namespace pignus::desk
