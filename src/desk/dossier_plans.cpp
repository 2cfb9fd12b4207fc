// plans.toml of a dossier: what the firm plans with single rights.
#include <algorithm>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "desk/dossier_parts.h"
#include "desk/dossier_reader.h"
#include "registers/number.h"
#include "standards/toml_table.h"

namespace pignus::desk {

namespace {

using standards::TomlTable;

book::ExcessEarningsPlan read_excess_earnings(TomlTable table) {
  book::ExcessEarningsPlan plan;
  plan.nopat = table.optional_numbers("nopat");
  plan.share = table.optional_numbers("share");
  plan.attrition = table.optional_number("attrition").value_or(0);
  for (TomlTable& row : table.tables("contributory")) {
    book::ContributoryAsset asset;
    asset.name = row.text("name");
    asset.return_on = row.number("return_on");
    asset.balance = row.optional_numbers("balance");
    asset.return_of = row.optional_numbers("return_of");
    if (asset.return_of.empty()) {
      asset.return_of.assign(asset.balance.size(), 0);  // its wear is in the earnings
    }
    row.close();
    plan.contributory.push_back(std::move(asset));
  }
  table.close();
  return plan;
}

std::vector<book::BusinessYear> read_business(TomlTable& parent, std::string_view key) {
  std::vector<book::BusinessYear> years;
  for (TomlTable& row : parent.tables(key)) {
    book::BusinessYear year;
    year.revenue = row.number("revenue");
    year.operating_costs = row.number("operating_costs");
    year.depreciation = row.optional_number("depreciation").value_or(0);
    year.investment = row.optional_number("investment").value_or(0);
    year.working_capital_increase = row.optional_number("working_capital_increase").value_or(0);
    row.close();
    years.push_back(year);
  }
  return years;
}

std::vector<book::PremiumYear> read_premium(TomlTable& parent) {
  std::vector<book::PremiumYear> years;
  for (TomlTable& row : parent.tables("premium")) {
    book::PremiumYear year;
    year.units = row.number("units");
    year.price_premium = row.optional_number("price_premium").value_or(0);
    year.cost_saving = row.optional_number("cost_saving").value_or(0);
    year.upkeep = row.optional_number("upkeep").value_or(0);
    row.close();
    years.push_back(year);
  }
  return years;
}

book::OptionPlan read_option(TomlTable table) {
  book::OptionPlan plan;
  plan.cash_flows = read_range(table, "cash_flows");
  plan.launch_cost = table.number("launch_cost");
  plan.volatility = read_range(table, "volatility");
  plan.riskless_rate = table.number("riskless_rate");
  for (TomlTable& row : table.tables("stages")) {
    book::DevelopmentStage stage;
    stage.name = row.text("name");
    stage.years = row.number("years");
    stage.cost = row.number("cost");
    stage.success_chance = row.number("success_chance");
    row.close();
    plan.stages.push_back(std::move(stage));
  }
  table.close();
  return plan;
}

book::BrandPlan read_brand(TomlTable table) {
  book::BrandPlan plan;
  for (TomlTable& row : table.tables("years")) {
    book::BrandYear year;
    year.price = row.number("price");
    year.volume = row.number("volume");
    year.generic_price = row.number("generic_price");
    year.generic_volume = row.number("generic_volume");
    year.unit_cost = row.number("unit_cost");
    year.brand_cost = row.optional_number("brand_cost").value_or(0);
    year.capital_charge = row.optional_number("capital_charge").value_or(0);
    row.close();
    plan.years.push_back(year);
  }
  if (has_key(table, "brand_share")) {
    plan.brand_share = read_range(table, "brand_share");
  }
  table.close();
  return plan;
}

void read_scenarios(TomlTable& parent, std::vector<book::PlanScenario>& all) {
  for (TomlTable& row : parent.tables("scenarios")) {
    book::PlanScenario scenario;
    scenario.name = row.text("name");
    scenario.probability = row.number("probability");
    scenario.factor = row.number("factor");
    if (scenario.factor < 0) {
      row.refuse("factor", "must not be below zero");
    }
    row.close();
    all.push_back(std::move(scenario));
  }
}

book::IpscorePlan read_ipscore(TomlTable table) {
  book::IpscorePlan plan;
  plan.turnover = table.number("turnover");
  if (!(plan.turnover > 0)) {
    table.refuse("turnover", "must be above zero");
  }
  plan.direct_costs = table.number("direct_costs");
  plan.indirect_costs = table.number("indirect_costs");
  plan.depreciation = table.number("depreciation");
  for (const auto& [key, amount] : {std::pair("direct_costs", plan.direct_costs),
                                    std::pair("indirect_costs", plan.indirect_costs),
                                    std::pair("depreciation", plan.depreciation)}) {
    if (amount < 0) {
      table.refuse(key, "must not be below zero");
    }
  }
  const auto years = table.optional_integer("depreciation_years");
  if (!years || *years < 1 || *years > 100) {
    table.refuse("depreciation_years", "must be from 1 to 100 years");
  }
  plan.depreciation_years = static_cast<int>(years.value_or(1));
  plan.share = table.number("share");
  if (!(plan.share > 0 && plan.share <= 1)) {
    table.refuse("share", "must be above 0 and up to 1");
  }
  table.close();
  return plan;
}

/// What checks and questionnaires beside the value need.
void read_checks(TomlTable& table, book::RightPlan& plan) {
  if (has_key(table, "cost")) {
    plan.cost = read_cost_plan(table.table("cost", true));
  }
  plan.gross_margin = table.optional_number("gross_margin");
  if (plan.gross_margin && !(*plan.gross_margin >= 0 && *plan.gross_margin <= 1)) {
    table.refuse("gross_margin", "must be a share from 0 to 1");
  }
  if (has_key(table, "ipscore")) {
    plan.ipscore = read_ipscore(table.table("ipscore", true));
  }
  TomlTable answers = table.table("answers", false);
  for (const std::string& name : answers.keys()) {
    plan.answers[name] = answers.number(name);
  }
  answers.close();
}

book::RightPlan read_plan(TomlTable& table) {
  book::RightPlan plan;
  plan.source = table.text("source");
  if (trim(plan.source).empty()) {
    table.refuse("source", "must say whose plan this is");
  }
  if (has_key(table, "excess_earnings")) {
    plan.excess_earnings = read_excess_earnings(table.table("excess_earnings", true));
  }
  if (has_key(table, "with") || has_key(table, "without")) {
    plan.with_and_without.emplace();
    plan.with_and_without->with = read_business(table, "with");
    plan.with_and_without->without = read_business(table, "without");
  }
  plan.premium = read_premium(table);
  if (has_key(table, "option")) {
    plan.option = read_option(table.table("option", true));
  }
  if (has_key(table, "brand")) {
    plan.brand = read_brand(table.table("brand", true));
  }
  read_scenarios(table, plan.scenarios);
  read_checks(table, plan);
  return plan;
}

/// The offered right a plan speaks of: by its number as written, or by what that number means.
book::OfferedRight* right_named(book::Dossier& dossier, const std::string& number) {
  const auto key = registers::parse_right_key(number);
  for (book::OfferedRight& right : dossier.rights) {
    if (right.stated_number == number || (key && right.id && *right.id == *key)) {
      return &right;
    }
  }
  return nullptr;
}

}  // namespace

Status parse_plans(std::string_view text, std::string_view file, const DossierLimits& limits,
                   book::Dossier& dossier) {
  standards::TomlLimits toml_limits;
  toml_limits.bytes_max = limits.toml_bytes_max;
  toml_limits.items_max =
      std::max({limits.plans_max, limits.plan_years_max, limits.cost_lines_max});
  PIGNUS_ASSIGN(const toml::table parsed, standards::parse_toml(text, file, toml_limits));
  TomlTable root(parsed, file, toml_limits);
  for (TomlTable& table : root.tables("plans")) {
    const std::string number(trim(table.text("right")));
    book::OfferedRight* const right = right_named(dossier, number);
    if (right == nullptr) {
      table.refuse("right", "is no right that rights.csv offers");
    } else if (right->plan) {
      table.refuse("right", "has a plan already");
    }
    book::RightPlan plan = read_plan(table);
    table.close();
    if (right != nullptr) {
      right->plan = std::move(plan);
    }
  }
  return root.finish();
}

}  // namespace pignus::desk
