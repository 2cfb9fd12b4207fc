// The sum of values that move together and partly are the same value: docs/methods/portfolio.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "book/portfolio_overlap.h"
#include "core/distribution.h"
#include "valuation/overlap_sets.h"

namespace pignus::valuation {

struct PortfolioItem {
  std::string key;  ///< of the right, unique: the same right offered twice has the same key
  const Distribution* value = nullptr;
};

/// How paths are drawn.
struct NetSumOptions {
  double correlation = 0;  ///< of the normal scores of any two rights, in [0, 1]
  std::uint64_t seed = 0;
  std::uint64_t paths = 0;
};

struct NetSum {
  Distribution net;
  book::OverlapSums total;                  ///< means
  std::vector<book::OverlapSums> inner;     ///< of sets.inner, in their order
  std::vector<book::OverlapSums> families;  ///< of sets.families
  std::vector<double> single;               ///< of each item, the mean; 0: its key stood before
  std::vector<double> parts;                ///< of each item: they add up to total.net
};

/// The sum of values with one common factor: normal scores sqrt(c) Z + sqrt(1 - c) e_i mapped
/// through each right's quantiles. Each key counts once; rights are summed in the order of their
/// keys, so the result does not depend on the order given. Without sets nothing else happens.
///
/// Rights of one set value the same thing: what each is worth, if it is worth anything, moves as
/// one with the others; whether it is worth anything (it lives, somebody buys) is its own. How far
/// a set overlaps is drawn path by path. A member of a set that is no item is not at hand.
NetSum net_sum(std::span<const PortfolioItem> items, const OverlapSets& sets,
               const NetSumOptions& options);

}  // namespace pignus::valuation
