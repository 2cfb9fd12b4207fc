// Profit split, the 25 per cent rule: a licensee pays a fixed part of its operating profit. A rule
// of thumb that a court has refused as evidence, so it is a cross-check and nothing else: its
// result has no weight, no distribution and no way into the reconciliation.
// Page: docs/methods/profit-split.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"
#include "valuation/income/present_value.h"

namespace pignus::valuation {

struct ProfitSplitCase {
  std::vector<double> net_sales;         ///< of the products under the right, major units, > 0
  std::vector<double> operating_profit;  ///< before royalties, as many years
  std::optional<double> gross_margin;    ///< share of net sales, [0, 1]
  std::optional<double> royalty_rate;    ///< the rate the appraisal uses, share of net sales
  std::optional<double> appraised;       ///< what the weighted methods say, major units, > 0
  IncomeRates rates;
};

/// What one rule would say. Deliberately not a book::MethodValue.
struct ProfitSplitCheck {
  std::string rule;    ///< "profit_split_rule", "profit_split_kpmg"
  double share = 0;    ///< of operating profit
  double royalty = 0;  ///< share * operating profit / net sales, over all years; may be below 0
  double value = 0;    ///< major units, after tax
  std::optional<double> to_appraised;  ///< value / appraised
  standards::Evidence evidence;
};

struct ProfitSplitChecks {
  std::vector<ProfitSplitCheck> rules;
  /// Whether the rate in use lies between a quarter of the operating and a quarter of the gross
  /// margin, where reported rates were found (KPMG 2012). Unknown without both figures.
  std::optional<bool> royalty_in_usual_range;
};

/// Both rules side by side. kInvalidInput names the field.
[[nodiscard]] Result<ProfitSplitChecks> profit_split_checks(const ProfitSplitCase& assumed);

}  // namespace pignus::valuation
