// From text as people type it to compact upper-case ASCII.
#include <array>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/number/parsing.h"

namespace pignus::registers::numbers {
namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

// Longest first where one begins with another. Words before a number say nothing that its digits do
// not; the Japanese ones carry the era.
constexpr std::array kReplacements = std::to_array<Replacement>({
    {"　", ""},      {"\u00a0", ""},     {"\u2009", ""},  {"\u202f", ""},  {"\u200b", ""},
    {"\ufeff", ""},  {"\u2010", "-"},    {"\u2011", "-"}, {"\u2012", "-"}, {"\u2013", "-"},
    {"\u2014", "-"}, {"\u2015", "-"},    {"\u2212", "-"}, {"。", "."},     {"·", "."},
    {"’", ""},       {"專利號", ""},     {"专利号", ""},  {"申请号", ""},  {"公开号", ""},
    {"公告号", ""},  {"特開", ""},       {"特公", ""},    {"特表", ""},    {"特願", ""},
    {"特許", ""},    {"実開", ""},       {"実公", ""},    {"実願", ""},    {"実登", ""},
    {"明治", "M"},   {"大正", "T"},      {"昭和", "S"},   {"平成", "H"},   {"令和", "R"},
    {"明", "M"},     {"大", "T"},        {"昭", "S"},     {"平", "H"},     {"令", "R"},
    {"公報", ""},    {"国際公開", "WO"}, {"第", ""},      {"号", ""},      {"號", ""},
    {"年", "-"},     {"：", ""},
});

// U+FF01..U+FF5E are the ASCII characters, full width.
std::optional<char> narrow(std::string_view at) {
  if (at.size() < 3 || static_cast<unsigned char>(at[0]) != 0xEF) {
    return std::nullopt;
  }
  const auto second = static_cast<unsigned char>(at[1]);
  const auto third = static_cast<unsigned char>(at[2]);
  const unsigned code = 0xF000U | ((second & 0x3FU) << 6U) | (third & 0x3FU);
  if (code < 0xFF01U || code > 0xFF5EU) {
    return std::nullopt;
  }
  return static_cast<char>(code - 0xFEE0U);
}

bool is_dropped(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == '\'' || c == '"' ||
         c == ':';
}

bool is_kept(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '/' || c == '-' || c == '.';
}

}  // namespace

tl::unexpected<Error> refuse(const Parts& parts, const std::string& why) {
  return fail(ErrorCode::kInvalidInput, in_quotes(parts.written) + ": " + why, {"", 0, "number"});
}

Result<std::string> compact(std::string_view text) {
  if (text.size() > kNumberBytesMax) {
    return fail(ErrorCode::kLimitExceeded,
                "a number has at most " + std::to_string(kNumberBytesMax) + " bytes",
                {"", 0, "number"});
  }
  if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos) {
    return fail(ErrorCode::kInvalidInput,
                "a number with a byte that is not UTF-8, at offset " + std::to_string(bad),
                {"", 0, "number"});
  }
  std::string narrowed;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {  // nothing to replace begins so
      narrowed += text[at++];
      continue;
    }
    const std::string_view rest = text.substr(at);
    const Replacement* found = nullptr;
    for (const Replacement& candidate : kReplacements) {
      if (rest.starts_with(candidate.from)) {
        found = &candidate;
        break;
      }
    }
    if (found != nullptr) {
      narrowed += found->to;
      at += found->from.size();
    } else if (const auto ascii = narrow(rest)) {
      narrowed += *ascii;
      at += 3;
    } else {
      narrowed += text[at++];
    }
  }
  std::string out;
  for (const char c : ascii_upper(narrowed)) {
    if (is_dropped(c)) {
      continue;
    }
    if (!is_kept(c)) {
      return fail(ErrorCode::kInvalidInput, in_quotes(text) + ": a character that no number has",
                  {"", 0, "number"});
    }
    out += c;
  }
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_leading_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string() : std::string(digits.substr(first));
}

std::string padded(std::string_view digits, std::size_t width) {
  std::string out(digits.size() < width ? width - digits.size() : 0, '0');
  return out += digits;
}

std::string without(std::string_view text, std::string_view characters) {
  std::string out;
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> full_year(std::string_view digits, int pivot) {
  if (!all_digits(digits) || (digits.size() != 2 && digits.size() != 4)) {
    return std::nullopt;
  }
  if (digits.size() == 4) {
    return digits < "1877" || digits > "2099" ? std::nullopt : std::optional<std::string>(digits);
  }
  const int year = ((digits[0] - '0') * 10) + (digits[1] - '0');
  return (year < pivot ? "20" : "19") + std::string(digits);
}

void split_kind_code(Parts& parts) {
  std::string& body = parts.body;
  std::size_t letter = body.size();
  if (letter >= 2 && all_digits(std::string_view(body).substr(letter - 1)) &&
      !all_digits(std::string_view(body).substr(letter - 2, 1))) {
    letter -= 2;
  } else if (letter >= 1) {
    letter -= 1;
  }
  if (letter == 0 || letter >= body.size() || body[letter] < 'A' || body[letter] > 'Z') {
    return;
  }
  // A hyphen or dot between the number and its kind code ("US-8789601-B2") belongs to neither.
  std::size_t end = letter;
  while (end > 0 && (body[end - 1] == '-' || body[end - 1] == '.')) {
    --end;
  }
  if (end == 0 || body[end - 1] < '0' || body[end - 1] > '9') {
    return;
  }
  parts.kind_code = body.substr(letter);
  body.resize(end);
}

RightType type_of_kind_code(std::string_view kind_code) {
  if (kind_code.empty()) {
    return RightType::kUnknown;
  }
  switch (kind_code[0]) {
    case 'U':
    case 'Y':
      return RightType::kUtilityModel;
    case 'S':
      return RightType::kDesign;
    default:
      return RightType::kInvention;
  }
}

}  // namespace pignus::registers::numbers
