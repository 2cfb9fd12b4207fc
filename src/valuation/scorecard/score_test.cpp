#include "valuation/scorecard/score.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "standards/weight_set.h"

namespace pignus::valuation {
namespace {

standards::Scorecard card(const char* name = "gbt-42748") {
  return *standards::load_scorecard(name);
}

Measures clean() {
  return {{"in_force", {1, "status"}}, {"title_clean", {1, "events"}}};
}

/// Every leaf answered with the same score where it has no line, the line's end where it has.
ScoreAnswers all_answered(const standards::Scorecard& of, bool best) {
  ScoreAnswers answers;
  for (const standards::ScorecardNode& node : of.nodes) {
    if (!node.question.empty()) {
      const double end = node.points.empty() ? (best ? 100 : 0)
                         : (node.points.back().score > node.points.front().score) == best
                             ? node.points.back().value
                             : node.points.front().value;
      answers[node.id] = {end, "interview"};
    }
  }
  return answers;
}

TEST(Score, ByHand) {
  standards::Scorecard small;
  small.id = "small";
  small.nodes = {{"a", "", "a", "a", .4, "claims", "", {{0, 0}, {10, 100}}, {}},
                 {"b", "", "b", "b", .6, "", "", {}, {}},
                 {"c", "b", "c", "c", .25, "", "ask", {}, {}},
                 {"d", "b", "d", "d", .75, "", "ask", {}, {}}};
  const auto score = score_card(small, {{"claims", {5, "record"}}}, {{"c", {80, "report"}}});
  ASSERT_TRUE(score) << describe(score.error());
  // a = 50; b = .25 x 80 + .75 x [0, 100] = [20, 95]; whole = .4 x 50 + .6 x b.
  EXPECT_NEAR(score->whole.low, 32, 1e-12);
  EXPECT_NEAR(score->whole.high, 77, 1e-12);
  EXPECT_NEAR(score->node("b")->low, 20, 1e-12);
  EXPECT_NEAR(score->node("b")->high, 95, 1e-12);
  EXPECT_NEAR(*score->node("b")->of_known, 80, 1e-12);
  EXPECT_NEAR(*score->whole.of_known, 32 / .55, 1e-12);
  EXPECT_NEAR(score->whole.computed, .4, 1e-12);
  EXPECT_NEAR(score->whole.answered, .15, 1e-12);
  EXPECT_NEAR(score->whole.unknown, .45, 1e-12);
  EXPECT_NEAR(score->node("d")->weight_in_whole, .45, 1e-12);
  EXPECT_EQ(score->sub_scores, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(score->node("a")->origin, ScoreOrigin::kComputed);
  EXPECT_EQ(score->node("d")->origin, ScoreOrigin::kUnknown);
}

TEST(Score, FromNothingToEverything) {
  for (const char* name : {"gbt-42748", "t-isc", "kipa-smart"}) {
    const standards::Scorecard of = card(name);
    const auto nothing = score_card(of, clean(), {});
    ASSERT_TRUE(nothing);
    EXPECT_EQ(nothing->whole.low, 0) << name;
    EXPECT_NEAR(nothing->whole.high, 100, 1e-9) << name;
    EXPECT_FALSE(nothing->whole.of_known) << name;
    const auto best = score_card(of, clean(), all_answered(of, true));
    ASSERT_TRUE(best) << describe(best.error());
    EXPECT_NEAR(best->whole.low, 100, 1e-9) << name;
    EXPECT_NEAR(best->whole.high, 100, 1e-9) << name;
    EXPECT_NEAR(best->whole.answered, 1, 1e-9) << name;
    EXPECT_LT(score_card(of, clean(), all_answered(of, false))->whole.high, 30) << name;
  }
}

TEST(Score, AVetoMultiplies) {
  const standards::Scorecard of = card();
  const ScoreAnswers answers = all_answered(of, true);
  Measures measures = clean();
  measures["title_clean"] = {0, "attachment"};
  const auto failed = score_card(of, measures, answers);
  EXPECT_EQ(failed->whole.low, 0);
  EXPECT_EQ(failed->whole.high, 0);
  EXPECT_EQ(failed->gates[1].state, GateState::kFailed);
  EXPECT_NEAR(failed->node("legal")->low, 100, 1e-9);  // sub-scores stay to be seen
  measures.erase("title_clean");
  const auto unknown = score_card(of, measures, answers);
  EXPECT_EQ(unknown->whole.low, 0);
  EXPECT_NEAR(unknown->whole.high, 100, 1e-9);
  measures["title_clean"] = {.5, "?"};
  EXPECT_EQ(score_card(of, measures, answers).error().where.field, "title_clean");
}

TEST(Score, FactsGoBeforeAnswers) {
  Measures measures = clean();
  measures["claims"] = {30, "record"};
  const auto score = score_card(card(), measures, {{"claims", {1, "interview"}}});
  EXPECT_EQ(score->node("claims")->low, 100);
  EXPECT_EQ(score->node("claims")->origin, ScoreOrigin::kComputed);
  measures["claims"] = {std::nullopt, ""};
  EXPECT_EQ(score_card(card(), measures, {{"claims", {1, "interview"}}})->node("claims")->from,
            "interview");
}

TEST(Score, BadInputIsNamed) {
  const auto field = [](const Measures& measures, const ScoreAnswers& answers) {
    const auto score = score_card(card(), measures, answers);
    return score ? std::string("accepted") : score.error().where.field;
  };
  EXPECT_EQ(field({}, {{"legal", {50, ""}}}), "legal");
  EXPECT_EQ(field({}, {{"nothing", {50, ""}}}), "nothing");
  EXPECT_EQ(field({}, {{"visible", {101, ""}}}), "visible");
  EXPECT_EQ(field({}, {{"readiness", {std::nan(""), ""}}}), "readiness");
  EXPECT_EQ(field({{"claims", {std::numeric_limits<double>::infinity(), ""}}}, {}), "claims");
}

TEST(Score, LinesAreFlatBeyondTheirEnds) {
  const std::vector<standards::ScorePoint> line{{1, 20}, {3, 60}, {4, 100}};
  EXPECT_EQ(score_on_line(line, 0), 20);
  EXPECT_EQ(score_on_line(line, 2), 40);
  EXPECT_EQ(score_on_line(line, 3), 60);
  EXPECT_EQ(score_on_line(line, 99), 100);
}

RC_GTEST_PROP(Score, BoundsHoldAndNarrowWithEveryAnswer, ()) {
  const standards::Scorecard of = card();
  ScoreAnswers answers;
  CardScore before = *score_card(of, clean(), {});
  for (const standards::ScorecardNode& node : of.nodes) {
    if (!node.is_leaf() || !*rc::gen::arbitrary<bool>()) {
      continue;
    }
    answers[node.id] = {*rc::gen::inRange(0, 101) * 1.0, "x"};
    const CardScore after = *score_card(of, clean(), answers);
    RC_ASSERT(after.whole.low >= before.whole.low - 1e-9);
    RC_ASSERT(after.whole.high <= before.whole.high + 1e-9);
    RC_ASSERT(after.whole.low <= after.whole.high + 1e-9);
    // The whole is the weighted sum of the three sub-scores.
    double low = 0;
    for (const std::string& id : after.sub_scores) {
      low += after.node(id)->weight_in_whole * after.node(id)->low;
    }
    RC_ASSERT(std::abs(low - after.whole.low) < 1e-9);
    const double shares = after.whole.computed + after.whole.answered + after.whole.unknown;
    RC_ASSERT(std::abs(shares - 1) < 1e-9);
    before = after;
  }
}

TEST(Score, AnotherScenarioWeighsOtherwise) {
  const auto sets = standards::load_weight_sets();
  ASSERT_TRUE(sets);
  Measures measures = clean();
  measures["claims"] = {30, "record"};
  const auto finance = score_card(card(), measures, {});
  for (const standards::WeightSet& set : *sets) {
    const auto other = score_card(*standards::with_weights(card(), set), measures, {});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->scenario, set.scenario);
    EXPECT_NE(other->whole.low, finance->whole.low) << set.id;
  }
}

}  // namespace
}  // namespace pignus::valuation
