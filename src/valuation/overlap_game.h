// What rights are worth together in one state of the world, and each one's part of it:
// docs/methods/portfolio.md. Pure arithmetic of one path.
#pragma once

#include <cstddef>
#include <span>

#include "book/overlap.h"

namespace pignus::valuation {

/// Who is at hand of a group, and how far it overlaps.
struct OverlapRule {
  book::OverlapKind kind = book::OverlapKind::kFamily;
  double share = 0;      ///< s in [0, 1]
  bool complete = true;  ///< every member is at hand; asked of complements
};

/// v of the amounts x >= 0 of the members at hand:
///   family, substitutes   (1 - s) sum x + s max x
///   complements           (1 - s) max x + s min x, the last only where all are at hand
/// Never above the sum, never lower for one member more.
double worth_together(const OverlapRule& rule, std::span<const double> amounts);

/// The Shapley value of that game into `parts`, as many as `amounts`: they add up to
/// worth_together(). Of max x it is the airport game's: the least amount is shared by all, what the
/// next has beyond it by all but one, and so on; of min x where all are needed, equal parts.
void parts_together(const OverlapRule& rule, std::span<const double> amounts,
                    std::span<double> parts);

}  // namespace pignus::valuation
