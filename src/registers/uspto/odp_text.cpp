#include "registers/uspto/odp_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/utf8.h"
#include "registers/number.h"
#include "registers/number/parsing.h"
#include "registers/uspto/us_number.h"

namespace pignus::registers::uspto {
namespace {

using numbers::all_digits;

struct Named {
  std::string_view words;
  std::string_view code;
};

// Names of offices and countries as the office spells them (upper case), to WIPO ST.3.
constexpr auto kOffices = std::to_array<Named>({
    {"AUSTRALIA", "AU"},
    {"AUSTRIA", "AT"},
    {"BELGIUM", "BE"},
    {"BRAZIL", "BR"},
    {"BULGARIA", "BG"},
    {"CANADA", "CA"},
    {"CHINA", "CN"},
    {"CZECH REPUBLIC", "CZ"},
    {"DENMARK", "DK"},
    {"EUROPEAN PATENT OFFICE", "EP"},
    {"EUROPEAN PATENT OFFICE (EPO)", "EP"},
    {"EUROPEAN UNION INTELLECTUAL PROPERTY OFFICE", "EM"},
    {"FINLAND", "FI"},
    {"FRANCE", "FR"},
    {"GERMANY", "DE"},
    {"GREECE", "GR"},
    {"HONG KONG", "HK"},
    {"HUNGARY", "HU"},
    {"INDIA", "IN"},
    {"INTERNATIONAL BUREAU", "IB"},
    {"IRELAND", "IE"},
    {"ISRAEL", "IL"},
    {"ITALY", "IT"},
    {"JAPAN", "JP"},
    {"KOREA, REPUBLIC OF", "KR"},
    {"LUXEMBOURG", "LU"},
    {"MALAYSIA", "MY"},
    {"MEXICO", "MX"},
    {"NETHERLANDS", "NL"},
    {"NEW ZEALAND", "NZ"},
    {"NORWAY", "NO"},
    {"POLAND", "PL"},
    {"PORTUGAL", "PT"},
    {"REPUBLIC OF KOREA", "KR"},
    {"RUSSIAN FEDERATION", "RU"},
    {"SINGAPORE", "SG"},
    {"SOUTH AFRICA", "ZA"},
    {"SPAIN", "ES"},
    {"SWEDEN", "SE"},
    {"SWITZERLAND", "CH"},
    {"TAIWAN", "TW"},
    {"TAIWAN, PROVINCE OF CHINA", "TW"},
    {"TURKEY", "TR"},
    {"UNITED KINGDOM", "GB"},
    {"UNITED STATES", "US"},
    {"UNITED STATES OF AMERICA", "US"},
    {"VIET NAM", "VN"},
});
static_assert(std::ranges::is_sorted(kOffices, {}, &Named::words));

constexpr std::string_view kStates =
    " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR ";
constexpr std::string_view kStateNames =
    "|ALABAMA|ALASKA|ARIZONA|ARKANSAS|CALIFORNIA|COLORADO|CONNECTICUT|DELAWARE|DISTRICT OF "
    "COLUMBIA|"
    "FLORIDA|HAWAII|IDAHO|ILLINOIS|INDIANA|IOWA|KANSAS|KENTUCKY|LOUISIANA|MAINE|MARYLAND|"
    "MASSACHUSETTS|MICHIGAN|MINNESOTA|MISSISSIPPI|MISSOURI|MONTANA|NEBRASKA|NEVADA|NEW HAMPSHIRE|"
    "NEW JERSEY|NEW MEXICO|NEW YORK|NORTH CAROLINA|NORTH DAKOTA|OHIO|OKLAHOMA|OREGON|PENNSYLVANIA|"
    "RHODE ISLAND|SOUTH CAROLINA|SOUTH DAKOTA|TENNESSEE|TEXAS|UTAH|VERMONT|VIRGINIA|WASHINGTON|"
    "WEST VIRGINIA|WISCONSIN|WYOMING|PUERTO RICO|";

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// "PCT/US15/27322", "PCTUS2297200", "PCT/US2015/027322".
std::optional<UsApplication> international(std::string_view text) {
  std::string compact;
  for (const char c : text.substr(3)) {
    if (c != '/' && c != ' ' && c != '-') compact += c;
  }
  if (compact.size() < 2 || !is_upper(compact[0]) || !is_upper(compact[1])) return std::nullopt;
  const std::string office = compact.substr(0, 2);
  std::string digits = compact.substr(2);
  if (!all_digits(digits)) return std::nullopt;
  constexpr std::size_t kYearAndSerial = 10;
  if (digits.size() != kYearAndSerial) {
    // Two digits of year and five, later six, of serial; the treaty began in 1978.
    if (digits.size() != 7 && digits.size() != 8) return std::nullopt;
    const std::string year = (digits.substr(0, 2) >= "78" ? "19" : "20") + digits.substr(0, 2);
    digits = year + std::string(8 - digits.size(), '0') + digits.substr(2);
  }
  const std::string normal = "PCT/" + office + digits.substr(0, 4) + "/" + digits.substr(4);
  const auto right = pct_application_right(normal);
  if (!right) return std::nullopt;
  return UsApplication{*right, normal};
}

}  // namespace

std::optional<RegisterDate> service_date(std::string_view text) {
  constexpr std::size_t kDay = 10;
  if (text.empty()) return RegisterDate();
  if (text.size() < kDay) return std::nullopt;
  if (text.size() > kDay && text[kDay] != 'T' && text[kDay] != ' ') return std::nullopt;
  const std::string_view day = text.substr(0, kDay);
  std::optional<Date> date;
  if (day[2] == '-' || day[2] == '/') {
    if (day[5] != day[2]) return std::nullopt;
    std::string iso(day.substr(6));
    iso.append("-").append(day.substr(0, 2)).append("-").append(day.substr(3, 2));
    date = Date::parse(iso);
  } else {
    date = Date::parse(day);
  }
  if (!date) return std::nullopt;
  return RegisterDate(*date);
}

std::optional<UsApplication> us_application(std::string_view text) {
  if (text.starts_with("PCT")) return international(text);
  std::string digits;
  for (const char c : text) {
    if (c != '/' && c != ',' && c != ' ') digits += c;
  }
  const auto right = us_application_right(digits);
  if (!right) return std::nullopt;
  return UsApplication{*right, "US" + digits.substr(0, 2) + "/" + digits.substr(2)};
}

std::string us_patent_number(std::string_view text) {
  std::string number;
  for (const char c : text) {
    if (c != ',' && c != ' ') number += c;
  }
  return number.empty() ? number : "US" + numbers::without_leading_zeros(number);
}

std::string_view office_named(std::string_view words) {
  const std::string upper = ascii_upper(squeeze_spaces(words));
  const auto* const row = std::ranges::lower_bound(kOffices, upper, {}, &Named::words);
  return row != kOffices.end() && row->words == upper ? row->code : std::string_view();
}

std::string foreign_application(std::string_view office, std::string_view number) {
  const std::string_view code = office_named(office);
  if (code.empty()) return "";
  const auto read = parse_number(number, code, NumberKind::kApplication);
  return read ? read->normal() : "";
}

bool is_us_state(std::string_view code) {
  return code.size() == 2 && kStates.find(" " + std::string(code) + " ") != std::string_view::npos;
}

std::string country_of_address(std::string_view text) {
  std::string word = ascii_upper(squeeze_spaces(text));
  if (word.size() == 4 && word.front() == '(' && word.back() == ')') return word.substr(1, 2);
  const bool letters = std::ranges::all_of(word, is_upper);
  if (word.size() == 3 && letters && word[2] == 'X') return word.substr(0, 2);
  if (word.size() == 2 && letters) return word;
  if (const std::string_view code = office_named(word); !code.empty()) return std::string(code);
  if (!word.empty() && kStateNames.find("|" + word + "|") != std::string_view::npos) return "US";
  return "";
}

}  // namespace pignus::registers::uspto
