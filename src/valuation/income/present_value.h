// Yearly cash flows to a value today, and back to the rate a price implies.
#pragma once

#include <cstddef>
#include <span>

#include "core/result.h"
#include "valuation/relief_from_royalty.h"

namespace pignus::valuation {

/// Bounds on what the income methods take: anything beyond is a slip of the pen.
constexpr double kDiscountRateMax = 5;  ///< per year
constexpr std::size_t kCashYearsMax = 200;

/// (1 + rate)^-(year - 1/2) in the middle of the year, (1 + rate)^-year at its end; year 1 is the
/// first, rate > -1.
double discount_factor(double rate, int year, CashTiming timing);

/// sum_t flow_t * discount_factor(rate, t). Flows in major units, year 1 first.
double present_value(std::span<const double> flows, double rate, CashTiming timing);

/// The yearly rate at which the flows are worth `price` (> 0). kInvalidInput where the series of
/// -price and the flows changes sign other than once (no rate, or no single one), or where the rate
/// is not between -99.99 and 100,000 per cent.
[[nodiscard]] Result<double> internal_rate_of_return(std::span<const double> flows, double price,
                                                     CashTiming timing);

/// Refuses a tax rate outside [0, 0.9], a discount rate outside [0, 5], amortisation outside [0,
/// 100] years: what every income method needs.
struct IncomeRates {
  double tax_rate = 0;
  double discount_rate = 0;
  CashTiming timing = CashTiming::kMidYear;
  int amortisation_years = 0;  ///< 0: no tax amortisation benefit
};
[[nodiscard]] Status check_rates(const IncomeRates& rates);
/// tax_amortisation_factor, or 1 without a benefit. The rates have passed check_rates.
double benefit_factor(const IncomeRates& rates);

}  // namespace pignus::valuation
