#include "underwriting/cited_numbers.h"

namespace pignus::underwriting {

namespace {

constexpr std::size_t kLettersMax = 4;
constexpr std::size_t kLettersMin = 2;  // the country
constexpr std::uint64_t kLetters = 27;
constexpr std::uint64_t kDigitsEnd =
    10'000'000'000'000;  // thirteen digits; 27^4 of them fit in 64 bits

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::uint64_t> cited_number(std::string_view document) {
  std::uint64_t letters = 0;
  std::size_t at = 0;
  std::size_t count = 0;
  for (; at < document.size() && !is_digit(document[at]); ++at) {
    const char c = document[at];
    if (c == ' ' || c == '-') {
      continue;
    }
    if (c < 'A' || c > 'Z' || ++count > kLettersMax) {
      return std::nullopt;
    }
    letters = letters * kLetters + static_cast<std::uint64_t>(c - 'A' + 1);
  }
  const std::size_t first_digit = at;
  std::uint64_t digits = 0;
  for (; at < document.size() && is_digit(document[at]); ++at) {
    digits = digits * 10 + static_cast<std::uint64_t>(document[at] - '0');
    if (digits >= kDigitsEnd) {
      return std::nullopt;
    }
  }
  if (count < kLettersMin || at == first_digit) {
    return std::nullopt;
  }
  return letters * kDigitsEnd + digits;
}

}  // namespace pignus::underwriting
