#include "registers/uspto/class_symbols.h"

#include <algorithm>
#include <cctype>

#include "core/utf8.h"
#include "registers/number/parsing.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kIpcSubclass = 4;
constexpr std::size_t kIpcGroup = 3;
constexpr std::size_t kUsClass = 3;
constexpr std::size_t kUsSubclass = 3;
constexpr std::size_t kUsDecimals = 3;  ///< zero filled in the files of applications
constexpr std::size_t kLocarnoDigits = 4;

std::string without_blanks(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](unsigned char c) { return std::isspace(c) != 0; });
  return result;
}

/// Columns are bytes only in ASCII; a character must not be cut in two.
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

/// What stands behind the subclass: ".1" of "1", ".16" of "160", "K", ".5" of ".5".
std::string us_class_rest(std::string_view text) {
  std::string rest = without_blanks(text);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0) return rest;
  std::string decimals = rest.substr(0, digits);
  if (decimals.size() == kUsDecimals) {
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  }
  return (decimals.empty() ? "" : "." + decimals) + rest.substr(digits);
}

}  // namespace

std::string ipc_of_columns(std::string_view columns) {
  std::string text = ascii_upper(trim(columns));
  if (text.size() <= kIpcSubclass || !is_ascii(text)) return text;
  const std::string subclass = text.substr(0, kIpcSubclass);
  const std::string_view rest = std::string_view(text).substr(kIpcSubclass);
  if (const std::size_t slash = rest.find('/'); slash != std::string_view::npos) {
    const std::string group = numbers::without_leading_zeros(without_blanks(rest.substr(0, slash)));
    return subclass + group + "/" + without_blanks(rest.substr(slash + 1));
  }
  if (rest.size() <= kIpcGroup) return without_blanks(text);
  return subclass + numbers::without_leading_zeros(without_blanks(rest.substr(0, kIpcGroup))) +
         "/" + without_blanks(rest.substr(kIpcGroup));
}

std::string us_class_symbol(std::string_view columns) {
  while (columns.ends_with(' ') || columns.ends_with('\n')) columns.remove_suffix(1);
  if (!is_ascii(columns)) return squeeze_spaces(columns);
  std::string whole = without_blanks(columns);
  if (columns.size() <= kUsClass || whole.find('/') != std::string::npos) return whole;
  std::string symbol = numbers::without_leading_zeros(without_blanks(columns.substr(0, kUsClass)));
  const std::string_view rest = columns.substr(kUsClass);
  if (rest.find("DIG") != std::string_view::npos) return symbol + "/" + without_blanks(rest);
  symbol += "/" + numbers::without_leading_zeros(without_blanks(rest.substr(0, kUsSubclass)));
  if (rest.size() > kUsSubclass) symbol += us_class_rest(rest.substr(kUsSubclass));
  return symbol;
}

std::string locarno_symbol(std::string_view digits) {
  std::string text = trim(digits);
  if (text.size() == kLocarnoDigits + 1 && (text.front() == 'D' || text.front() == 'd')) {
    text.erase(0, 1);
  }
  const bool four = text.size() == kLocarnoDigits && numbers::all_digits(text);
  return four ? text.substr(0, 2) + "-" + text.substr(2) : text;
}

}  // namespace pignus::registers
