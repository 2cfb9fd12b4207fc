// A range as JSON: {"low":…,"mode":…,"high":…}.
#pragma once

#include "book/plan_range.h"
#include "core/json.h"
#include "core/result.h"

namespace pignus::book {

Json to_json(const PlanRange& range);
/// Inverse: kInvalidInput names the number that is missing or none.
[[nodiscard]] Status read_range(const Json& json, PlanRange& out);

}  // namespace pignus::book
