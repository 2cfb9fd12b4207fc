#include "valuation/stated_cost.h"

#include <cmath>
#include <gtest/gtest.h>

#include "support/valuation_parameters.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

Date day_of(const char* iso) {
  return *Date::parse(iso);
}

/// Every input a point, so that the cost is one number.
book::CostPlan sure_plan() {
  book::CostPlan plan;
  plan.lines = {{day_of("2020-01-01"), "labour", 100, 1.0},
                {day_of("2022-01-01"), "dead end", 50, 0.0}};
  plan.completed = day_of("2022-01-01");
  plan.index = {{day_of("2020-01-01"), 100}, {day_of("2022-01-01"), 121}};
  plan.index_source = "an index";
  plan.physical = book::PlanRange{.1, .1, .1};
  plan.functional = book::PlanRange{.2, .2, .2};
  plan.economic = book::PlanRange{0, 0, 0};
  plan.profit_share = book::PlanRange{.1, .1, .1};
  plan.return_rate = book::PlanRange{.05, .05, .05};
  return plan;
}

StatedCostCase case_of(const book::CostPlan& plan, const char* day = "2026-01-01") {
  return {.plan = plan,
          .source = "the books",
          .parameters = parameters(),
          .day = day_of(day),
          .remaining_life_years = std::nullopt,
          .seed = 7,
          .key = "k",
          .paths = 500};
}

TEST(StatedCost, BothBasesByHand) {
  const book::CostPlan plan = sure_plan();
  const auto cost = stated_cost(case_of(plan));
  ASSERT_TRUE(cost) << describe(cost.error());
  ASSERT_TRUE(cost->value);
  // 100 at index 100 is 121 today, 50 at 121 is 50; profit 10 %; 5 % a year on the first line.
  const double years = years_between(day_of("2020-01-01"), day_of("2022-01-01"));
  const double replacement = 121 * 1.1 * std::pow(1.05, years);
  const double reproduction = replacement + 50 * 1.1;
  EXPECT_EQ(cost->shown.basis_used, "replacement");
  ASSERT_EQ(cost->shown.sides.size(), 2U);
  EXPECT_NEAR(cost->shown.sides[0].gross.low, reproduction, 1e-9);
  EXPECT_NEAR(cost->shown.sides[0].net.high, reproduction * .9 * .8, 1e-9);
  EXPECT_NEAR(cost->shown.sides[1].net.low, replacement * .9 * .8, 1e-9);
  EXPECT_NEAR(cost->value->quantile(0), replacement * .9 * .8, 1e-9);
  EXPECT_NEAR(cost->value->quantile(1), replacement * .9 * .8, 1e-9);
  EXPECT_NEAR(cost->shown.lines[0].today, 121, 1e-9);
  EXPECT_NEAR(cost->shown.index_stale_years, 4, .01);
}

TEST(StatedCost, WithoutAWordOnReplacementItIsReproduction) {
  book::CostPlan plan = sure_plan();
  for (book::CostPlanLine& line : plan.lines) {
    line.needed_again.reset();
  }
  const auto cost = stated_cost(case_of(plan));
  ASSERT_TRUE(cost && cost->value);
  EXPECT_EQ(cost->shown.basis_used, "reproduction");
  EXPECT_EQ(cost->shown.sides[1].net.low, 0);  // nothing is known to be needed again
  EXPECT_NEAR(cost->value->median(), cost->shown.sides[0].net.low, 1e-9);
}

TEST(StatedCost, AnUnknownShareLeavesBothEndsOpen) {
  book::CostPlan plan = sure_plan();
  plan.lines[1].needed_again.reset();
  const auto cost = stated_cost(case_of(plan));
  ASSERT_TRUE(cost && cost->value);
  const book::CostSide& side = cost->shown.sides[1];
  EXPECT_LT(side.net.low, side.net.high);
  EXPECT_GE(cost->value->quantile(0), side.net.low - 1e-9);
  EXPECT_LE(cost->value->quantile(1), side.net.high + 1e-9);
  EXPECT_GT(cost->value->quantile(.9) - cost->value->quantile(.1),
            .7 * (side.net.high - side.net.low));
}

TEST(StatedCost, WhatCameAfterTheDayIsNotKnownOnIt) {
  book::CostPlan plan = sure_plan();
  EXPECT_EQ(stated_cost(case_of(plan, "2021-06-01"))->refusal, "refused.cost_not_finished");
  plan.completed = day_of("2020-06-01");
  const auto before = stated_cost(case_of(plan, "2021-06-01"));
  ASSERT_TRUE(before && before->value);
  EXPECT_EQ(before->shown.lines.size(), 1U);  // the dead end was still to come
  // The index level of 2022 was not known either: the level of 2020 stands.
  EXPECT_NEAR(before->shown.lines[0].today, 100, 1e-9);
  plan.completed = day_of("2019-01-01");
  EXPECT_EQ(stated_cost(case_of(plan, "2019-06-01"))->refusal, "refused.no_cost_lines");
}

TEST(StatedCost, WithoutAnIndexPricesDriftAsTheParameterSays) {
  book::CostPlan plan = sure_plan();
  plan.index.clear();
  plan.index_source.clear();
  const auto cost = stated_cost(case_of(plan));
  ASSERT_TRUE(cost && cost->value);
  ASSERT_EQ(cost->inputs.size(), 6U);
  EXPECT_EQ(cost->inputs.back().name, "cost_price_drift");
  const double drift = cost->inputs.back().value.median();
  const double years = years_between(day_of("2020-01-01"), day_of("2026-01-01"));
  EXPECT_NEAR(cost->shown.lines[0].today, 100 * std::pow(1 + drift, years), 1e-6);
  EXPECT_TRUE(cost->shown.index_source.empty());
  EXPECT_LT(cost->value->quantile(.1), cost->value->quantile(.9));
}

TEST(StatedCost, ALimitedTermIsUsedUpInAStraightLine) {
  book::CostPlan plan = sure_plan();
  plan.physical.reset();
  StatedCostCase asked = case_of(plan);
  asked.remaining_life_years = 12;
  const auto cost = stated_cost(asked);
  ASSERT_TRUE(cost && cost->value);
  const book::CostSide& side = cost->shown.sides[0];
  EXPECT_NEAR(side.physical.low / side.gross.low, 4.0 / 16, .001);
  asked.remaining_life_years = 0;
  EXPECT_NEAR(stated_cost(asked)->value->quantile(1), 0, 1e-9);
}

TEST(StatedCost, ALineBeforeTheIndexIsNamed) {
  book::CostPlan plan = sure_plan();
  plan.lines[0].date = day_of("2019-01-01");
  const auto cost = stated_cost(case_of(plan));
  ASSERT_FALSE(cost);
  EXPECT_EQ(cost.error().where.field, "cost.date");
  EXPECT_EQ(cost.error().where.record, 1U);
}

TEST(StatedCost, SameSeedSameBytes) {
  book::CostPlan plan = sure_plan();
  plan.functional.reset();
  StatedCostCase asked = case_of(plan);
  const auto once = stated_cost(asked);
  EXPECT_EQ(once->value, stated_cost(asked)->value);
  asked.seed = 8;
  EXPECT_NE(once->value, stated_cost(asked)->value);
}

}  // namespace
}  // namespace pignus::valuation
