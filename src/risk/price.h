// The rate at which the bank neither gains nor loses: funding, expected loss, capital, cost.
#pragma once

namespace pignus::risk {

struct PriceInput {
  double amount = 0;  ///< major units, outstanding to the end
  double years = 1;
  double expected_loss = 0;  ///< major units over the term
  double funding_rate = 0;   ///< per year
  double capital = 0;        ///< share of the amount that is held as capital
  double return_on_capital = 0;
  double operating_cost = 0;  ///< share of the amount per year
};

/// Customer rate per year. Capital replaces funding, so it costs its return less the funding rate.
double break_even_rate(const PriceInput& input);

}  // namespace pignus::risk
