// Japan: years of an emperor's reign until 1999, Western years since; registrations in one series.
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

struct Era {
  char letter;
  int years;  ///< it lasted; the last one is open
};
constexpr Era kEras[] = {{'M', 45}, {'T', 15}, {'S', 64}, {'H', 31}, {'R', 99}};

Result<Number> made(const Parts& parts, std::string serial) {
  const NumberKind kind = parts.kind.value_or(NumberKind::kPublication);
  return Number{"JP", kind, type_of_kind_code(parts.kind_code), std::move(serial), parts.kind_code,
                ""};
}

Result<Number> of_era(const Parts& parts, char letter, std::string_view year,
                      std::string_view serial) {
  const std::string digits = without_leading_zeros(serial);
  if (!all_digits(year) || year.size() > 2 || !all_digits(serial) || digits.empty() ||
      digits.size() > 6) {
    return refuse(parts, "a Japanese number of an era has its year and up to six digits");
  }
  const int number = std::stoi(std::string(year));
  for (const Era& era : kEras) {
    if (era.letter == letter && number >= 1 && number <= era.years) {
      return made(parts, letter + padded(year, 2) + digits);
    }
  }
  return refuse(parts, std::string("the era ") + letter + " has no year " + std::string(year));
}

// Numbers without the era's letter: Heisei 1 to 11 (Western years began in 2000, a few still bear
// Heisei 12), Showa from 40 on; between them no published document is numbered so.
Result<Number> of_untold_era(const Parts& parts, std::string_view year, std::string_view serial) {
  const std::string two = padded(year, 2);
  if (two.size() == 2 && two >= "01" && two <= "12") {
    return of_era(parts, 'H', two, serial);
  }
  if (two.size() == 2 && two >= "40" && two <= "64") {
    return of_era(parts, 'S', two, serial);
  }
  return refuse(parts, "the era of the year " + std::string(year) +
                           " cannot be told: write M, T, S, H or R before it");
}

Result<Number> western(const Parts& parts, std::string_view year, std::string_view serial) {
  const std::string digits = without_leading_zeros(serial);
  if (year < "1900" || year > "2099" || digits.empty() || digits.size() > 6) {
    return refuse(parts, "a Japanese number has a year and up to six digits");
  }
  return made(parts, std::string(year) + padded(digits, 6));
}

Result<Number> with_hyphen(const Parts& parts, std::string_view body, std::size_t hyphen) {
  const std::string_view year = body.substr(0, hyphen);
  const std::string serial = without(body.substr(hyphen + 1), "-");
  if (!all_digits(year) || !all_digits(serial)) {
    return refuse(parts, "digits stand on both sides of the hyphen");
  }
  return year.size() == 4 ? western(parts, year, serial) : of_untold_era(parts, year, serial);
}

Result<Number> with_letter(const Parts& parts, std::string_view body) {
  const char letter = body[0];
  std::string_view rest = body.substr(1);
  while (rest.starts_with('-')) {
    rest.remove_prefix(1);
  }
  if (const std::size_t hyphen = rest.find('-'); hyphen != std::string_view::npos) {
    return of_era(parts, letter, rest.substr(0, hyphen), rest.substr(hyphen + 1));
  }
  return of_era(parts, letter, rest.substr(0, 2), rest.size() > 2 ? rest.substr(2) : "");
}

}  // namespace

Result<Number> parse_jp(const Parts& parts) {
  const std::string unpadded = without_leading_zeros(parts.body);
  if (!unpadded.empty() && unpadded[0] >= 'A' && unpadded[0] <= 'Z') {
    return with_letter(parts, unpadded);
  }
  std::string body = parts.body;
  if (const std::size_t hyphen = body.find('-'); hyphen != std::string::npos) {
    return with_hyphen(parts, body, hyphen);
  }
  if (!all_digits(body) || unpadded.empty() || unpadded.size() > 10) {
    return refuse(parts, "a Japanese number has at most ten digits, and is not zero");
  }
  if (unpadded.size() >= 9) {
    return western(parts, unpadded.substr(0, 4), unpadded.substr(4));
  }
  const bool registered = parts.kind == NumberKind::kRegistration ||
                          (!parts.kind_code.empty() && parts.kind_code[0] == 'B');
  if (body.size() == 8 && !(registered && unpadded.size() <= 7)) {
    return of_untold_era(parts, body.substr(0, 2), body.substr(2));
  }
  if (unpadded.size() == 8) {
    return of_untold_era(parts, unpadded.substr(0, 2), unpadded.substr(2));
  }
  return made(parts, unpadded);
}

}  // namespace pignus::registers::numbers
