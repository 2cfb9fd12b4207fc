#include "survival/time_law.h"

#include <cmath>
#include <numbers>

#include "core/normal.h"

namespace pignus::survival {

namespace {

constexpr double kHalfLogTwoPi = 0.91893853320467274178;

/// phi(w) / P(W > w); beyond 25 by Laplace's continued fraction, as the tail leaves the doubles.
double normal_hazard(double w) {
  constexpr double kFar = 25;
  if (w < kFar) {
    return normal_density(w) / (0.5 * std::erfc(w / std::numbers::sqrt2));
  }
  double fraction = w;
  for (int k = 20; k > 0; --k) fraction = w + (k / fraction);
  return fraction;
}

Jet normal_log_survival(double w) {
  constexpr double kFar = 25;
  const double hazard = normal_hazard(w);
  const double value = w < kFar ? std::log(0.5 * std::erfc(w / std::numbers::sqrt2))
                                : -(w * w / 2) - kHalfLogTwoPi - std::log(hazard);
  return {value, -hazard, -hazard * (hazard - w)};
}

/// log(1 + e^w).
double softplus(double w) {
  return w > 0 ? w + std::log1p(std::exp(-w)) : std::log1p(std::exp(w));
}

double logistic(double w) {
  return w > 0 ? 1 / (1 + std::exp(-w)) : std::exp(w) / (1 + std::exp(w));
}

Jet mirrored(const Jet& jet) {
  return {jet.value, -jet.slope, jet.curvature};
}

}  // namespace

Jet log_density(TimeLaw law, double w) {
  switch (law) {
    case TimeLaw::kLognormal:
      return {-(w * w / 2) - kHalfLogTwoPi, -w, -1};
    case TimeLaw::kLoglogistic: {
      const double below = logistic(w);
      const double above = logistic(-w);
      return {w - (2 * softplus(w)), above - below, -2 * below * above};
    }
    case TimeLaw::kWeibull:
    case TimeLaw::kExponential:
      break;
  }
  const double power = std::exp(w);
  return {w - power, 1 - power, -power};
}

Jet log_survival(TimeLaw law, double w) {
  switch (law) {
    case TimeLaw::kLognormal:
      return normal_log_survival(w);
    case TimeLaw::kLoglogistic:
      return {-softplus(w), -logistic(w), -logistic(w) * logistic(-w)};
    case TimeLaw::kWeibull:
    case TimeLaw::kExponential:
      break;
  }
  const double power = std::exp(w);
  return {-power, -power, -power};
}

Jet log_distribution(TimeLaw law, double w) {
  if (law == TimeLaw::kLognormal || law == TimeLaw::kLoglogistic) {
    return mirrored(log_survival(law, -w));  // both are symmetric
  }
  // F = 1 - exp(-e^w); F'/F = e^w / (exp(e^w) - 1).
  const double power = std::exp(w);
  const double slope = power < 1e-300 ? 1 : power / std::expm1(power);
  return {std::log(-std::expm1(-power)), slope, slope * (1 - power - slope)};
}

double law_quantile(TimeLaw law, double p) {
  switch (law) {
    case TimeLaw::kLognormal:
      return normal_quantile(p);
    case TimeLaw::kLoglogistic:
      return std::log(p) - std::log1p(-p);
    case TimeLaw::kWeibull:
    case TimeLaw::kExponential:
      break;
  }
  return std::log(-std::log1p(-p));
}

}  // namespace pignus::survival
