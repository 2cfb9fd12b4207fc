// Accelerated failure time: log T = intercept + z'b + offset + scale W, with W of a known law, by
// maximum likelihood; events, right, left and interval censoring. Kalbfleisch and Prentice (2002),
// chapter 3; Burridge (1981) and Olsen (1978) for the concave parametrisation. Where Cox's model
// ranks, this one says a time. docs/methods/survival.md.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"
#include "survival/spells.h"
#include "survival/symmetric.h"

namespace pignus::survival {

enum class TimeLaw {
  kWeibull,      ///< W: log of a standard exponential
  kExponential,  ///< the same with scale 1
  kLognormal,    ///< W standard normal
  kLoglogistic,  ///< W standard logistic
};

struct AcceleratedInput {
  /// The time is in [lower, upper]. Equal: an event then. upper infinite: right-censored at lower.
  /// lower 0: left-censored at upper. Otherwise: somewhere between.
  std::span<const double> lower, upper;
  std::span<const double> weight;   ///< positive; empty: 1
  std::span<const double> offset;   ///< of log time; empty: 0
  std::span<const Column> columns;  ///< may be empty
};

struct AcceleratedFit {
  TimeLaw law = TimeLaw::kWeibull;
  std::vector<double> coefficients;  ///< intercept, then by column
  double scale = 1;
  /// Of the coefficients and then log scale (not for kExponential), inverse observed information.
  Symmetric covariance;
  double log_likelihood = 0;  ///< of the times, not of their logs
  int iterations = 0;

  friend bool operator==(const AcceleratedFit&, const AcceleratedFit&) = default;
};

/// Newton's method in b/scale and 1/scale, where the log likelihood of all these laws is concave:
/// it climbs to the one maximum from anywhere. kInvalidInput by row and field for a bound that is
/// negative, NaN or the wrong way round, a row that says nothing (0 to infinity), as check_columns
/// says, for a column that follows from the others, where no row has an event or an interval, and
/// for no finite maximum (all times equal, or a column that tells events from censored);
/// kLimitExceeded where 100 iterations do not suffice.
[[nodiscard]] Result<AcceleratedFit> fit_accelerated(const AcceleratedInput& input, TimeLaw law);

/// P(T > time) and the time t with P(T <= t) = p, for `linear` = intercept + z'b + offset.
double accelerated_survival(const AcceleratedFit& fit, double linear, double time);
double accelerated_quantile(const AcceleratedFit& fit, double linear, double p);

}  // namespace pignus::survival
