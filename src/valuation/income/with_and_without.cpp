#include "valuation/income/with_and_without.h"

#include <cmath>
#include <string>
#include <utility>

#include "valuation/require.h"

namespace pignus::valuation {

namespace {

Status check_plan(const std::vector<BusinessYear>& plan, const std::string& name) {
  for (const BusinessYear& year : plan) {
    for (const auto& [value, field] :
         {std::pair{year.revenue, ".revenue"}, std::pair{year.operating_costs, ".operating_costs"},
          std::pair{year.depreciation, ".depreciation"}}) {
      PIGNUS_TRY(
          require(std::isfinite(value) && value >= 0, name + field, "must not be below zero"));
    }
    PIGNUS_TRY(require(std::isfinite(year.investment), name + ".investment", "must be finite"));
    PIGNUS_TRY(require(std::isfinite(year.working_capital_increase),
                       name + ".working_capital_increase", "must be finite"));
  }
  return {};
}

DifferentialValue value_of(std::vector<double> flows, const IncomeRates& rates) {
  DifferentialValue result;
  result.value_before_benefit = present_value(flows, rates.discount_rate, rates.timing);
  result.benefit = benefit_factor(rates);
  result.value = result.value_before_benefit * result.benefit;
  result.flows = std::move(flows);
  return result;
}

}  // namespace

double free_cash_flow(const BusinessYear& year, double tax_rate) {
  return (year.revenue - year.operating_costs - year.depreciation) * (1 - tax_rate) +
         year.depreciation - year.investment - year.working_capital_increase;
}

Result<DifferentialValue> with_and_without(const WithAndWithoutCase& assumed) {
  PIGNUS_TRY(require(!assumed.with.empty() && assumed.with.size() <= kCashYearsMax, "with",
                     "must cover 1 to 200 years"));
  PIGNUS_TRY(require(assumed.without.size() == assumed.with.size(), "without",
                     "must cover as many years as the plan with the right"));
  PIGNUS_TRY(check_plan(assumed.with, "with"));
  PIGNUS_TRY(check_plan(assumed.without, "without"));
  PIGNUS_TRY(check_rates(assumed.rates));
  std::vector<double> flows;
  for (std::size_t t = 0; t < assumed.with.size(); ++t) {
    flows.push_back(free_cash_flow(assumed.with[t], assumed.rates.tax_rate) -
                    free_cash_flow(assumed.without[t], assumed.rates.tax_rate));
  }
  return value_of(std::move(flows), assumed.rates);
}

Result<DifferentialValue> premium_profit(const std::vector<PremiumYear>& years,
                                         const IncomeRates& rates) {
  PIGNUS_TRY(require(!years.empty() && years.size() <= kCashYearsMax, "years",
                     "must cover 1 to 200 years"));
  PIGNUS_TRY(check_rates(rates));
  std::vector<double> flows;
  for (const PremiumYear& year : years) {
    PIGNUS_TRY(
        require(std::isfinite(year.units) && year.units >= 0, "units", "must not be below zero"));
    PIGNUS_TRY(require(std::isfinite(year.price_premium), "price_premium", "must be finite"));
    PIGNUS_TRY(require(std::isfinite(year.cost_saving), "cost_saving", "must be finite"));
    PIGNUS_TRY(require(std::isfinite(year.upkeep), "upkeep", "must be finite"));
    flows.push_back((year.units * (year.price_premium + year.cost_saving) - year.upkeep) *
                    (1 - rates.tax_rate));
  }
  return value_of(std::move(flows), rates);
}

}  // namespace pignus::valuation
