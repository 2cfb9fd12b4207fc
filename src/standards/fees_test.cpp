#include "standards/fees.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "standards/st27.h"
#include "support/replaced.h"

namespace pignus::standards {
namespace {

constexpr const char* kGood = R"(
[[schedules]]
id = "x"
office = "CN"
right_types = ["invention"]
[schedules.term]
years = 20
from = "filing"
source = "s"
grade = "recalled"
[schedules.fees]
from = "filing"
annuity = "year {0}"
years = 3
grace_months = 6
source = "s"
grade = "recalled"
)";

TEST(Fees, EverySchedulePasses) {
  EXPECT_GE(embedded_fee_schedules().size(), 10U);
  for (const FeeSchedule& schedule : embedded_fee_schedules()) {
    EXPECT_FALSE(schedule.id.empty());
    EXPECT_TRUE(!schedule.term || !schedule.term->evidence.source.empty()) << schedule.id;
    EXPECT_TRUE(!schedule.fees || !schedule.fees->evidence.source.empty()) << schedule.id;
  }
}

TEST(Fees, AnnuitiesFromTheAnniversary) {
  const auto schedules = parse_fee_schedules(kGood, "x.toml");
  ASSERT_TRUE(schedules) << describe(schedules.error());
  const FeeSchedule& schedule = schedules->front();
  const auto fees = schedule.fees_of(Date::parse("2020-02-29"), Date::parse("2020-12-01"));
  ASSERT_EQ(fees.size(), 2U);  // the first year was paid with the grant
  EXPECT_EQ(fees[0].what, "year 2");
  EXPECT_EQ(fees[0].due.iso(), "2021-02-28");
  EXPECT_EQ(fees[0].grace_end.iso(), "2021-08-28");
  EXPECT_EQ(fees[0].paid_until->iso(), "2022-02-27");
  EXPECT_TRUE(schedule.fees_of(std::nullopt, std::nullopt).empty());
  EXPECT_EQ(schedule.term->end(Date::parse("2020-02-29"), std::nullopt, 30)->iso(), "2040-02-29");
}

const FeeSchedule& schedule_of(const char* office, const char* type) {
  return *fee_schedule_for(embedded_fee_schedules(), office, type, Date::parse("2010-01-01"));
}

const Fee& fee_of_year(const std::vector<Fee>& fees, int year) {
  const auto found = std::ranges::find(fees, year, &Fee::fee_year);
  EXPECT_NE(found, fees.end()) << year;
  return *found;
}

// The examples of the EPO's Guidelines for Examination, part A, on the due date of renewal fees.
TEST(Fees, EuropeanFeesFallDueAtTheEndOfTheMonth) {
  const auto fees = schedule_of("EP", "invention").fees_of(Date::parse("2016-11-15"), std::nullopt);
  EXPECT_EQ(fees.front().fee_year, 3);
  EXPECT_EQ(fee_of_year(fees, 3).due.iso(), "2018-11-30");
  EXPECT_EQ(fee_of_year(fees, 4).due.iso(), "2019-11-30");
  EXPECT_EQ(fee_of_year(fees, 4).grace_end.iso(), "2020-05-31");
  EXPECT_DOUBLE_EQ(fee_of_year(fees, 4).grace.front().surcharge_share, 0.5);
  // Once granted, nothing more is due to the office.
  const auto granted =
      schedule_of("EP", "invention").fees_of(Date::parse("2016-11-15"), Date::parse("2020-01-08"));
  EXPECT_EQ(granted.size(), 2U);
}

// Federal Patent Court of Germany, 1 W (pat) 10/23: filed 2004-01-14, lapsed on 2023-08-01 because
// the 20th annuity was not paid; granted only on 2022-12-15, after many annuities.
TEST(Fees, AGermanPatentLapsesAfterTheSixthMonth) {
  const FeeSchedule& schedule = schedule_of("DE", "invention");
  const auto fees = schedule.fees_of(Date::parse("2004-01-14"), Date::parse("2022-12-15"));
  EXPECT_EQ(fees.size(), 18U);
  const Fee& twentieth = fee_of_year(fees, 20);
  EXPECT_EQ(twentieth.due.iso(), "2023-01-31");
  EXPECT_EQ(twentieth.grace_end.plus_days(1).iso(), "2023-08-01");
  ASSERT_EQ(twentieth.grace.size(), 2U);
  EXPECT_EQ(twentieth.grace[0].until.iso(), "2023-03-31");
  EXPECT_FALSE(twentieth.grace[0].surcharge);
  EXPECT_EQ(twentieth.grace[1].surcharge->text(), "EUR 50.00");
  EXPECT_EQ(schedule.amount_of(10, *Date::parse("2015-01-01"), std::nullopt)->text(), "EUR 350.00");
}

// KIPO's own example: registered on 2007-04-19, the fourth year is due on 2010-04-19.
TEST(Fees, JapanAndKoreaCountFromTheRegistration) {
  const FeeSchedule& korea = schedule_of("KR", "invention");
  auto fees = korea.fees_of(Date::parse("2005-01-01"), Date::parse("2007-04-19"));
  EXPECT_EQ(fees.front().fee_year, 4);
  EXPECT_EQ(fees.front().due.iso(), "2010-04-19");
  EXPECT_EQ(fees[1].due.iso(), "2011-04-19");
  EXPECT_LT(fees.back().due.iso(), "2025-01-01") << "no fee after the term";
  // 40,000 + 22,000 × 11, as the source computes.
  EXPECT_EQ(korea.amount_of(4, *Date::parse("2020-11-14"), 11)->text(), "KRW 282000");
  EXPECT_FALSE(korea.amount_of(4, *Date::parse("2020-11-14"), std::nullopt));

  const FeeSchedule& japan = schedule_of("JP", "invention");
  fees = japan.fees_of(Date::parse("2018-01-01"), Date::parse("2022-01-20"));
  EXPECT_EQ(fees.front().due.iso(), "2025-01-20");
  EXPECT_EQ(japan.amount_of(4, *Date::parse("2025-01-20"), 11)->text(), "JPY 19100");
  EXPECT_FALSE(japan.amount_of(7, *Date::parse("2025-01-20"), 11)) << "not at hand";
}

TEST(Fees, ChineseSurchargesRiseByTheMonth) {
  const auto fees =
      schedule_of("CN", "invention").fees_of(Date::parse("2015-03-10"), Date::parse("2017-05-05"));
  const Fee& fourth = fee_of_year(fees, 4);
  EXPECT_EQ(fourth.due.iso(), "2018-03-10");
  ASSERT_EQ(fourth.grace.size(), 6U);
  EXPECT_EQ(fourth.grace.back().until, fourth.grace_end);
  EXPECT_DOUBLE_EQ(fourth.grace[2].surcharge_share, 0.10);
}

TEST(Fees, BandsOfGraceMustFollowEachOther) {
  const std::string bands = R"(grace_months = 6
grace = [{ months = 6, surcharge_share = 0.5 }, { months = 3 }])";
  EXPECT_FALSE(parse_fee_schedules(testing::replaced(kGood, "grace_months = 6", bands), "x.toml"));
  const std::string short_of = R"(grace_months = 6
grace = [{ months = 3 }])";
  EXPECT_FALSE(
      parse_fee_schedules(testing::replaced(kGood, "grace_months = 6", short_of), "x.toml"));
  EXPECT_FALSE(parse_fee_schedules(
      testing::replaced(kGood, "grace_months = 6", "grace_months = 6\nfall = \"sometimes\""),
      "x.toml"));
}

TEST(Fees, TheLongerOfTwoTermsNeedsBothDates) {
  TermRule rule;
  rule.years = 20;
  rule.or_years = 17;
  const auto filed = Date::parse("1990-01-02");
  EXPECT_EQ(rule.end(filed, Date::parse("1994-03-01"), 0)->iso(), "2011-03-01");
  EXPECT_EQ(rule.end(filed, Date::parse("1991-03-01"), 0)->iso(), "2010-01-02");
  EXPECT_FALSE(rule.end(filed, std::nullopt, 0));
}

TEST(Fees, ErrorsNameFileAndKey) {
  const auto refused = [](const std::string& text, const std::string& key) {
    const auto result = parse_fee_schedules(text, "x.toml");
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().where.file, "x.toml");
    EXPECT_NE(describe(result.error()).find(key), std::string::npos) << describe(result.error());
  };
  refused(testing::replaced(kGood, "years = 20", "years = 0"), "years");
  refused(testing::replaced(kGood, "years = 20\n", ""), "years");
  refused(testing::replaced(kGood, "from = \"filing\"", "from = \"birth\""), "from");
  refused(testing::replaced(kGood, "grade = \"recalled\"", "grade = \"sure\""), "grade");
  refused(testing::replaced(kGood, "annuity = \"year {0}\"\n", ""), "annuity");
  refused(testing::replaced(kGood, "grace_months", "grace_month"), "grace_month");
  refused(testing::replaced(kGood, "id = \"x\"", "id = \"x\"\nidd = 1"), "idd");
  refused("[[schedules", "x.toml");
}

TEST(Fees, MarksAreRenewed) {
  const auto& all = embedded_fee_schedules();
  for (const char* office : {"CN", "EM", "JP", "KR"}) {
    const FeeSchedule* schedule = fee_schedule_for(all, office, "trademark", std::nullopt);
    ASSERT_NE(schedule, nullptr) << office;
    ASSERT_TRUE(schedule->fees && schedule->term) << office;
    EXPECT_TRUE(schedule->term->renewable) << office;
    const Fee fee = schedule->fees->renewal_at(*Date::parse("2024-08-31"));
    EXPECT_EQ(fee.what, "renewal");
    EXPECT_EQ(fee.due.iso(), "2024-08-31");
    EXPECT_EQ(fee.grace_end.iso(), "2025-02-28");
    EXPECT_EQ(fee.paid_until->iso(), "2034-08-31");
    EXPECT_TRUE(schedule->fees_of(Date::parse("2014-01-01"), Date::parse("2014-08-31")).empty());
  }
  const FeeSchedule* euipo = fee_schedule_for(all, "EM", "trademark", std::nullopt);
  EXPECT_DOUBLE_EQ(euipo->fees->renewal_at(*Date::parse("2024-08-31")).grace[0].surcharge_share,
                   0.25);
}

TEST(Fees, UnknownFilingDateDoesNotChoose) {
  const auto& all = embedded_fee_schedules();
  EXPECT_EQ(fee_schedule_for(all, "CN", "design", std::nullopt), nullptr);
  EXPECT_EQ(fee_schedule_for(all, "CN", "design", Date::parse("2021-06-01"))->id, "cn-design-2021");
  EXPECT_EQ(fee_schedule_for(all, "CN", "invention", std::nullopt)->id, "cn-invention");
  EXPECT_EQ(fee_schedule_for(all, "XX", "invention", std::nullopt), nullptr);
  EXPECT_FALSE(fee_schedule_for(all, "US", "design", Date::parse("2020-01-01"))->fees);
}

TEST(St27, MappingsAreFoundAndChecked) {
  EXPECT_EQ(event_mapping("US", "EXP.")->st27, "H13");
  EXPECT_EQ(event_mapping("US", "M2552")->fee_year, 8);
  EXPECT_EQ(event_mapping("US", "R2552")->effect, "refund");
  EXPECT_EQ(event_mapping("CN", "PE01")->st27, "S20");
  EXPECT_EQ(event_mapping("CN", "EXP."), nullptr);
  const char* base = "office=\"X\"\nsource=\"s\"\ngrade=\"seen\"\n";
  EXPECT_TRUE(
      parse_event_mappings(std::string(base) + "[[codes]]\ncodes=[\"A\"]\nst27=\"H13\"\n", "x"));
  EXPECT_FALSE(
      parse_event_mappings(std::string(base) + "[[codes]]\ncodes=[\"A\"]\nst27=\"H1\"\n", "x"));
  EXPECT_FALSE(parse_event_mappings(
      std::string(base) + "[[codes]]\ncodes=[\"A\",\"A\"]\nst27=\"H13\"\n", "x"));
}

}  // namespace
}  // namespace pignus::standards
