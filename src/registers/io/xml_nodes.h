// Walking XML by local names: the same standard comes with and without prefixes, and with prefixes
// of each office's choosing.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::registers::xml {

/// "tmk:Trademark" to "Trademark".
inline std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
inline std::string_view local_name(pugi::xml_node node) {
  return local_name(std::string_view(node.name()));
}

/// kInvalidInput with the byte where a record is not UTF-8.
[[nodiscard]] Status utf8_text(std::string_view text, const Where& where);
/// The same, and for a character that XML does not allow.
[[nodiscard]] Status sound_text(std::string_view text, const Where& where);

inline constexpr int kXmlDepthMax = 200;
enum class XmlDepth {
  kBounded,  ///< kLimitExceeded for elements nested deeper than kXmlDepthMax: walks may recurse
  kAny,      ///< for a caller that walks without recursion
};
/// Parses one record with pugixml's `options`. kInvalidInput for what is no XML or no sound_text.
[[nodiscard]] Status load_xml(pugi::xml_document& document, std::string_view text,
                              const Where& where, unsigned options = pugi::parse_default,
                              XmlDepth depth = XmlDepth::kBounded);

/// The first child of that local name; a null node where there is none.
pugi::xml_node child_named(pugi::xml_node node, std::string_view name);
/// Down a path of local names, "ApplicationNumber/ApplicationNumberText", first children only.
pugi::xml_node at_path(pugi::xml_node node, std::string_view path);
/// The first descendant of that local name, in document order.
pugi::xml_node below(pugi::xml_node node, std::string_view name);

/// All text within, white space squeezed; "" for a null node.
std::string text_within(pugi::xml_node node);
/// text_within(at_path(node, path)).
std::string text_at(pugi::xml_node node, std::string_view path);

/// `visit(child)` for each element child of that local name.
template <typename Visit>
void each_child(pugi::xml_node node, std::string_view name, Visit visit) {
  for (const auto child : node.children()) {
    if (local_name(child) == name) visit(child);
  }
}
/// `visit(found)` for each descendant of that local name; does not look within what it found.
template <typename Visit>
void each_below(pugi::xml_node node, std::string_view name, Visit visit) {
  for (const auto child : node.children()) {
    if (local_name(child) == name) {
      visit(child);
    } else {
      each_below(child, name, visit);
    }
  }
}

}  // namespace pignus::registers::xml
