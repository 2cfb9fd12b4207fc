#include "book/plan_json.h"

#include <array>
#include <string>
#include <utility>

#include "book/cost_plan_json.h"
#include "book/json_fields.h"
#include "book/plan_range_json.h"

namespace pignus::book {

namespace {

using json_fields::take;

/// The members of a struct of numbers, by name: one list for writing and reading.
template <typename T>
using Members = std::pair<const char*, double T::*>;

constexpr std::array<Members<BusinessYear>, 5> kBusiness{
    {{"revenue", &BusinessYear::revenue},
     {"operating_costs", &BusinessYear::operating_costs},
     {"depreciation", &BusinessYear::depreciation},
     {"investment", &BusinessYear::investment},
     {"working_capital_increase", &BusinessYear::working_capital_increase}}};
constexpr std::array<Members<PremiumYear>, 4> kPremium{
    {{"units", &PremiumYear::units},
     {"price_premium", &PremiumYear::price_premium},
     {"cost_saving", &PremiumYear::cost_saving},
     {"upkeep", &PremiumYear::upkeep}}};
constexpr std::array<Members<BrandYear>, 7> kBrand{
    {{"price", &BrandYear::price},
     {"volume", &BrandYear::volume},
     {"generic_price", &BrandYear::generic_price},
     {"generic_volume", &BrandYear::generic_volume},
     {"unit_cost", &BrandYear::unit_cost},
     {"brand_cost", &BrandYear::brand_cost},
     {"capital_charge", &BrandYear::capital_charge}}};

template <typename T, std::size_t N>
Json write(const T& value, const std::array<Members<T>, N>& members) {
  Json json = Json::object();
  for (const auto& [name, member] : members) {
    json[name] = value.*member;
  }
  return json;
}

template <typename T, std::size_t N>
Json write(const std::vector<T>& values, const std::array<Members<T>, N>& members) {
  Json list = Json::array();
  for (const T& value : values) {
    list.push_back(write(value, members));
  }
  return list;
}

Json write(const ExcessEarningsPlan& plan) {
  Json contributory = Json::array();
  for (const ContributoryAsset& asset : plan.contributory) {
    contributory.push_back({{"name", asset.name},
                            {"balance", asset.balance},
                            {"return_on", asset.return_on},
                            {"return_of", asset.return_of}});
  }
  return {{"nopat", plan.nopat},
          {"share", plan.share},
          {"attrition", plan.attrition},
          {"contributory", std::move(contributory)}};
}

Json write(const WithAndWithoutPlan& plan) {
  return {{"with", write(plan.with, kBusiness)}, {"without", write(plan.without, kBusiness)}};
}

Json write(const OptionPlan& plan) {
  Json stages = Json::array();
  for (const DevelopmentStage& stage : plan.stages) {
    stages.push_back({{"name", stage.name},
                      {"years", stage.years},
                      {"cost", stage.cost},
                      {"success_chance", stage.success_chance}});
  }
  return {{"cash_flows", to_json(plan.cash_flows)},
          {"launch_cost", plan.launch_cost},
          {"volatility", to_json(plan.volatility)},
          {"riskless_rate", plan.riskless_rate},
          {"stages", std::move(stages)}};
}

Json write(const BrandPlan& plan) {
  return {{"years", write(plan.years, kBrand)},
          {"brand_share", plan.brand_share ? to_json(*plan.brand_share) : Json(nullptr)}};
}

Json write(const IpscorePlan& plan) {
  return {{"turnover", plan.turnover},
          {"direct_costs", plan.direct_costs},
          {"indirect_costs", plan.indirect_costs},
          {"depreciation", plan.depreciation},
          {"depreciation_years", plan.depreciation_years},
          {"share", plan.share}};
}

template <typename T>
Json write_or_null(const std::optional<T>& plan) {
  return plan ? write(*plan) : Json(nullptr);
}

/// The value of a member that must be there; the error is kept by the caller's PIGNUS_TRY.
Result<const Json*> member(const Json& json, const char* name) {
  if (!json.is_object() || !json.contains(name)) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, name});
  }
  return &json.at(name);
}

template <typename T, std::size_t N>
Status read(const Json& json, const std::array<Members<T>, N>& members, T& out) {
  for (const auto& [name, field] : members) {
    PIGNUS_TRY(take(json, name, out.*field));
  }
  return {};
}

/// A list of values, each read by `one`.
template <typename T, typename One>
Status read_list(const Json& json, const char* name, std::vector<T>& out, One one) {
  PIGNUS_ASSIGN(const Json* const list, member(json, name));
  if (!list->is_array()) {
    return fail(ErrorCode::kInvalidInput, "is not a list", {"", 0, name});
  }
  for (const Json& element : *list) {
    T value;
    PIGNUS_TRY(one(element, value));
    out.push_back(std::move(value));
  }
  return {};
}

template <typename T, std::size_t N>
auto reader_of(const std::array<Members<T>, N>& members) {
  return [&members](const Json& json, T& out) { return read(json, members, out); };
}

Status read(const Json& json, ContributoryAsset& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "balance", out.balance));
  PIGNUS_TRY(take(json, "return_on", out.return_on));
  return take(json, "return_of", out.return_of);
}

Status read(const Json& json, DevelopmentStage& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "years", out.years));
  PIGNUS_TRY(take(json, "cost", out.cost));
  return take(json, "success_chance", out.success_chance);
}

Status read(const Json& json, PlanScenario& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "probability", out.probability));
  return take(json, "factor", out.factor);
}

Status read(const Json& json, ExcessEarningsPlan& out) {
  PIGNUS_TRY(take(json, "nopat", out.nopat));
  PIGNUS_TRY(take(json, "share", out.share));
  PIGNUS_TRY(take(json, "attrition", out.attrition));
  return read_list(json, "contributory", out.contributory,
                   [](const Json& one, ContributoryAsset& asset) { return read(one, asset); });
}

Status read(const Json& json, WithAndWithoutPlan& out) {
  PIGNUS_TRY(read_list(json, "with", out.with, reader_of(kBusiness)));
  return read_list(json, "without", out.without, reader_of(kBusiness));
}

Status read(const Json& json, OptionPlan& out) {
  PIGNUS_ASSIGN(const Json* const cash_flows, member(json, "cash_flows"));
  PIGNUS_TRY(read_range(*cash_flows, out.cash_flows));
  PIGNUS_TRY(take(json, "launch_cost", out.launch_cost));
  PIGNUS_ASSIGN(const Json* const volatility, member(json, "volatility"));
  PIGNUS_TRY(read_range(*volatility, out.volatility));
  PIGNUS_TRY(take(json, "riskless_rate", out.riskless_rate));
  return read_list(json, "stages", out.stages,
                   [](const Json& one, DevelopmentStage& stage) { return read(one, stage); });
}

Status read(const Json& json, BrandPlan& out) {
  PIGNUS_TRY(read_list(json, "years", out.years, reader_of(kBrand)));
  PIGNUS_ASSIGN(const Json* const share, member(json, "brand_share"));
  if (!share->is_null()) {
    PIGNUS_TRY(read_range(*share, out.brand_share.emplace()));
  }
  return {};
}

Status read(const Json& json, IpscorePlan& out) {
  PIGNUS_TRY(take(json, "turnover", out.turnover));
  PIGNUS_TRY(take(json, "direct_costs", out.direct_costs));
  PIGNUS_TRY(take(json, "indirect_costs", out.indirect_costs));
  PIGNUS_TRY(take(json, "depreciation", out.depreciation));
  PIGNUS_TRY(take(json, "depreciation_years", out.depreciation_years));
  return take(json, "share", out.share);
}

template <typename T>
Status read_or_null(const Json& json, const char* name, std::optional<T>& out) {
  PIGNUS_ASSIGN(const Json* const plan, member(json, name));
  if (plan->is_null()) {
    return {};
  }
  auto status = read(*plan, out.emplace());
  if (!status) {
    Error error = std::move(status.error());
    error.where.field = std::string(name) + "." + error.where.field;
    return fail(std::move(error));
  }
  return {};
}

/// Parts that dossiers saved by earlier versions lack.
Status read_later_parts(const Json& json, RightPlan& plan) {
  PIGNUS_TRY(take_cost_plan(json, "cost", plan.cost));
  if (json.contains("gross_margin")) {
    PIGNUS_TRY(take(json, "gross_margin", plan.gross_margin));
  }
  return json.contains("ipscore") ? read_or_null(json, "ipscore", plan.ipscore) : Status();
}

Status read_answers(const Json& json, std::map<std::string, double>& out) {
  PIGNUS_ASSIGN(const Json* const answers, member(json, "answers"));
  if (!answers->is_object()) {
    return fail(ErrorCode::kInvalidInput, "is not an object", {"", 0, "answers"});
  }
  for (const auto& [name, value] : answers->items()) {
    PIGNUS_TRY(json_fields::read(value, "answers." + name, out[name]));
  }
  return {};
}

}  // namespace

Json to_json(const RightPlan& plan) {
  Json scenarios = Json::array();
  for (const PlanScenario& scenario : plan.scenarios) {
    scenarios.push_back({{"name", scenario.name},
                         {"probability", scenario.probability},
                         {"factor", scenario.factor}});
  }
  return {{"source", plan.source},
          {"excess_earnings", write_or_null(plan.excess_earnings)},
          {"with_and_without", write_or_null(plan.with_and_without)},
          {"premium", write(plan.premium, kPremium)},
          {"option", write_or_null(plan.option)},
          {"brand", write_or_null(plan.brand)},
          {"scenarios", std::move(scenarios)},
          {"answers", plan.answers},
          {"cost", plan.cost ? to_json(*plan.cost) : Json(nullptr)},
          {"gross_margin", json_fields::or_null(plan.gross_margin)},
          {"ipscore", write_or_null(plan.ipscore)}};
}

Result<RightPlan> plan_from_json(const Json& json) {
  RightPlan plan;
  const auto read_all = [&json, &plan]() -> Status {
    PIGNUS_TRY(take(json, "source", plan.source));
    PIGNUS_TRY(read_or_null(json, "excess_earnings", plan.excess_earnings));
    PIGNUS_TRY(read_or_null(json, "with_and_without", plan.with_and_without));
    PIGNUS_TRY(read_list(json, "premium", plan.premium, reader_of(kPremium)));
    PIGNUS_TRY(read_or_null(json, "option", plan.option));
    PIGNUS_TRY(read_or_null(json, "brand", plan.brand));
    PIGNUS_TRY(read_list(json, "scenarios", plan.scenarios,
                         [](const Json& one, auto& scenario) { return read(one, scenario); }));
    PIGNUS_TRY(read_answers(json, plan.answers));
    return read_later_parts(json, plan);
  };
  if (auto status = read_all(); !status) {
    Error error = std::move(status.error());
    error.where.field = "plan." + error.where.field;
    return fail(std::move(error));
  }
  return plan;
}

}  // namespace pignus::book
