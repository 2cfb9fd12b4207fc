#include "policy/perfection.h"

#include <gtest/gtest.h>

namespace pignus::policy {
namespace {

constexpr UccRules kRules{5, 6, 3};

Date day(const char* iso) {
  return *Date::parse(iso);
}

TEST(Ucc, LapsesFiveYearsAfterFiling) {
  const book::UccFiling filing{"1", day("2019-05-08"), {}};
  const auto before = ucc_state(filing, day("2024-05-08"), kRules);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->lapses_on.iso(), "2024-05-08");
  EXPECT_EQ(before->continuation_from.iso(), "2023-11-08");
  EXPECT_FALSE(before->lapsed);
  EXPECT_TRUE(ucc_state(filing, day("2024-05-09"), kRules)->lapsed);
  EXPECT_FALSE(ucc_state(filing, day("2019-05-07"), kRules));
  EXPECT_FALSE(ucc_state({"1", std::nullopt, {}}, day("2024-05-09"), kRules));
}

TEST(Ucc, OnlyAContinuationInTheWindowCounts) {
  const book::UccFiling in_window{"1", day("2014-01-10"), {day("2018-07-10")}};
  EXPECT_EQ(ucc_state(in_window, day("2020-01-01"), kRules)->lapses_on.iso(), "2024-01-10");
  const book::UccFiling early{"1", day("2014-01-10"), {day("2018-07-09")}};
  const auto state = ucc_state(early, day("2020-01-01"), kRules);
  EXPECT_TRUE(state->lapsed);
  EXPECT_EQ(state->ineffective_continuations.size(), 1U);
  const book::UccFiling late{"1", day("2014-01-10"), {day("2019-01-11")}};
  EXPECT_TRUE(ucc_state(late, day("2020-01-01"), kRules)->lapsed);
  // What is filed after the day asked for is not known on it.
  EXPECT_EQ(ucc_state(in_window, day("2018-07-09"), kRules)->lapses_on.iso(), "2019-01-10");
}

registers::Recording recording(const std::string& id, bool signed_on, bool recorded_stated) {
  registers::Recording made;
  made.id = id;
  made.recorded_stated = recorded_stated;
  made.grantors.resize(1);
  if (signed_on) {
    made.grantors[0].executed = day("2019-01-07");
  }
  return made;
}

TEST(Recordation, ThreeMonthsFromExecution) {
  registers::RightFacts facts;
  facts.id = {"US-P-8789601"};
  facts.recordings = {recording("049342/0819", true, true)};
  registers::LienChain chain;
  registers::Lien lien;
  lien.id = "049342/0819";
  lien.executed = day("2019-01-07");
  lien.recorded = day("2019-04-07");
  chain.liens = {lien, lien};
  chain.liens[1].recorded = day("2019-04-08");
  const auto checked = recordations(facts, chain, kRules);
  ASSERT_EQ(checked.size(), 2U);
  EXPECT_TRUE(checked[0].in_time);
  EXPECT_FALSE(checked[1].in_time);
  EXPECT_EQ(checked[1].last_day.iso(), "2019-04-07");
}

TEST(Recordation, ADayNobodyTellsProvesNothing) {
  registers::LienChain chain;
  for (const char* id : {"unsigned", "undated"}) {
    registers::Lien lien;
    lien.id = id;
    lien.executed = day("2019-01-07");  // one day put in the place of the other
    lien.recorded = lien.executed;
    chain.liens.push_back(lien);
  }
  registers::RightFacts facts;
  facts.recordings = {recording("unsigned", false, true), recording("undated", true, false)};
  EXPECT_TRUE(recordations(facts, chain, kRules).empty());
}

TEST(Recordation, RightsWithoutOpenInterest) {
  registers::Lien lien;
  lien.id = "1";
  lien.executed = day("2019-01-07");
  lien.recorded = day("2019-01-08");
  registers::LienChain open;
  open.liens = {lien};
  const registers::LienChain empty;
  const auto clear = without_open_interest({{{"US-P-1"}, &open}, {{"US-P-2"}, &empty}},
                                           {day("2020-01-01"), day("2020-01-01")});
  EXPECT_EQ(clear, (std::vector<registers::RightId>{{"US-P-2"}}));
}

TEST(Ucc, PeriodsComeFromTheRuleSet) {
  for (const standards::RuleSet& set : standards::embedded_rule_sets()) {
    if (set.id == "us-perfection") {
      const UccRules rules = ucc_rules(set);
      EXPECT_EQ(rules.lapse_years, 5);
      EXPECT_EQ(rules.continuation_months, 6);
      EXPECT_EQ(rules.recordation_months, 3);
      return;
    }
  }
  FAIL() << "no rule set us-perfection";
}

}  // namespace
}  // namespace pignus::policy
