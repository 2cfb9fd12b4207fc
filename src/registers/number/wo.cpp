// International applications (PCT), their publications (WO) and Hague designs (DM).
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

constexpr int kFirstYear = 78;  // the first international applications are of 1978
// More than any year's publications before 2015: what lies above is a padded number instead.
constexpr std::string_view kSerialMax = "200000";

Result<Number> application(const Parts& parts, std::string_view body) {
  const std::string receiving(body.substr(0, 2));
  std::string_view rest = body.substr(2);
  if (!rest.empty() && rest.front() == '/') {
    rest.remove_prefix(1);
  }
  std::string_view year = rest.substr(0, rest.find('/'));
  std::string_view serial =
      year.size() == rest.size() ? std::string_view() : rest.substr(year.size() + 1);
  if (serial.empty() && all_digits(rest)) {
    // "PCTUS2004003151" or "PCTUS9809178"
    const std::size_t cut = rest.size() >= 9 ? 4 : 2;
    year = rest.substr(0, std::min(cut, rest.size()));
    serial = rest.substr(year.size());
  }
  const auto full = full_year(year, kFirstYear);
  const std::string digits = without_leading_zeros(serial);
  if (!full || *full < "1978" || !all_digits(serial) || digits.empty() || digits.size() > 6) {
    return refuse(parts, "an international application reads PCT/US1999/009417");
  }
  return Number{"WO",
                NumberKind::kApplication,
                RightType::kUnknown,
                receiving + *full + "/" + padded(digits, 6),
                "",
                ""};
}

Result<Number> publication(const Parts& parts, std::string_view year, std::string_view serial) {
  const auto full = full_year(year, kFirstYear);
  const std::string digits = without_leading_zeros(serial);
  if (!full || *full < "1978" || !all_digits(serial) || digits.empty() || digits.size() > 6) {
    return refuse(parts, "an international publication has a year from 1978 and up to six digits");
  }
  return Number{"WO",
                NumberKind::kPublication,
                RightType::kInvention,
                *full + padded(digits, 6),
                parts.kind_code,
                ""};
}

Result<Number> eight_digits(const Parts& parts, std::string_view digits) {
  // "00202618" is 02/02618 with a zero before it: the year 2000 had no 202,618 publications.
  if (digits.front() == '0' && digits.substr(2) > kSerialMax && digits.substr(0, 2) < "15") {
    return publication(parts, digits.substr(1, 2), digits.substr(3));
  }
  return publication(parts, digits.substr(0, 2), digits.substr(2));
}

}  // namespace

Result<Number> parse_wo(const Parts& parts) {
  std::string_view body = parts.body;
  const auto skip = [&body](std::string_view prefix) {
    if (!body.starts_with(prefix)) {
      return false;
    }
    body.remove_prefix(prefix.size());
    while (!body.empty() && (body.front() == '/' || body.front() == '-')) {
      body.remove_prefix(1);
    }
    return true;
  };
  const bool international = skip("PCT");
  const bool published = skip("WO");
  if (skip("DM")) {
    if (!all_digits(body) || body.size() > 6 || without_leading_zeros(body).empty()) {
      return refuse(parts, "a Hague design has up to six digits after DM");
    }
    return Number{"WO",
                  NumberKind::kRegistration,
                  RightType::kDesign,
                  "DM" + padded(body, 6),
                  parts.kind_code,
                  ""};
  }
  if (body.size() > 2 && body[0] >= 'A' && body[0] <= 'Z' && body[1] >= 'A' && body[1] <= 'Z') {
    return application(parts, body);
  }
  if (international && !published) {
    return refuse(parts, "an international application reads PCT/US1999/009417");
  }
  const std::string plain = without(body, "-");
  if (const std::size_t slash = plain.find('/'); slash != std::string::npos) {
    return publication(parts, plain.substr(0, slash), plain.substr(slash + 1));
  }
  if (!all_digits(plain)) {
    return refuse(parts, "an international publication reads WO 99/13800 or WO 2007/054055");
  }
  const std::string digits = plain.size() > 10 ? without_leading_zeros(plain) : plain;
  switch (digits.size()) {
    case 7:
      return publication(parts, digits.substr(0, 2), digits.substr(2));
    case 8:
      return eight_digits(parts, digits);
    case 9:
    case 10:
      return publication(parts, digits.substr(0, 4), digits.substr(4));
    default:
      return refuse(parts, "an international publication has a year and five or six digits");
  }
}

}  // namespace pignus::registers::numbers
