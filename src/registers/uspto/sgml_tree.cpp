#include "registers/uspto/sgml_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "core/utf8.h"
#include "registers/uspto/sgml_entities.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kDepthMax = 100;
constexpr std::size_t kEntityNameMax = 12;
// Empty by the DTD: flags and places of images.
constexpr std::array<std::string_view, 17> kEmpty{
    "B221US",  "B222US",  "B473US",  "B597US", "B598US",         "CITED-BY-EXAMINER",
    "CHEMCDX", "CHEMMOL", "COLSPEC", "EMI",    "CITED-BY-OTHER", "CUSTOM-CHARACTER",
    "DEL-S",   "DEL-E",   "INS-S",   "INS-E",  "MATHEMATICA"};

void append_utf8(std::uint32_t code, std::string& out) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xc0 | (code >> 6));
    byte(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    byte(0xe0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3f));
    byte(0x80 | (code & 0x3f));
  } else {
    byte(0xf0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3f));
    byte(0x80 | ((code >> 6) & 0x3f));
    byte(0x80 | (code & 0x3f));
  }
}

/// "#8220" or "#x201C"; 0 where it is no character.
std::uint32_t numbered(std::string_view name) {
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [rest, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
  const bool whole = error == std::errc() && rest == name.data() + name.size();
  const bool sound = (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code < 0x110000) ||
                     code == '\t' || code == '\n' || code == '\r';
  return whole && sound ? code : 0;
}

/// Start and end tags put into a tree. Keeps the depth, for bounds and for tags that close several.
class Builder {
 public:
  explicit Builder(SgmlTree& tree) : tree_(tree), at_(tree.document) {}

  void text(std::string_view raw) {
    if (raw.empty() || depth_ == 0 || hidden_ > 0) return;
    pugi::xml_node node = at_.append_child(pugi::node_pcdata);
    if (raw.find('&') == std::string_view::npos) {
      node.set_value(raw.data(), raw.size());
    } else {
      const std::string decoded = without_entities(raw);
      node.set_value(decoded.data(), decoded.size());
    }
  }
  void tag(std::string_view inside) {
    if (inside.starts_with('!') || inside.starts_with('?')) return;
    if (inside.starts_with('/')) return close(name_of(inside.substr(1)));
    const std::string& name = name_of(inside);
    if (name.empty()) return;
    const bool empty = inside.ends_with('/') || std::ranges::find(kEmpty, name) != kEmpty.end();
    open(name, empty);
  }

 private:
  /// The tag's name in upper case, valid until the next tag.
  const std::string& name_of(std::string_view inside) {
    name_.clear();
    for (const char c : inside) {
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/') break;
      name_ += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name_;
  }
  void open(const std::string& name, bool empty) {
    if (depth_ >= kDepthMax) {
      tree_.too_deep = true;
      if (!empty) ++hidden_;
      return;
    }
    const auto node = at_.append_child(name.c_str());
    if (empty) return;
    at_ = node;
    ++depth_;
  }
  void close(const std::string& name) {
    if (hidden_ > 0) {
      --hidden_;
      return;
    }
    std::size_t up = 0;
    pugi::xml_node node = at_;
    while (up < depth_ && name != node.name()) {
      node = node.parent();
      ++up;
    }
    if (up == depth_) {
      if (std::ranges::find(kEmpty, name) == kEmpty.end()) ++tree_.closes_without_start;
      return;
    }
    at_ = node.parent();
    depth_ -= up + 1;
  }

  SgmlTree& tree_;
  std::string name_;
  pugi::xml_node at_;
  std::size_t depth_ = 0;
  std::size_t hidden_ = 0;
};

/// Where the tag that begins at `open` ends: its '>' outside of quotes.
std::size_t end_of_tag(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  // Few tags have attributes, and only these have quotes.
  while (at < text.size() && text[at] != '=') {
    if (text[at] == '>') return at;
    ++at;
  }
  char quote = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && text[at - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::string without_entities(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t mark = text.find('&');
    out += text.substr(0, mark);
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark);
    const std::size_t end = text.substr(0, kEntityNameMax + 2).find(';');
    const std::string_view name = end == std::string_view::npos ? "" : text.substr(1, end - 1);
    if (name.starts_with('#')) {
      if (const std::uint32_t code = numbered(name); code != 0) {
        append_utf8(code, out);
        text.remove_prefix(end + 1);
        continue;
      }
    } else if (const auto character = sgml_entity(name); !character.empty()) {
      out += character;
      text.remove_prefix(end + 1);
      continue;
    }
    out += '&';
    text.remove_prefix(1);
  }
  return out;
}

std::optional<std::string> named_entities_expanded(std::string_view markup) {
  constexpr std::array<std::string_view, 5> kOfXml{"amp", "lt", "gt", "quot", "apos"};
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = markup.find('&'); at != std::string_view::npos;
       at = markup.find('&', at + 1)) {
    const std::size_t end = markup.substr(at, kEntityNameMax + 2).find(';');
    if (end == std::string_view::npos) continue;
    const std::string_view name = markup.substr(at + 1, end - 1);
    const std::string_view character = sgml_entity(name);
    if (character.empty() || character == "<" || character == "&" ||
        std::ranges::find(kOfXml, name) != kOfXml.end()) {
      continue;
    }
    out += markup.substr(copied, at - copied);
    out += character;
    copied = at + end + 1;
  }
  if (copied == 0) return std::nullopt;
  out += markup.substr(copied);
  return out;
}

void read_sgml_tree(std::string_view text, SgmlTree& tree) {
  Builder builder(tree);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('<', at), text.size());
    builder.text(text.substr(at, open - at));
    if (open == text.size()) break;
    const std::size_t end = end_of_tag(text, open);
    if (end == std::string_view::npos) break;
    builder.tag(text.substr(open + 1, end - open - 1));
    at = end + 1;
  }
}

}  // namespace pignus::registers
