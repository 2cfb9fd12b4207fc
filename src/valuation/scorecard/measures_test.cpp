#include "valuation/scorecard/measures.h"

#include <gtest/gtest.h>

#include "valuation/scorecard/high_value.h"

namespace pignus::valuation {
namespace {

Date day(int year, int month = 1, int of_month = 1) {
  return *Date::from_ymd(year, month, of_month);
}

registers::RightFacts facts() {
  registers::RightFacts result;
  result.id = {"CN-P-201410234381"};
  registers::RightRecord record;
  record.id = result.id;
  record.type = registers::RightType::kInvention;
  record.filing_date = day(2014, 5, 29);
  record.grant_date = day(2016, 8, 24);
  record.title = "Pump";
  record.owners = {{"A", "CN", ""}};
  record.inventors = {"X", "Y"};
  record.claim_count = 10;
  record.classes = {"E21B43/26", "E21B43/11", "F04D13/08"};
  record.family = {"US9000000B2", "WO2014000001A1", "EP2800000B1", "US9000001B2"};
  record.citations = {{"US6147451A", {}, true, true}, {"some paper", {}, false, false}};
  record.known = day(2016, 8, 24);
  result.records = {record};
  return result;
}

double value(const Measures& measures, const char* name) {
  return measures.at(name).value.value_or(-1);
}

TEST(Measures, OfARecord) {
  const AsOf as_of{day(2020, 5, 29), day(2020, 5, 29)};
  const Measures measures = measures_of(facts(), as_of, {});
  EXPECT_EQ(value(measures, "claims"), 10);
  EXPECT_EQ(value(measures, "independent_claims"), -1);
  EXPECT_EQ(value(measures, "backward_citations"), 1);
  EXPECT_EQ(value(measures, "literature_citations"), 1);
  EXPECT_EQ(value(measures, "family_offices"), 3);  // CN, US, EP; WO protects nowhere
  EXPECT_EQ(value(measures, "scope"), 2);
  EXPECT_EQ(value(measures, "owners"), 1);
  EXPECT_EQ(value(measures, "inventors"), 2);
  EXPECT_NEAR(value(measures, "age_years"), 6, .01);
  EXPECT_NEAR(value(measures, "grant_lag_years"), 2.24, .01);
  EXPECT_NEAR(value(measures, "remaining_years"), 14, .02);
  EXPECT_EQ(measures.at("claims").from, "claim_count");
}

TEST(Measures, WhatIsNotToldIsUnknown) {
  registers::RightFacts bare = facts();
  bare.records[0].citations.clear();
  bare.records[0].family.clear();
  bare.records[0].claim_count.reset();
  const Measures measures = measures_of(bare, {day(2020), day(2020)}, {});
  for (const char* name : {"claims", "backward_citations", "family_offices", "forward_citations",
                           "title_clean", "no_challenge_pending"}) {
    EXPECT_FALSE(measures.at(name).value) << name;
    EXPECT_EQ(measures.at(name).from, "") << name;
  }
  EXPECT_EQ(measures_of(bare, {day(2020), day(2020)}, {12, .1}).at("forward_citations").value, 12);
}

TEST(Measures, NothingKnownLaterIsRead) {
  const Measures before = measures_of(facts(), {day(2015), day(2015)}, {});
  EXPECT_FALSE(before.contains("claims"));
  EXPECT_FALSE(before.at("in_force").value);
}

TEST(Measures, FeaturesForComparables) {
  const TradedFeatures features = features_of(facts(), {day(2020), day(2020)}, {7, {}});
  EXPECT_EQ(features.type, registers::RightType::kInvention);
  EXPECT_EQ(features.citations, 7);
  EXPECT_EQ(features.family_size, 3);
  EXPECT_EQ(features.terms.count("pump"), 1U);
  EXPECT_FALSE(features.legal_strength);
}

TEST(HighValue, AnyOfFive) {
  const AsOf as_of{day(2020), day(2020)};
  const auto test = high_value_test(facts(), as_of, {});
  ASSERT_TRUE(test);
  EXPECT_EQ(test->flags[1], true);  // US and EP members
  EXPECT_TRUE(test->computed[1]);
  EXPECT_EQ(test->high_value(), true);
  registers::RightFacts alone = facts();
  alone.records[0].family = {"CN104000000A"};
  EXPECT_EQ(high_value_test(alone, as_of, {})->high_value(), std::nullopt);
  const HighValueAnswers no{false, false, false, false};
  const auto asked = high_value_test(alone, as_of, no);
  // Whether it is in force is not told by a record alone, or it is and too young: never "yes".
  EXPECT_NE(asked->high_value(), true);
  alone.records[0].family.clear();
  HighValueAnswers awarded;
  awarded.award = true;
  EXPECT_EQ(high_value_test(alone, as_of, awarded)->high_value(), true);
  alone.records[0].type = registers::RightType::kUtilityModel;
  EXPECT_EQ(high_value_test(alone, as_of, no).error().where.field, "type");
}

TEST(HighValue, UnknownIsNeitherYesNorNo) {
  HighValueTest test;
  EXPECT_EQ(test.high_value(), std::nullopt);
  test.flags = {false, false, false, false, false};
  EXPECT_EQ(test.high_value(), false);
  test.flags[3] = std::nullopt;
  EXPECT_EQ(test.high_value(), std::nullopt);
  test.flags[0] = true;
  EXPECT_EQ(test.high_value(), true);
}

}  // namespace
}  // namespace pignus::valuation
