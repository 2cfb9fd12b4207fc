// European Patent Office.
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

constexpr int kFirstYear = 78;  // the first European applications are of 1978

// "02762866.3" and "20020762866" are one application; the long form is the normal one. The check
// digit is not verified: its rule is not among the sources at hand.
Result<Number> application(const Parts& parts, std::string_view digits) {
  std::string serial;
  if (digits.size() == 11 && digits.substr(0, 4) >= "1978" && digits.substr(0, 4) <= "2099") {
    serial = digits;
  } else if (digits.size() == 8) {
    serial = full_year(digits.substr(0, 2), kFirstYear).value_or("");
    serial += "0";
    serial += digits.substr(2);
  } else {
    return refuse(parts, "a European application number has eight digits, or the year and seven");
  }
  return Number{"EP", NumberKind::kApplication, RightType::kInvention, serial, parts.kind_code, ""};
}

}  // namespace

Result<Number> parse_ep(const Parts& parts) {
  const std::string body = without(parts.body, "-");
  if (const std::size_t dot = body.find('.'); dot != std::string::npos) {
    const std::string_view left = std::string_view(body).substr(0, dot);
    if (!all_digits(left) || dot + 2 != body.size() || !all_digits(body.substr(dot + 1))) {
      return refuse(parts, "one check digit stands after the dot of a European application number");
    }
    return application(parts, left);
  }
  if (!all_digits(body)) {
    return refuse(parts, "a European number has digits only");
  }
  if (body.size() == 11 || (parts.kind == NumberKind::kApplication && body.size() == 8)) {
    return application(parts, body);
  }
  const std::string digits = without_leading_zeros(body);
  if (digits.empty() || digits.size() > 7) {
    return refuse(parts, "a European publication number has at most seven digits, and is not zero");
  }
  const NumberKind kind = parts.kind == NumberKind::kRegistration ? NumberKind::kRegistration
                                                                  : NumberKind::kPublication;
  return Number{"EP", kind, RightType::kInvention, padded(digits, 7), parts.kind_code, ""};
}

}  // namespace pignus::registers::numbers
