#include "book/intangible_json.h"

#include <string>
#include <utility>

#include "book/cost_plan_json.h"
#include "book/json_fields.h"
#include "book/plan_range_json.h"

namespace pignus::book {

namespace {

Status read_evidence_answer(const Json& json, EvidenceAnswer& out) {
  std::string state;
  PIGNUS_TRY(json_fields::take(json, "id", out.id));
  PIGNUS_TRY(json_fields::take(json, "state", state));
  PIGNUS_TRY(json_fields::take(json, "document", out.document));
  const auto parsed = parse_evidence_state(state);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput, "is no state of evidence", {"", 0, "evidence.state"});
  }
  out.state = *parsed;
  return {};
}

template <typename T>
Json json_or_null(const std::optional<T>& value) {
  return value ? to_json(*value) : Json(nullptr);
}

}  // namespace

Json to_json(const OfferedIntangible& intangible) {
  Json evidence = Json::array();
  for (const EvidenceAnswer& answer : intangible.evidence) {
    evidence.push_back(
        {{"id", answer.id}, {"state", name_of(answer.state)}, {"document", answer.document}});
  }
  return {{"id", intangible.id},
          {"kind", name_of(intangible.kind)},
          {"title", intangible.title},
          {"source", intangible.source},
          {"earnings", json_or_null(intangible.earnings)},
          {"life_years", json_or_null(intangible.life_years)},
          {"published", json_fields::or_null(intangible.published)},
          {"cost", json_or_null(intangible.cost)},
          {"evidence", std::move(evidence)}};
}

Result<OfferedIntangible> intangible_from_json(const Json& json) {
  OfferedIntangible out;
  std::string kind;
  PIGNUS_TRY(json_fields::take(json, "id", out.id));
  PIGNUS_TRY(json_fields::take(json, "kind", kind));
  const auto parsed = parse_unregistered_kind(kind);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput, "is no kind of intangible", {"", 0, "kind"});
  }
  out.kind = *parsed;
  PIGNUS_TRY(json_fields::take(json, "title", out.title));
  PIGNUS_TRY(json_fields::take(json, "source", out.source));
  PIGNUS_TRY(take_range(json, "earnings", out.earnings));
  PIGNUS_TRY(take_range(json, "life_years", out.life_years));
  PIGNUS_TRY(json_fields::take(json, "published", out.published));
  PIGNUS_TRY(take_cost_plan(json, "cost", out.cost));
  if (!json.contains("evidence") || !json["evidence"].is_array()) {
    return fail(ErrorCode::kInvalidInput, "is not a list", {"", 0, "evidence"});
  }
  for (const Json& element : json["evidence"]) {
    EvidenceAnswer answer;
    PIGNUS_TRY(read_evidence_answer(element, answer));
    out.evidence.push_back(std::move(answer));
  }
  return out;
}

}  // namespace pignus::book
