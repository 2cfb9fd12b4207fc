#include "journal/canonical_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <system_error>

#include "core/json.h"
#include "core/utf8.h"

namespace pignus::journal {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A whole number that fits 64 bits is written as it is.
bool is_integer(std::string_view token) {
  const char* const end = token.data() + token.size();
  std::int64_t with_sign = 0;
  const auto read_signed = std::from_chars(token.data(), end, with_sign);
  if (read_signed.ec == std::errc{} && read_signed.ptr == end) return token != "-0";
  std::uint64_t without_sign = 0;
  const auto read_unsigned = std::from_chars(token.data(), end, without_sign);
  return read_unsigned.ec == std::errc{} && read_unsigned.ptr == end;
}

/// Any other number has one spelling: the one it is written with.
bool is_written_so(std::string_view token) {
  double number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  return error == std::errc{} && end == token.data() + token.size() && std::isfinite(number) &&
         canonical_json(Json(number)) == token;
}

/// The text of a string without its escapes; what take_string() accepted.
std::string unescaped(std::string_view raw) {
  std::string quoted = "\"";
  quoted += raw;
  quoted += '"';
  return Json::parse(quoted).get<std::string>();
}

bool key_less(std::string_view a, std::string_view b) {
  const bool plain =
      a.find('\\') == std::string_view::npos && b.find('\\') == std::string_view::npos;
  return plain ? utf16_less(a, b) : utf16_less(unescaped(a), unescaped(b));
}

}  // namespace

CanonicalText::CanonicalText(std::string_view text)
    : text_(first_invalid_utf8(text) == std::string_view::npos ? text : std::string_view()) {}

bool CanonicalText::take(std::string_view literal) {
  if (!rest().starts_with(literal)) return false;
  at_ += literal.size();
  return true;
}

bool CanonicalText::escape() {
  constexpr std::string_view kShort = "\"\\bfnrt";
  if (at_ >= text_.size()) return false;
  if (kShort.find(text_[at_]) != std::string_view::npos) {
    ++at_;
    return true;
  }
  // Only control characters that have no short escape, in lower-case hex.
  if (!take("u00") || text_.size() - at_ < 2) return false;
  const char high = text_[at_];
  const char low = text_[at_ + 1];
  const bool is_hex = is_digit(low) || (low >= 'a' && low <= 'f');
  if ((high != '0' && high != '1') || !is_hex) return false;
  constexpr std::string_view kHaveShort = "89acd";
  if (high == '0' && kHaveShort.find(low) != std::string_view::npos) return false;
  at_ += 2;
  return true;
}

bool CanonicalText::take_string(std::string_view& raw) {
  if (!take("\"")) return false;
  const std::size_t begin = at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      raw = text_.substr(begin, at_ - begin);
      ++at_;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return false;
    ++at_;
    if (c == '\\' && !escape()) return false;
  }
  return false;
}

bool CanonicalText::number() {
  const std::size_t begin = at_;
  constexpr std::string_view kOfNumbers = "+-.0123456789e";
  while (at_ < text_.size() && kOfNumbers.find(text_[at_]) != std::string_view::npos) ++at_;
  const std::string_view token = text_.substr(begin, at_ - begin);
  const std::size_t first = token.starts_with('-') ? 1 : 0;
  if (first >= token.size() || !is_digit(token[first])) return false;
  const bool padded = token[first] == '0' && token.size() > first + 1 && is_digit(token[first + 1]);
  return !padded && (is_integer(token) || is_written_so(token));
}

bool CanonicalText::array(int depth) {
  if (take("]")) return true;
  do {
    if (!value(depth)) return false;
  } while (take(","));
  return take("]");
}

bool CanonicalText::object(int depth) {
  if (take("}")) return true;
  std::string_view before;
  bool first = true;
  do {
    std::string_view key;
    if (!take_string(key) || !take(":")) return false;
    if (!first && !key_less(before, key)) return false;
    first = false;
    before = key;
    if (!value(depth)) return false;
  } while (take(","));
  return take("}");
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kDepthMax
bool CanonicalText::value(int depth) {
  if (at_ >= text_.size()) return false;
  std::string_view ignored;
  switch (text_[at_]) {
    case '"':
      return take_string(ignored);
    case '{':
      ++at_;
      return depth < kDepthMax && object(depth + 1);
    case '[':
      ++at_;
      return depth < kDepthMax && array(depth + 1);
    case 't':
      return take("true");
    case 'f':
      return take("false");
    case 'n':
      return take("null");
    default:
      return number();
  }
}

bool is_canonical_json(std::string_view text) {
  CanonicalText walk(text);
  return walk.take_value() && walk.rest().empty();
}

}  // namespace pignus::journal
