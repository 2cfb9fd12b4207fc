// Numbers, money and dates as the reader's locale expects them (Unicode CLDR, through ICU). Every
// function that may be handed nothing says "unknown" or "未知"; none turns it into zero.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/date.h"
#include "core/distribution.h"
#include "core/money.h"
#include "report/messages.h"

namespace pignus::report {

class Format {
 public:
  /// Not cheap: make one for a whole page, and use it on one thread.
  explicit Format(Language language);
  Language language() const { return language_; }

  std::string unknown() const;
  /// A message of the built-in catalogue.
  std::string say(std::string_view key, std::span<const std::string> arguments = {}) const;
  /// The same with arguments written in place: say("ui.months", {"3"}).
  std::string say(std::string_view key, std::initializer_list<std::string> arguments) const;

  /// "Jun 30, 2026"; "2026年6月30日".
  std::string date(Date date) const;
  std::string date(std::optional<Date> date) const;
  /// As precise as the register is: "Jan 1999", "1999".
  std::string date(const RegisterDate& date) const;

  /// To the minor unit: "CNY 1,234,567.89"; "1,234,567.89元".
  std::string money(const Money& money) const;
  std::string money(const std::optional<Money>& money) const;
  /// A modelled amount in major units, three significant digits: "CNY 1.23 M"; "123万元".
  std::string amount(double major, Currency currency) const;
  std::string amount(std::optional<double> major, Currency currency) const;
  /// The figure of amount() alone, for a table whose head names the currency.
  std::string figure(double major) const { return scaled(major, 3); }
  /// "CNY 1.2 M – 3.4 M"; "120万–340万元". Both ends of equal value give one amount.
  std::string interval(double low, double high, Currency currency) const;
  /// p5 to p95.
  std::string interval(const Distribution& value, Currency currency) const;

  /// A share as percent: two digits after the point below 10 %, one above.
  std::string percent(double share) const;
  std::string percent(std::optional<double> share) const;
  /// At most four significant digits, grouped.
  std::string number(double value) const;
  std::string number(std::optional<double> value) const;
  std::string count(std::uint64_t value) const;
  /// "24 months"; "24个月".
  std::string months(std::optional<int> months) const;
  std::string years(double years) const;
  std::string yes_no(bool yes) const;
  /// A list as the language joins it: ", " or "、".
  std::string join(const std::vector<std::string>& parts) const;

 private:
  std::string scaled(double major, int significant_digits) const;
  std::string with_currency(const std::string& figure, Currency currency) const;

  struct DateFormats;

  Language language_;
  std::shared_ptr<const DateFormats> dates_;
};

}  // namespace pignus::report
