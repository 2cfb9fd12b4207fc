#include "risk/collateral_lgd.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::risk {

namespace {

struct Loss {
  double shortfall = 0;
  double lgd = 0;
};

/// Probability and size of the loss where the rights live on.
Loss loss_alive(double pd, double ltv, const CollateralModel& m) {
  const double deviation = m.volatility * std::sqrt(m.years);
  const double d =
      (std::log(ltv) - (m.drift - m.volatility * m.volatility / 2) * m.years) / deviation;
  const double a = normal_quantile(pd);
  Loss loss;
  loss.shortfall = bivariate_normal_cdf(a, d, m.correlation) / pd;
  // C_T rises with its own score, whose correlation with the driver shifts both limits.
  loss.lgd = loss.shortfall -
             std::exp(m.drift * m.years) / ltv *
                 bivariate_normal_cdf(a - m.correlation * deviation, d - deviation, m.correlation) /
                 pd;
  return loss;
}

Loss loss_at(double pd, double ltv, const CollateralModel& m) {
  PIGNUS_CHECK(pd > 0 && pd < 1 && ltv > 0);
  PIGNUS_CHECK(m.volatility > 0 && m.years > 0 && m.extinction >= 0);
  PIGNUS_CHECK(m.correlation > -1 && m.correlation < 1);
  const double alive = std::exp(-m.extinction * m.years);
  Loss loss = loss_alive(pd, ltv, m);
  loss.shortfall = 1 - alive * (1 - loss.shortfall);
  loss.lgd = 1 - alive * (1 - loss.lgd);
  return {std::clamp(loss.shortfall, 0.0, 1.0), std::clamp(loss.lgd, 0.0, 1.0)};
}

Loss mean_loss(double pd, double exposure, const Distribution& value_today,
               const CollateralModel& m) {
  PIGNUS_CHECK(exposure > 0);
  Loss sum;
  for (const double value : value_today.grid()) {
    // Below a millionth of the exposure the collateral covers nothing that counts.
    const Loss loss = value > 1e-6 * exposure ? loss_at(pd, exposure / value, m) : Loss{1, 1};
    sum.shortfall += loss.shortfall;
    sum.lgd += loss.lgd;
  }
  const auto n = static_cast<double>(value_today.grid().size());
  return {sum.shortfall / n, sum.lgd / n};
}

}  // namespace

double expected_lgd(double pd, double ltv, const CollateralModel& model) {
  return loss_at(pd, ltv, model).lgd;
}

double shortfall_probability(double pd, double ltv, const CollateralModel& model) {
  return loss_at(pd, ltv, model).shortfall;
}

double expected_lgd(double pd, double exposure, const Distribution& value_today,
                    const CollateralModel& model) {
  return mean_loss(pd, exposure, value_today, model).lgd;
}

double shortfall_probability(double pd, double exposure, const Distribution& value_today,
                             const CollateralModel& model) {
  return mean_loss(pd, exposure, value_today, model).shortfall;
}

CollateralModel model_at(const book::CollateralPath& path, double years) {
  return {path.drift_per_year, path.volatility_per_year, years, path.default_correlation,
          path.extinction_per_year};
}

}  // namespace pignus::risk
