// Every other office: letters of a series, zeros off, and for a few of them zeros on.
#include <array>

#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

// Numbers shorter than six digits are cited with zeros before them.
constexpr std::string_view kSixDigits = " AR AU EA ";
// One series for patents and nothing else, so that a number without kind code is a patent.
constexpr std::string_view kPatentsOnly = " CA CH EA FR GB SE ";

bool is_one_of(std::string_view list, const std::string& office) {
  return list.find(" " + office + " ") != std::string_view::npos;
}

std::string serial_of(const Parts& parts, const std::string& letters, const std::string& digits) {
  if (parts.office == "BR" && !letters.empty()) {
    return letters + digits;  // PI0502229: the zero belongs to the year
  }
  if (parts.office == "GE" && !letters.empty() && digits.size() > 4 &&
      full_year(digits.substr(0, 4), 0)) {
    return letters + digits.substr(0, 4) + without_leading_zeros(digits.substr(4));
  }
  std::string serial = without_leading_zeros(digits);
  if (letters.empty() && is_one_of(kSixDigits, parts.office)) {
    if (parts.office == "AU" && serial.size() == 9 && full_year(serial.substr(0, 4), 0)) {
      return serial.substr(0, 4) + "0" + serial.substr(4);
    }
    serial = padded(serial, 6);
  }
  return letters + serial;
}

Result<Number> slashed(const Parts& parts, Number number, std::size_t slash) {
  const std::string left = parts.body.substr(0, slash);
  const std::string right = parts.body.substr(slash + 1);
  if (!all_digits(left) || !all_digits(right) || left.size() + right.size() > kNumberDigitsMax ||
      without_leading_zeros(left).empty()) {
    return refuse(parts, "digits stand on both sides of the slash");
  }
  number.kind = NumberKind::kApplication;
  number.serial = without_leading_zeros(left) + "/" + right;
  return number;
}

}  // namespace

Result<Number> parse_generic(const Parts& parts) {
  Number number{parts.office,
                parts.kind.value_or(NumberKind::kPublication),
                type_of_kind_code(parts.kind_code),
                "",
                parts.kind_code,
                ""};
  if (number.type == RightType::kUnknown && is_one_of(kPatentsOnly, parts.office)) {
    number.type = RightType::kInvention;
  }
  if (const std::size_t slash = parts.body.find('/'); slash != std::string::npos) {
    return slashed(parts, std::move(number), slash);
  }
  std::string body = without(parts.body, "-");
  if (const std::size_t dot = body.find('.'); dot != std::string::npos) {
    if (dot == 0 || dot + 2 != body.size()) {
      return refuse(parts, "one check digit stands after the dot of an application number");
    }
    number.kind = NumberKind::kApplication;
    body.resize(dot);
  }
  const std::string unpadded = without_leading_zeros(body);
  const std::size_t letters = std::min(unpadded.find_first_of("0123456789"), unpadded.size());
  const std::string series = unpadded.substr(0, letters);
  const std::string digits = unpadded.substr(letters);
  if (!all_digits(digits) || without_leading_zeros(digits).empty()) {
    return refuse(parts, "no number after the office");
  }
  if (series.size() > 2 || digits.size() > kNumberDigitsMax) {
    return refuse(parts, "more letters or digits than a number has");
  }
  number.serial = serial_of(parts, series, digits);
  return number;
}

}  // namespace pignus::registers::numbers
