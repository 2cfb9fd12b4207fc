// The mean net value of a right at age 0 under Schankerman and Pakes' model, in closed form:
// between two thresholds a right's life is fixed and its value linear in its first return, which is
// lognormal.
#pragma once

#include "valuation/renewal.h"

namespace pignus::valuation {

struct MeanValue {
  double mean = 0;             ///< major units
  double from_paying_all = 0;  ///< the part of it that rights paying every fee bring
};
MeanValue mean_value_at_start(const RenewalModel& model);

}  // namespace pignus::valuation
