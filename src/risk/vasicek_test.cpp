#include "risk/vasicek.h"

#include <cmath>
#include <gtest/gtest.h>

#include "core/normal.h"

namespace pignus::risk {
namespace {

/// The slow way: the mean of the conditional default rate over the bad years.
double shortfall_by_quadrature(double pd, double correlation, double quantile) {
  constexpr int kIntervals = 20'000;
  const double from = normal_quantile(quantile);
  const double step = (12 - from) / kIntervals;
  double sum = 0;
  for (int i = 0; i <= kIntervals; ++i) {
    const double z = from + i * step;
    const double weight = i == 0 || i == kIntervals ? 1 : (i % 2 == 1 ? 4 : 2);
    sum +=
        weight * normal_density(z) *
        normal_cdf((normal_quantile(pd) + std::sqrt(correlation) * z) / std::sqrt(1 - correlation));
  }
  return sum * step / 3 / (1 - quantile);
}

TEST(Vasicek, ShortfallAgreesWithQuadrature) {
  for (const double pd : {.001, .01, .02, .2}) {
    for (const double correlation : {.0, .12, .2, .6}) {
      for (const double quantile : {.9, .99, .999}) {
        EXPECT_NEAR(expected_shortfall_default_rate(pd, correlation, quantile),
                    shortfall_by_quadrature(pd, correlation, quantile), 1e-11)
            << pd << " " << correlation << " " << quantile;
      }
    }
  }
}

TEST(Vasicek, WithoutCorrelationEveryYearIsTheMean) {
  EXPECT_NEAR(worst_case_default_rate(.03, 0, .999), .03, 1e-15);
}

}  // namespace
}  // namespace pignus::risk
