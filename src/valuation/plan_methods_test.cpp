#include "valuation/plan_methods.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <string>

#include "support/valuation_parameters.h"
#include "valuation/income/excess_earnings.h"
#include "valuation/income/with_and_without.h"
#include "valuation/option/staged.h"
#include "valuation/tornado.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

/// A Chinese invention, or a mark, with a plan; each test changes one thing.
struct Planned {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions{
      {"discount_rate", .15, .15, .15, "1/year", "the reader"},
      {"tax_rate", .25, .25, .25, "share", "the reader"}};
  std::uint64_t paths = 4'000;

  explicit Planned(const std::string& key = "CN-P-201410234381") {
    offered.id = registers::RightId{key};
    offered.plan.emplace().source = "plan of the tests";
    registers::RightRecord record;
    record.id = *offered.id;
    record.type =
        key[3] == 'T' ? registers::RightType::kTrademark : registers::RightType::kInvention;
    record.filing_date = Date::from_ymd(2017, 5, 1).value();
    record.grant_date = Date::from_ymd(2020, 3, 1).value();
    facts.id = *offered.id;
    facts.records.push_back(record);
    status.state = registers::LegalState::kInForce;
    status.term_end = key[3] == 'T' ? Date::from_ymd(2030, 2, 28) : Date::from_ymd(2037, 4, 30);
  }
  AppraisalRequest request() const {
    return {.offered = offered,
            .facts = facts,
            .status = status,
            .parameters = parameters(),
            .assumptions = assumptions,
            .jurisdiction = "CN",
            .currency = Currency::parse("CNY").value(),
            .as_of = Date::from_ymd(2026, 6, 30).value(),
            .seed = 42,
            .paths = paths,
            .product = std::nullopt,
            .fees = std::nullopt};
  }
  Result<book::Appraisal> run() const { return appraise(request()); }
};

const book::MethodValue& method(const book::Appraisal& appraisal, const std::string& name) {
  const auto found = std::find_if(appraisal.methods.begin(), appraisal.methods.end(),
                                  [&](const auto& one) { return one.method == name; });
  if (found == appraisal.methods.end()) {
    throw std::runtime_error("no answer of " + name);
  }
  return *found;
}

book::ExcessEarningsPlan earnings(std::size_t years) {
  book::ExcessEarningsPlan plan;
  plan.nopat.assign(years, 1e6);
  plan.share.assign(years, .5);
  plan.attrition = .05;
  plan.contributory.push_back(
      {"plant", std::vector<double>(years, 2e6), .08, std::vector<double>(years, 0)});
  return plan;
}

const IncomeRates kRates{.25, .15, CashTiming::kMidYear, 10};

TEST(PlanMethods, TheMedianIsThePlanAsWritten) {
  Planned planned;
  planned.offered.plan->excess_earnings = earnings(8);
  planned.offered.plan->with_and_without.emplace();
  planned.offered.plan->with_and_without->with.assign(5, {900, 500, 50, 40, 10});
  planned.offered.plan->with_and_without->without.assign(5, {700, 450, 50, 30, 5});
  planned.offered.plan->premium.assign(6, {1000, 12, 3, 4000});
  const book::Appraisal appraisal = planned.run().value();
  ExcessEarningsCase assumed{*planned.offered.plan->excess_earnings, kRates};
  const double written = excess_earnings(assumed)->value;
  EXPECT_NEAR(method(appraisal, "excess_earnings").value.median(), written, .05 * written);
  const double difference =
      with_and_without({*planned.offered.plan->with_and_without, kRates})->value;
  EXPECT_NEAR(method(appraisal, "with_and_without").value.median(), difference, .03 * difference);
  const double premium = premium_profit(planned.offered.plan->premium, kRates)->value;
  EXPECT_NEAR(method(appraisal, "premium_profit").value.median(), premium, .05 * premium);
  for (const char* name : {"excess_earnings", "with_and_without", "premium_profit"}) {
    EXPECT_EQ(method(appraisal, name).inputs.at(0).name, "plan_factor") << name;
    EXPECT_EQ(method(appraisal, name).inputs.at(0).evidence.source, "plan of the tests") << name;
  }
}

TEST(PlanMethods, YearsAfterTheTermCountNothing) {
  Planned planned;
  planned.offered.plan->excess_earnings = earnings(30);
  planned.offered.plan->premium.assign(30, {1000, 12, 3, 4000});
  const book::Appraisal all = planned.run().value();
  planned.status.term_end = Date::from_ymd(2028, 12, 30);  // two years and a half are left
  const book::Appraisal cut = planned.run().value();
  planned.offered.plan->excess_earnings = earnings(3);
  planned.offered.plan->excess_earnings->share[2] *=
      years_between(Date::from_ymd(2028, 6, 30).value(), Date::from_ymd(2028, 12, 30).value());
  planned.status.term_end = Date::from_ymd(2037, 4, 30);
  const book::Appraisal shorter = planned.run().value();
  const double value = method(cut, "excess_earnings").value.median();
  EXPECT_LT(value, .5 * method(all, "excess_earnings").value.median());
  EXPECT_NEAR(method(shorter, "excess_earnings").value.median(), value, .01 * value);
  EXPECT_LT(method(cut, "premium_profit").value.median(),
            .5 * method(all, "premium_profit").value.median());
}

TEST(PlanMethods, ScenariosMoveTheFactor) {
  Planned planned;
  planned.offered.plan->premium.assign(6, {1000, 12, 3, 0});
  planned.offered.plan->scenarios = {{"holds", .6, 1}, {"nobody buys", .4, 0}};
  const Distribution value = method(planned.run().value(), "premium_profit").value;
  EXPECT_EQ(value.quantile(.35), 0);
  EXPECT_GT(value.quantile(.45), 0);
  planned.offered.plan->scenarios.back().probability = .5;
  const auto wrong = planned.run();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where.field, "plan.scenarios");
}

TEST(PlanMethods, AnOptionNeedsAnEndAndIsWorthMoreThanACommitment) {
  Planned planned;
  planned.offered.plan->option.emplace();
  book::OptionPlan& option = *planned.offered.plan->option;
  option.cash_flows = {8e6, 10e6, 12e6};
  option.launch_cost = 9e6;
  option.volatility = {.4, .5, .6};
  option.riskless_rate = .02;
  option.stages = {{"trial", 1, 4e5, .6}};
  const double value = method(planned.run().value(), "option").value.median();
  const double years =
      years_between(Date::from_ymd(2026, 6, 30).value(), Date::from_ymd(2037, 4, 30).value());
  const auto terms = patent_option(10e6, 9e6, years, .02, .25);
  const auto staged = staged_development(terms, option.stages, 500);
  EXPECT_NEAR(value, staged->value, .06 * staged->value);
  EXPECT_GT(value, staged->committed);
  planned.status.term_end.reset();
  const book::Appraisal endless = planned.run().value();
  EXPECT_NE(std::find(endless.methods_refused.begin(), endless.methods_refused.end(),
                      "option:refused.no_legal_term"),
            endless.methods_refused.end());
  planned.status.term_end = Date::from_ymd(2037, 4, 30);
  option.volatility = {.6, .5, .4};
  EXPECT_EQ(planned.run().error().where.field, "plan.option.volatility");
  option.volatility = {.4, .5, .6};
  option.stages.front().success_chance = 2;
  EXPECT_EQ(planned.run().error().where.field, "plan.option.stages.trial.success_chance");
}

TEST(PlanMethods, BrandsAreOfMarksAndFadeWithTheirRenewal) {
  Planned mark("CN-T-99999811");
  mark.offered.plan->brand.emplace();
  mark.offered.plan->brand->years.assign(10, {12, 1e5, 10, 8e4, 6, 5e4, 1e4, 1});
  mark.offered.plan->brand->brand_share = {.1, .2, .3};
  const book::Appraisal appraisal = mark.run().value();
  EXPECT_GT(method(appraisal, "brand_premium").value.median(), 0);
  EXPECT_GT(method(appraisal, "income_split").value.median(), 0);
  Planned running = mark;
  running.status.term_end = Date::from_ymd(2036, 6, 30);  // no renewal within the plan
  EXPECT_GT(method(running.run().value(), "brand_premium").value.mean(),
            method(appraisal, "brand_premium").value.mean());
  Planned patent;
  patent.offered.plan->brand = mark.offered.plan->brand;
  const book::Appraisal of_patent = patent.run().value();
  for (const book::MethodValue& one : of_patent.methods) {
    EXPECT_NE(one.method, "brand_premium");
  }
}

TEST(PlanMethods, WhatThePlanDoesNotSayIsRefusedByMethod) {
  Planned planned;
  const book::Appraisal appraisal = planned.run().value();
  for (const char* name : {"excess_earnings", "with_and_without", "premium_profit", "option"}) {
    EXPECT_NE(std::find(appraisal.methods_refused.begin(), appraisal.methods_refused.end(),
                        std::string(name) + ":refused.not_planned"),
              appraisal.methods_refused.end())
        << name;
  }
  planned.offered.plan->excess_earnings = earnings(4);
  planned.offered.plan->excess_earnings->nopat.pop_back();
  EXPECT_EQ(planned.run().error().where.field, "plan.share");
}

RC_GTEST_PROP(PlanMethods, MoneyScales, ()) {
  Planned planned;
  planned.paths = 200;
  planned.offered.plan->excess_earnings = earnings(5);
  const double scale = *rc::gen::inRange(2, 1000);
  Planned scaled = planned;
  for (double& nopat : scaled.offered.plan->excess_earnings->nopat) {
    nopat *= scale;
  }
  for (double& balance : scaled.offered.plan->excess_earnings->contributory.front().balance) {
    balance *= scale;
  }
  const double one = method(planned.run().value(), "excess_earnings").value.mean();
  const double many = method(scaled.run().value(), "excess_earnings").value.mean();
  RC_ASSERT(std::abs(many - scale * one) <= 1e-9 * many);
}

TEST(Tornado, TurnsEachUncertainInputAndSortsByWhatItMoves) {
  Planned planned;
  planned.offered.plan.reset();
  planned.offered.product_revenue = 20e6;
  planned.assumptions = {{"royalty_rate", .01, .03, .05, "share of net sales", "the reader"},
                         {"tax_rate", .25, .25, .25, "share", "the reader"}};
  AppraisalRequest request = planned.request();
  request.in_depth = true;
  const book::Appraisal appraisal = appraise(request).value();
  ASSERT_GE(appraisal.sensitivities.size(), 3U);
  double before = 1e300;
  for (const book::Sensitivity& bar : appraisal.sensitivities) {
    const double swing = std::abs(bar.at_high - bar.at_low);
    EXPECT_LE(swing, before) << bar.input;
    EXPECT_NE(bar.input, "tax_rate");  // a point
    before = swing;
  }
  const auto bar = [&](const std::string& name) {
    return *std::find_if(appraisal.sensitivities.begin(), appraisal.sensitivities.end(),
                         [&](const auto& one) { return one.input == name; });
  };
  EXPECT_GT(bar("royalty_rate").at_high, bar("royalty_rate").at_low);
  EXPECT_LT(bar("discount_rate").at_high, bar("discount_rate").at_low);
  EXPECT_LT(bar("royalty_rate").at_low, appraisal.value.mean());
  EXPECT_GT(bar("royalty_rate").at_high, appraisal.value.mean());
  request.in_depth = false;
  EXPECT_EQ(appraise(request)->value, appraisal.value);
  EXPECT_EQ(going_concern(request, appraisal).value(), appraisal.value);
}

TEST(Tornado, TheValueLiesBetweenTheEndsOfAFactorOfThePlan) {
  Planned planned;
  planned.offered.product_revenue = 20e6;
  planned.assumptions.push_back(
      {"royalty_rate", .01, .03, .05, "share of net sales", "the reader"});
  planned.offered.plan->excess_earnings = earnings(8);
  AppraisalRequest request = planned.request();
  request.in_depth = true;
  const book::Appraisal appraisal = appraise(request).value();
  const auto bar = std::find_if(appraisal.sensitivities.begin(), appraisal.sensitivities.end(),
                                [](const auto& one) { return one.input == "plan_factor"; });
  ASSERT_NE(bar, appraisal.sensitivities.end());
  EXPECT_LT(bar->at_low, appraisal.value.mean());
  EXPECT_GT(bar->at_high, appraisal.value.mean());
}

}  // namespace
}  // namespace pignus::valuation
