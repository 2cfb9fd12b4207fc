// One line of the maintenance-fee file to a row. Two ways: columns as text, which says what is
// wrong with a line; and columns as machine words, for the lines that are as they should be.
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "registers/uspto/maintenance_fee.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers {
namespace {

constexpr std::size_t kPatent = 0;
constexpr std::size_t kApplication = 14;
constexpr std::size_t kEntity = 23;
constexpr std::size_t kFiled = 25;
constexpr std::size_t kGranted = 34;
constexpr std::size_t kEvent = 43;
constexpr std::size_t kCode = 52;
constexpr std::size_t kWidth = 57;
constexpr std::array<std::size_t, 6> kBlanks{13, 22, 24, 33, 42, 51};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  const std::size_t last = text.find_last_not_of(' ');
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, last - first + 1);
}

bool is_entity(char c) {
  return c == 'Y' || c == 'N' || c == 'M';
}

tl::unexpected<Error> refuse(std::string_view field, std::string_view value, std::string_view why) {
  return fail(ErrorCode::kInvalidInput, std::string(why) + ": " + in_quotes(value),
              Where{"", 0, std::string(field)});
}

std::uint32_t number_in(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Eight digits at `text`; nullopt when one is none.
std::optional<std::uint32_t> eight_digits(const char* text) {
  static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  constexpr std::uint64_t kHigh = 0xf0f0f0f0f0f0f0f0U;
  constexpr std::uint64_t kZeros = 0x3030303030303030U;
  // High halves must be 3, and stay so when 6 is added: then the low ones are at most 9.
  if ((bytes & kHigh) != kZeros || ((bytes + 0x0606060606060606U) & kHigh) != kZeros) {
    return std::nullopt;
  }
  bytes -= kZeros;
  bytes = bytes * 10 + (bytes >> 8U);  // pairs, in every other byte
  constexpr std::uint64_t kPairs = 0x000000ff000000ffU;
  constexpr std::uint64_t kFirst = 100 + (std::uint64_t{1'000'000} << 32U);
  constexpr std::uint64_t kSecond = 1 + (std::uint64_t{10'000} << 32U);
  return static_cast<std::uint32_t>(
      ((bytes & kPairs) * kFirst + ((bytes >> 16U) & kPairs) * kSecond) >> 32U);
}

/// A full date "YYYYMMDD"; nullopt for anything else, the sound unknown dates among them.
std::optional<Date> full_date(const char* text) {
  const auto digits = eight_digits(text);
  if (!digits) return std::nullopt;
  const auto year = static_cast<int>(*digits / 10000);
  const auto month = static_cast<int>(*digits / 100 % 100);
  const auto day = static_cast<int>(*digits % 100);
  return Date::from_ymd(year, month, day);
}

}  // namespace

std::optional<MaintenanceRow> usual_maintenance_row(std::string_view line) {
  if (line.size() <= kCode || line.size() > kWidth) return std::nullopt;
  const char* at = line.data();
  bool good = true;
  for (const std::size_t blank : kBlanks) good &= at[blank] == ' ';
  constexpr std::string_view kZeros = "00000";
  if (!good || std::memcmp(at + kPatent, kZeros.data(), kZeros.size()) != 0) return std::nullopt;
  const auto serial = eight_digits(at + kPatent + kZeros.size());
  const auto application = eight_digits(at + kApplication);
  const auto filed = full_date(at + kFiled);
  const auto granted = full_date(at + kGranted);
  const auto date = full_date(at + kEvent);
  if (!serial || *serial == 0 || !application || *application == 0 || !filed || !granted || !date ||
      !is_entity(at[kEntity])) {
    return std::nullopt;
  }
  std::size_t end = line.size();
  while (end > kCode && at[end - 1] == ' ') --end;
  const MaintenanceCode* code = find_maintenance_code(line.substr(kCode, end - kCode));
  if (code == nullptr) return std::nullopt;
  MaintenanceRow row;
  row.serial = *serial;
  row.application = *application;
  row.filed = *filed;
  row.granted = *granted;
  row.date = *date;
  row.entity = at[kEntity];
  row.code = code;
  return row;
}

Result<MaintenanceRow> maintenance_row(std::string_view line) {
  bool fits = line.size() > kCode && trimmed(line).size() <= kWidth;
  for (const std::size_t blank : kBlanks) fits = fits && line[blank] == ' ';
  if (!fits) return refuse("line", line, "not the columns of a maintenance-fee event");
  const auto column = [&](std::size_t at, std::size_t size) { return line.substr(at, size); };
  MaintenanceRow row;
  const auto right = us_patent_right(trimmed(column(kPatent, 13)));
  if (!right) return refuse("patent number", column(kPatent, 13), "not a US patent number");
  row.series = right->value[3];
  row.serial = number_in(std::string_view(right->value).substr(5));
  if (!us_application_right(column(kApplication, 8))) {
    return refuse("application number", column(kApplication, 8), "not a US application number");
  }
  row.application = number_in(column(kApplication, 8));
  row.entity = line[kEntity];
  if (!is_entity(row.entity)) {
    return refuse("entity", column(kEntity, 1), "neither Y, N nor M");
  }
  const auto filed = RegisterDate::parse(column(kFiled, 8));
  if (!filed) return refuse("filing date", column(kFiled, 8), "not a date");
  row.filed = *filed;
  const auto granted = RegisterDate::parse(column(kGranted, 8));
  if (!granted) return refuse("grant date", column(kGranted, 8), "not a date");
  row.granted = *granted;
  const auto date = RegisterDate::parse(column(kEvent, 8));
  if (!date || !date->known()) return refuse("event date", column(kEvent, 8), "not a date");
  row.date = *date->exact();
  const std::string_view code = trimmed(line.substr(kCode));
  row.code = find_maintenance_code(code);
  if (row.code == nullptr) {
    return refuse("event code", code, "not on the office's list of codes");
  }
  return row;
}

}  // namespace pignus::registers
