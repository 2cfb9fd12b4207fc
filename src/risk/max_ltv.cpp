#include "risk/max_ltv.h"

#include <cmath>

#include "core/check.h"

namespace pignus::risk {

namespace {

constexpr int kBisections = 100;
constexpr int kAmountBisections = 40;  // to 1e-12 of the range, beyond any rounding of an offer

/// Largest argument of a rising function with f(x) <= limit in [0, high]; 0 where even the least
/// positive one passes it.
template <typename Function>
double largest_within(Function f, double limit, double high, int steps) {
  double low = 0;
  for (int i = 0; i < steps; ++i) {
    const double middle = (low + high) / 2;
    (f(middle) <= limit ? low : high) = middle;
  }
  return low;
}

void check_cover(const Cover& cover) {
  PIGNUS_CHECK(cover.shortfall_max > 0 && cover.shortfall_max < 1);
  PIGNUS_CHECK(cover.haircut >= 0 && cover.haircut < 1);
}

}  // namespace

double max_ltv(double pd, const CollateralModel& model, const Cover& cover) {
  check_cover(cover);
  constexpr double kLtvMost = 100;  // a loan of a hundred times the value
  return (1 - cover.haircut) *
         largest_within([&](double ltv) { return shortfall_probability(pd, ltv, model); },
                        cover.shortfall_max, kLtvMost, kBisections);
}

double max_exposure(double pd, const Distribution& value_today, const CollateralModel& model,
                    const Cover& cover) {
  check_cover(cover);
  const double most = value_today.quantile(1);
  if (!(most > 0)) {
    return 0;
  }
  const auto shortfall = [&](double exposure) {
    return shortfall_probability(pd, exposure, value_today, model);
  };
  // Where not even a millionth of the most is covered, nothing worth lending is.
  if (shortfall(1e-6 * most) > cover.shortfall_max) {
    return 0;
  }
  return (1 - cover.haircut) *
         largest_within(shortfall, cover.shortfall_max, most, kAmountBisections);
}

}  // namespace pignus::risk
