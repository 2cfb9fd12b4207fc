#include "valuation/scale/offered_lots.h"

#include <cmath>

#include "core/normal.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr double kSigmaMax = 12;
constexpr int kHalvings = 80;

}  // namespace

Result<LotPrices> prices_of_all(const OfferedLots& lots) {
  PIGNUS_TRY(require_above_zero(lots.sold, "sold"));
  PIGNUS_TRY(require(std::isfinite(lots.offered) && lots.offered >= lots.sold, "offered",
                     "must be no fewer than sold"));
  PIGNUS_TRY(require_above_zero(lots.median_price, "median_price"));
  PIGNUS_TRY(require(std::isfinite(lots.mean_price) && lots.mean_price > lots.median_price &&
                         lots.mean_price <= 1000 * lots.median_price,
                     "mean_price", "must lie above the median, at most a thousand times it"));
  const double p = lots.sold / lots.offered;
  const double middle_of_sold = normal_quantile(1 - p / 2);
  const auto log_mean_over_median = [&](double sigma) {
    // With all sold, z(0) is minus infinity and the share beyond it is 1.
    const double beyond = p < 1 ? normal_cdf(sigma - normal_quantile(1 - p)) : 1;
    return sigma * sigma / 2 - sigma * middle_of_sold + std::log(beyond / p);
  };
  const double wanted = std::log(lots.mean_price / lots.median_price);
  double low = 0;
  double high = kSigmaMax;
  for (int i = 0; i < kHalvings; ++i) {
    const double sigma = (low + high) / 2;
    (log_mean_over_median(sigma) < wanted ? low : high) = sigma;
  }
  const double sigma = (low + high) / 2;
  return LotPrices{std::log(lots.median_price) - sigma * middle_of_sold, sigma};
}

}  // namespace pignus::valuation
