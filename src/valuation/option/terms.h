// What every option method needs. A patent is an option on its product: S is what the product's
// cash flows are worth today if launched today, K what the launch costs, and each year of waiting
// gives away one year of protection, 1/T of the value.
#pragma once

#include "core/result.h"

namespace pignus::valuation {

struct OptionTerms {
  double underlying = 0;     ///< S, major units, > 0
  double strike = 0;         ///< K, major units, > 0
  double years = 0;          ///< T until the right ends, (0, 100]
  double rate = 0;           ///< riskless, per year, continuous, [-0.2, 1]
  double volatility = 0;     ///< of the log value, per square root of a year, (0, 5]
  double cost_of_delay = 0;  ///< y, per year, continuous, [0, 12]
};

/// kInvalidInput names the field out of its range.
[[nodiscard]] Status check_terms(const OptionTerms& terms);

/// The patent's option by Damodaran: y = 1 / T.
OptionTerms patent_option(double underlying, double strike, double years, double rate,
                          double variance);

}  // namespace pignus::valuation
