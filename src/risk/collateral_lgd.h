// Loss given default when the collateral falls in the same bad years as the borrower (Jokivuolle
// and Peura 2003): the log of the collateral's value and the driver of default are jointly normal.
#pragma once

#include "book/appraisal.h"
#include "core/distribution.h"

namespace pignus::risk {

/// Collateral known today. ln C_T ~ N(ln C_0 + (drift - volatility^2 / 2) T, volatility^2 T).
struct CollateralModel {
  double drift = 0;        ///< per year
  double volatility = 0;   ///< per sqrt(year), > 0
  double years = 1;        ///< T, > 0
  double correlation = 0;  ///< with the driver of default, in (-1, 1); positive: both fall together
  double extinction = 0;   ///< hazard per year that nothing is left
};

/// E[max(0, 1 - C_T / B) | default]; `ltv` = B / C_0 > 0, `pd` over the horizon, in (0, 1).
double expected_lgd(double pd, double ltv, const CollateralModel& model);
/// P(C_T < B | default).
double shortfall_probability(double pd, double ltv, const CollateralModel& model);

/// The same for a value today that is itself uncertain, independently of the driver: the mean over
/// its quantile grid. `exposure` > 0 in the unit of `value_today`. A value of zero loses all.
double expected_lgd(double pd, double exposure, const Distribution& value_today,
                    const CollateralModel& model);
double shortfall_probability(double pd, double exposure, const Distribution& value_today,
                             const CollateralModel& model);

/// The model of a collateral path at a horizon.
CollateralModel model_at(const book::CollateralPath& path, double years);

}  // namespace pignus::risk
