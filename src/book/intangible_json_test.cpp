#include "book/intangible_json.h"

#include <gtest/gtest.h>

#include "book/cost_plan_json.h"
#include "book/dossier_json.h"
#include "book/plan_json.h"

namespace pignus::book {
namespace {

Date on(const char* iso) {
  return *Date::parse(iso);
}

CostPlan some_cost() {
  CostPlan plan;
  plan.lines = {{on("2021-03-01"), "labour", 120'000, .5},
                {on("2022-03-01"), "dead end", 40'000, std::nullopt}};
  plan.completed = on("2022-12-01");
  plan.index = {{on("2020-01-01"), 100}, {on("2024-01-01"), 112}};
  plan.index_source = "wages of the industry";
  plan.functional = PlanRange{.1, .2, .3};
  return plan;
}

OfferedIntangible some_software() {
  OfferedIntangible offered;
  offered.id = "firmware";
  offered.kind = UnregisteredKind::kSoftware;
  offered.title = "固件";
  offered.source = "accounts of 2025";
  offered.earnings = PlanRange{1, 2, 3};
  offered.life_years = PlanRange{4, 5, 6};
  offered.published = on("2020-05-01");
  offered.cost = some_cost();
  offered.evidence = {{"title", EvidenceState::kShown, "contracts.pdf"},
                      {"open_source", EvidenceState::kMissing, ""}};
  return offered;
}

TEST(IntangibleJson, ComesBackAsItWas) {
  const OfferedIntangible whole = some_software();
  const auto again = intangible_from_json(to_json(whole));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, whole);
  OfferedIntangible least;
  least.id = "recipe";
  least.source = "the firm";
  const auto same = intangible_from_json(to_json(least));
  ASSERT_TRUE(same) << describe(same.error());
  EXPECT_EQ(*same, least);
}

TEST(IntangibleJson, WhatIsWrongIsNamedByItsPlace) {
  const Json good = to_json(some_software());
  const auto field_of = [&good](const char* pointer, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = value;
    const auto read = intangible_from_json(bad);
    return read ? "" : read.error().where.field;
  };
  EXPECT_EQ(field_of("/kind", "gold"), "kind");
  EXPECT_EQ(field_of("/earnings/mode", "much"), "earnings.mode");
  EXPECT_EQ(field_of("/cost/lines/1/amount", "much"), "cost.lines.amount");
  EXPECT_EQ(field_of("/cost/index/0/date", 7), "cost.index.date");
  EXPECT_EQ(field_of("/evidence/0/state", "seen"), "evidence.state");
  EXPECT_EQ(field_of("/evidence", 7), "evidence");
}

TEST(IntangibleJson, ADossierAndAPlanOfAnEarlierVersionAreStillRead) {
  Dossier dossier;
  dossier.as_of = on("2026-06-30");
  dossier.currency = *Currency::parse("CNY");
  dossier.intangibles = {some_software()};
  const auto again = dossier_from_json(to_json(dossier));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->intangibles, dossier.intangibles);
  Json earlier = to_json(dossier);
  earlier.erase("intangibles");
  const auto read = dossier_from_json(earlier);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_TRUE(read->intangibles.empty());

  RightPlan plan;
  plan.source = "plan";
  plan.cost = some_cost();
  plan.gross_margin = .4;
  plan.ipscore = IpscorePlan{1e6, 5e5, 1e5, 2e4, 5, .4};
  Json old_plan = to_json(plan);
  const auto same = plan_from_json(old_plan);
  ASSERT_TRUE(same) << describe(same.error());
  EXPECT_EQ(*same, plan);
  for (const char* later : {"cost", "gross_margin", "ipscore"}) {
    old_plan.erase(later);
  }
  const auto without = plan_from_json(old_plan);
  ASSERT_TRUE(without) << describe(without.error());
  EXPECT_FALSE(without->cost || without->gross_margin || without->ipscore);
}

}  // namespace
}  // namespace pignus::book
