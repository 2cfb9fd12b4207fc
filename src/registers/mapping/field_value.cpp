#include "registers/mapping/field_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <re2/re2.h>

#include "core/message_text.h"
#include "core/money.h"
#include "core/utf8.h"

namespace pignus::registers {
namespace {

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message));
}

bool take_digits(std::string_view text, std::size_t& at, std::size_t most, int& out) {
  const std::size_t from = at;
  out = 0;
  while (at < text.size() && at - from < most && text[at] >= '0' && text[at] <= '9') {
    out = out * 10 + (text[at++] - '0');
  }
  return at > from;
}

bool take_month(std::string_view text, std::size_t& at, int& month) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::size_t from = at;
  while (at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0) ++at;
  const std::string name = ascii_lower(text.substr(from, at - from));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (name.starts_with(kMonths[i])) month = static_cast<int>(i) + 1;
  }
  return month > 0;
}

/// Blanks of all widths that people put between thousands.
std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i).starts_with("\xC2\xA0")) {
      ++i;
    } else if (text.substr(i).starts_with("\xE2\x80\xAF")) {
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_missing(const FieldRule& rule, const std::string& text) {
  return text.empty() || std::ranges::find(rule.missing, text) != rule.missing.end();
}

Result<double> scaled(const std::string& number, double scale) {
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc{} || !std::isfinite(value * scale)) {
    return wrong(in_quotes(number) + " is not a number");
  }
  return value * scale;
}

Result<std::string> number_value(const FieldRule& rule, std::string text, bool typed) {
  double scale = rule.scale.value_or(1);
  if (!typed && text.ends_with('%')) {
    constexpr double kPercent = 0.01;
    scale *= kPercent;
    text.pop_back();
  }
  const auto number = plain_number(text, typed ? '.' : rule.decimal);
  if (!number) return wrong(in_quotes(text) + " is not a number");
  if (scale == 1) return *number;
  PIGNUS_ASSIGN(const double value, scaled(*number, scale));
  return fmt::format("{}", value);
}

Result<std::string> money_value(const FieldRule& rule, const std::string& text, bool typed,
                                const std::string& currency_given) {
  const std::string currency = currency_given.empty() ? rule.currency : currency_given;
  if (currency.empty() && Money::parse(text)) return text;
  const auto known = Currency::parse(currency);
  if (!known) {
    return wrong(currency.empty() ? "an amount needs a currency: give currency or currency_column"
                                  : in_quotes(currency) + " is no currency");
  }
  const auto number = plain_number(text, typed ? '.' : rule.decimal);
  if (!number) return wrong(in_quotes(text) + " is not an amount");
  if (!rule.scale && !typed) return fmt::format("{} {}", currency, *number);
  PIGNUS_ASSIGN(const double major, scaled(*number, rule.scale.value_or(1)));
  constexpr double kMajorMax = 9e13;
  if (std::abs(major) > kMajorMax) return wrong(in_quotes(text) + " is more than is counted");
  return Money::from_major(major, *known).text();
}

Result<std::string> flag_value(const std::string& text) {
  const std::string lower = ascii_lower(text);
  if (lower == "yes" || lower == "true" || lower == "1") return std::string("yes");
  if (lower == "no" || lower == "false" || lower == "0") return std::string("no");
  return wrong(in_quotes(text) + " is neither yes nor no: translate it with values");
}

Result<std::string> right_value(const FieldRule& rule, const std::string& text) {
  if (rule.office.empty()) return text;
  auto number = parse_number(text, rule.office, rule.number_kind);
  if (!number) return wrong(in_quotes(text) + ": " + number.error().message);
  const auto right = right_id(*number);
  if (!right) return wrong(in_quotes(text) + " does not tell which right it is");
  return right->value;
}

Result<std::string> date_value(const FieldRule& rule, const std::string& text, bool typed) {
  if (typed || rule.dates.empty()) return text;
  for (const std::string& format : rule.dates) {
    if (const auto date = date_by(format, text)) return *date;
  }
  return wrong(in_quotes(text) + " is no date as " + rule.dates.front());
}

/// Pattern, then translation.
Result<std::string> shaped(const FieldRule& rule, std::string text) {
  if (rule.expression) {
    const auto value = value_matched(*rule.expression, text);
    if (!value) return wrong(in_quotes(text) + " does not match the pattern of the mapping");
    text = trim(*value);
  }
  if (rule.values.empty() || is_missing(rule, text)) return text;
  const auto found = rule.values.find(text);
  if (found != rule.values.end()) return found->second;
  if (rule.otherwise) return *rule.otherwise;
  return wrong(in_quotes(text) + " is not among the values the mapping translates");
}

Result<std::string> typed_value(const FieldRule& rule, const std::string& text, bool typed,
                                const std::string& currency) {
  switch (rule.type) {
    case FieldType::kDate:
      return date_value(rule, text, typed);
    case FieldType::kNumber:
      return number_value(rule, text, typed);
    case FieldType::kMoney:
      return money_value(rule, text, typed, currency);
    case FieldType::kFlag:
      return flag_value(text);
    case FieldType::kRight:
    case FieldType::kRights:
      return right_value(rule, text);
    case FieldType::kText:
    case FieldType::kList:
      break;
  }
  return text;
}

Result<std::string> one_value(const FieldRule& rule, const std::string& raw, bool typed,
                              const std::string& currency) {
  std::string text = trim(raw);
  if (is_missing(rule, text)) return rule.otherwise.value_or("");
  PIGNUS_ASSIGN(text, shaped(rule, std::move(text)));
  if (is_missing(rule, text)) return std::string();
  return typed_value(rule, text, typed, currency);
}

}  // namespace

std::optional<std::string> date_by(std::string_view format, std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (at >= text.size() || text[at] != format[i]) return std::nullopt;
      ++at;
      continue;
    }
    const char part = format[++i];
    const bool fits = part == 'Y'   ? take_digits(text, at, 4, year)
                      : part == 'm' ? take_digits(text, at, 2, month)
                      : part == 'd' ? take_digits(text, at, 2, day)
                      : part == 'b' ? take_month(text, at, month)
                                    : false;
    if (!fits) return std::nullopt;
  }
  constexpr int kYearMin = 1000;
  if (at != text.size() || year < kYearMin) return std::nullopt;
  if (month == 0) return day == 0 ? std::optional(fmt::format("{:04}", year)) : std::nullopt;
  if (day == 0) {
    return month > 12 ? std::nullopt : std::optional(fmt::format("{:04}-{:02}", year, month));
  }
  const auto date = Date::from_ymd(year, month, day);
  return date ? std::optional(date->iso()) : std::nullopt;
}

std::optional<std::string> plain_number(std::string_view raw, char decimal) {
  const std::string text = without_blanks(raw);
  std::string out;
  std::size_t at = 0;
  if (text.starts_with('-') || text.starts_with('+')) {
    if (text[at++] == '-') out += '-';
  }
  const char thousands = decimal == ',' ? '.' : ',';
  std::size_t digits = 0;
  int since_mark = -1;  // digits since a mark of thousands, -1 before the first
  bool fraction = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      out += c;
      ++digits;
      if (since_mark >= 0 && !fraction) ++since_mark;
    } else if ((c == thousands || c == '\'') && !fraction && digits > 0 && since_mark != 0 &&
               (since_mark < 0 ? digits <= 3 : since_mark == 3)) {
      since_mark = 0;
    } else if (c == decimal && !fraction && (since_mark < 0 || since_mark == 3)) {
      fraction = true;
      out += digits == 0 ? "0." : ".";
    } else if ((c == 'e' || c == 'E') && digits > 0 && since_mark < 0) {
      out += text.substr(at);
      double whole = 0;
      const auto read = std::from_chars(out.data(), out.data() + out.size(), whole);
      const bool sound = read.ec == std::errc{} && read.ptr == out.data() + out.size();
      return sound ? std::optional(fmt::format("{}", whole)) : std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || (since_mark >= 0 && since_mark != 3)) return std::nullopt;
  if (out.ends_with('.')) out.pop_back();
  return out;
}

Result<std::string> field_value(const FieldRule& rule, const TableCell& cell,
                                const std::string& currency) {
  const bool list = rule.type == FieldType::kList || rule.type == FieldType::kRights;
  if (!list) {
    if (cell.text.find(kListMark) != std::string::npos && rule.separator.empty()) {
      return wrong("holds several values where one is asked for");
    }
    return one_value(rule, cell.text, cell.typed, currency);
  }
  std::string out;
  std::string rest = cell.text;
  if (!rule.separator.empty()) {
    for (std::size_t at = 0; (at = rest.find(rule.separator, at)) != std::string::npos;) {
      rest.replace(at, rule.separator.size(), 1, kListMark);
    }
  }
  for (std::size_t from = 0; from <= rest.size();) {
    const std::size_t end = std::min(rest.find(kListMark, from), rest.size());
    PIGNUS_ASSIGN(const std::string item,
                  one_value(rule, rest.substr(from, end - from), cell.typed, currency));
    from = end + 1;
    if (item.empty()) continue;
    if (!out.empty()) out += kListMark;
    out += item;
  }
  return out;
}

std::optional<std::string> value_matched(const re2::RE2& expression, const std::string& text) {
  std::array<re2::StringPiece, 2> found;
  const int groups = std::min(expression.NumberOfCapturingGroups(), 1);
  if (!expression.Match(text, 0, text.size(), re2::RE2::UNANCHORED, found.data(), groups + 1)) {
    return std::nullopt;
  }
  return std::string(found.at(static_cast<std::size_t>(groups)));
}

}  // namespace pignus::registers
