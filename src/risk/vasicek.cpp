#include "risk/vasicek.h"

#include <cmath>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::risk {

namespace {

void check_arguments(double pd, double correlation, double quantile) {
  PIGNUS_CHECK(pd > 0 && pd < 1 && quantile > 0 && quantile < 1);
  PIGNUS_CHECK(correlation >= 0 && correlation < 1);
}

}  // namespace

double worst_case_default_rate(double pd, double correlation, double quantile) {
  check_arguments(pd, correlation, quantile);
  return normal_cdf((normal_quantile(pd) + std::sqrt(correlation) * normal_quantile(quantile)) /
                    std::sqrt(1 - correlation));
}

double expected_shortfall_default_rate(double pd, double correlation, double quantile) {
  check_arguments(pd, correlation, quantile);
  return bivariate_normal_cdf(normal_quantile(pd), -normal_quantile(quantile),
                              std::sqrt(correlation)) /
         (1 - quantile);
}

}  // namespace pignus::risk
