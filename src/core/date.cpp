#include "core/date.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace pignus {

namespace {

std::chrono::year_month_day calendar(std::int32_t days) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

std::chrono::year_month_day last_day(std::chrono::year_month month) {
  return std::chrono::year_month_day{
      std::chrono::sys_days{month.year() / month.month() / std::chrono::last}};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all_digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (error != std::errc{} || end != text.data() + text.size() || !all_digits) {
    return std::nullopt;
  }
  return value;
}

struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// "YYYYMMDD", "YYYYMM", "YYYY" and the same with hyphens, into numbers not yet checked.
std::optional<Parts> split_parts(std::string_view text) {
  const bool hyphens = text.find('-') != std::string_view::npos;
  if (hyphens && !((text.size() == 7 && text[4] == '-') ||
                   (text.size() == 10 && text[4] == '-' && text[7] == '-'))) {
    return std::nullopt;
  }
  std::string compact(text);
  std::erase(compact, '-');
  if (compact.size() != 4 && compact.size() != 6 && compact.size() != 8) {
    return std::nullopt;
  }
  const auto number = digits(compact);
  if (!number) {
    return std::nullopt;
  }
  switch (compact.size()) {
    case 4:
      return Parts{*number, 0, 0};
    case 6:
      return Parts{*number / 100, *number % 100, 0};
    default:
      return Parts{*number / 10000, *number / 100 % 100, *number % 100};
  }
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) {
    return std::nullopt;
  }
  return Date(static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10) {
    return std::nullopt;
  }
  const auto parts = iso[4] == '-' ? split_parts(iso) : std::nullopt;
  return parts ? from_ymd(parts->year, parts->month, parts->day) : std::nullopt;
}

int Date::year() const {
  return static_cast<int>(calendar(days_).year());
}
int Date::month() const {
  return static_cast<int>(static_cast<unsigned>(calendar(days_).month()));
}
int Date::day() const {
  return static_cast<int>(static_cast<unsigned>(calendar(days_).day()));
}

int Date::weekday() const {
  const std::chrono::weekday weekday{std::chrono::sys_days{std::chrono::days{days_}}};
  return static_cast<int>(weekday.c_encoding());
}

std::string Date::iso() const {
  const auto ymd = calendar(days_);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

Date Date::plus_months(int months) const {
  const auto ymd = calendar(days_);
  const auto target = (ymd.year() / ymd.month()) + std::chrono::months{months};
  const auto same_day = target / ymd.day();
  const auto landed = same_day.ok() ? same_day : last_day(target);
  return Date(static_cast<std::int32_t>(std::chrono::sys_days{landed}.time_since_epoch().count()));
}

std::optional<RegisterDate> RegisterDate::parse(std::string_view text) {
  if (text.empty()) {
    return RegisterDate{};
  }
  const auto parts = split_parts(text);
  if (!parts) {
    return std::nullopt;
  }
  if (parts->year == 0) {
    const bool all_zero = parts->month == 0 && parts->day == 0;
    return all_zero ? std::optional(RegisterDate{}) : std::nullopt;
  }
  if (parts->month == 0 && parts->day != 0) {
    return std::nullopt;
  }
  const auto date = Date::from_ymd(parts->year, std::max(1, parts->month), std::max(1, parts->day));
  if (!date) {
    return std::nullopt;
  }
  RegisterDate result;
  result.date_ = *date;
  result.precision_ = parts->month == 0 ? Precision::kYear
                      : parts->day == 0 ? Precision::kMonth
                                        : Precision::kDay;
  return result;
}

std::optional<Date> RegisterDate::exact() const {
  return known() ? std::optional(date_) : std::nullopt;
}

std::optional<Date> RegisterDate::earliest() const {
  return empty() ? std::nullopt : std::optional(date_);
}

std::optional<Date> RegisterDate::latest() const {
  switch (precision_) {
    case Precision::kNone:
      return std::nullopt;
    case Precision::kYear:
      return date_.plus_years(1).plus_days(-1);
    case Precision::kMonth:
      return date_.plus_months(1).plus_days(-1);
    case Precision::kDay:
      return date_;
  }
  return std::nullopt;
}

std::string RegisterDate::text() const {
  switch (precision_) {
    case Precision::kNone:
      return "";
    case Precision::kYear:
      return date_.iso().substr(0, 4);
    case Precision::kMonth:
      return date_.iso().substr(0, 7);
    case Precision::kDay:
      return date_.iso();
  }
  return "";
}

}  // namespace pignus
