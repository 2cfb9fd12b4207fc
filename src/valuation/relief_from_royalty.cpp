#include "valuation/relief_from_royalty.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/check.h"
#include "core/random_stream.h"
#include "valuation/tab.h"

namespace pignus::valuation {

namespace {
constexpr double kLifeMax = 1000;  // years; bounds the loop
}  // namespace

double relief_from_royalty(const RoyaltyCase& assumed) {
  PIGNUS_CHECK(assumed.life_years >= 0 && assumed.life_years <= kLifeMax);
  PIGNUS_CHECK(assumed.growth > -1 && assumed.discount_rate > -1);
  const double ratio = (1 + assumed.growth) / (1 + assumed.discount_rate);
  double discounted_revenue = 0;
  double factor = ratio;
  for (double left = assumed.life_years; left > 0; left -= 1) {
    discounted_revenue += std::min(left, 1.0) * factor;
    factor *= ratio;
  }
  if (assumed.timing == CashTiming::kMidYear) {
    discounted_revenue *= std::sqrt(1 + assumed.discount_rate);
  }
  const double benefit = assumed.amortisation_years > 0
                             ? tax_amortisation_factor(assumed.tax_rate, assumed.discount_rate,
                                                       assumed.amortisation_years)
                             : 1.0;
  return assumed.revenue * discounted_revenue * assumed.royalty_rate * (1 - assumed.tax_rate) *
         benefit;
}

RoyaltyResult simulate_relief_from_royalty(const RoyaltyInputs& inputs, std::uint64_t seed,
                                           std::string_view key, std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1);
  const RandomStream streams(seed, "valuation/relief_from_royalty/" + std::string(key));
  std::vector<double> values;
  std::vector<double> lives;
  values.reserve(paths);
  lives.reserve(paths);
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream = streams.at(path);
    RoyaltyCase drawn;
    drawn.revenue = inputs.revenue.quantile(stream.uniform());
    drawn.growth = inputs.growth.quantile(stream.uniform());
    drawn.royalty_rate = inputs.royalty_rate.quantile(stream.uniform());
    drawn.tax_rate = inputs.tax_rate.quantile(stream.uniform());
    drawn.discount_rate = inputs.discount_rate.quantile(stream.uniform());
    drawn.life_years = std::min(inputs.life_years.quantile(stream.uniform()),
                                inputs.life_years_max.value_or(kLifeMax));
    drawn.amortisation_years = inputs.amortisation_years;
    values.push_back(relief_from_royalty(drawn));
    lives.push_back(drawn.life_years);
  }
  return {Distribution::from_samples(values), Distribution::from_samples(lives)};
}

}  // namespace pignus::valuation
