#include "report/format.h"

#include <gtest/gtest.h>

namespace pignus::report {
namespace {

const Format kEnglish(Language::kEnglish);
const Format kChinese(Language::kChinese);
const Currency kCny = *Currency::parse("CNY");
const Currency kUsd = *Currency::parse("USD");

/// A blank that does not break is a blank to the reader of a test.
std::string plain(std::string text) {
  for (std::size_t at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0")) {
    text.replace(at, 2, " ");
  }
  return text;
}

TEST(Format, Dates) {
  const Date date = *Date::parse("2026-06-30");
  EXPECT_EQ(kEnglish.date(date), "Jun 30, 2026");
  EXPECT_EQ(kChinese.date(date), "2026年6月30日");
  EXPECT_EQ(kEnglish.date(*RegisterDate::parse("1999-01")), "Jan 1999");
  EXPECT_EQ(kChinese.date(*RegisterDate::parse("19990100")), "1999年1月");
  EXPECT_EQ(kEnglish.date(*RegisterDate::parse("1999")), "1999");
  EXPECT_EQ(kEnglish.date(RegisterDate()), "unknown");
  EXPECT_EQ(kChinese.date(std::optional<Date>()), "未知");
  // Before the first Gregorian day of civil use, and at the ends of the range.
  EXPECT_EQ(kEnglish.date(*Date::parse("1500-03-01")), "Mar 1, 1500");
  EXPECT_EQ(kEnglish.date(*Date::parse("9999-12-31")), "Dec 31, 9999");
}

TEST(Format, MoneyKeepsEveryMinorUnit) {
  EXPECT_EQ(plain(kEnglish.money(*Money::parse("CNY 1234567.89"))), "CNY 1,234,567.89");
  EXPECT_EQ(kChinese.money(*Money::parse("CNY 1234567.89")), "1,234,567.89元");
  EXPECT_EQ(kChinese.money(*Money::parse("USD 0.05")), "0.05美元");
  EXPECT_EQ(plain(kEnglish.money(*Money::parse("JPY 1000"))), "JPY 1,000");
  // Beyond 2^53 minor units a double would lose the last digit.
  EXPECT_EQ(plain(kEnglish.money({9223372036854775807, kCny})), "CNY 92,233,720,368,547,758.07");
  EXPECT_EQ(kEnglish.money(std::optional<Money>()), "unknown");
}

TEST(Format, AmountsAndIntervals) {
  EXPECT_EQ(plain(kEnglish.amount(1234567.0, kCny)), "CNY 1.23 M");
  EXPECT_EQ(plain(kEnglish.amount(987654.0, kCny)), "CNY 988,000");
  EXPECT_EQ(plain(kEnglish.amount(0.0, kUsd)), "USD 0");
  EXPECT_EQ(plain(kEnglish.amount(-2.5e9, kUsd)), "USD -2.5 B");
  EXPECT_EQ(kChinese.amount(1234567.0, kCny), "123万元");
  EXPECT_EQ(kChinese.amount(2.5e8, kUsd), "2.5亿美元");
  EXPECT_EQ(plain(kEnglish.interval(1.2e6, 3.4e6, kCny)), "CNY 1.2 M – 3.4 M");
  EXPECT_EQ(kChinese.interval(1.2e6, 3.4e6, kCny), "120万–340万元");
  EXPECT_EQ(kChinese.interval(1.2e6, 1.2e6, kCny), "120万元");
}

TEST(Format, UnknownIsNeverZero) {
  EXPECT_EQ(kEnglish.amount(std::optional<double>(), kCny), "unknown");
  EXPECT_EQ(kChinese.percent(std::optional<double>()), "未知");
  EXPECT_EQ(kEnglish.months(std::nullopt), "unknown");
  EXPECT_EQ(kEnglish.number(std::optional<double>()), "unknown");
  EXPECT_EQ(kEnglish.percent(std::optional<double>(0.0)), "0%");
}

TEST(Format, PercentAndNumbers) {
  EXPECT_EQ(kEnglish.percent(0.02346), "2.35%");
  EXPECT_EQ(kEnglish.percent(0.2346), "23.5%");
  EXPECT_EQ(kChinese.percent(0.09999), "10%");
  EXPECT_EQ(kEnglish.number(1234.5678), "1,235");
  EXPECT_EQ(kEnglish.count(18446744073709551615ULL), "18,446,744,073,709,551,615");
  EXPECT_EQ(kChinese.join({"甲", "乙"}), "甲、乙");
  EXPECT_EQ(kEnglish.join({"a", "b"}), "a, b");
}

}  // namespace
}  // namespace pignus::report
