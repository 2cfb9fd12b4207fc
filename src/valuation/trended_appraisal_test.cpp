// Trends inside an appraisal: what they move, what they leave, and what is told of them.
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "support/valuation_parameters.h"
#include "valuation/appraise.h"
#include "valuation/trend/industry_trend.h"
#include "valuation/trend/technology_trend.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

TechnologyTrend field_trend(double obsolescence, double neutral, double share_growth) {
  TechnologyTrend trend;
  trend.field = "Measurement";
  trend.obsolescence =
      Obsolescence{{obsolescence, obsolescence - .01, obsolescence + .01, 25}, {}, {}, {}};
  trend.neutral_obsolescence = Obsolescence{{neutral, neutral, neutral, 25}, {}, {}, {}};
  trend.share_growth = TrendEstimate{share_growth, share_growth - .01, share_growth + .01, 10};
  trend.evidence = {{"made-up counts", standards::Grade::kSeen}};
  trend.citations = standards::Evidence{"made-up citations", standards::Grade::kSeen};
  return trend;
}

IndustryTrend industry_of(double capital_cost, double market) {
  IndustryTrend trend;
  trend.industry = "Pumps";
  trend.own.cost_of_capital = TrendEstimate{capital_cost, capital_cost, capital_cost, 10};
  trend.market.cost_of_capital = TrendEstimate{market, market, market, 900};
  trend.gaps = {{"industry_growth", "trend.no_growth_table"},
                {"risk_free", "trend.no_rate_in_currency"}};
  trend.evidence = {{"made-up table", standards::Grade::kSeen}};
  return trend;
}

/// A Chinese invention with a product; each test changes one thing.
struct TrendedCase {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions{
      {"royalty_rate", .01, .03, .05, "share of net sales", "the reader"},
      {"royalty_rate_trademark", .001, .003, .006, "share of net sales", "the reader"}};
  std::optional<TechnologyTrend> technology;
  std::optional<IndustryTrend> industry;
  bool in_depth = true;

  TrendedCase() {
    offered.id = registers::RightId{"CN-P-201410234381"};
    offered.product_revenue = 20e6;
    registers::RightRecord record;
    record.id = *offered.id;
    record.type = registers::RightType::kInvention;
    record.filing_date = Date::from_ymd(2017, 5, 1).value();
    record.grant_date = Date::from_ymd(2020, 3, 1).value();
    facts.id = *offered.id;
    facts.records.push_back(record);
    status.state = registers::LegalState::kInForce;
    status.term_end = Date::from_ymd(2037, 4, 30);
  }
  void make_mark() {
    offered.id = registers::RightId{"CN-T-99999811"};
    facts.records[0].type = registers::RightType::kTrademark;
    status.term_end = Date::from_ymd(2030, 1, 1);
  }
  book::Appraisal run() const {
    return appraise({.offered = offered,
                     .facts = facts,
                     .status = status,
                     .parameters = parameters(),
                     .assumptions = assumptions,
                     .jurisdiction = "CN",
                     .currency = Currency::parse("CNY").value(),
                     .as_of = Date::from_ymd(2026, 6, 30).value(),
                     .seed = 42,
                     .paths = 1'000,
                     .product = std::nullopt,
                     .fees = std::nullopt,
                     .in_depth = in_depth,
                     .technology = technology ? &*technology : nullptr,
                     .industry = industry ? &*industry : nullptr})
        .value();
  }
};

const book::TrendEffect& effect_named(const book::Appraisal& appraisal, const std::string& trend) {
  const auto at = std::ranges::find(appraisal.trends, trend, &book::TrendEffect::trend);
  if (at == appraisal.trends.end()) {
    ADD_FAILURE() << trend;
    static const book::TrendEffect none;
    return none;
  }
  return *at;
}

const book::Input* input_named(const book::Appraisal& appraisal, const std::string& name) {
  for (const book::MethodValue& method : appraisal.methods) {
    const auto at = std::ranges::find(method.inputs, name, &book::Input::name);
    if (at != method.inputs.end()) return &*at;
  }
  return nullptr;
}

TEST(TrendedAppraisal, UnknownTrendsLeaveTheValueToTheLastBitAndSayWhy) {
  const book::Appraisal without = TrendedCase().run();
  TrendedCase unknown;
  unknown.technology.emplace();
  unknown.technology->gaps = {{"share", "trend.counts_later"},
                              {"obsolescence", "trend.citations_later"}};
  unknown.industry.emplace();
  unknown.industry->gaps = {{"risk_free", "trend.no_industry_figures"}};
  const book::Appraisal with = unknown.run();
  EXPECT_EQ(with.value, without.value);
  EXPECT_EQ(with.liquidation_value, without.liquidation_value);
  EXPECT_EQ(with.remaining_life_years, without.remaining_life_years);
  ASSERT_EQ(with.trends.size(), 5U);
  EXPECT_EQ(effect_named(with, "obsolescence").unknown, "trend.citations_later");
  EXPECT_EQ(effect_named(with, "share_growth").unknown, "trend.counts_later");
  EXPECT_EQ(effect_named(with, "risk_free").unknown, "trend.no_industry_figures");
  EXPECT_EQ(effect_named(without, "obsolescence").unknown, "trend.no_field");
  EXPECT_EQ(effect_named(without, "risk_free").unknown, "trend.no_industry");
  EXPECT_EQ(with.sensitivities.size(), without.sensitivities.size());
}

TEST(TrendedAppraisal, AFastFieldShortensTheLifeAndLowersTheValue) {
  TrendedCase fast;
  fast.technology = field_trend(.09, .05, 0);
  const book::Appraisal with = fast.run();
  const book::Appraisal without = TrendedCase().run();
  EXPECT_LT(with.value.mean(), without.value.mean());
  EXPECT_LT(with.remaining_life_years, without.remaining_life_years);
  const book::TrendEffect& effect = effect_named(with, "obsolescence");
  EXPECT_EQ(effect.of, "Measurement");
  EXPECT_EQ(effect.input, "economic_life_years");
  EXPECT_LT(effect.input_with, effect.input_without);
  EXPECT_DOUBLE_EQ(effect.input_without,
                   input_named(without, "economic_life_years")->value.median());
  EXPECT_EQ(effect.evidence.source, "made-up citations");
  ASSERT_TRUE(effect.value_change.has_value());
  EXPECT_LT(*effect.value_change, 0);
  EXPECT_EQ(effect.direction, -1);
  // A share that stands still moves growth nowhere on average, but its interval is passed on.
  EXPECT_NEAR(effect_named(with, "share_growth").input_with,
              effect_named(with, "share_growth").input_without, 1e-4);
  EXPECT_NE(input_named(with, "economic_life_years")->evidence.source.find("made-up citations"),
            std::string::npos);
}

TEST(TrendedAppraisal, AGrowingFieldAndDearCapitalMoveTheirWays) {
  TrendedCase both;
  both.technology = field_trend(.05, .05, .08);
  both.industry = industry_of(.11, .08);
  const book::Appraisal appraisal = both.run();
  EXPECT_EQ(effect_named(appraisal, "share_growth").direction, 1);
  EXPECT_EQ(effect_named(appraisal, "industry_capital_cost").direction, -1);
  EXPECT_EQ(effect_named(appraisal, "industry_capital_cost").of, "Pumps");
  EXPECT_NEAR(effect_named(appraisal, "industry_capital_cost").input_with -
                  effect_named(appraisal, "industry_capital_cost").input_without,
              .03, 1e-9);
  EXPECT_EQ(effect_named(appraisal, "risk_free").unknown, "trend.no_rate_in_currency");
  EXPECT_EQ(effect_named(appraisal, "industry_growth").unknown, "trend.no_growth_table");
}

TEST(TrendedAppraisal, WhatTheDossierGivesIsNotMoved) {
  TrendedCase given;
  given.assumptions.push_back({"economic_life_years", 4, 6, 9, "years", "the firm"});
  given.assumptions.push_back({"revenue_growth", 0, .02, .04, "1/year", "the firm"});
  given.assumptions.push_back({"discount_rate", .1, .12, .15, "1/year", "the bank"});
  const book::Appraisal without = given.run();
  given.technology = field_trend(.09, .05, .08);
  given.industry = industry_of(.11, .08);
  const book::Appraisal with = given.run();
  EXPECT_EQ(with.value, without.value);
  for (const char* trend : {"obsolescence", "share_growth", "industry_capital_cost", "risk_free"}) {
    EXPECT_EQ(effect_named(with, trend).unknown, "trend.input_given") << trend;
  }
}

TEST(TrendedAppraisal, WhereNoMethodRestsOnItTheMoveIsShownAndNoChange) {
  TrendedCase bare;
  bare.offered.product_revenue.reset();
  const book::Appraisal without = bare.run();
  bare.technology = field_trend(.09, .05, .08);
  const book::Appraisal with = bare.run();
  EXPECT_EQ(with.value, without.value);
  const book::TrendEffect& effect = effect_named(with, "obsolescence");
  EXPECT_TRUE(effect.unknown.empty());
  EXPECT_LT(effect.input_with, effect.input_without);
  EXPECT_FALSE(effect.value_change.has_value());
  EXPECT_EQ(effect.direction, 0);
}

TEST(TrendedAppraisal, AFieldOfTechnologyDoesNotMoveAMark) {
  TrendedCase mark;
  mark.make_mark();
  const book::Appraisal without = mark.run();
  mark.technology = field_trend(.09, .05, .08);
  const book::Appraisal with = mark.run();
  EXPECT_EQ(with.value, without.value);
  EXPECT_EQ(effect_named(with, "obsolescence").unknown, "trend.no_field");
}

TEST(TrendedAppraisal, ALifeThatIsOverIsLeft) {
  TrendedCase over;
  over.assumptions.push_back({"economic_life_years", 0, 0, 0, "years", "the firm"});
  over.technology = field_trend(.09, .05, .08);
  const book::Appraisal appraisal = over.run();
  EXPECT_EQ(effect_named(appraisal, "obsolescence").unknown, "trend.input_given");
  EXPECT_EQ(appraisal.remaining_life_years, 0);
  TrendedCase ended;
  ended.status.fees_paid_until = Date::from_ymd(2026, 7, 1);
  ended.facts.records[0].filing_date = Date::from_ymd(2006, 7, 1).value();
  ended.status.term_end = Date::from_ymd(2026, 6, 30);
  ended.technology = field_trend(.09, .05, .08);
  EXPECT_EQ(effect_named(ended.run(), "obsolescence").unknown, "trend.no_life_left");
}

TEST(TrendedAppraisal, InDepthOrNotTheValueIsTheSame) {
  TrendedCase deep;
  deep.technology = field_trend(.07, .05, .03);
  deep.industry = industry_of(.1, .08);
  TrendedCase quick = deep;
  quick.in_depth = false;
  EXPECT_EQ(quick.run().value, deep.run().value);
  EXPECT_TRUE(quick.run().trends.empty());
}

/// The tornado holds an input at quantiles of what it was moved to.
TEST(TrendedAppraisal, TheTornadoTurnsTheMovedInputs) {
  TrendedCase moved;
  moved.technology = field_trend(.12, .05, 0);
  const book::Appraisal with = moved.run();
  const book::Appraisal without = TrendedCase().run();
  const auto bar = [](const book::Appraisal& appraisal, const std::string& input) {
    const auto at = std::ranges::find(appraisal.sensitivities, input, &book::Sensitivity::input);
    EXPECT_NE(at, appraisal.sensitivities.end()) << input;
    return at == appraisal.sensitivities.end() ? book::Sensitivity{} : *at;
  };
  for (const char* input : {"economic_life_years"}) {
    EXPECT_LT(bar(with, input).at_high, bar(without, input).at_high) << input;
  }
}

RC_GTEST_PROP(TrendedAppraisal, FasterObsolescenceNeverRaisesTheValue, ()) {
  TrendedCase slow;
  slow.in_depth = false;
  const double rate = *rc::gen::inRange(0, 120) / 1000.0;
  slow.technology = field_trend(rate, .05, *rc::gen::inRange(-80, 80) / 1000.0);
  TrendedCase fast = slow;
  fast.technology->obsolescence =
      field_trend(rate + *rc::gen::inRange(1, 40) / 1000.0, .05, 0).obsolescence;
  RC_ASSERT(fast.run().value.mean() <= slow.run().value.mean());
}

}  // namespace
}  // namespace pignus::valuation
