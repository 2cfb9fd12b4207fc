#include "valuation/tab.h"

#include <cmath>

#include "core/check.h"

namespace pignus::valuation {

double tax_amortisation_factor(double tax_rate, double discount_rate, int years) {
  PIGNUS_CHECK(tax_rate >= 0 && tax_rate < 1 && discount_rate >= 0 && years >= 1);
  const double step = 1 / (1 + discount_rate);
  double discounted_years = 0;
  double factor = std::sqrt(step);
  for (int k = 1; k <= years; ++k) {
    discounted_years += factor;
    factor *= step;
  }
  return 1 / (1 - tax_rate / years * discounted_years);
}

}  // namespace pignus::valuation
