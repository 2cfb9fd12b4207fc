// What trends outside a right did to its value, and why where one is not known.
#pragma once

#include <optional>
#include <string>

#include "standards/evidence.h"

namespace pignus::book {

struct TrendEffect {
  std::string trend;  ///< "obsolescence", "share_growth", "industry_growth",
                      ///< "industry_capital_cost", "risk_free"
  std::string of;     ///< the field of technology or the industry, as its source names it; "" none
  // What was observed, 1/year; nullopt: unknown.
  std::optional<double> observed;
  std::optional<double> low;  ///< of the 90 % interval
  std::optional<double> high;
  std::optional<double> neutral;  ///< the same of all fields, of the market, of the table
  // What it moved: the input by name, and the input's median in its own unit.
  std::string input;
  double input_without = 0;  ///< this trend at its neutral value, all others as they are
  double input_with = 0;
  bool bounded = false;  ///< the rule's bound held the move back
  /// Of the mean of the reconciled value, major units; nullopt: the trend is unknown, or no method
  /// with a weight rests on the input.
  std::optional<double> value_change;
  int direction = 0;             ///< sign of value_change
  std::string unknown;           ///< message key: why it is not known; "" where it is
  standards::Evidence evidence;  ///< of what was observed; empty where unknown
};

/// The reconciled value was made wider, because nothing of the right's own cash flows and no sales
/// like it were known (docs/methods/dollar-scale.md).
struct Widening {
  double ratio = 0;   ///< 90th over 10th percentile of what is not nothing, before
  double floor = 0;   ///< the least it may be
  double spread = 0;  ///< of the log of the factor of median one that was put on the value
};

}  // namespace pignus::book
