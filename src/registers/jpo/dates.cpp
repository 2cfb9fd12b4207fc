#include "registers/jpo/dates.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/utf8.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

struct Era {
  std::string_view words;
  char letter;
  char code;
  int before_first;  ///< the year before its first
};
constexpr std::array<Era, 5> kEras{{{"明治", 'M', '1', 1867},
                                    {"大正", 'T', '2', 1911},
                                    {"昭和", 'S', '3', 1925},
                                    {"平成", 'H', '4', 1988},
                                    {"令和", 'R', '5', 2018}}};

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Full-width digits narrow, 元 as 1, blanks gone.
std::string narrow(std::string_view text) {
  constexpr std::array<std::string_view, 10> kWide{"０", "１", "２", "３", "４",
                                                   "５", "６", "７", "８", "９"};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at, 3);
    const auto* const wide = std::ranges::find(kWide, rest);
    if (wide != kWide.end()) {
      out += static_cast<char>('0' + (wide - kWide.begin()));
      at += 3;
    } else if (rest == "元") {
      out += '1';
      at += 3;
    } else if (rest == "　") {
      at += 3;
    } else {
      if (text[at] != ' ' && text[at] != '\n' && text[at] != '\t') out += text[at];
      ++at;
    }
  }
  return out;
}

/// Up to three runs of digits, whatever stands between them.
std::array<std::string, 3> runs_of(std::string_view text) {
  std::array<std::string, 3> runs;
  std::size_t run = 0;
  bool within = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (within && !digit) ++run;
    within = digit;
    if (run == runs.size()) break;
    if (digit) runs.at(run) += c;
  }
  return runs;
}

std::optional<RegisterDate> assembled(int year, const std::string& month, const std::string& day) {
  if (month.size() > 2 || day.size() > 2) return std::nullopt;
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d%02d%02d", year,
                month.empty() ? 0 : std::stoi(month), day.empty() ? 0 : std::stoi(day));
  return RegisterDate::parse(text.data());
}

}  // namespace

std::optional<RegisterDate> japanese_date(std::string_view text) {
  const std::string flat = narrow(text);
  if (flat.empty()) return RegisterDate();
  if (all_digits(flat) && flat.size() == 7) {
    for (const Era& era : kEras) {
      if (era.code != flat[0]) continue;
      return assembled(era.before_first + std::stoi(flat.substr(1, 2)), flat.substr(3, 2),
                       flat.substr(5, 2));
    }
    return std::nullopt;
  }
  for (const Era& era : kEras) {
    const bool words = flat.starts_with(era.words);
    const bool letter = !words && flat[0] == era.letter && flat.size() > 1;
    if (!words && !letter) continue;
    const auto runs = runs_of(std::string_view(flat).substr(words ? era.words.size() : 1));
    if (runs[0].empty() || runs[0].size() > 2) return std::nullopt;
    return assembled(era.before_first + std::stoi(runs[0]), runs[1], runs[2]);
  }
  if (const auto date = RegisterDate::parse(flat)) return date;
  const auto runs = runs_of(flat);
  if (runs[0].size() != 4 || flat[0] < '0' || flat[0] > '9') return std::nullopt;
  return assembled(std::stoi(runs[0]), runs[1], runs[2]);
}

std::string jpo_document_number(std::string_view text) {
  std::string flat = squeeze_spaces(text);
  const std::size_t blank = flat.find(' ');
  if (!flat.starts_with("JP") || blank == std::string::npos || blank < 3 || blank > 4) return flat;
  const std::string kind = flat.substr(2, blank - 2);
  const std::string digits = flat.substr(blank + 1);
  if (!all_digits(digits)) return flat;
  std::string number = digits;
  if (digits.size() == 9) {
    const auto* const era = std::ranges::find(kEras, digits[0], &Era::code);
    if (era == kEras.end()) return flat;
    const int year = era->before_first + std::stoi(digits.substr(1, 2));
    number = year >= 2000 ? std::to_string(year) + digits.substr(3)
                          : era->letter + digits.substr(1, 2) + "-" + digits.substr(3);
  } else if (digits.size() > 7 && digits.size() != 10) {
    return flat;
  }
  const auto parsed = parse_number("JP" + number + kind);
  return parsed ? parsed->normal() : flat;
}

}  // namespace pignus::registers
