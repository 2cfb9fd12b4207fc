// Whether a partial likelihood has no finite maximum.
#pragma once

#include <span>

#include "survival/cox_rows.h"

namespace pignus::survival {

/// Every event has, to a millionth of the range, the largest value of z'direction in its risk set,
/// and some event a larger one than another row: then the likelihood rises along the direction
/// without end. O(n log n) under left truncation, O(n) without.
bool separates(const CoxRows& rows, std::span<const double> direction);

}  // namespace pignus::survival
