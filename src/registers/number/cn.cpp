// China. A patent keeps its application number (ZL…), which carries a check digit; publications are
// numbered apart since 1989.
#include <array>

#include "registers/number/parsing.h"

namespace pignus::registers {

// Weights and modulus: published check digits in tests/published and in number_test.cpp.
Result<char> cn_check_digit(std::string_view digits) {
  if ((digits.size() != 8 && digits.size() != 12) || !numbers::all_digits(digits)) {
    return fail(ErrorCode::kInvalidInput,
                "a Chinese application number has 8 or 12 digits before its check digit",
                {"", 0, "number"});
  }
  constexpr std::array<int, 12> weights{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += weights.at(i) * (digits[i] - '0');
  }
  const int rest = sum % 11;
  return rest == 10 ? 'X' : static_cast<char>('0' + rest);
}

namespace numbers {
namespace {

bool is_year_of_eight(std::string_view digits) {
  const std::string_view year = digits.substr(0, 2);
  return year >= "85" || year <= "03";
}

// Digit 5 (digit 3 of the short form) names the kind of right; 8 and 9 came through the PCT.
std::optional<RightType> type_of(std::string_view digits) {
  switch (digits.size() == 12 ? digits[4] : digits[2]) {
    case '1':
    case '8':
      return RightType::kInvention;
    case '2':
    case '9':
      return RightType::kUtilityModel;
    case '3':
      return RightType::kDesign;
    default:
      return std::nullopt;
  }
}

Result<Number> application(const Parts& parts, std::string_view digits, std::string_view check) {
  if (digits.size() == 12 ? (digits.substr(0, 4) < "2003" || digits.substr(0, 4) > "2099")
                          : !is_year_of_eight(digits)) {
    return refuse(parts,
                  "does not begin with a year of filing from 1985 on (two digits until "
                  "September 2003, four since)");
  }
  const auto type = type_of(digits);
  if (!type) {
    return refuse(parts, "digit " + std::string(digits.size() == 12 ? "5" : "3") +
                             " must be 1, 2, 3, 8 or 9: it names the kind of right");
  }
  PIGNUS_ASSIGN(const char right, cn_check_digit(digits));
  if (check.empty() && parts.is_zl) {
    return refuse(parts, std::string("the check digit is missing; the digits give ") + right);
  }
  if (!check.empty() && check[0] != right) {
    return refuse(parts, "the check digit is " + std::string(check) + ", but the digits give " +
                             right + ": a digit is mistyped");
  }
  const NumberKind kind = parts.is_zl ? NumberKind::kRegistration : NumberKind::kApplication;
  return Number{"CN", kind, *type, std::string(digits), "", std::string(check)};
}

Result<Number> with_dot(const Parts& parts, std::string_view body, std::size_t dot) {
  const std::string_view digits = body.substr(0, dot);
  const std::string_view check = body.substr(dot + 1);
  if ((digits.size() != 8 && digits.size() != 12) || !all_digits(digits)) {
    return refuse(parts,
                  "8 or 12 digits stand before the dot of a Chinese application number, not " +
                      std::to_string(digits.size()) + " characters");
  }
  if (check.empty()) {
    PIGNUS_ASSIGN(const char right, cn_check_digit(digits));
    return refuse(
        parts, std::string("the check digit after the dot is missing; the digits give ") + right);
  }
  if (check.size() != 1 || (check[0] != 'X' && !all_digits(check))) {
    return refuse(parts, "one check digit, 0 to 9 or X, stands after the dot");
  }
  return application(parts, digits, check);
}

RightType publication_type(std::string_view digits, std::string_view kind_code) {
  if (!kind_code.empty()) {
    return kind_code[0] == 'D' ? RightType::kDesign : type_of_kind_code(kind_code);
  }
  if (digits.size() == 7 || digits.size() == 9) {
    switch (digits[0]) {
      case '1':
        return RightType::kInvention;
      case '2':
        return RightType::kUtilityModel;
      case '3':
        return RightType::kDesign;
      default:
        break;
    }
  }
  return RightType::kUnknown;
}

Result<Number> publication(const Parts& parts, const std::string& body,
                           const std::string& kind_code) {
  const std::string digits = without_leading_zeros(body);
  if (!all_digits(body) || digits.empty() || digits.size() > 9) {
    return refuse(parts,
                  "neither a Chinese application number (8 or 12 digits and a check digit) nor a "
                  "publication number (up to 9 digits and a kind code)");
  }
  return Number{
      "CN", NumberKind::kPublication, publication_type(digits, kind_code), digits, kind_code, ""};
}

}  // namespace

Result<Number> parse_cn(const Parts& parts) {
  const std::string body = without(parts.body, "-/");
  if (const std::size_t dot = body.find('.'); dot != std::string::npos) {
    return with_dot(parts, body, dot);
  }
  // Before the kind code is looked for: the check digit may be an X.
  const bool ends_in_digit_or_x =
      !body.empty() && (body.back() == 'X' || all_digits(body.substr(body.size() - 1)));
  const std::string most = body.substr(0, body.empty() ? 0 : body.size() - 1);
  if (ends_in_digit_or_x && all_digits(most)) {
    if (most.size() == 12) {
      return application(parts, most, body.substr(12));
    }
    // Nine digits: publications begin with 1, 2 or 3, years of filing with 8, 9 or 0.
    if (most.size() == 8 &&
        (parts.is_zl || body.back() == 'X' || parts.kind == NumberKind::kApplication ||
         body[0] < '1' || body[0] > '3')) {
      return application(parts, most, body.substr(8));
    }
    if (all_digits(body) &&
        (body.size() == 12 || (body.size() == 8 && (parts.is_zl || is_year_of_eight(body))))) {
      return application(parts, body, "");
    }
  }
  if (parts.is_zl || parts.kind == NumberKind::kApplication) {
    return refuse(parts,
                  "a Chinese application or patent number has 8 or 12 digits and a check "
                  "digit, not " +
                      std::to_string(body.size()) + " characters");
  }
  Parts split = parts;
  split.body = body;
  split_kind_code(split);
  return publication(parts, split.body, split.kind_code);
}

}  // namespace numbers
}  // namespace pignus::registers
