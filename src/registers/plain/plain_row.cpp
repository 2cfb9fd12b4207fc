#include "registers/plain/plain_row.h"

#include <charconv>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/number.h"

namespace pignus::registers {

std::string PlainRow::text(std::string_view column) const {
  return trim(table_->at(*row_, column));
}

tl::unexpected<Error> PlainRow::refuse(std::string_view column, std::string message) const {
  return fail(ErrorCode::kInvalidInput, std::move(message),
              Where{table_->file, row_->line, std::string(column)});
}

Source PlainRow::source() const {
  Source source;
  source.file = table_->file;
  source.record = row_->line;
  source.origin = text("origin");
  return source;
}

std::string PlainRow::sha256() const {
  std::string joined;
  for (const auto& field : row_->fields) {
    joined += field;
    joined += '\x1f';
  }
  return sha256_hex(joined);
}

Result<std::string> PlainRow::needed(std::string_view column) const {
  std::string value = text(column);
  if (value.empty()) {
    return refuse(column, "must not be empty");
  }
  return value;
}

Result<std::vector<std::string>> PlainRow::list(std::string_view column) const {
  const std::string value = text(column);
  std::vector<std::string> parts;
  if (value.empty()) {
    return parts;
  }
  for (std::size_t from = 0; from <= value.size();) {
    const std::size_t end = std::min(value.find(list_mark_, from), value.size());
    parts.push_back(trim(std::string_view(value).substr(from, end - from)));
    if (parts.back().empty()) {
      return refuse(column, "has an empty entry in its list");
    }
    from = end + 1;
  }
  return parts;
}

Result<RightId> PlainRow::right(std::string_view column) const {
  PIGNUS_ASSIGN(const std::string value, needed(column));
  auto right = parse_right_key(value);
  if (!right) {
    return refuse(column, in_quotes(value) + ": " + right.error().message);
  }
  return *right;
}

Result<Date> PlainRow::day(std::string_view column) const {
  PIGNUS_ASSIGN(const std::string value, needed(column));
  const auto day = Date::parse(value);
  if (!day) {
    return refuse(column, in_quotes(value) + " is not a day (YYYY-MM-DD)");
  }
  return *day;
}

Result<std::optional<Date>> PlainRow::optional_day(std::string_view column) const {
  if (text(column).empty()) {
    return std::optional<Date>{};
  }
  PIGNUS_ASSIGN(const Date found, day(column));
  return std::optional<Date>{found};
}

Result<RegisterDate> PlainRow::register_date(std::string_view column) const {
  const std::string value = text(column);
  const auto date = RegisterDate::parse(value);
  if (!date) {
    return refuse(column, in_quotes(value) + " is not a date (YYYY-MM-DD, YYYY-MM or YYYY)");
  }
  return *date;
}

Result<std::optional<int>> PlainRow::whole(std::string_view column) const {
  const std::string value = text(column);
  if (value.empty()) {
    return std::optional<int>{};
  }
  int number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || number < 0) {
    return refuse(column, in_quotes(value) + " is not a whole number of 0 or more");
  }
  return std::optional<int>{number};
}

Result<bool> PlainRow::yes_or_no(std::string_view column) const {
  const std::string value = text(column);
  if (value == "yes") {
    return true;
  }
  if (value.empty() || value == "no") {
    return false;
  }
  return refuse(column, in_quotes(value) + " is neither \"yes\" nor \"no\"");
}

Result<std::optional<Money>> PlainRow::money(std::string_view column) const {
  const std::string value = text(column);
  if (value.empty()) {
    return std::optional<Money>{};
  }
  const auto money = Money::parse(value);
  if (!money || money->minor < 0) {
    return refuse(column, in_quotes(value) + " is not an amount like \"CNY 3000000.00\"");
  }
  return money;
}

std::string PlainRow::number(std::string_view column, const RightId& right, NumberKind kind) const {
  std::string value = text(column);
  if (value.empty()) {
    return value;
  }
  const auto number = parse_number(value, right.office(), kind);
  return number ? number->normal() : value;
}

}  // namespace pignus::registers
