#include "underwriting/register_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "underwriting/cited_numbers.h"
#include "underwriting/own_register_table.h"
#include "underwriting/trends_at_hand.h"

namespace pignus::underwriting {
namespace {

using testing::IsEmpty;

Date day(int year, int month = 6) {
  return Date::from_ymd(year, month, 15).value();
}

const AsOf kNow{day(2024), day(2024)};

registers::RightFacts granted(int number, int year, std::vector<int> cites = {}) {
  registers::RightRecord record;
  record.id = {"US-P-" + std::to_string(number)};
  record.type = registers::RightType::kInvention;
  record.grant_number = "US" + std::to_string(number) + "B2";
  record.filing_date = day(year - 2);
  record.grant_date = day(year);
  record.known = day(year);
  record.classes = {"G01L9/00"};
  record.owners = {{"Owner " + std::to_string(number % 40), "US", ""}};
  for (const int cited : cites) {
    record.citations.push_back({"US" + std::to_string(cited) + "A", {}, false, true});
  }
  registers::RightFacts facts;
  facts.id = record.id;
  facts.records.push_back(std::move(record));
  return facts;
}

const RightStanding& standing_of(const RegisterFindings& findings, int number) {
  for (const RightStanding& one : findings.standings) {
    if (one.id.value == "US-P-" + std::to_string(number)) {
      return one;
    }
  }
  ADD_FAILURE() << number;
  return findings.standings.front();
}

TEST(CitedNumber, IsTheNumberWithoutItsKindCode) {
  EXPECT_EQ(cited_number("US6147451A"), cited_number("US 6147451 B2"));
  EXPECT_EQ(cited_number("US06147451"), cited_number("US6147451A"));
  EXPECT_NE(cited_number("US6147451A"), cited_number("EP6147451A"));
  EXPECT_NE(cited_number("USD523456S"), cited_number("US523456A"));
  EXPECT_NE(cited_number("JPH0812345A"), cited_number("JPS0812345A"));
  EXPECT_TRUE(cited_number("KR1020100012345A").has_value());
  for (const char* none : {"", "US", "6147451", "Smith et al., 1999", "us6147451", "ABCDE123",
                           "US99999999999999999999"}) {
    EXPECT_FALSE(cited_number(none).has_value()) << none;
  }
}

TEST(RegisterStudy, ACitingRightCountsOnceAndNotForItself) {
  RegisterStudy study(kNow);
  study.take(granted(7000001, 2010));
  study.take(granted(7000002, 2012, {7000001, 7000001, 7000002, 5000000}));
  study.take(granted(7000003, 2013, {7000001}));
  study.take(granted(7000004, 2026, {7000001}));  // not known on the day
  const auto findings = study.findings(silent_progress()).value();
  EXPECT_EQ(findings.rights, 3U);
  EXPECT_EQ(findings.citations, 2U);
  EXPECT_EQ(findings.outward, 1U);
  EXPECT_EQ(standing_of(findings, 7000001).received, 2U);
  EXPECT_FALSE(standing_of(findings, 7000001).percentile.has_value());  // a cohort of one
  ASSERT_EQ(findings.cohorts.size(), 3U);
  EXPECT_EQ(findings.cohorts.front(),
            (Cohort{"US", registers::RightType::kInvention, 2010, 1, 1, 2.0}));
}

/// 200 rights of 2010, the n-th cited by n % 4 rights of later years, 15 years of filings.
RegisterStudy made_register(AsOf as_of) {
  RegisterStudy study(as_of);
  for (int i = 0; i < 200; ++i) {
    study.take(granted(7000000 + i, 2010));
  }
  int number = 8000000;
  for (int i = 0; i < 200; ++i) {
    for (int citing = 0; citing < i % 4; ++citing) {
      study.take(granted(number++, 2011 + (i + citing) % 12, {7000000 + i}));
    }
  }
  return study;
}

TEST(RegisterStudy, ThePercentileIsTheMiddleRankInTheCohort) {
  const auto findings = made_register(kNow).findings(silent_progress()).value();
  // A quarter each received 0, 1, 2, 3.
  EXPECT_DOUBLE_EQ(standing_of(findings, 7000000).percentile.value(), .125);
  EXPECT_DOUBLE_EQ(standing_of(findings, 7000001).percentile.value(), .375);
  EXPECT_DOUBLE_EQ(standing_of(findings, 7000003).percentile.value(), .875);
  EXPECT_FALSE(standing_of(findings, 8000000).percentile.has_value());
}

TEST(RegisterStudy, AnEarlierDaySeesNoLaterCitation) {
  const AsOf then{day(2012, 12), day(2012, 12)};
  const auto findings = made_register(then).findings(silent_progress()).value();
  std::size_t later = 0;
  for (const Cohort& cohort : findings.cohorts) {
    later += cohort.year > 2012 ? 1 : 0;
  }
  EXPECT_EQ(later, 0U);
  EXPECT_LT(findings.citations, made_register(kNow).findings(silent_progress()).value().citations);
}

TEST(RegisterStudy, CanBeStopped) {
  const auto stopped = made_register(kNow).findings(
      [](std::string_view, std::uint64_t, std::uint64_t) { return false; });
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
}

MarketFacts market_of(const RegisterFindings& findings) {
  MarketFacts market;
  market.figures = figures_of(findings);
  for (registers::ReferenceFigure& figure : market.figures) {
    figure.source.file = "references.csv";
  }
  return market;
}

TEST(OwnRegisterTable, WhatWasStudiedComesBack) {
  const auto findings = made_register(kNow).findings(silent_progress()).value();
  ASSERT_EQ(findings.fields.size(), 1U);
  EXPECT_EQ(findings.fields.front().name, "Measurement");
  const MarketFacts market = market_of(findings);
  TrendsAtHand trends(market, kNow);
  registers::RightFacts facts = granted(7000003, 2010);
  const auto* trend = trends.technology(facts).value();
  ASSERT_NE(trend, nullptr);
  const auto& studied = findings.fields.front().trend;
  EXPECT_EQ(trend->growth, studied.growth);
  EXPECT_EQ(trend->share_growth, studied.share_growth);
  ASSERT_EQ(trend->obsolescence.has_value(), studied.obsolescence.has_value());
  ASSERT_TRUE(trend->ownership.has_value());
  EXPECT_EQ(trend->ownership->entry_rate, studied.ownership->entry_rate);
  EXPECT_EQ(trend->ownership->exit_rate, studied.ownership->exit_rate);

  const auto scale = trends.with_standing({}, facts.id);
  EXPECT_DOUBLE_EQ(scale.quality.value(), .875);
  EXPECT_THAT(scale.quality_source, testing::HasSubstr("cited 3 times"));
  EXPECT_FALSE(trends.with_standing({}, {"US-P-1"}).quality.has_value());
}

TEST(OwnRegisterTable, AStudyIsNotKnownBeforeItsDay) {
  const MarketFacts market = market_of(made_register(kNow).findings(silent_progress()).value());
  const TrendsAtHand before(market, {day(2023), day(2023)});
  EXPECT_FALSE(before.with_standing({}, {"US-P-7000003"}).quality.has_value());
}

TEST(FiguresOf, OnlyTheRightsAskedForStandInTheTable) {
  const auto findings = made_register(kNow).findings(silent_progress()).value();
  const std::set<registers::RightId> none;
  for (const auto& figure : figures_of(findings, &none)) {
    EXPECT_EQ(figure.series, kOwnFieldSeries);
  }
  const std::set<registers::RightId> one{{"US-P-7000001"}};
  const auto figures = figures_of(findings, &one);
  EXPECT_EQ(std::count_if(figures.begin(), figures.end(),
                          [](const auto& figure) { return figure.series == kOwnCitationSeries; }),
            2);
}

}  // namespace
}  // namespace pignus::underwriting
