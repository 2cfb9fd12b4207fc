// The largest loan that the collateral still covers, given default, with a wanted confidence.
#pragma once

#include "core/distribution.h"
#include "risk/collateral_lgd.h"

namespace pignus::risk {

/// What the wanted cover is.
struct Cover {
  double shortfall_max = 0.1;  ///< alpha: P(C_T (1 - haircut) < B | default) must not pass it
  double haircut = 0;          ///< share of the value that its sale costs, in [0, 1)
};

/// B / C_0 at which the probability is just alpha; 0 where extinction alone passes it.
double max_ltv(double pd, const CollateralModel& model, const Cover& cover);

/// The same as an amount, for a value today that is uncertain; 0 where no positive amount is
/// covered.
double max_exposure(double pd, const Distribution& value_today, const CollateralModel& model,
                    const Cover& cover);

}  // namespace pignus::risk
