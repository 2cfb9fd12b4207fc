#include "registers/cnipa/dates.h"

#include <array>
#include <string>

#include "core/utf8.h"

namespace pignus::registers {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string padded(std::string_view digits, std::size_t width) {
  return digits.size() < width ? std::string(width - digits.size(), '0') + std::string(digits)
                               : std::string(digits);
}

}  // namespace

std::optional<RegisterDate> chinese_date(std::string_view text) {
  const std::string flat = trim(text);
  if (flat.empty() || flat == "-" || flat == "--" || flat == "无") return RegisterDate();
  if (!is_digit(flat[0])) return std::nullopt;
  std::array<std::string, 3> parts;  // year, month, day
  std::size_t part = 0;
  for (std::size_t at = 0; at < flat.size() && part < parts.size();) {
    const std::size_t start = at;
    while (at < flat.size() && is_digit(flat[at])) ++at;
    parts.at(part++) = flat.substr(start, at - start);
    if (part == 1 && at - start == 8) break;
    // One separator: a mark of one byte, or 年, 月 of three.
    while (at < flat.size() && !is_digit(flat[at])) {
      if (flat[at] == 'T' || (part == 3 && flat[at] == ' ')) at = flat.size();
      if (at < flat.size()) ++at;
    }
  }
  if (parts[0].size() == 8) return RegisterDate::parse(parts[0]);
  if (parts[0].size() != 4 || parts[1].size() > 2 || parts[2].size() > 2) return std::nullopt;
  return RegisterDate::parse(parts[0] + padded(parts[1], 2) + padded(parts[2], 2));
}

}  // namespace pignus::registers
