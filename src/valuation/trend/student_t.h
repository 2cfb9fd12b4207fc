// Quantiles of Student's t distribution, for intervals from few years.
#pragma once

namespace pignus::valuation {

/// P(T <= t) for `degrees` >= 1: the finite sums in the angle atan(t / sqrt(degrees)) that hold for
/// whole degrees.
double student_t_cdf(double t, int degrees);
/// Its inverse on (0, 1), to about 1e-12.
double student_t_quantile(double p, int degrees);

}  // namespace pignus::valuation
