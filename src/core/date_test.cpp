#include "core/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

Date day(const char* iso) {
  return Date::parse(iso).value();
}

TEST(Date, ParsesAndPrints) {
  EXPECT_EQ(day("1970-01-01").days_since_1970(), 0);
  EXPECT_EQ(day("2024-02-29").iso(), "2024-02-29");
  EXPECT_EQ(day("2026-11-23").weekday(), 1);
  for (const char* bad : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "24-01-01",
                          "2024/01/01", "", "2024-01-0x", "0000-01-01", "20240101", "+024-01-01"}) {
    EXPECT_FALSE(Date::parse(bad)) << bad;
  }
}

TEST(Date, MonthsEndOnTheLastDay) {
  EXPECT_EQ(day("2024-01-31").plus_months(1).iso(), "2024-02-29");
  EXPECT_EQ(day("2024-02-29").plus_years(1).iso(), "2025-02-28");
  EXPECT_EQ(day("2024-03-31").plus_months(-1).iso(), "2024-02-29");
  EXPECT_EQ(day("2024-12-15").plus_months(1).iso(), "2025-01-15");
}

RC_GTEST_PROP(Date, RoundTripsThroughText, ()) {
  const auto date = Date::from_days(*rc::gen::inRange(-719162, 2932897));
  RC_ASSERT(Date::parse(date.iso()) == date);
  RC_ASSERT(Date::from_ymd(date.year(), date.month(), date.day()) == date);
}

TEST(RegisterDate, KeepsWhatIsUnknown) {
  const auto month = RegisterDate::parse("19990100").value();
  EXPECT_FALSE(month.known());
  EXPECT_EQ(month.text(), "1999-01");
  EXPECT_EQ(month.earliest()->iso(), "1999-01-01");
  EXPECT_EQ(month.latest()->iso(), "1999-01-31");
  EXPECT_EQ(RegisterDate::parse("1999")->latest()->iso(), "1999-12-31");
  EXPECT_EQ(RegisterDate::parse("1999-02")->text(), "1999-02");
  EXPECT_EQ(RegisterDate::parse("20040229")->exact()->iso(), "2004-02-29");
  EXPECT_TRUE(RegisterDate::parse("")->empty());
  EXPECT_TRUE(RegisterDate::parse("00000000")->empty());
  for (const char* bad : {"19991301", "19990230", "19990001", "1999-1-1", "January", "199901011"}) {
    EXPECT_FALSE(RegisterDate::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace pignus
