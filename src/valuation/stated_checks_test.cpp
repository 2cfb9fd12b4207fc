#include "valuation/stated_checks.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "support/valuation_parameters.h"
#include "valuation/income/profit_split.h"
#include "valuation/ipscore.h"
#include "valuation/method_parts.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

/// A right in force with a plan; each test says what the plan holds.
struct Stated {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions{
      {"discount_rate", .10, .15, .20, "1/year", "the reader"},
      {"tax_rate", .25, .25, .25, "share", "the reader"},
      {"royalty_rate", .02, .02, .02, "share of net sales", "the reader"},
      {"royalty_rate_trademark", .01, .03, .05, "share of net sales", "the reader"}};

  explicit Stated(const char* key = "CN-P-201410234381",
                  registers::RightType type = registers::RightType::kInvention) {
    offered.id = registers::RightId{key};
    offered.product_revenue = 1e6;
    offered.plan.emplace().source = "questionnaire of May 2026";
    registers::RightRecord record;
    record.id = *offered.id;
    record.type = type;
    record.title = "Invented";
    record.classes = {"9"};
    record.filing_date = Date::from_ymd(2014, 5, 29).value();
    record.grant_date = Date::from_ymd(2017, 3, 1).value();
    record.known = Date::from_ymd(2017, 3, 1).value();
    facts.id = *offered.id;
    facts.records.push_back(record);
    status.state = registers::LegalState::kInForce;
    status.term_end = Date::from_ymd(2034, 5, 28).value();
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
            .seed = 5,
            .paths = 1'000,
            .product = std::nullopt,
            .fees = std::nullopt,
            .in_depth = true};
  }
  Result<book::Appraisal> run() const { return appraise(request()); }
  std::string field() const {
    const auto made = run();
    return made ? "accepted" : made.error().where.field;
  }
  double& answer(const std::string& name) { return offered.plan->answers[name]; }
};

TEST(StatedChecks, ProfitSplitStandsBesideTheValueAndHasNoWeight) {
  Stated stated;
  stated.offered.plan->with_and_without.emplace();
  stated.offered.plan->with_and_without->with.assign(3, {1000, 600, 100, 0, 0});
  stated.offered.plan->with_and_without->without.assign(3, {800, 600, 100, 0, 0});
  stated.offered.plan->gross_margin = .6;
  const auto appraisal = stated.run();
  ASSERT_TRUE(appraisal) << describe(appraisal.error());
  ASSERT_TRUE(appraisal->profit_split);
  const book::ProfitSplitResult& check = *appraisal->profit_split;
  ASSERT_EQ(check.rules.size(), 2U);
  // A quarter of an operating margin of 30 per cent.
  EXPECT_NEAR(check.rules[0].royalty, .075, 1e-12);
  EXPECT_EQ(check.royalty_rate, .02);
  EXPECT_EQ(check.royalty_in_usual_range, false);  // 2 per cent lies below 7.5 to 15
  const RateInputs rates = rate_inputs(stated.request(), subject_of(stated.request())).value();
  ProfitSplitCase by_hand;
  by_hand.net_sales.assign(3, 1000);
  by_hand.operating_profit.assign(3, 300);
  by_hand.rates = {.25, rates.discount.value.median(), CashTiming::kMidYear,
                   static_cast<int>(rates.amortisation.value.median())};
  EXPECT_NEAR(check.rules[0].mid, profit_split_checks(by_hand)->rules[0].value, 1e-9);
  EXPECT_LT(check.rules[0].low, check.rules[0].mid);
  EXPECT_GT(check.rules[0].high, check.rules[0].mid);
  const double before =
      appraisal->value.mean() / chance_of_all(subject_of(stated.request()).chances);
  EXPECT_NEAR(*check.rules[0].to_appraised, check.rules[0].mid / before, 1e-9);
  for (const book::MethodValue& method : appraisal->methods) {
    EXPECT_FALSE(method.method.starts_with("profit_split"));
  }
}

TEST(StatedChecks, ProfitSplitNeedsAPlanWithinTheTerm) {
  Stated stated;
  EXPECT_FALSE(stated.run()->profit_split);
  stated.offered.plan->with_and_without.emplace();
  stated.offered.plan->with_and_without->with.assign(2, {0, 0, 0, 0, 0});  // nothing is sold
  stated.offered.plan->with_and_without->without.assign(2, {0, 0, 0, 0, 0});
  EXPECT_FALSE(stated.run()->profit_split);
}

TEST(StatedChecks, HighValueComputesWhatTheRegisterTellsAndAsksTheRest) {
  Stated stated;
  stated.facts.records[0].family = {"US9876543B2"};
  stated.answer("high-value.award") = 0;
  const auto appraisal = stated.run();
  ASSERT_TRUE(appraisal) << describe(appraisal.error());
  ASSERT_TRUE(appraisal->high_value);
  const auto flag = [&appraisal](const char* name) -> const book::HighValueLine& {
    const auto& flags = appraisal->high_value->flags;
    return *std::find_if(flags.begin(), flags.end(),
                         [name](const auto& one) { return one.flag == name; });
  };
  EXPECT_EQ(flag("foreign_family").holds, true);
  EXPECT_EQ(flag("foreign_family").origin, "computed");
  EXPECT_EQ(flag("foreign_family").evidence, (std::vector<std::string>{"US9876543B2"}));
  EXPECT_EQ(flag("award").holds, false);
  EXPECT_EQ(flag("award").origin, "answered");
  EXPECT_EQ(flag("award").evidence, (std::vector<std::string>{"questionnaire of May 2026"}));
  EXPECT_EQ(flag("strategic_industry").holds, std::nullopt);
  EXPECT_EQ(flag("strategic_industry").origin, "unknown");
  EXPECT_EQ(appraisal->high_value->high_value, true);
}

TEST(StatedChecks, HighValueAnswersAreChecked) {
  Stated stated;
  stated.answer("high-value.award") = .5;
  EXPECT_EQ(stated.field(), "plan.answers.high-value.award");
  Stated unasked;
  unasked.answer("high-value.maintained_long") = 1;  // the register tells
  EXPECT_EQ(unasked.field(), "plan.answers.high-value.maintained_long");
  Stated model("CN-U-201420234381", registers::RightType::kUtilityModel);
  EXPECT_FALSE(model.run()->high_value);
  model.answer("high-value.award") = 1;
  EXPECT_EQ(model.field(), "plan.answers.high-value.award");
}

void answer_all_money(Stated& stated, double answer) {
  for (const char* question : {"B5", "C2", "C3", "C6", "D1", "D2", "D3", "D4"}) {
    stated.answer(std::string("ipscore.") + question) = answer;
  }
}

TEST(StatedChecks, IpscoreFromAnswersToMoney) {
  Stated stated;
  answer_all_money(stated, 3);
  stated.answer("ipscore.A1") = 5;
  stated.offered.plan->ipscore = book::IpscorePlan{1.5e6, 9e5, 225e3, 45e3, 7, .4};
  const auto appraisal = stated.run();
  ASSERT_TRUE(appraisal) << describe(appraisal.error());
  ASSERT_TRUE(appraisal->ipscore);
  const book::IpscoreResult& sheet = *appraisal->ipscore;
  EXPECT_EQ(sheet.whole.answered, 9);
  EXPECT_EQ(sheet.whole.low, 8 * 3 + 5 + 31);
  EXPECT_EQ(sheet.whole.high, 8 * 3 + 5 + 5 * 31);
  EXPECT_EQ(sheet.sections[0].answered, 1);
  EXPECT_EQ(sheet.sections[0].questions, 8);
  ASSERT_EQ(sheet.money.size(), 8U);
  EXPECT_EQ(sheet.money[2].question, "C3");
  EXPECT_EQ(sheet.money[2].value, 2);  // years
  ASSERT_TRUE(sheet.net_present_value);
  EXPECT_NEAR(sheet.discount_rate, .15, 1e-3);
  IpscoreDrivers drivers{1, .05, 2, .04, .5, .08, 1, 1};
  const double by_hand =
      ipscore_net_present_value(drivers, {1.5e6, 9e5, 225e3, 45e3, 7, .4, sheet.discount_rate})
          .value();
  EXPECT_NEAR(*sheet.net_present_value, by_hand, 1e-9 * std::abs(by_hand));
}

TEST(StatedChecks, IpscoreSaysWhatIsMissing) {
  Stated stated;
  EXPECT_FALSE(stated.run()->ipscore);
  answer_all_money(stated, 2);
  EXPECT_EQ(stated.run()->ipscore->refusal, "refused.ipscore_no_business");
  EXPECT_EQ(stated.run()->ipscore->money.size(), 8U);
  stated.offered.plan->answers.erase("ipscore.C6");
  const auto appraisal = stated.run();
  EXPECT_EQ(appraisal->ipscore->refusal, "refused.ipscore_not_answered");
  EXPECT_EQ(appraisal->ipscore->missing, (std::vector<std::string>{"C6"}));
  EXPECT_FALSE(appraisal->ipscore->net_present_value);
  for (const char* wrong : {"ipscore.F1", "ipscore.B10", "ipscore.B", "ipscore.B1x"}) {
    Stated other;
    other.answer(wrong) = 3;
    EXPECT_EQ(other.field(), std::string("plan.answers.") + wrong);
  }
  stated.answer("ipscore.C6") = 2.5;
  EXPECT_EQ(stated.field(), "plan.answers.ipscore.C6");
}

TEST(StatedChecks, BrandStrengthFromFactsAndAnswers) {
  Stated stated("CN-T-12345678", registers::RightType::kTrademark);
  const auto little = stated.run();
  ASSERT_TRUE(little) << describe(little.error());
  ASSERT_TRUE(little->brand_strength);
  EXPECT_EQ(little->scorecards.size(), 1U);
  EXPECT_EQ(little->scorecards[0].card, "brand-strength");
  EXPECT_GT(little->scorecards[0].whole.computed, .1);  // its age and classes
  EXPECT_FALSE(little->high_value);
  for (const char* node : {"awareness", "loyalty", "use", "premium", "share", "support"}) {
    stated.answer(std::string("brand-strength.") + node) = 60;
  }
  const auto more = stated.run();
  ASSERT_TRUE(more) << describe(more.error());
  const book::ScoreLine& behaviour = more->scorecards[0].sub_scores.at(1);
  EXPECT_EQ(behaviour.id, "behavioural");
  EXPECT_EQ(behaviour.unknown, 0);
  EXPECT_EQ(behaviour.low, behaviour.high);
  EXPECT_GT(behaviour.low, 50);
  EXPECT_LT(more->brand_strength->high - more->brand_strength->low,
            little->brand_strength->high - little->brand_strength->low);
  const book::BrandStrengthResult& strength = *more->brand_strength;
  ASSERT_TRUE(strength.royalty && strength.discount);
  EXPECT_NEAR(strength.royalty->quantile(1), .01 + .04 * strength.high / 100, 1e-4);
  EXPECT_NEAR(strength.discount->quantile(0), .20 - .10 * strength.high / 100, 3e-4);
  stated.assumptions.clear();
  EXPECT_FALSE(stated.run()->brand_strength->royalty);
  stated.answer("gbt-42748.survived") = 50;  // a card of patents
  EXPECT_EQ(stated.field(), "plan.answers.gbt-42748.survived");
}

TEST(StatedChecks, CostLinesTakeThePlaceOfThePlainEstimate) {
  Stated stated;
  stated.offered.development_cost = 5e6;
  const auto plain = stated.run();
  EXPECT_FALSE(plain->cost_lines);
  book::CostPlan cost;
  cost.lines = {{Date::from_ymd(2014, 1, 1).value(), "labour", 1e5, 1.0}};
  cost.completed = Date::from_ymd(2014, 5, 1).value();
  stated.offered.plan->cost = cost;
  const auto lines = stated.run();
  ASSERT_TRUE(lines) << describe(lines.error());
  ASSERT_TRUE(lines->cost_lines);
  const auto cost_of = [](const book::Appraisal& appraisal) {
    const auto found =
        std::find_if(appraisal.methods.begin(), appraisal.methods.end(),
                     [](const book::MethodValue& method) { return method.method == "cost"; });
    return *found;
  };
  EXPECT_LT(cost_of(*lines).value.median(), .1 * cost_of(*plain).value.median());
  EXPECT_EQ(cost_of(*lines).weight, 0);
  EXPECT_EQ(lines->value, plain->value);  // a floor moves nothing
  stated.offered.plan->cost->lines[0].amount = -1;
  EXPECT_EQ(stated.field(), "plan.cost.amount");
}

}  // namespace
}  // namespace pignus::valuation
