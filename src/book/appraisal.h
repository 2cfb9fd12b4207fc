// A right's value at a date: a distribution, the methods behind it, the evidence.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
  std::string method;         ///< "relief_from_royalty", "renewal", "cost", "population"
  Distribution value;         ///< major units of the appraisal's currency
  double weight = 0;          ///< in the reconciliation
  std::string weight_reason;  ///< message key
  std::vector<Input> inputs;
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
  bool assumed_only = false;                 ///< no register record: widest interval
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
