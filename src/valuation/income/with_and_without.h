// With and without: two plans of one business, one with the right and one without; the right is
// worth the difference. Premium profit is the case where the difference is a price premium, a cost
// saved and what it takes to keep them.
//   FCF_t = (revenue - costs - depreciation)(1 - tax) + depreciation - investment
//           - rise of working capital
//   V     = TAB * sum_t (FCF_t with - FCF_t without) * discount_factor(r, t)
// Page: docs/methods/with-and-without.md.
#pragma once

#include <vector>

#include "book/plan.h"
#include "core/result.h"
#include "valuation/income/present_value.h"

namespace pignus::valuation {

using book::BusinessYear;
using book::PremiumYear;

double free_cash_flow(const BusinessYear& year, double tax_rate);

struct WithAndWithoutCase : book::WithAndWithoutPlan {
  IncomeRates rates;
};

struct DifferentialValue {
  std::vector<double> flows;        ///< after tax, with less without, one a year
  double value_before_benefit = 0;  ///< below zero where the plan with the right is the poorer
  double benefit = 1;
  double value = 0;
};

/// kInvalidInput names the field: no years, plans of unlike length, negative sales or costs, absurd
/// rates.
[[nodiscard]] Result<DifferentialValue> with_and_without(const WithAndWithoutCase& assumed);

/// Flow_t = (units * (price_premium + cost_saving) - upkeep)(1 - tax).
[[nodiscard]] Result<DifferentialValue> premium_profit(const std::vector<PremiumYear>& years,
                                                       const IncomeRates& rates);

}  // namespace pignus::valuation
