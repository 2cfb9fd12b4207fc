#include "risk/basel.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "risk/vasicek.h"

namespace pignus::risk {

namespace {

constexpr double kQuantile = 0.999;

/// Between `high` for the best and `low` for the worst borrowers.
double correlation_between(double low, double high, double decay, double pd) {
  const double share = std::expm1(-decay * pd) / std::expm1(-decay);
  return low * share + high * (1 - share);
}

double unexpected_loss(double pd, double lgd, double correlation) {
  return lgd * (worst_case_default_rate(pd, correlation, kQuantile) - pd);
}

}  // namespace

double corporate_correlation(double pd, std::optional<double> turnover_million_eur) {
  PIGNUS_CHECK(pd > 0 && pd < 1);
  double correlation = correlation_between(0.12, 0.24, 50, pd);
  if (turnover_million_eur) {
    const double turnover = std::clamp(*turnover_million_eur, 5.0, 50.0);
    correlation -= 0.04 * (1 - (turnover - 5) / 45);
  }
  return correlation;
}

double other_retail_correlation(double pd) {
  PIGNUS_CHECK(pd > 0 && pd < 1);
  return correlation_between(0.03, 0.16, 35, pd);
}

double corporate_capital(double pd, double lgd, double maturity_years,
                         std::optional<double> turnover_million_eur) {
  const double b = std::pow(0.11852 - 0.05478 * std::log(pd), 2);
  const double maturity_factor = (1 + (maturity_years - 2.5) * b) / (1 - 1.5 * b);
  return unexpected_loss(pd, lgd, corporate_correlation(pd, turnover_million_eur)) *
         maturity_factor;
}

double other_retail_capital(double pd, double lgd) {
  return unexpected_loss(pd, lgd, other_retail_correlation(pd));
}

double risk_weight(double capital) {
  return 12.5 * capital;
}

}  // namespace pignus::risk
