// IPScore's forty questions and Lawshe's ratio.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "valuation/scorecard/content_validity.h"
#include "valuation/scorecard/ipscore_answers.h"

namespace pignus::valuation {
namespace {

IpscoreAnswers all(int score) {
  IpscoreAnswers answers;
  answers.fill(score);
  return answers;
}

TEST(IpscoreAnswers, FortyQuestionsAtMostTwoHundred) {
  const auto best = ipscore_sheet(all(5));
  ASSERT_TRUE(best);
  EXPECT_EQ(best->whole.low, 200);
  EXPECT_EQ(best->sections[0].low, 40);
  EXPECT_EQ(best->sections[3].low, 30);
  EXPECT_EQ(best->whole.answered, 40);
  EXPECT_EQ(*ipscore_place('A', 1), 0U);
  EXPECT_EQ(*ipscore_place('B', 5), 12U);
  EXPECT_EQ(*ipscore_place('E', 8), 39U);
  EXPECT_EQ(ipscore_place('D', 7).error().where.field, "question");
  EXPECT_EQ(ipscore_place('F', 1).error().where.field, "question");
}

TEST(IpscoreAnswers, UnansweredHasBounds) {
  IpscoreAnswers answers = all(3);
  answers[*ipscore_place('B', 2)].reset();
  const auto sheet = ipscore_sheet(answers);
  EXPECT_EQ(sheet->whole.low, 39 * 3 + 1);
  EXPECT_EQ(sheet->whole.high, 39 * 3 + 5);
  EXPECT_EQ(sheet->sections[0].low, sheet->sections[0].high);
  EXPECT_EQ(sheet->sections[1].answered, 8);
}

TEST(IpscoreAnswers, Drivers) {
  // (5 - s)(-0.25) and (s - 1)(0.25): from -1 to 0 and from 0 to 1.
  EXPECT_EQ(ipscore_risk(all(1), {0, 1})->low, -1);
  EXPECT_EQ(ipscore_risk(all(5), {0, 1})->high, 0);
  EXPECT_EQ(ipscore_opportunity(all(3), {0, 1, 2})->low, .5);
  IpscoreAnswers answers = all(3);
  answers[1].reset();
  EXPECT_EQ(ipscore_risk(answers, {0, 1})->low, -.75);
  EXPECT_EQ(ipscore_risk(answers, {0, 1})->high, -.25);
  EXPECT_FALSE(ipscore_risk(answers, {}));
  EXPECT_FALSE(ipscore_risk(answers, {0, 0}));
  EXPECT_FALSE(ipscore_opportunity(answers, {40}));
}

TEST(IpscoreAnswers, MoneyNeedsItsEightAnswers) {
  IpscoreAnswers answers = all(4);
  answers[*ipscore_place('C', 6)] = 2;
  const auto scores = ipscore_money_scores(answers);
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->extra_turnover, 2);
  EXPECT_EQ(scores->investment, 4);
  answers[*ipscore_place('D', 3)].reset();
  EXPECT_EQ(ipscore_money_scores(answers).error().where.field, "D3");
  answers[*ipscore_place('E', 8)] = 6;
  EXPECT_EQ(ipscore_sheet(answers).error().where.field, "E8");
}

RC_GTEST_PROP(IpscoreAnswers, SectionsSumToTheWhole, ()) {
  IpscoreAnswers answers;
  for (auto& answer : answers) {
    if (const int score = *rc::gen::inRange(0, 6); score > 0) {
      answer = score;
    }
  }
  const IpscoreSheet sheet = *ipscore_sheet(answers);
  int low = 0;
  int high = 0;
  for (const IpscoreSum& sum : sheet.sections) {
    low += sum.low;
    high += sum.high;
  }
  RC_ASSERT(low == sheet.whole.low && high == sheet.whole.high && low <= high);
}

TEST(ContentValidity, Lawshe) {
  EXPECT_EQ(*content_validity_ratio(30, 30), 1);
  EXPECT_EQ(*content_validity_ratio(15, 30), 0);
  EXPECT_EQ(*content_validity_ratio(0, 30), -1);
  // Twenty of thirty essential is the first to pass 0.33.
  EXPECT_GE(*content_validity_ratio(20, kKipaPanel), kKipaLeastRatio);
  EXPECT_LT(*content_validity_ratio(19, kKipaPanel), kKipaLeastRatio);
  EXPECT_EQ(content_validity_ratio(31, 30).error().where.field, "essential");
  EXPECT_EQ(content_validity_ratio(0, 0).error().where.field, "panel");
  const auto verdict = panel_verdict({{"claims", 25}, {"colour", 12}}, kKipaPanel, kKipaLeastRatio);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->kept, std::vector<std::string>{"claims"});
  EXPECT_EQ(verdict->dropped, std::vector<std::string>{"colour"});
  EXPECT_EQ(panel_verdict({{"claims", 40}}, 30, .33).error().where.field, "claims");
}

}  // namespace
}  // namespace pignus::valuation
