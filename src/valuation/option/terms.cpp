#include "valuation/option/terms.h"

#include <cmath>

#include "valuation/require.h"

namespace pignus::valuation {

Status check_terms(const OptionTerms& terms) {
  PIGNUS_TRY(require_above_zero(terms.underlying, "underlying"));
  PIGNUS_TRY(require_above_zero(terms.strike, "strike"));
  PIGNUS_TRY(require_above_zero(terms.years, "years"));
  PIGNUS_TRY(require_within(terms.years, 0, 100, "years"));
  PIGNUS_TRY(require_within(terms.rate, -0.2, 1, "rate"));
  PIGNUS_TRY(require_above_zero(terms.volatility, "volatility"));
  PIGNUS_TRY(require_within(terms.volatility, 0, 5, "volatility"));
  return require_within(terms.cost_of_delay, 0, 12, "cost_of_delay");
}

OptionTerms patent_option(double underlying, double strike, double years, double rate,
                          double variance) {
  return {underlying, strike, years, rate, std::sqrt(variance), 1 / years};
}

}  // namespace pignus::valuation
