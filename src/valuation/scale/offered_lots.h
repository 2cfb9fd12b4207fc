// What all the lots of an auction were worth, from what is told of those that sold: the better
// ones. Page: docs/methods/dollar-scale.md.
#pragma once

#include "core/result.h"

namespace pignus::valuation {

struct OfferedLots {
  double offered = 0;
  double sold = 0;
  double median_price = 0;  ///< of the sold, any money
  double mean_price = 0;    ///< of the sold, the same money
};

/// Prices of all offered lots as a lognormal of which the sold are the dearest part:
///   ln median_price = mu + sigma z(1 - p/2),   p = sold / offered
///   mean_price = exp(mu + sigma^2/2) N(sigma - z(1 - p)) / p
struct LotPrices {
  double mu = 0;
  double sigma = 0;
};
/// kInvalidInput by field: none sold, more sold than offered, prices not above zero, a mean not
/// above the median (no spread can be told) or more than a thousand times it.
[[nodiscard]] Result<LotPrices> prices_of_all(const OfferedLots& lots);

}  // namespace pignus::valuation
