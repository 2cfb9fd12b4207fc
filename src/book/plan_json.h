// A plan as JSON: part of a dossier's.
#pragma once

#include "book/plan.h"
#include "core/json.h"
#include "core/result.h"

namespace pignus::book {

Json to_json(const RightPlan& plan);
/// Inverse of to_json(). kInvalidInput names the field, "plan.excess_earnings.nopat".
[[nodiscard]] Result<RightPlan> plan_from_json(const Json& json);

}  // namespace pignus::book
