#include "book/plan_json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace pignus::book {
namespace {

double any_number() {
  return *rc::gen::inRange(-1'000'000, 1'000'000) / 64.0;
}
std::vector<double> any_numbers(int count) {
  std::vector<double> numbers;
  for (int i = 0; i < count; ++i) {
    numbers.push_back(any_number());
  }
  return numbers;
}

RightPlan any_plan() {
  RightPlan plan;
  plan.source = *rc::gen::arbitrary<bool>() ? "business plan" : "规划";
  const int years = *rc::gen::inRange(0, 4);
  if (*rc::gen::arbitrary<bool>()) {
    plan.excess_earnings =
        ExcessEarningsPlan{any_numbers(years),
                           any_numbers(years),
                           any_number(),
                           {{"plant", any_numbers(years), any_number(), any_numbers(years)}}};
  }
  if (*rc::gen::arbitrary<bool>()) {
    plan.with_and_without.emplace();
    for (int i = 0; i < years; ++i) {
      plan.with_and_without->with.push_back({any_number(), 1, 2, any_number(), 3});
      plan.with_and_without->without.push_back({1, any_number(), any_number(), 2, any_number()});
    }
  }
  for (int i = 0; i < years; ++i) {
    plan.premium.push_back({any_number(), any_number(), any_number(), any_number()});
    plan.scenarios.push_back({"s" + std::to_string(i), any_number(), any_number()});
  }
  for (int i = 0; i < years; ++i) {
    plan.answers["t-isc.n" + std::to_string(i)] = any_number();
  }
  if (*rc::gen::arbitrary<bool>()) {
    plan.option = OptionPlan{{1, 2, 3},
                             any_number(),
                             {4, 5, 6},
                             any_number(),
                             {{"trial", any_number(), any_number(), any_number()}}};
  }
  if (*rc::gen::arbitrary<bool>()) {
    plan.brand.emplace();
    plan.brand->years.push_back({1, 2, 3, any_number(), 5, 6, 7, 1});
    if (*rc::gen::arbitrary<bool>()) {
      plan.brand->brand_share = PlanRange{.1, .2, .3};
    }
  }
  return plan;
}

RC_GTEST_PROP(PlanJson, APlanComesBackAsItWas, ()) {
  const RightPlan plan = any_plan();
  const auto again = plan_from_json(to_json(plan));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == plan);
}

TEST(PlanJson, WhatIsWrongIsNamedByItsPlace) {
  RightPlan plan;
  plan.source = "plan";
  plan.excess_earnings = ExcessEarningsPlan{{1}, {1}, 0, {{"plant", {1}, .1, {0}}}};
  const Json good = to_json(plan);
  const auto field_of = [](const Json& json) {
    const auto read = plan_from_json(json);
    return read ? "" : read.error().where.field;
  };
  EXPECT_EQ(field_of(good), "");
  EXPECT_EQ(field_of(Json(7)), "plan.source");
  Json bad = good;
  bad["excess_earnings"]["nopat"] = "much";
  EXPECT_EQ(field_of(bad), "plan.excess_earnings.nopat");
  bad = good;
  bad["excess_earnings"]["contributory"][0].erase("name");
  EXPECT_EQ(field_of(bad), "plan.excess_earnings.name");
  bad = good;
  bad.erase("option");
  EXPECT_EQ(field_of(bad), "plan.option");
  bad = good;
  bad["answers"]["t-isc.drafting"] = "good";
  EXPECT_EQ(field_of(bad), "plan.answers.t-isc.drafting");
  bad = good;
  bad["premium"] = Json::object();
  EXPECT_EQ(field_of(bad), "plan.premium");
}

}  // namespace
}  // namespace pignus::book
