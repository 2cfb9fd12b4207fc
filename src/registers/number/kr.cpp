// Korea: two digits name the kind of right (10 patent, 20 utility model, 30 design, 40 mark), then
// year and serial, or a registration number.
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

RightType type_of_prefix(std::string_view digits) {
  const std::string_view prefix = digits.substr(0, 2);
  if (prefix == "10") {
    return RightType::kInvention;
  }
  if (prefix == "20") {
    return RightType::kUtilityModel;
  }
  if (prefix == "30") {
    return RightType::kDesign;
  }
  return prefix == "40" ? RightType::kTrademark : RightType::kUnknown;
}

}  // namespace

Result<Number> parse_kr(const Parts& parts) {
  const std::string digits = without(parts.body, "-");
  if (!all_digits(digits)) {
    return refuse(parts, "a Korean number has digits only");
  }
  Number number{"KR",
                parts.kind.value_or(NumberKind::kPublication),
                type_of_kind_code(parts.kind_code),
                digits,
                parts.kind_code,
                ""};
  const RightType prefixed = type_of_prefix(digits);
  if (digits.size() == 13) {
    if (prefixed == RightType::kUnknown || !full_year(digits.substr(2, 4), 0)) {
      return refuse(parts, "13 digits begin with 10, 20, 30 or 40 and a year");
    }
    number.type = prefixed;
    // Patents are cited without the 10; the kind code tells the others, else the prefix must stay.
    if (prefixed == RightType::kInvention ||
        (!parts.kind_code.empty() && type_of_kind_code(parts.kind_code) == prefixed)) {
      number.serial = digits.substr(2);
    }
    return number;
  }
  if (digits.size() == 11 && full_year(digits.substr(0, 4), 0)) {
    return number;
  }
  if (digits.size() == 9 && prefixed != RightType::kUnknown) {
    number.type = prefixed;
    return number;
  }
  number.serial = without_leading_zeros(digits);
  if (number.serial.empty() || number.serial.size() > 9) {
    return refuse(parts, "a Korean number has a prefix, a year and seven digits, or at most nine");
  }
  return number;
}

}  // namespace pignus::registers::numbers
