#include "registers/io/xml_decode.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "core/utf8.h"

namespace pignus::registers::xml {

namespace {

constexpr auto kNone = std::string_view::npos;

// Those of squeeze_spaces.
bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void append_utf8(std::uint32_t code, std::string& out) {
  constexpr std::uint32_t kTail = 0x3f;
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xc0U | (code >> 6U));
    byte(0x80U | (code & kTail));
  } else if (code < 0x10000) {
    byte(0xe0U | (code >> 12U));
    byte(0x80U | ((code >> 6U) & kTail));
    byte(0x80U | (code & kTail));
  } else {
    byte(0xf0U | (code >> 18U));
    byte(0x80U | ((code >> 12U) & kTail));
    byte(0x80U | ((code >> 6U) & kTail));
    byte(0x80U | (code & kTail));
  }
}

struct Entity {
  std::string_view reference;
  char character;
};
constexpr std::array<Entity, 5> kEntities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

/// Appends what the reference at the start of `text` ("&…") means; how many bytes it takes. What
/// is no reference is text.
std::size_t append_reference(std::string_view text, std::string& out) {
  if (text.starts_with("&#")) {
    const bool hexadecimal = text.size() > 2 && text[2] == 'x';
    const char* digits = text.data() + (hexadecimal ? 3 : 2);
    const char* end = text.data() + text.size();
    std::uint32_t code = 0;
    const auto [rest, error] = std::from_chars(digits, end, code, hexadecimal ? 16 : 10);
    if (error == std::errc() && rest != end && *rest == ';' && code < 0x110000) {
      append_utf8(code, out);
      return static_cast<std::size_t>(rest + 1 - text.data());
    }
  }
  for (const Entity& entity : kEntities) {
    if (text.starts_with(entity.reference)) {
      out += entity.character;
      return entity.reference.size();
    }
  }
  out += '&';
  return 1;
}

void append_decoded(std::string_view text, std::string& out) {
  while (true) {
    const std::size_t reference = text.find('&');
    out.append(text.substr(0, reference));
    if (reference == kNone) return;
    text.remove_prefix(reference);
    text.remove_prefix(append_reference(text, out));
  }
}

/// Behind the '>' of the tag at the start of `text`; quotes may hold one.
std::size_t tag_size(std::string_view text) {
  char quote = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return text.size();
}

/// Behind `terminator`, searched from `from`.
std::size_t behind(std::string_view text, std::string_view terminator, std::size_t from) {
  const std::size_t at = text.find(terminator, from);
  return at == kNone ? text.size() : at + terminator.size();
}

}  // namespace

std::optional<std::string_view> squeezed_in_place(std::string_view content) {
  while (!content.empty() && is_space(content.front())) content.remove_prefix(1);
  while (!content.empty() && is_space(content.back())) content.remove_suffix(1);
  bool space_before = false;
  for (const char c : content) {
    if (c == '&') return std::nullopt;
    const bool space = is_space(c);
    if (space && (c != ' ' || space_before)) return std::nullopt;
    space_before = space;
  }
  return content;
}

void append_text(std::string_view content, std::string& out) {
  constexpr std::string_view kData = "<![CDATA[";
  constexpr std::string_view kDataEnd = "]]>";
  while (true) {
    const std::size_t angle = content.find('<');
    append_decoded(content.substr(0, angle), out);
    if (angle == kNone) return;
    content.remove_prefix(angle);
    std::size_t size = 0;
    if (content.starts_with("<!--")) {
      size = behind(content, "-->", 4);
    } else if (content.starts_with(kData)) {
      size = behind(content, kDataEnd, kData.size());
      out.append(content.substr(kData.size(), size - kData.size() - kDataEnd.size()));
    } else if (content.starts_with("<?")) {
      size = behind(content, "?>", 2);
    } else {
      size = tag_size(content);
    }
    content.remove_prefix(size);
  }
}

void append_squeezed(std::string_view content, std::string& out) {
  const std::size_t start = out.size();
  append_text(content, out);
  // In place: what is kept is never longer than what was read.
  std::size_t end = start;
  bool gap = false;
  for (std::size_t at = start; at < out.size(); ++at) {
    const char c = out[at];
    if (is_space(c)) {
      gap = end != start;
      continue;
    }
    if (gap) out[end++] = ' ';
    gap = false;
    out[end++] = c;
  }
  out.resize(end);
}

void append_attribute(std::string_view value, std::string& out) {
  std::string spaced;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '\r' && at + 1 < value.size() && value[at + 1] == '\n') continue;
    spaced += c == '\t' || c == '\r' || c == '\n' ? ' ' : c;
  }
  append_decoded(spaced, out);
}

}  // namespace pignus::registers::xml
