// Keys of rights: from numbers, from text, and back to what people read.
#include <array>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/number.h"
#include "registers/number/parsing.h"

namespace pignus::registers {
namespace {

struct Letter {
  RightType type;
  char letter;
};
constexpr std::array kLetters = std::to_array<Letter>({
    {RightType::kInvention, 'P'},
    {RightType::kUtilityModel, 'U'},
    {RightType::kDesign, 'D'},
    {RightType::kPlant, 'V'},
    {RightType::kReissue, 'R'},
    {RightType::kStatutoryInvention, 'H'},
    {RightType::kTrademark, 'T'},
});

std::optional<char> letter_of(RightType type) {
  for (const Letter& row : kLetters) {
    if (row.type == type) {
      return row.letter;
    }
  }
  return std::nullopt;
}

std::optional<RightId> key(const std::string& office, RightType type, const std::string& serial) {
  const auto letter = letter_of(type);
  if (!letter) {
    return std::nullopt;
  }
  return RightId{office + "-" + *letter + "-" + serial};
}

std::optional<RightId> us_key(const Number& number) {
  if (number.kind == NumberKind::kApplication) {
    return RightId{"US-A-" + number.serial};
  }
  const bool digits_only = numbers::all_digits(number.serial);
  if (digits_only && number.serial.size() > 8) {
    return std::nullopt;  // a published application: neither patent nor application number
  }
  if (number.serial.starts_with("RD")) {
    return std::nullopt;
  }
  const std::size_t digits = number.serial.find_first_of("0123456789");
  return key("US", number.type, number.serial.substr(digits));
}

std::optional<RightId> cn_key(const Number& number) {
  const bool by_application = number.kind != NumberKind::kPublication;
  // Until 1988 a publication bore its application's number.
  const bool as_published = number.serial.size() == 8 && number.serial.substr(0, 2) >= "85" &&
                            number.serial.substr(0, 2) <= "88";
  return by_application || as_published ? key("CN", number.type, number.serial) : std::nullopt;
}

tl::unexpected<Error> refuse_key(std::string_view text, const std::string& why) {
  return fail(ErrorCode::kInvalidInput, in_quotes(text) + ": " + why, {"", 0, "right"});
}

bool is_key(std::string_view text) {
  return text.size() > 5 && text[2] == '-' && text[4] == '-' && text[0] >= 'A' && text[0] <= 'Z' &&
         text[1] >= 'A' && text[1] <= 'Z' &&
         std::string_view("PUDVRHTA").find(text[3]) != std::string_view::npos;
}

// Korea's application numbers are the longest.
constexpr std::size_t kMarkDigitsMax = 13;

bool is_mark_serial(std::string_view serial) {
  // "G1234567" is an international registration, "12345678A" one divided from another.
  if (serial.starts_with('G')) {
    serial.remove_prefix(1);
  }
  if (!serial.empty() && serial.back() >= 'A' && serial.back() <= 'Z') {
    serial.remove_suffix(1);
  }
  return numbers::all_digits(serial) && serial.size() <= kMarkDigitsMax && serial.front() != '0';
}

// The number that the key's serial stands for, as its office writes it.
Result<Number> number_of_key(std::string_view text) {
  const std::string office(text.substr(0, 2));
  const char letter = text[3];
  const std::string serial(text.substr(5));
  if (office != "US") {
    const std::string kind = letter == 'U' ? "U" : letter == 'D' ? "S" : letter == 'P' ? "A" : "";
    // China's serial is the application number; elsewhere the letter stands in for the kind code.
    return office == "CN" ? parse_number(serial, office, NumberKind::kApplication)
                          : parse_number(office + serial + kind);
  }
  if (letter == 'A') {
    return parse_number(serial, office, NumberKind::kApplication);
  }
  const std::string series = letter == 'D'   ? "D"
                             : letter == 'V' ? "PP"
                             : letter == 'R' ? "RE"
                             : letter == 'H' ? "H"
                                             : "";
  return parse_number("US" + series + serial);
}

std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      out += ',';
    }
    out += digits[i];
  }
  return out;
}

std::string display_us(char letter, std::string_view serial) {
  switch (letter) {
    case 'A':
      return "US " + std::string(serial.substr(0, 2)) + "/" +
             grouped(serial.substr(std::min<std::size_t>(2, serial.size())));
    case 'D':
      return "US D" + grouped(serial);
    case 'V':
      return "US PP" + grouped(serial);
    case 'R':
      return "US RE" + grouped(serial);
    case 'H':
      return "US H" + grouped(serial);
    case 'T':
      return "US TM " + grouped(serial);
    default:
      return "US " + grouped(serial);
  }
}

std::string display_as(const RightId& right, std::string_view cn_prefix) {
  const std::string_view value = right.value;
  if (!is_key(value)) {
    return right.value;
  }
  const char letter = value[3];
  const std::string_view serial = value.substr(5);
  if (right.office() == "US") {
    return display_us(letter, serial);
  }
  if (letter == 'T') {
    return std::string(right.office()) + " TM " + std::string(serial);
  }
  if (right.office() == "CN") {
    const auto check = cn_check_digit(serial);
    return std::string(cn_prefix) + " " + std::string(serial) +
           (check ? std::string(".") + *check : std::string());
  }
  std::string text = std::string(right.office()) + " " + std::string(serial);
  if (letter == 'U' || letter == 'D') {
    text += letter == 'U' ? " U" : " S";
  }
  return text;
}

}  // namespace

std::optional<RightId> right_id(const Number& number) {
  if (number.office == "US") {
    return us_key(number);
  }
  if (number.office == "CN") {
    return cn_key(number);
  }
  if (number.kind == NumberKind::kApplication) {
    return std::nullopt;
  }
  if (number.office == "KR" && number.serial.size() == 13) {
    return key("KR", number.type, number.serial.substr(2));  // the letter says what the prefix did
  }
  return key(number.office, number.type, number.serial);
}

std::string application_key(const RightId& right, std::string_view application_number) {
  const std::string office(right.office());
  if (office == "CN" || right.value.size() < 5) return "";
  const auto number = parse_number(application_number, office, NumberKind::kApplication);
  if (!number || number->office != office || number->kind != NumberKind::kApplication) return "";
  const char letter = right.value[3];
  const bool plain = letter == 'P' || letter == 'A';
  return office + "-A-" + (plain ? std::string() : std::string(1, letter)) + number->serial;
}

Result<RightId> parse_right_key(std::string_view text) {
  const std::string upper = ascii_upper(trim(text));
  if (upper.size() > kNumberBytesMax) {
    return fail(ErrorCode::kLimitExceeded,
                "a number has at most " + std::to_string(kNumberBytesMax) + " bytes",
                {"", 0, "right"});
  }
  if (is_key(upper) && upper[3] == 'T') {
    if (!is_mark_serial(std::string_view(upper).substr(5))) {
      return refuse_key(text, "a mark's key ends in its registration number, as CN-T-12345678");
    }
    // Any office may stand here, so ask the parser whether it is one.
    PIGNUS_TRY(parse_number("1234567", upper.substr(0, 2), NumberKind::kRegistration)
                   .map([](const Number&) {})
                   .or_else([](Error error) -> Status {
                     if (error.code == ErrorCode::kUnsupported) {
                       return fail(std::move(error));
                     }
                     return {};
                   }));
    return RightId{upper};
  }
  if (!is_key(upper)) {
    PIGNUS_ASSIGN(const Number number, parse_number(text));
    const auto id = right_id(number);
    if (!id) {
      return refuse_key(text,
                        "does not tell which right it belongs to; give the number of the "
                        "grant with its kind code, or the application number");
    }
    return *id;
  }
  if (upper[3] == 'A' && !upper.starts_with("US")) {
    // An application's key: the letter of its type may stand before the number.
    const bool typed = upper[5] >= 'A' && upper[5] <= 'Z';
    const RightId of_type{upper.substr(0, 3) + (typed ? upper[5] : 'P') + "-0"};
    if (application_key(of_type, upper.substr(typed ? 6 : 5)) != upper) {
      return refuse_key(text, "is no key of an application");
    }
    return RightId{upper};
  }
  PIGNUS_ASSIGN(const Number number, number_of_key(upper));
  const auto id = right_id(number);
  if (!id || id->value != upper) {
    return refuse_key(
        text, id ? "is not the key of its number, which is " + id->value : "is no key of a right");
  }
  return *id;
}

std::string display(const RightId& right) {
  return display_as(right, "CN");
}

std::string display_granted(const RightId& right) {
  return display_as(right, "ZL");
}

}  // namespace pignus::registers
