// Log density and log survival of the laws of W, with two derivatives, without loss in the tails.
#pragma once

#include "survival/accelerated.h"

namespace pignus::survival {

struct Jet {
  double value = 0;
  double slope = 0;
  double curvature = 0;
};

Jet log_density(TimeLaw law, double w);
/// log P(W > w) and log P(W <= w).
Jet log_survival(TimeLaw law, double w);
Jet log_distribution(TimeLaw law, double w);
/// The w with P(W <= w) = p, for p in (0, 1).
double law_quantile(TimeLaw law, double p);

}  // namespace pignus::survival
