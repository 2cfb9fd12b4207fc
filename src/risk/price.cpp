#include "risk/price.h"

#include "core/check.h"

namespace pignus::risk {

double break_even_rate(const PriceInput& input) {
  PIGNUS_CHECK(input.amount > 0 && input.paying_years > 0);
  return input.funding_rate + input.expected_loss / (input.amount * input.paying_years) +
         input.capital * (input.return_on_capital - input.funding_rate) + input.operating_cost;
}

}  // namespace pignus::risk
