#include "text/class_overlap.h"

#include <algorithm>
#include <array>

#include "core/check.h"

namespace pignus::text {

namespace {

constexpr std::size_t kSubclassBytes = 4;

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

/// "E21B…": a letter, two digits, a letter.
bool has_subclass(std::string_view symbol) {
  return symbol.size() >= kSubclassBytes && !is_digit(symbol[0]) && is_digit(symbol[1]) &&
         is_digit(symbol[2]) && !is_digit(symbol[3]);
}

/// "E21B43/26" in the levels of the scheme: "E", "21", "B", "43", "26"; else one level.
std::array<std::string_view, 5> levels_of(std::string_view symbol) {
  if (!has_subclass(symbol)) {
    return {symbol, {}, {}, {}, {}};
  }
  const std::string_view groups = symbol.substr(kSubclassBytes);
  const std::size_t slash = std::min(groups.find('/'), groups.size());
  const std::string_view subgroup =
      slash < groups.size() ? groups.substr(slash + 1) : std::string_view();
  return {symbol.substr(0, 1), symbol.substr(1, 2), symbol.substr(3, 1), groups.substr(0, slash),
          subgroup};
}

double best_matches(const std::vector<std::string>& from, const std::vector<std::string>& among) {
  double sum = 0;
  for (const std::string& one : from) {
    double best = 0;
    for (const std::string& other : among) {
      best = std::max(best, class_match(one, other));
    }
    sum += best;
  }
  return sum / static_cast<double>(from.size());
}

}  // namespace

double class_match(std::string_view left, std::string_view right) {
  if (left == right) {
    return 1;
  }
  const auto a = levels_of(left);
  const auto b = levels_of(right);
  int same = 0;
  for (std::size_t level = 0; level < a.size(); ++level) {
    if (a.at(level).empty() || a.at(level) != b.at(level)) {
      break;
    }
    ++same;
  }
  return same / 5.0;
}

double class_overlap(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  PIGNUS_CHECK(!left.empty() && !right.empty());
  return (best_matches(left, right) + best_matches(right, left)) / 2;
}

std::string section_of(std::string_view symbol) {
  return has_subclass(symbol) ? std::string(symbol.substr(0, 1)) : "";
}

std::string subclass_of(std::string_view symbol) {
  return has_subclass(symbol) ? std::string(symbol.substr(0, kSubclassBytes)) : "";
}

std::string main_group_of(std::string_view symbol) {
  if (!has_subclass(symbol) || symbol.size() == kSubclassBytes) {
    return "";
  }
  return std::string(symbol.substr(0, symbol.find('/')));
}

}  // namespace pignus::text
