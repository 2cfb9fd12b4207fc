#include "core/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace pignus {

namespace {

constexpr std::string_view kSpaces = " \t\r\n\f\v";

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// Length of the sequence that begins at `at`, 0 when it is not valid.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    return 1;
  }
  const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
  if (lead >= 0xC2 && lead <= 0xDF) {
    return is_continuation(text, at + 1) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return is_continuation(text, at + 1) && is_continuation(text, at + 2) && !overlong && !surrogate
               ? 3
               : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    return is_continuation(text, at + 1) && is_continuation(text, at + 2) &&
                   is_continuation(text, at + 3) && !overlong && !beyond
               ? 4
               : 0;
  }
  return 0;
}

/// No control character and no two blanks in a row: most texts, told eight bytes at a time (each
/// step looks at the last byte of the one before again). False may be wrong.
bool surely_squeezed(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  constexpr std::uint64_t kBlanks = kOnes * static_cast<unsigned char>(' ');
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t) - 1) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    const std::uint64_t control = (bytes - kBlanks) & ~bytes & kHighs;
    const std::uint64_t other = bytes ^ kBlanks;
    const std::uint64_t blanks = (other - kOnes) & ~other & kHighs;
    if (control != 0 || (blanks & (blanks << 8U)) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    const bool two = text[at] == ' ' && at > 0 && text[at - 1] == ' ';
    if (two || (text[at] >= '\t' && text[at] <= '\r')) return false;
  }
  return true;
}

template <typename Change>
std::string mapped(std::string_view text, Change change) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), change);
  return result;
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight bytes of ASCII at once.
    if (std::uint64_t bytes = kHighs; at + sizeof(bytes) <= text.size()) {
      std::memcpy(&bytes, text.data() + at, sizeof(bytes));
      if ((bytes & kHighs) == 0) {
        at += sizeof(bytes);
        continue;
      }
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return std::string_view::npos;
}

std::string valid_utf8(std::string_view text, std::size_t bytes_max) {
  constexpr std::string_view kReplacement = "\uFFFD";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    const std::string_view next = length == 0 ? kReplacement : text.substr(at, length);
    if (next.size() > bytes_max - out.size()) {
      break;
    }
    out += next;
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::string trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) {
    return "";
  }
  return std::string(text.substr(first, text.find_last_not_of(kSpaces) - first + 1));
}

std::string ascii_upper(std::string_view text) {
  return mapped(text,
                [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
}

std::string ascii_lower(std::string_view text) {
  return mapped(text,
                [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

std::string squeeze_spaces(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string result(text);
  if (surely_squeezed(text)) return result;
  std::size_t end = 0;
  bool gap = false;
  for (const char c : text) {
    const bool space = is_space(c);
    if (space && gap) continue;
    result[end++] = space ? ' ' : c;
    gap = space;
  }
  result.resize(end);
  return result;
}

}  // namespace pignus
