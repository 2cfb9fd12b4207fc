#include "core/normal.h"

#include <algorithm>
#include <array>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/check.h"

namespace pignus {

namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

/// Boost would compute in long double: four times slower, for the last bit.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

struct QuadratureRule {
  std::array<double, 10> weights;
  std::array<double, 10> points;
};

// Gauss-Legendre, 20 points on [-1, 1], the ten negative ones.
constexpr QuadratureRule kLegendre20{
    {0.01761400713915212, 0.04060142980038694, 0.06267204833410906, 0.08327674157670475,
     0.1019301198172404, 0.1181945319615184, 0.1316886384491766, 0.1420961093183821,
     0.1491729864726037, 0.1527533871307259},
    {-0.9931285991850949, -0.9639719272779138, -0.9122344282513259, -0.8391169718222188,
     -0.7463319064601508, -0.6360536807265150, -0.5108670019508271, -0.3737060887154196,
     -0.2277858511416451, -0.07652652113349733}};

/// Upper-tail probability for |rho| < 0.925: the plain integral over the angle.
double upper_moderate(double h, double k, double rho) {
  const double hk = h * k;
  const double hs = (h * h + k * k) / 2;
  const double asr = std::asin(rho);
  double sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    for (const double sign : {-1.0, 1.0}) {
      const double sn = std::sin(asr * (sign * kLegendre20.points[i] + 1) / 2);
      sum += kLegendre20.weights[i] * std::exp((sn * hk - hs) / (1 - sn * sn));
    }
  }
  return sum * asr / (2 * kTwoPi) + normal_cdf(-h) * normal_cdf(-k);
}

/// The part of Genz's correction near |rho| = 1; h and k already have the sign of rho folded in.
double near_one_correction(double h, double k, double rho) {
  const double hk = h * k;
  const double as = (1 - rho) * (1 + rho);
  double a = std::sqrt(as);
  const double bs = (h - k) * (h - k);
  const double c = (4 - hk) / 8;
  const double d = (12 - hk) / 16;
  double sum = 0;
  const double asr = -(bs / as + hk) / 2;
  if (asr > -100) {
    sum = a * std::exp(asr) * (1 - c * (bs - as) * (1 - d * bs / 5) / 3 + c * d * as * as / 5);
  }
  if (-hk < 100) {
    const double b = std::sqrt(bs);
    sum -= std::exp(-hk / 2) * std::sqrt(kTwoPi) * normal_cdf(-b / a) * b *
           (1 - c * bs * (1 - d * bs / 5) / 3);
  }
  a /= 2;
  for (std::size_t i = 0; i < 10; ++i) {
    for (const double sign : {-1.0, 1.0}) {
      const double x = a * (sign * kLegendre20.points[i] + 1);
      const double xs = x * x;
      const double rs = std::sqrt(1 - xs);
      const double exponent = -(bs / xs + hk) / 2;
      if (exponent > -100) {
        sum += a * kLegendre20.weights[i] * std::exp(exponent) *
               (std::exp(-hk * (1 - rs) / (2 * (1 + rs))) / rs - (1 + c * xs * (1 + d * xs)));
      }
    }
  }
  return -sum / kTwoPi;
}

/// Upper-tail probability for 0.925 <= |rho| <= 1.
double upper_extreme(double h, double k, double rho) {
  const double folded_k = rho < 0 ? -k : k;
  const double correction = std::abs(rho) < 1 ? near_one_correction(h, folded_k, rho) : 0;
  if (rho > 0) {
    return correction + normal_cdf(-std::max(h, folded_k));
  }
  const double gap = folded_k > h ? normal_cdf(folded_k) - normal_cdf(h) : 0;
  return gap - correction;
}

}  // namespace

double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(kTwoPi);
}

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  PIGNUS_CHECK(p > 0 && p < 1);
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, InDouble());
}

double bivariate_normal_cdf(double x, double y, double rho) {
  PIGNUS_CHECK(rho >= -1 && rho <= 1 && !std::isnan(x) && !std::isnan(y));
  if (std::isinf(x) || std::isinf(y)) {
    if (x == -std::numeric_limits<double>::infinity() ||
        y == -std::numeric_limits<double>::infinity()) {
      return 0;
    }
    return std::isinf(x) ? normal_cdf(y) : normal_cdf(x);
  }
  const double p = std::abs(rho) < 0.925 ? upper_moderate(-x, -y, rho) : upper_extreme(-x, -y, rho);
  return std::clamp(p, 0.0, 1.0);
}

}  // namespace pignus
