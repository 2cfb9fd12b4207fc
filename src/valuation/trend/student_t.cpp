#include "valuation/trend/student_t.h"

#include <cmath>
#include <numbers>

#include "core/check.h"

namespace pignus::valuation {

double student_t_cdf(double t, int degrees) {
  PIGNUS_CHECK(degrees >= 1);
  const double angle = std::atan(t / std::sqrt(static_cast<double>(degrees)));
  const double cosine = std::cos(angle);
  const double square = cosine * cosine;
  // P(|T| <= |t|), with its sign: odd degrees begin with cos, even ones with 1.
  const bool odd = degrees % 2 == 1;
  double term = odd ? cosine : 1.0;
  double sum = degrees == 1 ? 0.0 : term;
  for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= square * (k - 1.0) / k;
    sum += term;
  }
  const double both =
      odd ? 2 / std::numbers::pi * (angle + std::sin(angle) * sum) : std::sin(angle) * sum;
  return 0.5 + both / 2;
}

double student_t_quantile(double p, int degrees) {
  PIGNUS_CHECK(p > 0 && p < 1);
  double low = -1;
  double high = 1;
  while (student_t_cdf(low, degrees) > p) low *= 2;
  while (student_t_cdf(high, degrees) < p) high *= 2;
  constexpr int kHalvings = 80;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (student_t_cdf(middle, degrees) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace pignus::valuation
