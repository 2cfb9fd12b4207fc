#include "registers/number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/number/parsing.h"

namespace pignus::registers {
namespace {

using numbers::Parts;

// WIPO ST.3: offices with numbers of their own, those of history (CS, DD, SU, YU) included.
constexpr std::string_view kOffices =
    " AL AM AP AR AT AU AZ BA BE BG BR BY BX CA CH CL CN CO CR CS CU CY CZ DD DE DK DO DZ EA EC EE "
    "EG EM EP ES FI FR GB GC GE GR GT HK HN HR HU ID IE IL IN IR IS IT JO JP KE KR KZ LT LU LV MA "
    "MC MD ME MK MN MO MT MW MX MY NI NL NO NZ OA PA PE PH PL PT PY RO RS RU SA SE SG SI SK SM SU "
    "SV TH TJ TM TN TR TT TW UA US UY UZ VE VN WO YU ZA ZM ZW ";

bool is_office(std::string_view code) {
  return code.size() == 2 && kOffices.find(" " + std::string(code) + " ") != std::string_view::npos;
}

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

// Takes the office off the front: "ZL" is CNIPA's mark of a granted patent, "PCT" WIPO's of an
// international application. An office written twice ("USUS5650746A") counts once.
void take_office(Parts& parts) {
  std::string& body = parts.body;
  const auto strip_dashes = [&body] {
    body.erase(0, std::min(body.find_first_not_of("-."), body.size()));
  };
  if (body.starts_with("PCT")) {
    parts.office = "WO";
    return;
  }
  if (!body.starts_with("ZL")) {
    if (body.size() < 2 || !is_letter(body[0]) || !is_letter(body[1]) ||
        !is_office(std::string_view(body).substr(0, 2))) {
      return;
    }
    parts.office = body.substr(0, 2);
    body.erase(0, 2);
    strip_dashes();
  }
  if ((parts.office.empty() || parts.office == "CN") && body.starts_with("ZL")) {
    parts.office = "CN";
    parts.is_zl = true;
    parts.kind = NumberKind::kRegistration;
    body.erase(0, 2);
    strip_dashes();
  } else if (body.starts_with(parts.office)) {
    body.erase(0, 2);
    strip_dashes();
  }
}

Result<Number> parse_parts(Parts parts) {
  if (parts.office != "CN") {
    numbers::split_kind_code(parts);
  }
  if (parts.body.empty()) {
    return numbers::refuse(parts, "an office, but no number");
  }
  using Parser = Result<Number> (*)(const Parts&);
  constexpr std::array<std::pair<std::string_view, Parser>, 7> parsers{{
      {"US", numbers::parse_us},
      {"EP", numbers::parse_ep},
      {"WO", numbers::parse_wo},
      {"CN", numbers::parse_cn},
      {"JP", numbers::parse_jp},
      {"KR", numbers::parse_kr},
      {"DE", numbers::parse_de},
  }};
  const auto* const own = std::find_if(parsers.begin(), parsers.end(),
                                       [&](const auto& row) { return row.first == parts.office; });
  return own == parsers.end() ? numbers::parse_generic(parts) : own->second(parts);
}

}  // namespace

std::string Number::normal() const {
  if (office == "WO" && kind == NumberKind::kApplication) {
    return "PCT/" + serial;
  }
  if (office == "US" && kind == NumberKind::kApplication && serial.size() > 2) {
    // Without the slash 09/930,611 would read as patent 9,930,611.
    return "US" + serial.substr(0, 2) + "/" + serial.substr(2) + kind_code;
  }
  std::string text = office + serial;
  if (!check_digit.empty()) {
    text += "." + check_digit;
  }
  return text + kind_code;
}

Result<Number> parse_number(std::string_view text) {
  PIGNUS_ASSIGN(std::string compact, numbers::compact(text));
  Parts parts;
  parts.written = trim(text);
  parts.body = std::move(compact);
  take_office(parts);
  if (parts.office.empty()) {
    return numbers::refuse(parts, "does not begin with the two letters of an office");
  }
  return parse_parts(std::move(parts));
}

Result<Number> parse_number(std::string_view text, std::string_view office, NumberKind kind) {
  PIGNUS_ASSIGN(std::string compact, numbers::compact(text));
  Parts parts;
  parts.written = trim(text);
  const std::string wanted = ascii_upper(office);
  if (!is_office(wanted)) {
    return fail(ErrorCode::kUnsupported, in_quotes(office) + " is no office", {"", 0, "office"});
  }
  parts.body = compact;
  take_office(parts);
  if (parts.office.empty()) {
    parts.office = wanted;
  } else if (parts.office != wanted) {
    return numbers::refuse(parts, "is of " + parts.office + ", not of " + wanted);
  }
  if (!parts.kind) {
    parts.kind = kind;
  }
  return parse_parts(std::move(parts));
}

}  // namespace pignus::registers
