#include "valuation/income/present_value.h"

#include <cmath>

#include "core/check.h"
#include "valuation/require.h"
#include "valuation/tab.h"

namespace pignus::valuation {

namespace {

constexpr double kRateLow = -0.9999;
constexpr double kRateHigh = 1000;
constexpr int kHalvings = 200;

int sign_changes(std::span<const double> flows, double price) {
  int changes = 0;
  double last = -price;
  for (const double flow : flows) {
    if (flow != 0 && (flow > 0) != (last > 0)) {
      ++changes;
      last = flow;
    }
  }
  return changes;
}

}  // namespace

double discount_factor(double rate, int year, CashTiming timing) {
  PIGNUS_CHECK(rate > -1 && year >= 1);
  return std::pow(1 + rate, timing == CashTiming::kMidYear ? 0.5 - year : -year);
}

double present_value(std::span<const double> flows, double rate, CashTiming timing) {
  double value = 0;
  int year = 0;
  for (const double flow : flows) {
    value += flow * discount_factor(rate, ++year, timing);
  }
  return value;
}

Result<double> internal_rate_of_return(std::span<const double> flows, double price,
                                       CashTiming timing) {
  PIGNUS_TRY(require_above_zero(price, "price"));
  PIGNUS_TRY(require(!flows.empty() && flows.size() <= kCashYearsMax, "flows",
                     "must cover 1 to 200 years"));
  PIGNUS_TRY(require_finite(flows, "flows"));
  PIGNUS_TRY(require(sign_changes(flows, price) == 1, "flows",
                     "must change from paying to earning once, or no single rate exists"));
  const auto excess = [&](double rate) { return present_value(flows, rate, timing) - price; };
  double low = kRateLow;
  double high = kRateHigh;
  PIGNUS_TRY(require(excess(low) >= 0 && excess(high) <= 0, "flows",
                     "imply no rate between -99.99 and 100,000 per cent"));
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = low + (high - low) / 2;
    (excess(middle) > 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

Status check_rates(const IncomeRates& rates) {
  PIGNUS_TRY(require_within(rates.tax_rate, 0, 0.9, "tax_rate"));
  PIGNUS_TRY(require_within(rates.discount_rate, 0, kDiscountRateMax, "discount_rate"));
  return require(rates.amortisation_years >= 0 && rates.amortisation_years <= 100,
                 "amortisation_years", "must be from 0 to 100");
}

double benefit_factor(const IncomeRates& rates) {
  return rates.amortisation_years > 0 ? tax_amortisation_factor(rates.tax_rate, rates.discount_rate,
                                                                rates.amortisation_years)
                                      : 1.0;
}

}  // namespace pignus::valuation
