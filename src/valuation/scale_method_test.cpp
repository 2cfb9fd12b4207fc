// The dollar scale inside an appraisal, and the floor of one right's spread.
#include "valuation/scale_method.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "support/valuation_parameters.h"
#include "valuation/appraise.h"
#include "valuation/floor_of_spread.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

/// A US patent of which nothing is known but its register record.
struct ScaleCase {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions;
  std::string currency = "USD";
  ScaleRequest scale;

  explicit ScaleCase(const std::string& key = "US-P-8789601",
                     registers::RightType type = registers::RightType::kInvention) {
    offered.id = registers::RightId{key};
    registers::RightRecord record;
    record.id = *offered.id;
    record.type = type;
    record.filing_date = Date::from_ymd(2014, 5, 1).value();
    record.grant_date = Date::from_ymd(2017, 3, 1).value();
    facts.id = *offered.id;
    facts.records.push_back(record);
    status.state = registers::LegalState::kInForce;
    status.term_end = Date::from_ymd(2034, 5, 1);
  }
  AppraisalRequest request() const {
    return {.offered = offered,
            .facts = facts,
            .status = status,
            .parameters = parameters(),
            .assumptions = assumptions,
            .jurisdiction = "US",
            .currency = Currency::parse(currency).value(),
            .as_of = Date::from_ymd(2026, 6, 30).value(),
            .seed = 42,
            .paths = 300,
            .product = std::nullopt,
            .fees = std::nullopt,
            .scale = scale};
  }
  book::Appraisal run() const { return appraise(request()).value(); }
};

const book::MethodValue* scale_of(const book::Appraisal& appraisal) {
  const auto at = std::ranges::find(appraisal.methods, "dollar_scale", &book::MethodValue::method);
  return at == appraisal.methods.end() ? nullptr : &*at;
}

double input_middle(const book::MethodValue& method, const std::string& name) {
  const auto at = std::ranges::find(method.inputs, name, &book::Input::name);
  EXPECT_NE(at, method.inputs.end()) << name;
  return at == method.inputs.end() ? 0 : at->value.median();
}

TEST(DollarScaleMethod, SpeaksOfAUsPatentWithoutCashFlowsAndShowsWhatItStandsOn) {
  const book::Appraisal appraisal = ScaleCase().run();
  const book::MethodValue* scale = scale_of(appraisal);
  ASSERT_NE(scale, nullptr);
  EXPECT_GT(scale->weight, 0);
  const ScalePrior prior = scale_prior({}, scale_parameters()).value();
  double weights = 0;
  double log_median = 0;
  for (const char* source : {"licence_income", "stock_market", "auction", "asking_prices"}) {
    const double weight = input_middle(*scale, std::string("scale_weight_") + source);
    weights += weight;
    log_median += weight * std::log(input_middle(*scale, std::string("scale_") + source));
  }
  EXPECT_NEAR(weights, 1, 1e-12);
  EXPECT_NEAR(log_median, prior.log_median, 1e-4);  // medians of grids
  EXPECT_EQ(input_middle(*scale, "scale_ratio_floor"), 25);
  EXPECT_EQ(input_middle(*scale, "scale_sigma_log"), prior.sigma_log);
}

TEST(DollarScaleMethod, FollowsFirmIndustryAndMoney) {
  const ScaleCase unknown;
  const double median = scale_of(unknown.run())->value.median();
  ScaleCase large = unknown;
  large.scale.employees = 20'000;
  EXPECT_GT(scale_of(large.run())->value.median(), 1.5 * median);
  ScaleCase chips = unknown;
  chips.scale.industry = scale_industry_of("Semiconductor", scale_parameters());
  EXPECT_EQ(chips.scale.industry, "semiconductors");
  EXPECT_NE(scale_of(chips.run())->value.median(), median);
  EXPECT_EQ(scale_industry_of("instruments", scale_parameters()), "all");
  EXPECT_EQ(scale_industry_of("", scale_parameters()), "all");
  ScaleCase yuan = unknown;
  yuan.currency = "CNY";
  yuan.assumptions = {{"exchange_rate_USD_CNY", 7, 7, 7, "CNY per USD", "the bank"}};
  EXPECT_NEAR(scale_of(yuan.run())->value.median() / median, 7, 1e-9);
}

TEST(DollarScaleMethod, QualityMovesTheMiddleALittleAndSaysWhereItWasRead) {
  const ScaleCase unknown;
  const double median = scale_of(unknown.run())->value.median();
  double before = 0;
  for (const double quality : {.002, .1, .5, .9, .998}) {
    ScaleCase known = unknown;
    known.scale.quality = quality;
    known.scale.quality_source = "cited 3 times";
    const book::Appraisal appraisal = known.run();
    const book::MethodValue* scale = scale_of(appraisal);
    EXPECT_EQ(input_middle(*scale, "scale_quality"), quality);
    EXPECT_GT(scale->value.median(), before);
    before = scale->value.median();
    if (quality == .5) {
      EXPECT_NEAR(before / median, 1, 1e-5);  // medians of grids of unlike spread
    }
    EXPECT_GE(ratio_of_tenths(appraisal.value).value(), least_ratio());
  }
  const book::Appraisal without = unknown.run();
  EXPECT_EQ(std::ranges::find(scale_of(without)->inputs, "scale_quality", &book::Input::name),
            scale_of(without)->inputs.end());
}

TEST(DollarScaleMethod, IsNotAskedWhereTheRightsOwnCashFlowsAreKnown) {
  ScaleCase with;
  with.offered.product_revenue = 5e6;
  with.assumptions = {{"royalty_rate", .01, .03, .05, "share of net sales", "the reader"}};
  const book::Appraisal appraisal = with.run();
  EXPECT_EQ(scale_of(appraisal), nullptr);
  EXPECT_FALSE(appraisal.widened.has_value());
}

TEST(DollarScaleMethod, RefusesWhatItsFiguresDoNotCover) {
  for (const auto& [key, type] : {std::pair{"CN-P-201410234381", registers::RightType::kInvention},
                                  std::pair{"US-D-700000", registers::RightType::kDesign},
                                  std::pair{"US-T-70000001", registers::RightType::kTrademark}}) {
    const auto refusals = ScaleCase(key, type).run().methods_refused;
    EXPECT_NE(std::ranges::find(refusals, "dollar_scale:refused.scale_for_us_patents"),
              refusals.end())
        << key;
  }
  ScaleCase elsewhere;
  elsewhere.currency = "SGD";
  const AppraisalRequest request = elsewhere.request();
  EXPECT_EQ(by_dollar_scale(request, subject_of(request))->refusal, "refused.no_exchange_rate");
  elsewhere.currency = "CNY";
  elsewhere.assumptions = {{"exchange_rate_USD_CNY", 7, 6, 7, "CNY per USD", "the bank"}};
  const AppraisalRequest wrong = elsewhere.request();
  EXPECT_EQ(by_dollar_scale(wrong, subject_of(wrong)).error().code, ErrorCode::kInvalidInput);
}

TEST(DollarScaleMethod, ATornadoTurnsItsSources) {
  ScaleCase deep;
  AppraisalRequest request = deep.request();
  request.in_depth = true;
  const book::Appraisal appraisal = appraise(request).value();
  for (const char* source : {"scale_licence_income", "scale_auction"}) {
    const auto bar = std::ranges::find(appraisal.sensitivities, source, &book::Sensitivity::input);
    ASSERT_NE(bar, appraisal.sensitivities.end()) << source;
    EXPECT_LT(bar->at_low, bar->at_high);
  }
}

/// What the issue demands, whichever models of populations agree, through reconciliation, cost and
/// chances of status: without cash flows and comparable sales p90/p10 is at least 25.
RC_GTEST_PROP(FloorOfSpread, HoldsForEveryRightWithoutEvidenceOfItsOwn, ()) {
  using registers::RightType;
  const auto [letter, type] = *rc::gen::element(
      std::pair{'P', RightType::kInvention}, std::pair{'U', RightType::kUtilityModel},
      std::pair{'D', RightType::kDesign}, std::pair{'T', RightType::kTrademark});
  const std::string office = *rc::gen::element<std::string>("US", "CN", "EP");
  ScaleCase bare(office + "-" + letter + "-201410234381", type);
  const Date filed = Date::from_ymd(2026, 6, 30).value().plus_days(-*rc::gen::inRange(0, 19 * 365));
  bare.facts.records[0].filing_date = filed;
  bare.facts.records[0].grant_date = filed.plus_months(*rc::gen::inRange(1, 40));
  bare.status.term_end = filed.plus_years(20);
  bare.status.invalidation_pending = *rc::gen::arbitrary<bool>();
  bare.offered.development_cost = 2e6;
  if (*rc::gen::arbitrary<bool>()) bare.scale.employees = *rc::gen::inRange(1, 100'000);
  const book::Appraisal appraisal = bare.run();
  const auto ratio = ratio_of_tenths(appraisal.value);
  RC_ASSERT(!ratio || *ratio >= 25);
  double mean = 0;
  for (const book::MethodValue& method : appraisal.methods) mean += method.contribution;
  RC_ASSERT(std::abs(mean - appraisal.value.mean()) <= 1e-9 * appraisal.value.mean());
  if (appraisal.widened) {
    RC_ASSERT(appraisal.widened->ratio < 25);
    RC_ASSERT(appraisal.widened->spread > 0);
  }
}

TEST(FloorOfSpread, WidensAboutTheMedianAndNoFurtherThanItMust) {
  book::Appraisal appraisal;
  appraisal.methods = {{"renewal", Distribution::lognormal(1e5, .4), 1, "", {}}};
  appraisal.methods[0].contribution = appraisal.methods[0].value.mean();
  appraisal.value =
      mix(std::vector{std::pair{.4, Distribution(0.0)}, std::pair{.6, appraisal.methods[0].value}});
  const double nothing = appraisal.value.probability_below(0);
  hold_floor_of_spread(appraisal);
  ASSERT_TRUE(appraisal.widened.has_value());
  EXPECT_NEAR(appraisal.widened->ratio, std::exp(2 * 1.2815516 * .4), .05);
  EXPECT_GE(ratio_of_tenths(appraisal.value).value(), 25);
  EXPECT_LT(ratio_of_tenths(appraisal.value).value(), 27);
  EXPECT_NEAR(appraisal.value.quantile(.7), 1e5, 1e3);  // the middle of what is not nothing
  EXPECT_EQ(appraisal.value.probability_below(0), nothing);
  book::Appraisal own = appraisal;
  own.widened.reset();
  own.value = Distribution::lognormal(1e5, .4);
  own.methods[0].method = "comparables";
  hold_floor_of_spread(own);
  EXPECT_FALSE(own.widened.has_value());
  EXPECT_EQ(own.value, Distribution::lognormal(1e5, .4));
}

}  // namespace
}  // namespace pignus::valuation
