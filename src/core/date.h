// Calendar dates. No clock is read here or anywhere in the domains: "today" is always an argument.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pignus {

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
class Date {
 public:
  /// 1970-01-01; default construction exists for containers only.
  constexpr Date() = default;

  /// nullopt where no such day exists (month 13, 30 February, year 0).
  static std::optional<Date> from_ymd(int year, int month, int day);
  /// "YYYY-MM-DD", exactly.
  static std::optional<Date> parse(std::string_view iso);
  static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }

  int year() const;
  int month() const;
  int day() const;
  /// 0 Sunday to 6 Saturday.
  int weekday() const;
  constexpr std::int32_t days_since_1970() const { return days_; }
  std::string iso() const;

  constexpr Date plus_days(std::int32_t days) const { return Date(days_ + days); }
  /// The same day of a later (or earlier) month; past the month's end, its last day.
  Date plus_months(int months) const;
  Date plus_years(int years) const { return plus_months(12 * years); }

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

/// Days from `from` to `to`; negative when `to` is earlier.
constexpr std::int32_t days_between(Date from, Date to) {
  return to.days_since_1970() - from.days_since_1970();
}
/// Years of 365.25 days.
constexpr double years_between(Date from, Date to) {
  return days_between(from, to) / 365.25;
}

/// A date as a register writes it: the day, or the month too, may be unknown. Offices write day 00
/// for "some day of the month"; that is not an error and not the first of the month.
class RegisterDate {
 public:
  constexpr RegisterDate() = default;  ///< wholly unknown
  constexpr RegisterDate(Date date) : date_(date), precision_(Precision::kDay) {}  // NOLINT

  /// "YYYYMMDD" with 00 for unknown parts, or "YYYY-MM-DD", "YYYY-MM", "YYYY"; "" and all zeros are
  /// unknown. nullopt when the text is no date at all (month 13, letters).
  static std::optional<RegisterDate> parse(std::string_view text);

  bool known() const { return precision_ == Precision::kDay; }
  bool empty() const { return precision_ == Precision::kNone; }
  /// The day, only where the register gives one.
  std::optional<Date> exact() const;
  /// First and last day it can mean; nullopt when wholly unknown.
  std::optional<Date> earliest() const;
  std::optional<Date> latest() const;
  /// "1999-01-15", "1999-01", "1999" or "".
  std::string text() const;

  friend bool operator==(const RegisterDate&, const RegisterDate&) = default;

 private:
  enum class Precision : std::uint8_t { kNone, kYear, kMonth, kDay };
  Date date_;  ///< the first day it can mean
  Precision precision_ = Precision::kNone;
};

/// What the reader stands on: facts true on `true_on`, as far as they were known on `known_by`.
/// A valuation of a past date has both equal and uses nothing known later.
struct AsOf {
  Date true_on;
  Date known_by;

  friend bool operator==(const AsOf&, const AsOf&) = default;
};

}  // namespace pignus

template <>
struct std::hash<pignus::Date> {
  std::size_t operator()(pignus::Date date) const noexcept {
    return std::hash<std::int32_t>{}(date.days_since_1970());
  }
};
