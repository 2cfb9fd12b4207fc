#include "registers/io/xml_text.h"

#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>

#include "core/message_text.h"
#include "registers/io/text_scan.h"

namespace pignus::registers {

namespace {

bool ends_name(std::string_view text, std::size_t at) {
  return at < text.size() && std::string_view("> /\t\r\n").find(text[at]) != std::string_view::npos;
}

std::size_t find_tag(std::string_view text, const std::string& tag, std::size_t from) {
  while (true) {
    const std::size_t at = find_text(text, tag, from);
    if (at == std::string_view::npos || ends_name(text, at + tag.size())) return at;
    from = at + tag.size();
  }
}

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
}

struct Construct {
  std::string_view open;
  std::string_view close;
};
constexpr Construct kConstructs[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};

const Construct* construct_at(std::string_view text, std::size_t at) {
  for (const Construct& construct : kConstructs) {
    if (text.substr(at).starts_with(construct.open)) return &construct;
  }
  return nullptr;
}

bool is_character(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xd800) ||
         (code > 0xdfff && code < 0x110000);
}

}  // namespace

std::size_t find_start_tag(std::string_view text, std::string_view name, std::size_t from) {
  return find_tag(text, "<" + std::string(name), from);
}

std::string_view first_element_name(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : start;
  if (at == std::string_view::npos || at >= text.size() || text[at] != '<') return "";
  while (true) {
    at = text.find('<', at);
    if (at == std::string_view::npos) return "";
    if (const Construct* construct = construct_at(text, at)) {
      at = text.find(construct->close, at + construct->open.size());
      if (at == std::string_view::npos) return "";
      continue;
    }
    ++at;
    if (at < text.size() && text[at] != '!') {
      return text.substr(at, text.find_first_of("> /\t\r\n", at) - at);
    }
  }
}

std::optional<std::string_view> element_text(std::string_view text, std::string_view name,
                                             std::size_t from) {
  const std::size_t start = find_start_tag(text, name, from);
  if (start == std::string_view::npos) return std::nullopt;
  const std::size_t close = find_tag(text, "</" + std::string(name), start);
  if (close == std::string_view::npos) return std::nullopt;
  const std::size_t end = text.find('>', close);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(start, end + 1 - start);
}

Result<std::string> plain_markup(std::string_view text, std::size_t bytes_max) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t angle = text.find('<', at);
    const std::size_t end = angle == std::string_view::npos ? text.size() : angle;
    out.append(text.substr(at, end - at));
    if (out.size() > bytes_max) {
      return fail(ErrorCode::kLimitExceeded,
                  "expands to more than " + std::to_string(bytes_max) + " bytes");
    }
    if (end == text.size()) break;
    const Construct* construct = construct_at(text, end);
    if (construct == nullptr) {
      out += '<';
      at = end + 1;
      continue;
    }
    const std::size_t inside = end + construct->open.size();
    const std::size_t close = text.find(construct->close, inside);
    if (close == std::string_view::npos) {
      return fail(ErrorCode::kInvalidInput, std::string(construct->open) + " without its end");
    }
    if (construct->close == "]]>") append_escaped(text.substr(inside, close - inside), out);
    at = close + construct->close.size();
  }
  return out;
}

std::string unsound_character(std::string_view text) {
  if (!text.empty() && std::memchr(text.data(), 0, text.size()) != nullptr) return "a NUL byte";
  for (std::size_t at = find_text(text, "&#", 0); at != std::string_view::npos;
       at = find_text(text, "&#", at + 2)) {
    std::size_t digits = at + 2;
    const bool hexadecimal = digits < text.size() && text[digits] == 'x';
    if (hexadecimal) ++digits;
    std::uint32_t code = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] =
        std::from_chars(text.data() + digits, end, code, hexadecimal ? 16 : 10);
    if (error != std::errc() || rest == end || *rest != ';' || !is_character(code)) {
      return "the character reference " + for_message(text.substr(at, 12));
    }
  }
  return "";
}

}  // namespace pignus::registers
