#include "valuation/option/black_scholes.h"

#include <cmath>

#include "core/normal.h"

namespace pignus::valuation {

namespace {

struct Parts {
  double d1 = 0;
  double d2 = 0;
  double underlying = 0;  ///< S e^(-yT)
  double strike = 0;      ///< K e^(-rT)
};

Parts parts_of(const OptionTerms& terms) {
  const double deviation = terms.volatility * std::sqrt(terms.years);
  const double drift = terms.rate - terms.cost_of_delay + terms.volatility * terms.volatility / 2;
  const double d1 = (std::log(terms.underlying / terms.strike) + drift * terms.years) / deviation;
  return {d1, d1 - deviation, terms.underlying * std::exp(-terms.cost_of_delay * terms.years),
          terms.strike * std::exp(-terms.rate * terms.years)};
}

}  // namespace

Result<double> european_call(const OptionTerms& terms) {
  PIGNUS_TRY(check_terms(terms));
  const Parts parts = parts_of(terms);
  return parts.underlying * normal_cdf(parts.d1) - parts.strike * normal_cdf(parts.d2);
}

Result<double> european_put(const OptionTerms& terms) {
  PIGNUS_TRY(check_terms(terms));
  const Parts parts = parts_of(terms);
  return parts.strike * normal_cdf(-parts.d2) - parts.underlying * normal_cdf(-parts.d1);
}

}  // namespace pignus::valuation
