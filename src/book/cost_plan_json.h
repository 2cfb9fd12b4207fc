// Ranges and cost plans as JSON: parts of a plan's and of an intangible's.
#pragma once

#include <optional>

#include "book/cost_plan.h"
#include "core/json.h"
#include "core/result.h"

namespace pignus::book {

Json to_json(const CostPlan& plan);

/// Inverses: kInvalidInput names the field, "lines.amount". Null is nothing; a member that is not
/// there is nothing too, because dossiers saved before it was known lack it.
[[nodiscard]] Status take_range(const Json& object, const char* name,
                                std::optional<PlanRange>& out);
[[nodiscard]] Status take_cost_plan(const Json& object, const char* name,
                                    std::optional<CostPlan>& out);

}  // namespace pignus::book
