#include "registers/uspto/aps_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/utf8.h"
#include "registers/number/parsing.h"
#include "registers/uspto/aps_grant.h"

namespace pignus::registers {

namespace {

using numbers::all_digits;

constexpr std::size_t kPatentColumns = 8;
constexpr std::size_t kSerialDigits = 6;

/// First day of each series of utility applications. Documentation of the ST.32 files lists them.
struct Series {
  int year;
  int month;
  int day;
  std::string_view code;
};
constexpr std::array<Series, 7> kSeries{{{1948, 1, 1, "03"},
                                         {1960, 1, 1, "04"},
                                         {1970, 1, 1, "05"},
                                         {1979, 1, 1, "06"},
                                         {1987, 1, 1, "07"},
                                         {1993, 1, 1, "08"},
                                         {1997, 12, 30, "09"}}};
constexpr int kDesignSeriesFrom = 1993;  ///< designs have series 29 of their own
constexpr int kLastYear = 2001;

struct Country {
  std::string_view old;
  std::string_view code;
};
// Two-letter codes in use before 1978, as remembered.
constexpr std::array<Country, 7> kOldCountries{{{"DT", "DE"},
                                                {"DL", "DD"},
                                                {"JA", "JP"},
                                                {"OE", "AT"},
                                                {"SW", "SE"},
                                                {"UK", "GB"},
                                                {"EN", "GB"}}};

ApsNumber checked(std::string_view text, std::size_t size, bool known) {
  ApsNumber result{std::string(text.substr(0, size)), true};
  if (text.size() != size + 1 || !known) return result;
  const std::size_t digits = result.number.find_first_of("0123456789");
  const std::string_view serial =
      digits == std::string::npos ? "" : std::string_view(result.number).substr(digits);
  result.check_fits = !all_digits(serial) || aps_check_digit(serial) == text.back();
  return result;
}

}  // namespace

char aps_check_digit(std::string_view digits) {
  constexpr unsigned kModulus = 11;
  unsigned sum = 0;
  unsigned weight = 2;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, ++weight) {
    sum += weight * static_cast<unsigned>(*at - '0');
  }
  const unsigned check = (kModulus - sum % kModulus) % kModulus;
  return check == kModulus - 1 ? '&' : static_cast<char>('0' + check);
}

ApsNumber aps_patent_number(std::string_view written) {
  const std::string text = ascii_upper(trim(written));
  const bool known = text.starts_with('0') ||
                     (text.starts_with('D') && text.size() > 1 && text[1] >= '0' && text[1] <= '9');
  // Without its leading zero: seven digits and their check.
  const bool bare = text.size() == kPatentColumns && all_digits(text) && text.front() != '0';
  return bare ? checked(text, kPatentColumns - 1, true) : checked(text, kPatentColumns, known);
}

ApsNumber aps_serial(std::string_view written) {
  const std::string text = numbers::without(trim(written), ", ");
  return checked(text, kSerialDigits, true);
}

std::string series_of(const RegisterDate& filed, bool design) {
  const auto day = filed.earliest();
  if (!day || day->year() > kLastYear) return "";
  if (design && day->year() >= kDesignSeriesFrom) return "29";
  std::string code;
  for (const Series& series : kSeries) {
    if (*day >= *Date::from_ymd(series.year, series.month, series.day)) code = series.code;
  }
  return code;
}

std::string aps_application(std::string_view serial, std::string_view code,
                            const RegisterDate& filed, bool design) {
  if (serial.empty() || serial.size() > kSerialDigits || !all_digits(serial) ||
      numbers::without_leading_zeros(serial).empty()) {
    return "";
  }
  std::string series = ascii_upper(trim(code));
  if (series == "D") series = "29";
  if (!all_digits(series) || series.size() > 2) series = series_of(filed, design);
  if (series.empty()) return "";
  return "US" + numbers::padded(series, 2) + "/" + numbers::padded(serial, kSerialDigits);
}

std::string aps_name(std::string_view written) {
  const std::size_t mark = written.find(';');
  if (mark == std::string_view::npos) return squeeze_spaces(written);
  return squeeze_spaces(std::string(written.substr(mark + 1)) + " " +
                        std::string(written.substr(0, mark)));
}

std::string aps_country(std::string_view written) {
  const std::string text = ascii_upper(trim(written));
  const auto letter = [&](std::size_t at) {
    return at < text.size() && std::isupper(static_cast<unsigned char>(text[at])) != 0;
  };
  if (!letter(0) || !letter(1)) return "";
  const std::string code = text.substr(0, 2);
  const auto* old = std::ranges::find(kOldCountries, code, &Country::old);
  return old == kOldCountries.end() ? code : std::string(old->code);
}

}  // namespace pignus::registers
