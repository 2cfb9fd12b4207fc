// European options in closed form (Black, Scholes and Merton), with a yield that stands for the
// cost of delay. Page: docs/methods/black-scholes.md.
#pragma once

#include "valuation/option/terms.h"

namespace pignus::valuation {

/// S e^(-yT) N(d1) - K e^(-rT) N(d2), d1 = (ln(S/K) + (r - y + v^2/2) T) / (v sqrt T),
/// d2 = d1 - v sqrt T. Major units.
[[nodiscard]] Result<double> european_call(const OptionTerms& terms);
/// K e^(-rT) N(-d2) - S e^(-yT) N(-d1): the right to sell, a buyer's promise.
[[nodiscard]] Result<double> european_put(const OptionTerms& terms);

}  // namespace pignus::valuation
