// United States: patents by series (D, PP, RE, H, T), applications by series code and serial,
// published applications by year.
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

struct Series {
  std::string_view written;
  std::string_view normal;
  RightType type;
  char kind_letter;  ///< of the kind code that fits; 0 any
};

constexpr Series kSeries[] = {
    {"", "", RightType::kInvention, 0},
    {"D", "D", RightType::kDesign, 'S'},
    {"DES", "D", RightType::kDesign, 'S'},
    {"PP", "PP", RightType::kPlant, 'P'},
    {"RE", "RE", RightType::kReissue, 'E'},
    {"RD", "RD", RightType::kReissue, 'E'},  // written for reissued designs
    {"H", "H", RightType::kStatutoryInvention, 'H'},
    {"T", "T", RightType::kUnknown, 0},  // defensive publications: no right
};

Result<Number> application(const Parts& parts, std::string_view series, std::string_view serial) {
  if (series.size() != 2 || !all_digits(series) || !all_digits(serial) || serial.size() > 6) {
    return refuse(parts, "a US application number has a two-digit series and six digits");
  }
  const std::string six = padded(serial, 6);
  if (six == "000000") {
    return refuse(parts, "the serial number is zero");
  }
  Number number{"US", NumberKind::kApplication, RightType::kUnknown, "", parts.kind_code, ""};
  number.serial = std::string(series) + six;
  number.type = series == "29" || series == "35" ? RightType::kDesign : RightType::kUnknown;
  return number;
}

Result<Number> published(const Parts& parts, std::string_view year, std::string_view serial) {
  const std::string digits = without_leading_zeros(serial);
  if (!all_digits(serial) || digits.empty() || digits.size() > 7) {
    return refuse(parts, "a US published application has a year and up to seven digits");
  }
  Number number{"US", NumberKind::kPublication, RightType::kInvention, "", parts.kind_code, ""};
  number.serial = std::string(year) + padded(digits, 6);
  if (parts.kind_code.starts_with('P')) {
    number.type = RightType::kPlant;
  }
  return number;
}

// Published since 2001; no patent number has nine digits.
bool is_year_and_serial(std::string_view digits) {
  return digits.size() >= 9 && digits.size() <= 11 && digits.substr(0, 4) >= "2001" &&
         digits.substr(0, 4) <= "2099";
}

RightType type_of(const Series& series, std::string_view kind_code) {
  if (!series.written.empty() || kind_code.empty()) {
    return series.type;
  }
  switch (kind_code[0]) {
    case 'S':
      return RightType::kDesign;
    case 'P':
      return RightType::kPlant;
    case 'E':
      return RightType::kReissue;
    case 'H':
      return RightType::kStatutoryInvention;
    default:
      return RightType::kInvention;
  }
}

Result<Number> with_slash(const Parts& parts, std::string_view body, std::size_t slash) {
  const std::string_view left = body.substr(0, slash);
  const std::string_view right = body.substr(slash + 1);
  if (left.size() == 4 && left >= "2001" && left <= "2099" && all_digits(left)) {
    return published(parts, left, right);
  }
  return application(parts, left, right);
}

}  // namespace

Result<Number> parse_us(const Parts& parts) {
  const std::string body = without(parts.body, "-.");
  if (const std::size_t slash = body.find('/'); slash != std::string::npos) {
    return with_slash(parts, body, slash);
  }
  if (parts.kind == NumberKind::kApplication && all_digits(body)) {
    // A series below ten is often written with one digit.
    const std::string eight = body.size() == 7 ? "0" + body : body;
    if (eight.size() != 8) {
      return refuse(parts, "a US application number has eight digits, the series first");
    }
    return application(parts, eight.substr(0, 2), eight.substr(2));
  }
  const std::string stripped = without_leading_zeros(body);
  const std::size_t letters = std::min(stripped.find_first_of("0123456789"), stripped.size());
  const Series* series = nullptr;
  for (const Series& candidate : kSeries) {
    if (candidate.written == std::string_view(stripped).substr(0, letters)) {
      series = &candidate;
    }
  }
  if (series == nullptr) {
    return refuse(parts, "no US series is called " + stripped.substr(0, letters));
  }
  const std::string digits = without_leading_zeros(std::string_view(stripped).substr(letters));
  if (!all_digits(digits)) {
    return refuse(parts, "no digits where a US number has them");
  }
  if (letters == 0 && is_year_and_serial(digits)) {
    return published(parts, digits.substr(0, 4), digits.substr(4));
  }
  if (digits.size() > (letters == 0 ? 8U : 9U)) {
    return refuse(parts, "more digits than a US number has");
  }
  if (series->kind_letter != 0 && !parts.kind_code.empty() &&
      parts.kind_code[0] != series->kind_letter) {
    return refuse(parts, "kind code " + parts.kind_code + " does not fit the series " +
                             std::string(series->normal));
  }
  Number number{
      "US", parts.kind.value_or(NumberKind::kPublication), RightType::kUnknown, "", parts.kind_code,
      ""};
  if (number.kind == NumberKind::kApplication) {
    number.kind = NumberKind::kPublication;  // a series letter stands before patents only
  }
  number.type = type_of(*series, parts.kind_code);
  number.serial = std::string(series->normal) + digits;
  return number;
}

}  // namespace pignus::registers::numbers
