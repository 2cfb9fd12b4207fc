// What a firm spent on a right or another intangible, by dated lines (docs/methods/cost-lines.md).
// Amounts are major units of the dossier's currency, of the day they were paid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/plan_range.h"
#include "core/date.h"

namespace pignus::book {

struct CostPlanLine {
  Date date;
  std::string what;                    ///< "labour", "materials", …
  double amount = 0;                   ///< > 0
  std::optional<double> needed_again;  ///< share to be spent again for what serves as well; 0 to 1

  friend bool operator==(const CostPlanLine&, const CostPlanLine&) = default;
};

struct CostIndexLevel {
  Date date;
  double level = 0;  ///< > 0, any unit

  friend bool operator==(const CostIndexLevel&, const CostIndexLevel&) = default;
};

struct CostPlan {
  std::vector<CostPlanLine> lines;
  Date completed;                     ///< the day it was finished
  std::vector<CostIndexLevel> index;  ///< of prices; empty: none given
  std::string index_source;           ///< whose index; needed with one
  // Shares; nullopt: as standards/valuation says.
  std::optional<PlanRange> physical;
  std::optional<PlanRange> functional;
  std::optional<PlanRange> economic;
  std::optional<PlanRange> profit_share;
  std::optional<PlanRange> return_rate;  ///< per year

  friend bool operator==(const CostPlan&, const CostPlan&) = default;
};

}  // namespace pignus::book
