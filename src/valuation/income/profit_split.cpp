#include "valuation/income/profit_split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "valuation/method_parameters.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

Status check_case(const ProfitSplitCase& assumed) {
  const std::size_t years = assumed.net_sales.size();
  PIGNUS_TRY(
      require(years >= 1 && years <= kCashYearsMax, "net_sales", "must cover 1 to 200 years"));
  for (const double sales : assumed.net_sales) {
    PIGNUS_TRY(require_above_zero(sales, "net_sales"));
  }
  PIGNUS_TRY(require(assumed.operating_profit.size() == years, "operating_profit",
                     "must have one figure a year of net_sales"));
  PIGNUS_TRY(require_finite(assumed.operating_profit, "operating_profit"));
  if (assumed.gross_margin) {
    PIGNUS_TRY(require_within(*assumed.gross_margin, 0, 1, "gross_margin"));
  }
  if (assumed.royalty_rate) {
    PIGNUS_TRY(require_within(*assumed.royalty_rate, 0, 1, "royalty_rate"));
  }
  if (assumed.appraised) {
    PIGNUS_TRY(require_above_zero(*assumed.appraised, "appraised"));
  }
  return check_rates(assumed.rates);
}

}  // namespace

Result<ProfitSplitChecks> profit_split_checks(const ProfitSplitCase& assumed) {
  PIGNUS_TRY(check_case(assumed));
  const auto sum = [](const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
  };
  const double margin = sum(assumed.operating_profit) / sum(assumed.net_sales);
  const double profit_value =
      present_value(assumed.operating_profit, assumed.rates.discount_rate, assumed.rates.timing) *
      (1 - assumed.rates.tax_rate) * benefit_factor(assumed.rates);
  ProfitSplitChecks result;
  for (const char* rule : {"profit_split_rule", "profit_split_kpmg"}) {
    const standards::ModelParameter& parameter = method_parameters().at(rule);
    ProfitSplitCheck check;
    check.rule = rule;
    check.share = parameter.mode;
    check.royalty = check.share * margin;
    check.value = check.share * profit_value;
    check.evidence = parameter.evidence;
    if (assumed.appraised) {
      check.to_appraised = check.value / *assumed.appraised;
    }
    result.rules.push_back(std::move(check));
  }
  if (assumed.gross_margin && assumed.royalty_rate) {
    const double quarter = method_parameters().at("profit_split_rule").mode;
    const auto [low, high] = std::minmax({quarter * margin, quarter * *assumed.gross_margin});
    result.royalty_in_usual_range = *assumed.royalty_rate >= low && *assumed.royalty_rate <= high;
  }
  return result;
}

}  // namespace pignus::valuation
