// From trends to the inputs of a valuation: economic life, revenue growth, discount rate; and for
// each trend what the input, and then the value, would be with that trend at its neutral value.
// The rules are data: standards/valuation/trends.toml, bounded, of grade own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "core/result.h"
#include "standards/parameters.h"
#include "valuation/trend/industry_trend.h"
#include "valuation/trend/technology_trend.h"

namespace pignus::valuation {

/// How far a trend may move an input.
struct TrendRules {
  double life_response = 0;     ///< 0 to 1, as all responses
  double life_factor_most = 1;  ///< >= 1
  double share_growth_response = 0;
  double industry_growth_response = 0;
  double growth_shift_most = 0;  ///< 1/year, >= 0
  double capital_cost_response = 0;
  double risk_free_response = 0;
  double discount_shift_most = 0;  ///< 1/year, >= 0
};
/// kInvalidInput names the parameter out of bounds.
[[nodiscard]] Result<TrendRules> trend_rules(const standards::ParameterSet& parameters);
/// The program's own. Aborts where the embedded file is wrong.
const TrendRules& own_trend_rules();

/// The three inputs, as assumed without a trend and as moved by trends. Units: years, 1/year,
/// 1/year.
struct ValuationInputs {
  book::Input economic_life;
  book::Input revenue_growth;
  book::Input discount_rate;
};

/// One trend's part in one input.
struct TrendMove {
  std::string trend;                      ///< "obsolescence", "share_growth", "industry_growth",
                                          ///< "industry_capital_cost", "risk_free"
  std::string input;                      ///< name of the input it moves
  std::optional<TrendEstimate> observed;  ///< nullopt: unknown, so the input was not moved by it
  std::optional<double> neutral;          ///< the same of all fields, of the market, of the table
  ValuationInputs with_neutral;  ///< this trend at its neutral value, all others as they are
  double change = 0;             ///< of the input's median, by this trend
  int direction = 0;             ///< its sign
  bool bounded = false;          ///< the rule's bound held it back
  std::string unknown;           ///< message key: why it is not known; "" where it is

  bool known() const { return unknown.empty(); }
};

struct TrendedInputs {
  ValuationInputs inputs;
  std::vector<TrendMove> moves;  ///< all five trends, known or not, in the order above
};

/// With obsolescence rate d, neutral d0 and the median L of the general life:
///   life' = life * f,  f = 1 / (1 + response * L * (d - d0)), within [1/most, most]
/// and growth and discount shifted by response * (observed - neutral), within the bound. A trend's
/// uncertainty goes through: each input is a mixture over the trend's quantiles (a normal on either
/// side of its value, fitted to its interval). Neutral values count as known.
///
/// An unknown trend leaves the general assumption, to the last bit, and says so. kInvalidInput
/// where an interval does not hold its value, or a general life is not above zero.
[[nodiscard]] Result<TrendedInputs> apply_trends(const ValuationInputs& general,
                                                 const std::optional<TechnologyTrend>& technology,
                                                 const std::optional<IndustryTrend>& industry,
                                                 const TrendRules& rules);

/// The inputs of apply_trends() without its moves, which take as long again for each trend.
[[nodiscard]] Result<ValuationInputs> inputs_under_trends(
    const ValuationInputs& general, const std::optional<TechnologyTrend>& technology,
    const std::optional<IndustryTrend>& industry, const TrendRules& rules);

/// What a trend did to a value.
struct ValueMove {
  std::string trend;
  double with_trends = 0;   ///< the value with all trends
  double with_neutral = 0;  ///< with this one neutral
  double change = 0;
  int direction = 0;
  std::string unknown;  ///< as in TrendMove
};
/// `value_of` is the valuation as a function of the three inputs; it is called once for the value
/// and once for each known trend.
[[nodiscard]] Result<std::vector<ValueMove>> value_moves(
    const TrendedInputs& inputs,
    const std::function<Result<double>(const ValuationInputs&)>& value_of);

}  // namespace pignus::valuation
