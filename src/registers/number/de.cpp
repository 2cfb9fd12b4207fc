// Germany.
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

// DPMA's own search writes A for every first publication; the kind codes on the documents are C for
// patents before 1957 (numbers below a million) and A1 for those laid open since 1968.
std::string kind_on_document(const std::string& kind_code, const std::string& digits) {
  if (kind_code == "A" && digits.size() <= 6) {
    return "C";
  }
  if (kind_code == "A" && (digits.size() > 7 || digits >= "1400000")) {
    return "A1";
  }
  return kind_code;
}

// Utility models: seven digits from 68 to 94 until 1994, eight with a 2 until 2003, twelve with 20
// or 21 since.
RightType type_of_digits(std::string_view digits) {
  const char first = digits.empty() ? '0' : digits[0];
  if (digits.size() == 12 || digits.size() == 8) {
    return first == '2' ? RightType::kUtilityModel : RightType::kInvention;
  }
  return digits.size() < 7 || first <= '4' ? RightType::kInvention : RightType::kUnknown;
}

}  // namespace

Result<Number> parse_de(const Parts& parts) {
  Parts plain = parts;
  plain.body = without(parts.body, "-");
  NumberKind kind = parts.kind.value_or(NumberKind::kPublication);
  if (const std::size_t dot = plain.body.find('.'); dot != std::string::npos) {
    if (dot + 2 != plain.body.size() || !all_digits(plain.body.substr(dot + 1))) {
      return refuse(parts, "one check digit stands after the dot of a German application number");
    }
    plain.body.resize(dot);
    kind = NumberKind::kApplication;
  }
  const std::string digits = without_leading_zeros(plain.body);
  if (!all_digits(plain.body) || digits.empty() || digits.size() > 12) {
    return refuse(parts, "a German number has at most twelve digits, and is not zero");
  }
  Number number{"DE", kind, RightType::kUnknown, digits, kind_on_document(parts.kind_code, digits),
                ""};
  number.type =
      parts.kind_code.empty() ? type_of_digits(digits) : type_of_kind_code(parts.kind_code);
  return number;
}

}  // namespace pignus::registers::numbers
