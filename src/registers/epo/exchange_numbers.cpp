#include "registers/epo/exchange_numbers.h"

#include <algorithm>

#include "registers/epo/xml_entities.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

bool digits_only(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_zeros(std::string_view digits) {
  while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

std::string joined(std::string_view a, std::string_view b, std::string_view c) {
  std::string text;
  text.reserve(a.size() + b.size() + c.size());
  text += a;
  text += b;
  text += c;
  return text;
}

bool is_year(std::string_view digits, std::string_view first) {
  return digits.size() == 4 && digits >= first && digits <= "2099";
}

/// The normal form where it is the spelling itself, without the cost of parsing: most citations.
/// A test holds it against parse_number.
std::optional<std::string> plain_publication(std::string_view country, std::string_view number,
                                             std::string_view kind) {
  if (country.size() != 2 || !digits_only(number) || kind.empty() || kind.size() > 2 ||
      kind[0] < 'A' || kind[0] > 'Z' || (kind.size() == 2 && !digits_only(kind.substr(1)))) {
    return std::nullopt;
  }
  const std::string_view digits = without_zeros(number);
  if (country == "US" && !digits.empty() && digits.size() <= 8) {
    return joined(country, digits, kind);
  }
  if (country == "US" && digits.size() == 10 && is_year(digits.substr(0, 4), "2001") &&
      digits[4] < '3') {
    return joined(country, digits, kind);
  }
  if (country == "EP" && number.size() == 7 && !digits.empty()) {
    return joined(country, number, kind);
  }
  if (country == "WO" && number.size() == 10 && is_year(number.substr(0, 4), "1978") &&
      number.substr(4) != "000000") {
    return joined(country, number, kind);
  }
  constexpr std::string_view kZerosOff = " GB FR CH ";
  if (kZerosOff.find(joined(" ", country, " ")) != std::string_view::npos && !digits.empty() &&
      digits.size() <= 15) {
    return joined(country, digits, kind);
  }
  return std::nullopt;
}

/// "US13/167395" from year, series and serial ("201113167395").
std::string us_with_series(std::string_view series, std::string_view serial) {
  return joined("US", series, "/") + std::string(serial);
}

/// Series codes of US applications by year of filing (recalled; the US documents at hand agree). A
/// new series began late in its first year, with low serials, while the old one ran high.
struct SeriesYears {
  std::string_view first;
  std::string_view series;
};
constexpr SeriesYears kSeries[] = {{"2013", "14"}, {"2010", "13"}, {"2007", "12"},
                                   {"2004", "11"}, {"2001", "10"}, {"1998", "09"}};
constexpr SeriesYears kProvisional[] = {{"2013", "62"}, {"2007", "61"}, {"1996", "60"}};

template <std::size_t N>
std::string_view series_in(const SeriesYears (&table)[N], std::string_view year,  // NOLINT
                           std::string_view serial) {
  for (std::size_t i = 0; i < N; ++i) {
    if (year < table[i].first) continue;
    const bool before = year == table[i].first && serial >= "500000" && i + 1 < N;
    return table[before ? i + 1 : i].series;
  }
  return "";
}

/// 083597 of 1998 to "US09/083597"; "" where the series cannot be told. Since 2014 the EPO writes
/// the series itself.
std::string us_by_year(std::string_view year, std::string_view digits, char kind) {
  const std::string_view bare = without_zeros(digits);
  if (bare.empty() || bare.size() > 6 || year > "2013") return "";
  const std::string serial = std::string(6 - bare.size(), '0') + std::string(bare);
  const std::string_view series = kind == 'P'   ? series_in(kProvisional, year, serial)
                                  : kind == 'A' ? series_in(kSeries, year, serial)
                                                : "";
  return series.empty() ? "" : us_with_series(series, serial);
}

std::string us_of_original(const ExchangeNumber* original) {
  if (original == nullptr) return "";
  std::string digits;
  for (const char c : text_of(original->number)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  // "13/167395", "13167395", "201113167395".
  if (digits.size() == 12) digits.erase(0, 4);
  return digits.size() == 8 ? us_with_series(digits.substr(0, 2), digits.substr(2)) : "";
}

/// epodoc "US20070964952" and "US20020396363P": year, serial in seven digits, kind.
std::string us_of_epodoc(std::string_view text) {
  if (!text.starts_with("US")) return "";
  text.remove_prefix(2);
  char kind = 'A';
  if (!text.empty() && text.back() >= 'A') {
    kind = text.back();
    text.remove_suffix(1);
  }
  if (text.size() != 11 || !digits_only(text)) return "";
  return us_by_year(text.substr(0, 4), text.substr(4), kind);
}

std::string us_application(const ApplicationForms& forms) {
  for (const ExchangeNumber* form : {forms.docdb, forms.epodoc}) {
    if (form == nullptr) continue;
    std::string_view digits = form->number;
    if (digits.starts_with("US")) digits.remove_prefix(2);
    while (!digits.empty() && digits.back() >= 'A') digits.remove_suffix(1);
    if (digits.size() == 12 && digits_only(digits) && is_year(digits.substr(0, 4), "2000")) {
      return us_with_series(digits.substr(4, 2), digits.substr(6));
    }
  }
  if (std::string text = us_of_original(forms.original); !text.empty()) return text;
  if (forms.docdb != nullptr) {
    const std::string_view digits = forms.docdb->number;
    if (digits_only(digits) && digits.size() >= 3 && digits.size() <= 8 &&
        !forms.docdb->kind.empty()) {
      const std::string_view two = digits.substr(digits.size() - 2);
      return us_by_year((two < "50" ? "20" : "19") + std::string(two),
                        digits.substr(0, digits.size() - 2), forms.docdb->kind.front());
    }
  }
  return forms.epodoc == nullptr ? "" : us_of_epodoc(forms.epodoc->number);
}

std::string normal_application(std::string_view text, std::string_view office) {
  const auto number = parse_number(text, office, NumberKind::kApplication);
  return number && number->kind == NumberKind::kApplication ? number->normal() : "";
}

/// docdb "GB 0204635 W", epodoc "WO2002GB04635", both to "PCT/GB2002/004635".
std::string international_application(const ApplicationForms& forms) {
  if (forms.docdb != nullptr && forms.docdb->kind == "W" && digits_only(forms.docdb->number)) {
    return normal_application(joined("PCT/", forms.docdb->country, forms.docdb->number), "WO");
  }
  if (forms.epodoc != nullptr) {
    const std::string_view text = forms.epodoc->number;
    if (text.starts_with("WO") && text.size() > 8 && is_year(text.substr(2, 4), "1978")) {
      return normal_application(
          joined("PCT/", text.substr(6, 2), text.substr(2, 4)) + std::string(text.substr(8)), "WO");
    }
  }
  return "";
}

/// Numbers that begin with their year read the same everywhere: Japan's ten digits, Korea's eleven,
/// Germany's twelve.
bool has_year(std::string_view country, std::string_view digits) {
  if (!digits_only(digits)) return false;
  if (country == "JP") return digits.size() == 10 && is_year(digits.substr(0, 4), "2000");
  if (country == "KR") return digits.size() == 11 && is_year(digits.substr(0, 4), "1990");
  return country == "DE" && digits.size() == 12 && is_year(digits.substr(2, 4), "2004");
}

std::string as_spelled(const ApplicationForms& forms) {
  if (forms.epodoc != nullptr && !forms.epodoc->number.empty()) {
    return text_of(forms.epodoc->number);
  }
  if (forms.docdb != nullptr) {
    return text_of(forms.docdb->country) + text_of(forms.docdb->number);
  }
  return forms.original == nullptr ? "" : text_of(forms.original->number);
}

std::string_view office_of(const ApplicationForms& forms) {
  if (forms.docdb != nullptr) return forms.docdb->country;
  return forms.epodoc == nullptr ? std::string_view() : forms.epodoc->number.substr(0, 2);
}

}  // namespace

std::string publication_text(const ExchangeNumber& number) {
  if (auto text = plain_publication(number.country, number.number, number.kind)) return *text;
  const std::string spelled =
      text_of(number.country) + text_of(number.number) + text_of(number.kind);
  const auto parsed = parse_number(spelled);
  return parsed ? parsed->normal() : spelled;
}

void ApplicationForms::add(const ExchangeNumber& number) {
  const ExchangeNumber*& place = number.format == "docdb"    ? docdb
                                 : number.format == "epodoc" ? epodoc
                                                             : original;
  if (place == nullptr && !number.number.empty()) place = &number;
}

std::string application_text(const ApplicationForms& forms) {
  const std::string_view office = office_of(forms);
  std::string text;
  if ((forms.docdb != nullptr && forms.docdb->kind == "W") || office == "WO") {
    text = international_application(forms);
  } else if (office == "US") {
    text = us_application(forms);
  } else if (office == "EP") {
    const ExchangeNumber* form = forms.docdb != nullptr ? forms.docdb : forms.epodoc;
    text = normal_application(form->number, "EP");
  } else if (forms.docdb != nullptr && (office == "CN" || has_year(office, forms.docdb->number))) {
    text = normal_application(forms.docdb->number, office);
  }
  return text.empty() ? as_spelled(forms) : text;
}

std::optional<RightId> right_of_publication(const ExchangeNumber& publication,
                                            const std::string& application, RightType& type) {
  auto number = parse_number(joined(publication.country, publication.number, publication.kind));
  if (!number) return std::nullopt;
  if (number->type == RightType::kUnknown) number->type = RightType::kInvention;
  type = number->type;
  if (auto id = right_id(*number)) return id;
  if (number->office == "CN") {
    const auto filed = parse_number(application, "CN", NumberKind::kApplication);
    if (!filed) return std::nullopt;
    type = filed->type;
    return right_id(*filed);
  }
  if (number->office == "US") {
    const auto filed = parse_number(application, "US", NumberKind::kApplication);
    if (filed && filed->kind == NumberKind::kApplication) return right_id(*filed);
  }
  return std::nullopt;
}

bool is_grant_kind(std::string_view country, std::string_view kind, std::string_view date) {
  if (kind.empty() || country == "WO") return false;
  const char letter = kind[0];
  const char level = kind.size() > 1 ? kind[1] : ' ';
  if (country == "US") {
    if (letter == 'A') return !date.empty() && date < "20010315";
    if (letter == 'P') return level == ' ' || level == '2' || level == '3';
    return letter == 'B' || letter == 'C' || letter == 'E' || letter == 'S' || letter == 'H';
  }
  if (country == "CN" && (letter == 'U' || letter == 'Y' || letter == 'S' || letter == 'D')) {
    return true;
  }
  if (country == "DE" && letter == 'B') return date >= "1981";    // before: laid open after
  if (country == "JP" && letter == 'B') return date >= "199604";  // examination, not yet granted
  if (country == "DE" && letter == 'U') return true;
  if (letter == 'T') return level == '3' || country == "AT" || (country == "DE" && level == '2');
  return letter == 'B' || letter == 'C';
}

}  // namespace pignus::registers
