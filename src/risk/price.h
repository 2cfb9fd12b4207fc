// The rate at which the bank neither gains nor loses: funding, expected loss, capital, cost.
#pragma once

namespace pignus::risk {

struct PriceInput {
  double amount = 0;         ///< major units, outstanding to the end
  double paying_years = 1;   ///< discounted, while the borrower lives: see expected_loss.h
  double expected_loss = 0;  ///< major units over the term, discounted alike
  double funding_rate = 0;   ///< per year
  double capital = 0;        ///< share of the amount that is held as capital
  double return_on_capital = 0;
  double operating_cost = 0;  ///< share of the amount per year
};

/// Customer rate per year. The spread for loss brings the expected loss back from those who pay, so
/// it is higher than the loss spread over the term. Capital replaces funding, so it costs its
/// return less the funding rate.
double break_even_rate(const PriceInput& input);

}  // namespace pignus::risk
