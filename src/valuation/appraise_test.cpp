#include "valuation/appraise.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <string>

#include "core/json.h"
#include "support/valuation_parameters.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

/// A Chinese invention in force with a product; each test changes one thing.
struct Case {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions{
      {"royalty_rate", .01, .03, .05, "share of net sales", "the reader"}};
  std::string currency = "CNY";
  std::uint64_t paths = 1'000;

  Case() {
    offered.stated_number = "ZL201410234381.X";
    offered.id = registers::RightId{"CN-P-201410234381"};
    offered.title = "As offered";
    offered.product = "pump";
    offered.product_revenue = 20e6;
    registers::RightRecord record;
    record.id = *offered.id;
    record.type = registers::RightType::kInvention;
    record.filing_date = Date::from_ymd(2017, 5, 1).value();
    record.grant_date = Date::from_ymd(2020, 3, 1).value();
    record.title = "As registered";
    facts.id = *offered.id;
    facts.records.push_back(record);
    status.state = registers::LegalState::kInForce;
    status.term_end = Date::from_ymd(2037, 4, 30);
    status.fees_paid_until = Date::from_ymd(2027, 4, 30);
  }

  Result<book::Appraisal> run() const {
    return appraise({offered, facts, status, parameters(), assumptions, "CN",
                     Currency::parse(currency).value(), Date::from_ymd(2026, 6, 30).value(), 42,
                     paths, std::nullopt, std::nullopt});
  }
  void forget_register() {
    facts.records.clear();
    status = registers::LegalStatus{};
  }
};

/// Infinite where the median is nothing.
double relative_width(const Distribution& value) {
  return (value.quantile(.95) - value.quantile(.05)) / value.median();
}

bool refuses(const book::Appraisal& appraisal, const std::string& text) {
  const auto& all = appraisal.methods_refused;
  return std::find(all.begin(), all.end(), text) != all.end();
}

TEST(Appraise, WeighsTheMethodsThatHaveTheirData) {
  const book::Appraisal appraisal = Case().run().value();
  ASSERT_EQ(appraisal.methods.size(), 2U);
  EXPECT_EQ(appraisal.methods[0].method, "relief_from_royalty");
  EXPECT_GT(appraisal.methods[0].weight, .6);
  EXPECT_EQ(appraisal.methods[0].weight_reason, "weight.by_reliability");
  EXPECT_EQ(appraisal.methods[1].method, "renewal");
  EXPECT_GT(appraisal.methods[1].weight, 0);
  EXPECT_TRUE(refuses(appraisal, "cost:refused.no_development_cost"));
  EXPECT_TRUE(refuses(appraisal, "plan_methods:refused.no_plan"));
  EXPECT_EQ(appraisal.title, "As registered");
  EXPECT_FALSE(appraisal.assumed_only);
  EXPECT_GT(appraisal.value.median(), 100'000);
  EXPECT_LT(appraisal.liquidation_value.median(), appraisal.value.median() / 2);
  EXPECT_EQ(appraisal.liquidation_value.quantile(.05), 0);  // sometimes nobody buys
  EXPECT_GT(appraisal.remaining_life_years, 1);
  EXPECT_LE(appraisal.remaining_life_years, 10.9);
  double mean = 0;
  for (const book::MethodValue& method : appraisal.methods) {
    mean += method.weight * method.value.mean();
  }
  EXPECT_NEAR(appraisal.value.mean(), mean, 1e-9 * mean);
}

TEST(Appraise, CostIsShownAndNeverMovesTheValue) {
  for (const bool with_product : {true, false}) {
    for (const char* key : {"CN-P-201410234381", "JP-P-1234567"}) {
      Case without;
      without.offered.id = registers::RightId{key};
      if (!with_product) {
        without.offered.product_revenue.reset();
      }
      Case with = without;
      with.offered.development_cost = 50e6;
      const book::Appraisal appraisal = with.run().value();
      const auto cost = std::find_if(appraisal.methods.begin(), appraisal.methods.end(),
                                     [](const auto& method) { return method.method == "cost"; });
      ASSERT_NE(cost, appraisal.methods.end());
      EXPECT_EQ(cost->weight, 0);
      EXPECT_EQ(cost->weight_reason, "weight.cost_is_a_floor");
      EXPECT_GT(cost->value.median(), 0);
      EXPECT_EQ(appraisal.value, without.run()->value) << key << with_product;
    }
  }
}

TEST(Appraise, UnknownIsNotZero) {
  Case unknown;
  unknown.offered.product_revenue.reset();
  const book::Appraisal appraisal = unknown.run().value();
  EXPECT_TRUE(refuses(appraisal, "relief_from_royalty:refused.no_product_revenue"));
  EXPECT_GT(appraisal.value.median(), 0);
  Case no_rate;
  no_rate.assumptions.clear();
  EXPECT_TRUE(refuses(no_rate.run().value(), "relief_from_royalty:refused.no_royalty_rate"));
}

TEST(Appraise, ATechnologysRoyaltyIsNotAMarks) {
  Case mark;
  mark.offered.id = registers::RightId{"CN-T-99999811"};
  mark.facts.records[0].type = registers::RightType::kTrademark;
  EXPECT_TRUE(refuses(mark.run().value(), "relief_from_royalty:refused.no_royalty_rate"));
  mark.assumptions.push_back(
      {"royalty_rate_trademark", .001, .005, .01, "share of net sales", "the reader"});
  const book::Appraisal appraisal = mark.run().value();
  ASSERT_EQ(appraisal.methods.front().method, "relief_from_royalty");
  EXPECT_EQ(appraisal.methods.front().inputs.at(2).name, "royalty_rate_trademark");
}

TEST(Appraise, ADeadRightIsWorthNothing) {
  using registers::LegalState;
  for (const auto& [state, reason] :
       {std::pair{LegalState::kLapsed, "refused.right_lapsed"},
        std::pair{LegalState::kExpired, "refused.right_expired"},
        std::pair{LegalState::kInvalidated, "refused.right_invalidated"},
        std::pair{LegalState::kAbandoned, "refused.right_abandoned"}}) {
    Case dead;
    dead.status.state = state;
    const book::Appraisal appraisal = dead.run().value();
    EXPECT_EQ(appraisal.value.quantile(1), 0);
    EXPECT_EQ(appraisal.liquidation_value.quantile(1), 0);
    EXPECT_TRUE(refuses(appraisal, std::string("renewal:") + reason));
  }
}

TEST(Appraise, StatusLowersTheValue) {
  const double sound = Case().run()->value.mean();
  Case pending;
  pending.status.state = registers::LegalState::kPending;
  EXPECT_LT(pending.run()->value.mean(), .6 * sound);
  Case attacked;
  attacked.status.invalidation_pending = true;
  const book::Appraisal appraisal = attacked.run().value();
  EXPECT_LT(appraisal.value.mean(), .7 * sound);
  EXPECT_EQ(appraisal.methods.front().inputs.back().name, "survives_invalidation");
}

RC_GTEST_PROP(Appraise, NoRecordIsTheWidestInterval, ()) {
  using registers::LegalState;
  Case known;
  known.paths = 200;
  const std::string kind = *rc::gen::element<std::string>("P", "U", "D", "T");
  const std::string office = *rc::gen::element<std::string>("CN", "US", "EP");
  known.offered.id = registers::RightId{office + "-" + kind + "-201410234381"};
  known.facts.records[0].type = registers::RightType::kUnknown;
  const Date filed = known.run()->as_of.plus_days(-*rc::gen::inRange(0, 18 * 365));
  known.facts.records[0].filing_date = filed;
  known.facts.records[0].grant_date = filed.plus_months(*rc::gen::inRange(1, 40));
  known.status.term_end = filed.plus_years(20);
  known.status.fees_paid_until.reset();
  known.status.state = *rc::gen::element(LegalState::kInForce, LegalState::kInGrace,
                                         LegalState::kPending, LegalState::kUnknown);
  known.status.invalidation_pending = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) {
    known.offered.product_revenue.reset();
  }
  if (*rc::gen::arbitrary<bool>()) {
    known.assumptions.push_back({"economic_life_years", 1, 1, 30, "years", ""});
  }
  Case unknown = known;
  unknown.forget_register();
  const book::Appraisal less = unknown.run().value();
  RC_ASSERT(less.assumed_only);
  RC_ASSERT(less.value.quantile(.95) > 0);
  RC_ASSERT(relative_width(less.value) >= relative_width(known.run()->value));
  RC_ASSERT(relative_width(less.liquidation_value) >=
            relative_width(known.run()->liquidation_value));
}

TEST(Appraise, AMissingRecordNeverPays) {
  Case unrecorded;
  unrecorded.forget_register();
  const double without = unrecorded.run()->value.mean();
  Case pending;
  pending.status.state = registers::LegalState::kPending;
  EXPECT_LT(without, pending.run()->value.mean());
  Case attacked;
  attacked.status.invalidation_pending = true;
  EXPECT_LT(without, attacked.run()->value.mean());
}

TEST(Appraise, NothingButANumberStillGetsAWideValue) {
  for (const char* key : {"EP-P-0240590", "JP-P-1234567", "CN-T-12345678", "US-P-8789601"}) {
    Case bare;
    bare.forget_register();
    bare.offered = {};
    bare.offered.stated_number = key;
    bare.offered.id = registers::RightId{key};
    const auto appraisal = bare.run();
    ASSERT_TRUE(appraisal) << key << ": " << appraisal.error().message;
    EXPECT_TRUE(appraisal->assumed_only);
    EXPECT_EQ(appraisal->value.quantile(.01), 0);  // it may not be in force at all
    EXPECT_GT(relative_width(appraisal->value), 20) << key;
  }
}

TEST(Appraise, AMalformedNumberIsStillAppraised) {
  Case malformed;
  malformed.forget_register();
  malformed.offered.id.reset();
  malformed.facts.id = {};
  EXPECT_TRUE(malformed.run());
}

TEST(Appraise, RefusesAssumptionsOutOfRange) {
  Case wrong;
  wrong.assumptions.front().high = 1.5;
  const auto appraisal = wrong.run();
  ASSERT_FALSE(appraisal);
  EXPECT_EQ(appraisal.error().where.field, "assumptions.royalty_rate");
  Case negative;
  negative.offered.product_revenue = -1;
  EXPECT_EQ(negative.run().error().where.field, "product_revenue");
  Case endless;
  endless.paths = kPathsMax + 1;
  EXPECT_EQ(endless.run().error().code, ErrorCode::kLimitExceeded);
}

TEST(Appraise, SameSeedSameBytes) {
  const auto bytes = [](const book::Appraisal& a) {
    return canonical_json(a.value.to_json()) + canonical_json(a.liquidation_value.to_json());
  };
  EXPECT_EQ(bytes(Case().run().value()), bytes(Case().run().value()));
}

TEST(Appraise, AnotherCurrencyIsConverted) {
  Case dollars;
  dollars.currency = "USD";
  dollars.offered.product_revenue.reset();
  Case yuan;
  yuan.offered.product_revenue.reset();
  EXPECT_NEAR(yuan.run()->value.median() / dollars.run()->value.median(), 6.86, .1);
  dollars.currency = "SGD";
  if (Currency::parse("SGD")) {
    EXPECT_EQ(dollars.run().error().code, ErrorCode::kNotFound);
    dollars.assumptions.push_back({"exchange_rate_USD_SGD", 1.3, 1.3, 1.3, "SGD per USD", "x"});
    dollars.assumptions.push_back({"exchange_rate_USD_CNY", 7, 7, 7, "CNY per USD", "x"});
    EXPECT_TRUE(dollars.run());
    dollars.assumptions.back().low = 8;
    EXPECT_EQ(dollars.run().error().code, ErrorCode::kInvalidInput);
    dollars.assumptions.back() = {
        "exchange_rate_USD_CNY", 7, 7, std::numeric_limits<double>::infinity(), "CNY per USD", "x"};
    EXPECT_EQ(dollars.run().error().code, ErrorCode::kInvalidInput);
  }
}

RC_GTEST_PROP(Appraise, ValueMovesWithItsInputs, ()) {
  Case base;
  base.paths = 100;
  const double low = *rc::gen::inRange(1, 50) / 1000.0;
  base.assumptions = {{"royalty_rate", low, low + .02, low + .05, "", ""},
                      {"discount_rate", .1, .15, .3, "", ""},
                      {"economic_life_years", 2, 5, 8, "", ""}};
  base.offered.product_revenue = *rc::gen::inRange(1, 1000) * 1e5;
  const auto royalty_value = [](const Case& c) { return c.run()->methods.front().value; };
  const Distribution value = royalty_value(base);
  const auto not_below = [&value](const Distribution& other) {
    return std::equal(value.grid().begin(), value.grid().end(), other.grid().begin(),
                      [](double a, double b) { return b >= a; });
  };
  Case richer = base;
  richer.assumptions[0].high += .02;
  RC_ASSERT(not_below(royalty_value(richer)));
  richer = base;
  *richer.offered.product_revenue *= 1.2;
  RC_ASSERT(not_below(royalty_value(richer)));
  richer = base;
  richer.assumptions[2].high += 1;
  RC_ASSERT(not_below(royalty_value(richer)));
  richer = base;
  richer.assumptions[1].low -= .05;
  RC_ASSERT(not_below(royalty_value(richer)));
}

}  // namespace
}  // namespace pignus::valuation
