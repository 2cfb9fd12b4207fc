#include "valuation/kpss/estimator.h"

#include <cmath>

#include "core/check.h"
#include "core/normal.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// n(x) / (1 - N(x)). Far out the ratio of two vanishing numbers is a continued fraction.
double inverse_mills(double x) {
  if (x < 12) {
    return normal_density(x) / normal_cdf(-x);
  }
  double fraction = x;
  for (int k = 40; k >= 1; --k) {
    fraction = x + k / fraction;
  }
  return fraction;
}

}  // namespace

double kpss_signal_share(double gamma) {
  return -std::expm1(-gamma);
}

double kpss_noise_variance(double daily_variance, std::span<const KpssDayKind> kinds,
                           int days_a_return) {
  PIGNUS_CHECK(daily_variance > 0 && days_a_return >= 1);
  double raised = 1;
  for (const KpssDayKind& kind : kinds) {
    PIGNUS_CHECK(kind.gamma > -1 && kind.day_share >= 0 && kind.day_share <= 1);
    raised += days_a_return * kind.day_share * std::expm1(kind.gamma);
  }
  PIGNUS_CHECK(raised > 0);
  return days_a_return * daily_variance / raised;
}

double kpss_expected_return(double gained, double noise_deviation, double gamma) {
  PIGNUS_CHECK(noise_deviation > 0 && gamma > 0);
  const double delta = kpss_signal_share(gamma);
  const double root = std::sqrt(delta);
  return delta * gained + root * noise_deviation * inverse_mills(-root * gained / noise_deviation);
}

Result<double> kpss_value(const KpssGrant& grant) {
  PIGNUS_TRY(require_within(grant.gained, -1, 10, "gained"));
  PIGNUS_TRY(require_above_zero(grant.noise_deviation, "noise_deviation"));
  PIGNUS_TRY(require_within(grant.noise_deviation, 1e-6, 5, "noise_deviation"));
  PIGNUS_TRY(require_above_zero(grant.gamma, "gamma"));
  PIGNUS_TRY(require_within(grant.gamma, 0, 2, "gamma"));
  PIGNUS_TRY(require_above_zero(grant.market_value, "market_value"));
  PIGNUS_TRY(require(grant.patents_that_day >= 1, "patents_that_day", "must be at least 1"));
  PIGNUS_TRY(require(grant.grant_expected >= 0 && grant.grant_expected < 1, "grant_expected",
                     "must be at least 0 and below 1"));
  return kpss_expected_return(grant.gained, grant.noise_deviation, grant.gamma) *
         grant.market_value / ((1 - grant.grant_expected) * grant.patents_that_day);
}

}  // namespace pignus::valuation
