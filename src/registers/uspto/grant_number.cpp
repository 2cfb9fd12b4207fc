#include "registers/uspto/grant_number.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/utf8.h"
#include "registers/number.h"
#include "registers/number/parsing.h"

namespace pignus::registers {

namespace {

using numbers::all_digits;
using numbers::without_leading_zeros;

constexpr std::size_t kPatentDigitsMax = 8;
constexpr std::size_t kPublicationDigits = 11;
constexpr std::size_t kYearDigits = 4;

struct Series {
  std::string_view letters;
  char key;
  RightType type;
};
// Longer letters first: "RE" before "".
constexpr std::array<Series, 5> kSeries{{{"RE", 'R', RightType::kReissue},
                                         {"PP", 'V', RightType::kPlant},
                                         {"D", 'D', RightType::kDesign},
                                         {"H", 'H', RightType::kStatutoryInvention},
                                         {"", 'P', RightType::kInvention}}};

/// The number without blanks and separators, upper case.
std::string compact(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool separates = c == ' ' || (c >= '\t' && c <= '\r') || (c >= ',' && c <= '/');
    if (!separates) result += c;
  }
  return ascii_upper(result);
}

}  // namespace

std::optional<GrantNumber> us_grant_number(std::string_view doc_number, std::string_view kind) {
  const std::string number = ascii_upper(trim(doc_number));
  for (const Series& series : kSeries) {
    if (!number.starts_with(series.letters)) continue;
    const std::string_view digits = std::string_view(number).substr(series.letters.size());
    const std::string serial = without_leading_zeros(digits);
    if (!all_digits(digits) || serial.empty() || serial.size() > kPatentDigitsMax) {
      return std::nullopt;
    }
    GrantNumber result;
    result.id.value = std::string("US-") + series.key + "-" + serial;
    result.type = series.type;
    result.normal = "US" + std::string(series.letters) + serial + ascii_upper(trim(kind));
    return result;
  }
  return std::nullopt;
}

std::string document_number(std::string_view country, std::string_view doc_number,
                            std::string_view kind) {
  const std::string office = ascii_upper(trim(country));
  const std::string number = compact(doc_number);
  if (number.empty()) return "";
  // "PCTDE99/01556", under the US or under WO.
  if (number.starts_with("PCT")) {
    const auto filed = parse_number(ascii_upper(trim(doc_number)), "WO", NumberKind::kApplication);
    if (filed) return filed->normal();
  }
  if (office == "US" && !all_digits(number)) {
    if (const auto grant = us_grant_number(number, kind)) return grant->normal;
  }
  std::string serial = number;
  if (office == "US" && all_digits(number)) {
    // A padded patent number: of up to seven digits, or of eight with a kind code. Eight digits
    // without one are an application, series and serial.
    const bool patent = number.size() < kPatentDigitsMax ||
                        (number.size() == kPatentDigitsMax && !trim(kind).empty());
    if (patent) {
      serial = without_leading_zeros(number);
    } else if (number.size() == kPatentDigitsMax) {
      serial.insert(2, "/");
    }
    // A publication: four digits of year, seven of serial; the normal form has six.
    if (serial.size() == kPublicationDigits && serial[kYearDigits] == '0') {
      serial.erase(kYearDigits, 1);
    }
  }
  return office + serial + ascii_upper(trim(kind));
}

}  // namespace pignus::registers
