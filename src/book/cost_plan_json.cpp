#include "book/cost_plan_json.h"

#include <array>
#include <string>
#include <utility>

#include "book/json_fields.h"
#include "book/plan_range_json.h"

namespace pignus::book {

namespace {

using json_fields::or_null;
using json_fields::take;

constexpr std::array<std::pair<const char*, std::optional<PlanRange> CostPlan::*>, 5> kCostRanges{
    {{"physical", &CostPlan::physical},
     {"functional", &CostPlan::functional},
     {"economic", &CostPlan::economic},
     {"profit_share", &CostPlan::profit_share},
     {"return_rate", &CostPlan::return_rate}}};

bool is_absent(const Json& object, const char* name) {
  return !object.is_object() || !object.contains(name) || object.at(name).is_null();
}

tl::unexpected<Error> within(const char* name, Error error) {
  error.where.field = std::string(name) + "." + error.where.field;
  return fail(std::move(error));
}

Status read_cost_line(const Json& json, CostPlanLine& out) {
  PIGNUS_TRY(take(json, "date", out.date));
  PIGNUS_TRY(take(json, "what", out.what));
  PIGNUS_TRY(take(json, "amount", out.amount));
  return take(json, "needed_again", out.needed_again);
}

Status read_index_level(const Json& json, CostIndexLevel& out) {
  PIGNUS_TRY(take(json, "date", out.date));
  return take(json, "level", out.level);
}

template <typename Row>
Status read_cost_rows(const Json& object, const char* name, Status (*read)(const Json&, Row&),
                      std::vector<Row>& out) {
  if (is_absent(object, name) || !object.at(name).is_array()) {
    return fail(ErrorCode::kInvalidInput, "is not a list", {"", 0, name});
  }
  for (const Json& element : object.at(name)) {
    Row row;
    if (auto status = read(element, row); !status) {
      return within(name, std::move(status.error()));
    }
    out.push_back(std::move(row));
  }
  return {};
}

Status read_cost_plan(const Json& json, CostPlan& out) {
  PIGNUS_TRY(read_cost_rows(json, "lines", read_cost_line, out.lines));
  PIGNUS_TRY(take(json, "completed", out.completed));
  PIGNUS_TRY(read_cost_rows(json, "index", read_index_level, out.index));
  PIGNUS_TRY(take(json, "index_source", out.index_source));
  for (const auto& [name, member] : kCostRanges) {
    PIGNUS_TRY(take_range(json, name, out.*member));
  }
  return {};
}

}  // namespace

Json to_json(const CostPlan& plan) {
  Json lines = Json::array();
  for (const CostPlanLine& line : plan.lines) {
    lines.push_back({{"date", line.date.iso()},
                     {"what", line.what},
                     {"amount", line.amount},
                     {"needed_again", or_null(line.needed_again)}});
  }
  Json index = Json::array();
  for (const CostIndexLevel& level : plan.index) {
    index.push_back({{"date", level.date.iso()}, {"level", level.level}});
  }
  Json json{{"lines", std::move(lines)},
            {"completed", plan.completed.iso()},
            {"index", std::move(index)},
            {"index_source", plan.index_source}};
  for (const auto& [name, member] : kCostRanges) {
    const std::optional<PlanRange>& range = plan.*member;
    json[name] = range ? to_json(*range) : Json(nullptr);
  }
  return json;
}

Status take_range(const Json& object, const char* name, std::optional<PlanRange>& out) {
  if (is_absent(object, name)) {
    out.reset();
    return {};
  }
  auto status = read_range(object.at(name), out.emplace());
  return status ? status : Status(within(name, std::move(status.error())));
}

Status take_cost_plan(const Json& object, const char* name, std::optional<CostPlan>& out) {
  if (is_absent(object, name)) {
    out.reset();
    return {};
  }
  auto status = read_cost_plan(object.at(name), out.emplace());
  return status ? status : Status(within(name, std::move(status.error())));
}

}  // namespace pignus::book
