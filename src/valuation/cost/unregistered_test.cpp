#include "valuation/cost/unregistered.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "standards/method_parameters.h"

namespace pignus::valuation {
namespace {

std::vector<EvidenceAnswer> all_shown(UnregisteredKind kind) {
  std::vector<EvidenceAnswer> answers;
  const auto items = evidence_items(kind).value();
  for (const EvidenceItem& item : items) {
    answers.push_back({item.id, EvidenceState::kShown, "contract.pdf"});
  }
  return answers;
}

EvidenceReview review(UnregisteredKind kind, const std::vector<EvidenceAnswer>& answers) {
  return *review_evidence(*evidence_items(kind), answers);
}

UnregisteredInputs inputs(UnregisteredKind kind, const EvidenceReview& seen,
                          std::optional<double> age = std::nullopt) {
  return *unregistered_inputs(kind, seen, *standards::load_method_parameters("cost"),
                              Distribution(100'000), Distribution::triangular(3, 5, 8),
                              Distribution(.25), Distribution(.18), age);
}

TEST(Unregistered, ByHand) {
  // One year, no decay: 100 (1 - .25) / 1.21^(1/2).
  EXPECT_NEAR(unregistered_income({100, 0, 0, .25, .21, 1}), 75 / 1.1, 1e-12);
  // Two years with a hazard that halves each year's middle.
  const double halved = std::log(2.0);
  EXPECT_NEAR(unregistered_income({100, halved, 0, 0, 0, 2}),
              100 * (std::pow(2, -.5) + std::pow(2, -1.5)), 1e-12);
  EXPECT_NEAR(unregistered_income({100, .1, .2, 0, 0, .5}), 50 * std::exp(-.3 * .25), 1e-12);
  EXPECT_EQ(unregistered_income({100, 0, 0, 0, .1, 0}), 0);
}

RC_GTEST_PROP(Unregistered, RisesWithEarningsAndLifeFallsWithDecayAndLeak, ()) {
  const auto rate = [] { return *rc::gen::inRange(0, 51) / 100.0; };
  const UnregisteredCase one{*rc::gen::inRange(1, 1000) * 1.0, rate(), rate(), rate(), rate(),
                             *rc::gen::inRange(1, 80) / 4.0};
  const double value = unregistered_income(one);
  UnregisteredCase other = one;
  other.life_years += .3;
  RC_ASSERT(unregistered_income(other) >= value - 1e-9);
  other = one;
  other.leak += .05;
  RC_ASSERT(unregistered_income(other) < value);
  other = one;
  other.decay += .05;
  RC_ASSERT(unregistered_income(other) < value);
  other = one;
  other.earnings *= 3;
  RC_ASSERT(std::abs(unregistered_income(other) - 3 * value) < 1e-9 * (1 + value));
}

TEST(Unregistered, AnOpenGateRefuses) {
  auto answers = all_shown(UnregisteredKind::kSoftware);
  const EvidenceReview whole = review(UnregisteredKind::kSoftware, answers);
  EXPECT_TRUE(whole.may_be_relied_on());
  EXPECT_EQ(whole.shown, whole.asked);
  const auto value =
      value_unregistered(inputs(UnregisteredKind::kSoftware, whole), whole, 1, "k", 500);
  ASSERT_TRUE(value.value);
  const auto gate = [&](EvidenceState state) {
    for (EvidenceAnswer& answer : answers) {
      if (answer.id == "open_source") {
        answer = {"open_source", state, ""};
      }
    }
    const EvidenceReview seen = review(UnregisteredKind::kSoftware, answers);
    return value_unregistered(inputs(UnregisteredKind::kSoftware, seen), seen, 1, "k", 500);
  };
  EXPECT_EQ(gate(EvidenceState::kMissing).refusal, "gate_missing");
  EXPECT_EQ(gate(EvidenceState::kUnknown).refusal, "gate_unknown");
  EXPECT_FALSE(gate(EvidenceState::kMissing).value);
}

TEST(Unregistered, WhatIsNotShownWidensAndLeaks) {
  auto answers = all_shown(UnregisteredKind::kKnowHow);
  const EvidenceReview whole = review(UnregisteredKind::kKnowHow, answers);
  std::erase_if(answers, [](const EvidenceAnswer& one) {
    return one.id == "in_use" || one.id == "key_persons" || one.id == "secrecy_measures";
  });
  const EvidenceReview partly = review(UnregisteredKind::kKnowHow, answers);
  EXPECT_EQ(partly.widening, (std::vector<std::string>{"key_persons", "in_use"}));
  EXPECT_FALSE(partly.secrecy_shown);
  const auto sure =
      value_unregistered(inputs(UnregisteredKind::kKnowHow, whole), whole, 1, "k", 4000);
  const auto unsure =
      value_unregistered(inputs(UnregisteredKind::kKnowHow, partly), partly, 1, "k", 4000);
  const auto width = [](const Distribution& value) {
    return value.quantile(.9) / value.quantile(.1);
  };
  EXPECT_GT(width(*unsure.value), 1.3 * width(*sure.value));
  EXPECT_LT(unsure.value->mean(), sure.value->mean());
}

TEST(Unregistered, ACopyrightEnds) {
  const EvidenceReview seen =
      review(UnregisteredKind::kSoftware, all_shown(UnregisteredKind::kSoftware));
  EXPECT_EQ(*inputs(UnregisteredKind::kSoftware, seen, 49).life_years_max, 1);
  EXPECT_EQ(*inputs(UnregisteredKind::kSoftware, seen, 60).life_years_max, 0);
  EXPECT_EQ(value_unregistered(inputs(UnregisteredKind::kSoftware, seen, 60), seen, 1, "k", 10)
                .value->quantile(1),
            0);
  EXPECT_FALSE(inputs(UnregisteredKind::kData, seen).life_years_max);
}

TEST(Unregistered, SameSeedSameBytes) {
  const EvidenceReview seen = review(UnregisteredKind::kData, all_shown(UnregisteredKind::kData));
  const auto one = inputs(UnregisteredKind::kData, seen);
  EXPECT_EQ(value_unregistered(one, seen, 5, "k", 300).value,
            value_unregistered(one, seen, 5, "k", 300).value);
  EXPECT_NE(value_unregistered(one, seen, 5, "k", 300).value,
            value_unregistered(one, seen, 6, "k", 300).value);
}

TEST(Unregistered, BadInputIsNamed) {
  const auto items = *evidence_items(UnregisteredKind::kData);
  const auto field = [&](const std::vector<EvidenceAnswer>& answers) {
    const auto seen = review_evidence(items, answers);
    return seen ? std::string("accepted") : seen.error().where.field;
  };
  EXPECT_EQ(field({{"open_source", EvidenceState::kMissing, ""}}), "open_source");
  EXPECT_EQ(field({{"quality", EvidenceState::kShown, ""}}), "quality");
  EXPECT_EQ(field({{"title", EvidenceState::kNotApplicable, ""}}), "title");
  EXPECT_EQ(field({{"title", EvidenceState::kMissing, ""}, {"title", EvidenceState::kShown, "x"}}),
            "title");
  const auto cost = *standards::load_method_parameters("cost");
  EXPECT_EQ(unregistered_inputs(UnregisteredKind::kData, {}, cost, Distribution(-1),
                                Distribution(1), Distribution(.2), Distribution(.1), {})
                .error()
                .where.field,
            "earnings");
  EXPECT_EQ(unregistered_inputs(UnregisteredKind::kData, {}, cost, Distribution(1), Distribution(1),
                                Distribution(1.2), Distribution(.1), {})
                .error()
                .where.field,
            "tax_rate");
}

}  // namespace
}  // namespace pignus::valuation
