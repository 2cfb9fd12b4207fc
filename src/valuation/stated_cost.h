// Cost by the dated lines of a dossier (book/cost_plan.h): the method "cost" of a right or of
// another intangible, and what a report shows of it. Internal to valuation.
// docs/methods/cost-lines.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/cost_plan.h"
#include "core/result.h"
#include "standards/valuation_parameters.h"

namespace pignus::valuation {

struct StatedCostCase {
  const book::CostPlan& plan;
  std::string source;  ///< of the plan's figures
  const standards::ValuationParameters& parameters;
  Date day;
  std::optional<double> remaining_life_years;  ///< of a limited term; nullopt: none, or not known
  std::uint64_t seed = 0;
  std::string key;  ///< in random streams
  std::uint64_t paths = 1;
};

/// A floor has no weight: so many paths are enough for its interval.
inline constexpr std::uint64_t kStatedCostPaths = 4'000;

struct StatedCost {
  std::optional<Distribution> value;  ///< nullopt: refused
  std::string refusal;                ///< "refused.cost_not_finished", "refused.no_cost_lines"
  std::vector<book::Input> inputs;
  book::CostBreakdown shown;
};

/// Replacement cost where some line says what would be needed again, else reproduction. Lines and
/// index levels of after `day` are not known on it and left out. Without an index prices drift as
/// standards/valuation says. Physical loss: the plan's, else the used share of the limited term,
/// else the parameter's. kInvalidInput names line and field, "cost.amount".
[[nodiscard]] Result<StatedCost> stated_cost(const StatedCostCase& asked);

}  // namespace pignus::valuation
