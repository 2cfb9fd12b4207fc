// Multi-period excess earnings: what a business earns with a right, less what its other assets
// would ask for their use. What is left over is the right's.
//   CF_t = s_t * (NOPAT_t - sum_j (return_on_j * balance_j,t + return_of_j,t)),
//   s_t  = share_t * survival_t,
//   V    = TAB * sum_t CF_t * discount_factor(r, t)
// Page: docs/methods/excess-earnings.md.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "book/plan.h"
#include "core/result.h"
#include "valuation/income/present_value.h"

namespace pignus::valuation {

using book::ContributoryAsset;

struct ExcessEarningsCase : book::ExcessEarningsPlan {
  IncomeRates rates;
};

struct ExcessEarningsYear {
  double survival = 0;  ///< (1 - attrition)^(t - 1/2) mid-year, ^t at the end
  double earnings = 0;  ///< share * survival * NOPAT
  double charges = 0;   ///< share * survival * all contributory charges
  double excess = 0;    ///< earnings - charges; below zero where the others earn it all
  double present_value = 0;
};

struct ExcessEarnings {
  std::vector<ExcessEarningsYear> years;
  std::vector<double> charge_values;  ///< present value of each asset's charges, in their order
  double earnings_value = 0;          ///< present value of the earnings before charges
  double value_before_benefit = 0;    ///< earnings_value - sum of charge_values
  double benefit = 1;                 ///< factor of the tax amortisation benefit
  double value = 0;                   ///< may be below zero: then the right earns no excess
};

/// kInvalidInput names the field: no years or more than 200, series of unlike lengths, shares or
/// attrition out of range, two assets of one name, negative balances, absurd rates.
[[nodiscard]] Result<ExcessEarnings> excess_earnings(const ExcessEarningsCase& assumed);

/// One asset's worth in the purchase price, and the return asked of it.
struct AssetReturn {
  std::string name;
  double value = 0;  ///< major units, >= 0
  double rate = 0;   ///< per year
};

/// The three returns that must tell one story: the rate the price implies (IRR), the business's
/// cost of capital (WACC), and the value-weighted return of its assets (WARA).
struct ReturnCheck {
  double irr = 0;
  double wacc = 0;
  double wara = 0;
  double spread = 0;  ///< greatest less least of the three
  bool agrees = false;
};

/// `flows` are the business's free cash flows and `price` what was paid for it; the assets' values
/// should sum to it within `tolerance` of it, or the assets are not all there: refused. Agrees
/// where the spread is at most `tolerance` (method_parameters() "return_check_tolerance").
[[nodiscard]] Result<ReturnCheck> check_returns(std::span<const AssetReturn> assets, double wacc,
                                                std::span<const double> flows, double price,
                                                CashTiming timing, double tolerance);

}  // namespace pignus::valuation
