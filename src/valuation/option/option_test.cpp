#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numbers>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "valuation/method_parameters.h"
#include "valuation/option/binomial.h"
#include "valuation/option/black_scholes.h"
#include "valuation/option/staged.h"

namespace pignus::valuation {
namespace {

OptionTerms any_terms() {
  OptionTerms terms;
  terms.underlying = *rc::gen::inRange(20, 300);
  terms.strike = *rc::gen::inRange(20, 300);
  terms.years = *rc::gen::inRange(1, 20);
  terms.rate = *rc::gen::inRange(0, 10) / 100.0;
  terms.volatility = *rc::gen::inRange(15, 80) / 100.0;
  terms.cost_of_delay = *rc::gen::inRange(0, 12) / 100.0;
  return terms;
}

std::vector<DevelopmentStage> any_stages(double years) {
  const int count = *rc::gen::inRange(0, 4);
  std::vector<DevelopmentStage> stages;
  for (int m = 0; m < count; ++m) {
    stages.push_back(
        {"stage" + std::to_string(m), years / (count + 1) * *rc::gen::inRange(0, 101) / 100.0,
         static_cast<double>(*rc::gen::inRange(0, 30)), *rc::gen::inRange(30, 101) / 100.0});
  }
  return stages;
}

StagedValue staged(const OptionTerms& launch, const std::vector<DevelopmentStage>& stages,
                   int steps = 40) {
  const auto result = staged_development(launch, stages, steps);
  RC_ASSERT(result.has_value());
  return *result;
}

RC_GTEST_PROP(EuropeanOption, CallAndPutKeepParity, ()) {
  const OptionTerms terms = any_terms();
  const double forward = terms.underlying * std::exp(-terms.cost_of_delay * terms.years) -
                         terms.strike * std::exp(-terms.rate * terms.years);
  RC_ASSERT(std::abs(*european_call(terms) - *european_put(terms) - forward) < 1e-9);
}

RC_GTEST_PROP(AmericanOption, IsWorthAtLeastExerciseAndTheEuropeanOne, ()) {
  const OptionTerms terms = any_terms();
  const double value = *american_call(terms, 200);
  RC_ASSERT(value >= terms.underlying - terms.strike);
  RC_ASSERT(value >= 0);
  RC_ASSERT(value <= terms.underlying);
  // The tree's own error aside.
  RC_ASSERT(value >= *european_call(terms) - .01 * terms.underlying);
  RC_ASSERT(*american_put(terms, 200) >= terms.strike - terms.underlying);
}

TEST(AmericanOption, WithoutCostOfDelayACallIsNeverExercisedEarly) {
  const OptionTerms terms{100, 100, 3, .05, .3, 0};
  EXPECT_NEAR(*american_call(terms, 2000), *european_call(terms), .01);
}

TEST(Option, BadInputIsRefusedByName) {
  using Change = std::function<void(OptionTerms&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"underlying", [](OptionTerms& t) { t.underlying = 0; }},
      {"strike", [](OptionTerms& t) { t.strike = -1; }},
      {"years", [](OptionTerms& t) { t.years = 0; }},
      {"years", [](OptionTerms& t) { t.years = 400; }},
      {"rate", [](OptionTerms& t) { t.rate = 3; }},
      {"volatility", [](OptionTerms& t) { t.volatility = 0; }},
      {"volatility", [](OptionTerms& t) { t.volatility = std::nan(""); }},
      {"cost_of_delay", [](OptionTerms& t) { t.cost_of_delay = -.1; }}};
  for (const auto& [field, change] : cases) {
    OptionTerms terms{100, 100, 5, .05, .3, .05};
    change(terms);
    EXPECT_EQ(european_call(terms).error().where.field, field);
    EXPECT_EQ(european_put(terms).error().where.field, field);
    EXPECT_EQ(american_call(terms, 50).error().where.field, field);
    EXPECT_EQ(staged_development(terms, {}, 50).error().where.field, field);
  }
  const OptionTerms good{100, 100, 5, .05, .3, .05};
  EXPECT_EQ(american_call(good, 0).error().where.field, "steps");
  EXPECT_EQ(american_call({100, 100, 20, 1, .05, 0}, 2).error().where.field, "steps");
  EXPECT_EQ(staged_development(good, {}, 5000).error().where.field, "steps");
  const auto refused = [&good](const std::vector<DevelopmentStage>& stages) {
    const auto result = staged_development(good, stages, 50);
    return result ? "" : result.error().where.field;
  };
  EXPECT_EQ(refused({{"trial", 2, -1, .5}}), "stages.trial.cost");
  EXPECT_EQ(refused({{"trial", 2, 1, 1.5}}), "stages.trial.success_chance");
  EXPECT_EQ(refused({{"trial", -2, 1, .5}}), "stages.trial.years");
  EXPECT_EQ(refused({{"trial", 1, 1, .5}, {"trial", 1, 1, .5}}), "stages.trial");
  EXPECT_EQ(refused({{"trial", 3, 1, .5}, {"pilot", 3, 1, .5}}), "stages");
}

RC_GTEST_PROP(StagedDevelopment, NeverBelowNothingNorBelowGoingThroughWithIt, ()) {
  const OptionTerms launch = any_terms();
  const StagedValue result = staged(launch, any_stages(launch.years));
  RC_ASSERT(result.value >= 0);
  RC_ASSERT(result.value >= result.committed - 1e-9 * launch.underlying);
  RC_ASSERT(result.flexibility >= -1e-9 * launch.underlying);
  RC_ASSERT(result.value <= launch.underlying);
}

RC_GTEST_PROP(StagedDevelopment, FallsWithCostsAndRisesWithChances, ()) {
  const OptionTerms launch = any_terms();
  std::vector<DevelopmentStage> stages = any_stages(launch.years);
  stages.push_back({"last", 0, 5, .8});
  const double value = staged(launch, stages).value;
  const auto which =
      static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(stages.size())));
  auto dearer = stages;
  dearer[which].cost += *rc::gen::inRange(1, 40);
  RC_ASSERT(staged(launch, dearer).value <= value);
  auto riskier = stages;
  riskier[which].success_chance *= .7;
  RC_ASSERT(staged(launch, riskier).value <= value);
  auto more = stages;
  more.insert(more.begin() + static_cast<std::ptrdiff_t>(which),
              DevelopmentStage{"more", 0, 10, 1});
  RC_ASSERT(staged(launch, more).value <= value);
}

RC_GTEST_PROP(StagedDevelopment, ScalesWithMoney, ()) {
  OptionTerms launch = any_terms();
  auto stages = any_stages(launch.years);
  const double value = staged(launch, stages).value;
  launch.underlying *= 7.25;
  launch.strike *= 7.25;
  for (DevelopmentStage& stage : stages) {
    stage.cost *= 7.25;
  }
  RC_ASSERT(std::abs(staged(launch, stages).value - 7.25 * value) < 1e-8 * launch.underlying);
}

RC_GTEST_PROP(StagedDevelopment, OneStageWithoutCostIsThePlainOption, ()) {
  const OptionTerms launch = any_terms();
  const double plain = *american_call(launch, 40);
  RC_ASSERT(std::abs(staged(launch, {}).value - plain) < 1e-9 * launch.underlying);
  RC_ASSERT(std::abs(staged(launch, {{"free", 0, 0, 1}}).value - plain) < 1e-9 * launch.underlying);
}

TEST(StagedDevelopment, AFreeStageToTheEndLeavesTheEuropeanOption) {
  const OptionTerms launch{100, 90, 4, .05, .35, .25};
  const auto result =
      staged_development(launch, std::vector<DevelopmentStage>{{"all", 4, 0, 1}}, 800);
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->value, *european_call(launch), .03);
  EXPECT_NEAR(result->committed, 100 * std::exp(-1.0) - 90 * std::exp(-.2), 1e-9);
}

/// A call on a call with both dates fixed, by numerical integration: begin at 0 for free, pay
/// `cost` at 1, hold the launch for year 2.
TEST(StagedDevelopment, AgreesWithACompoundOptionByIntegration) {
  const OptionTerms launch{100, 80, 2, .05, .4, 0};
  const std::vector<DevelopmentStage> stages{{"first", 1, 0, 1}, {"second", 1, 25, 1}};
  // Without cost of delay nobody launches or begins the second stage early, so waiting adds what
  // the fixed dates lack only in the second decision: it may come later, but then never ends in
  // time.
  constexpr int kCells = 4000;
  double expected = 0;
  for (int i = 0; i < kCells; ++i) {
    const double z = -8 + 16 * (i + .5) / kCells;
    const double s = 100 * std::exp(.05 - .08 + .4 * z);
    const double inner = *european_call({s, 80, 1, .05, .4, 0});
    expected += std::max(inner - 25, 0.0) * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi) *
                16 / kCells;
  }
  expected *= std::exp(-.05);
  const auto result = staged_development(launch, stages, 800);
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->value, expected, .03);
}

TEST(StagedDevelopment, StoppingIsWorthMost) {
  // A dear launch behind a cheap trial: nobody would commit, many would try.
  const OptionTerms launch{100, 120, 10, .04, .5, .10};
  const auto result = staged_development(
      launch, std::vector<DevelopmentStage>{{"trial", 2, 4, .4}, {"pilot", 1, 10, .7}}, 200);
  ASSERT_TRUE(result);
  EXPECT_LT(result->committed, 0);
  EXPECT_GT(result->value, 0);
  EXPECT_NEAR(result->success_chance, .28, 1e-12);
  EXPECT_EQ(result->flexibility, result->value);
}

TEST(StagedDevelopment, TheDefaultStepsAreEnough) {
  const int steps = static_cast<int>(method_parameters().at("development_tree_steps").mode);
  const OptionTerms launch{100, 90, 12, .04, .5, 1.0 / 12};
  const std::vector<DevelopmentStage> stages{{"trial", 2, 3, .6}, {"pilot", 1, 8, .8}};
  const double coarse = staged_development(launch, stages, steps)->value;
  const double fine = staged_development(launch, stages, 500)->value;
  EXPECT_NEAR(coarse / fine, 1, .005);
}

}  // namespace
}  // namespace pignus::valuation
