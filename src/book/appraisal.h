// A right's value at a date: a distribution, the methods behind it, the evidence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/cost_result.h"
#include "book/scorecard_result.h"
#include "book/trend_effect.h"
#include "book/value_checks.h"
#include "core/date.h"
#include "core/distribution.h"
#include "core/money.h"
#include "registers/right.h"
#include "registers/status.h"
#include "standards/evidence.h"

namespace pignus::book {

/// A number that entered a computation.
struct Input {
  std::string name;  ///< "royalty_rate", "discount_rate", …
  Distribution value;
  std::string unit;
  standards::Evidence evidence;
};

/// The answer of one method.
struct MethodValue {
  std::string method;         ///< "relief_from_royalty", "excess_earnings", "renewal", …
  Distribution value;         ///< major units of the appraisal's currency
  double weight = 0;          ///< in the reconciliation
  std::string weight_reason;  ///< message key
  std::vector<Input> inputs;
  double log_error = 0;  ///< of the log: the method's own error and its interval, 0: not weighed
  /// weight * mean, and of a value made wider its part of the new mean: they add up to the mean of
  /// the reconciled value.
  double contribution = 0;
};

/// What the reconciled value would be if one input stood at the 10th or the 90th percentile of its
/// own distribution and the others as they are.
struct Sensitivity {
  std::string input;
  double at_low = 0;  ///< the mean, major units: a mixture's median may stay where parts of it move
  double at_high = 0;
};

/// What the right brings on one basis of value.
struct BasisValue {
  std::string basis;   ///< "orderly_liquidation", "forced_sale"
  Distribution value;  ///< net of the sale's cost, nothing where nobody buys
  double chance_of_sale = 0;
  Distribution years_to_sale;  ///< of those that sell
};

struct Appraisal {
  registers::RightId right;
  std::string title;
  Date as_of;
  Currency currency;
  registers::LegalStatus status;
  double remaining_life_years = 0;           ///< expected economic life left
  std::vector<MethodValue> methods;          ///< those that had the data they need
  std::vector<std::string> methods_refused;  ///< "<method>:<message key>": why not
  Distribution value;                        ///< reconciled, going concern
  Distribution liquidation_value;            ///< what a forced sale brings, net of its cost
  std::vector<BasisValue> bases;             ///< other bases than the market value, by name
  std::vector<Sensitivity> sensitivities;    ///< greatest first; empty unless asked for
  std::vector<ScorecardResult> scorecards;   ///< of patents; empty unless asked for
  bool assumed_only = false;                 ///< no register record: widest interval
  std::vector<TrendEffect> trends;           ///< all that are asked for; empty unless asked for
  std::optional<Widening> widened;           ///< nullopt: the value is as the methods have it
  std::optional<CostBreakdown> cost_lines = std::nullopt;        ///< behind the method "cost"
  std::optional<ProfitSplitResult> profit_split = std::nullopt;  ///< where the plan has the figures
  std::optional<HighValueResult> high_value = std::nullopt;      ///< of inventions
  std::optional<IpscoreResult> ipscore = std::nullopt;           ///< where the dossier answers it
  std::optional<BrandStrengthResult> brand_strength = std::nullopt;  ///< of marks
};

/// All that risk sees of a valuation.
struct CollateralPath {
  Currency currency;
  Distribution value_today;        ///< liquidation value of the pledged rights together
  double drift_per_year = 0;       ///< of the mean value, continuous; negative: it decays
  double volatility_per_year = 0;  ///< of the log value
  double default_correlation = 0;  ///< of the value with the driver of default
  double extinction_per_year = 0;  ///< hazard that the rights end early
  std::vector<Input> inputs;
};

}  // namespace pignus::book
