#include "book/plan_range_json.h"

#include "book/json_fields.h"

namespace pignus::book {

Json to_json(const PlanRange& range) {
  return {{"low", range.low}, {"mode", range.mode}, {"high", range.high}};
}

Status read_range(const Json& json, PlanRange& out) {
  PIGNUS_TRY(json_fields::take(json, "low", out.low));
  PIGNUS_TRY(json_fields::take(json, "mode", out.mode));
  return json_fields::take(json, "high", out.high);
}

}  // namespace pignus::book
