#include "report/format.h"

#include <cmath>
#include <memory>
#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include "core/check.h"

namespace pignus::report {

namespace {

icu::Locale locale_of(Language language) {
  return language == Language::kChinese ? icu::Locale("zh", "CN") : icu::Locale("en");
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string formatted(const icu::number::LocalizedNumberFormatter& formatter, double value) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = formatter.formatDouble(value, status).toString(status);
  PIGNUS_CHECK(U_SUCCESS(status));
  return utf8(text);
}

/// `skeleton`: the fields wanted; the locale puts them in its own order and words.
std::unique_ptr<icu::SimpleDateFormat> date_format(Language language, const char* skeleton) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = locale_of(language);
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  PIGNUS_CHECK(U_SUCCESS(status));
  auto format = std::make_unique<icu::SimpleDateFormat>(
      patterns->getBestPattern(icu::UnicodeString::fromUTF8(skeleton), status), locale, status);
  // UTC and the proleptic Gregorian calendar: a Date is a day, and has no zone.
  auto calendar = std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), status);
  PIGNUS_CHECK(U_SUCCESS(status));
  calendar->setGregorianChange(-1e17, status);
  format->adoptCalendar(calendar.release());
  PIGNUS_CHECK(U_SUCCESS(status));
  return format;
}

std::string formatted(const icu::SimpleDateFormat& format, Date date) {
  icu::UnicodeString text;
  format.format(static_cast<UDate>(date.days_since_1970()) * 86400000.0, text);
  return utf8(text);
}

/// The name that follows a figure in Chinese.
std::string chinese_unit(Currency currency) {
  for (const auto& [code, name] : {std::pair{"CNY", "元"},
                                   {"USD", "美元"},
                                   {"EUR", "欧元"},
                                   {"GBP", "英镑"},
                                   {"JPY", "日元"},
                                   {"KRW", "韩元"},
                                   {"HKD", "港元"}}) {
    if (currency.code() == code) {
      return name;
    }
  }
  return " " + std::string(currency.code());
}

constexpr double kScaledFromEnglish = 1e6;
constexpr double kScaledFromChinese = 1e4;

}  // namespace

/// Making one costs ICU a walk through its data; a report shows thousands of dates.
struct Format::DateFormats {
  explicit DateFormats(Language language)
      : day(date_format(language, "yMMMd")),
        month(date_format(language, "yMMM")),
        year(date_format(language, "y")) {}
  std::unique_ptr<icu::SimpleDateFormat> day;
  std::unique_ptr<icu::SimpleDateFormat> month;
  std::unique_ptr<icu::SimpleDateFormat> year;
};

Format::Format(Language language)
    : language_(language), dates_(std::make_shared<const DateFormats>(language)) {}

std::string Format::unknown() const {
  return say("ui.unknown");
}
std::string Format::say(std::string_view key, std::span<const std::string> arguments) const {
  return Messages::built_in().text(language_, key, arguments);
}
std::string Format::say(std::string_view key, std::initializer_list<std::string> arguments) const {
  return say(key, std::span<const std::string>(arguments.begin(), arguments.size()));
}

std::string Format::date(Date date) const {
  return formatted(*dates_->day, date);
}
std::string Format::date(std::optional<Date> date) const {
  return date ? this->date(*date) : unknown();
}
std::string Format::date(const RegisterDate& date) const {
  if (date.empty()) {
    return unknown();
  }
  if (date.known()) {
    return this->date(*date.exact());
  }
  const bool month_known = date.text().size() > 4;
  return formatted(month_known ? *dates_->month : *dates_->year, *date.earliest());
}

std::string Format::with_currency(const std::string& figure, Currency currency) const {
  return language_ == Language::kChinese ? figure + chinese_unit(currency)
                                         : std::string(currency.code()) + "\u00A0" + figure;
}

std::string Format::money(const Money& money) const {
  UErrorCode status = U_ZERO_ERROR;
  const int digits = money.currency.minor_digits();
  // The digits go in as text: a double would lose cents from 2^53 minor units on.
  const std::string text = money.text().substr(4);
  const auto figure = icu::number::NumberFormatter::withLocale(locale_of(language_))
                          .precision(icu::number::Precision::fixedFraction(digits))
                          .formatDecimal(text, status)
                          .toString(status);
  PIGNUS_CHECK(U_SUCCESS(status));
  return with_currency(utf8(figure), money.currency);
}
std::string Format::money(const std::optional<Money>& money) const {
  return money ? this->money(*money) : unknown();
}

std::string Format::scaled(double major, int significant_digits) const {
  const auto plain =
      icu::number::NumberFormatter::withLocale(locale_of(language_))
          .precision(icu::number::Precision::maxSignificantDigits(significant_digits));
  const bool chinese = language_ == Language::kChinese;
  if (std::abs(major) < (chinese ? kScaledFromChinese : kScaledFromEnglish)) {
    return formatted(plain, major);
  }
  std::string text = formatted(plain.notation(icu::number::Notation::compactShort()), major);
  if (!chinese && !text.empty() && text.back() >= 'A') {
    text.insert(text.size() - 1, "\u00A0");  // "1.2M" reads as "1.2 M"
  }
  return text;
}

std::string Format::amount(double major, Currency currency) const {
  return with_currency(scaled(major, 3), currency);
}
std::string Format::amount(std::optional<double> major, Currency currency) const {
  return major ? amount(*major, currency) : unknown();
}

std::string Format::interval(double low, double high, Currency currency) const {
  const std::string from = scaled(low, 2);
  const std::string to = scaled(high, 2);
  return with_currency(
      from == to ? from : from + (language_ == Language::kChinese ? "\u2013" : " \u2013 ") + to,
      currency);
}
std::string Format::interval(const Distribution& value, Currency currency) const {
  return interval(value.quantile(0.05), value.quantile(0.95), currency);
}

std::string Format::percent(double share) const {
  const int digits = std::abs(share) < 0.0995 ? 2 : 1;
  return formatted(icu::number::NumberFormatter::withLocale(locale_of(language_))
                       .unit(icu::MeasureUnit::getPercent())
                       .scale(icu::number::Scale::powerOfTen(2))
                       .precision(icu::number::Precision::maxFraction(digits)),
                   share);
}
std::string Format::percent(std::optional<double> share) const {
  return share ? percent(*share) : unknown();
}
std::string Format::number(double value) const {
  return formatted(icu::number::NumberFormatter::withLocale(locale_of(language_))
                       .precision(icu::number::Precision::maxSignificantDigits(4)),
                   value);
}
std::string Format::number(std::optional<double> value) const {
  return value ? number(*value) : unknown();
}
std::string Format::count(std::uint64_t value) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = icu::number::NumberFormatter::withLocale(locale_of(language_))
                        .formatDecimal(std::to_string(value), status)
                        .toString(status);
  PIGNUS_CHECK(U_SUCCESS(status));
  return utf8(text);
}
std::string Format::months(std::optional<int> months) const {
  return months ? say("ui.months", {std::to_string(*months)}) : unknown();
}
std::string Format::years(double years) const {
  return say("ui.years", {formatted(icu::number::NumberFormatter::withLocale(locale_of(language_))
                                        .precision(icu::number::Precision::maxFraction(1)),
                                    years)});
}
std::string Format::yes_no(bool yes) const {
  return say(yes ? "ui.yes" : "ui.no");
}
std::string Format::join(const std::vector<std::string>& parts) const {
  std::string out;
  for (const std::string& part : parts) {
    out += (out.empty() ? "" : language_ == Language::kChinese ? "、" : ", ") + part;
  }
  return out;
}

}  // namespace pignus::report
