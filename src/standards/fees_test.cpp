#include "standards/fees.h"

#include <gtest/gtest.h>

#include "standards/st27.h"

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

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

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
  refused(with(kGood, "years = 20", "years = 0"), "years");
  refused(with(kGood, "years = 20\n", ""), "years");
  refused(with(kGood, "from = \"filing\"", "from = \"birth\""), "from");
  refused(with(kGood, "grade = \"recalled\"", "grade = \"sure\""), "grade");
  refused(with(kGood, "annuity = \"year {0}\"\n", ""), "annuity");
  refused(with(kGood, "grace_months", "grace_month"), "grace_month");
  refused(with(kGood, "id = \"x\"", "id = \"x\"\nidd = 1"), "idd");
  refused("[[schedules", "x.toml");
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
