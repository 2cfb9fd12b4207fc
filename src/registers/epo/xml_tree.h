// Reading a pugixml tree by local names: the EPO writes the same elements with prefixes "exch:",
// "ops:", "reg:", "ns3:" and with none. Trees are loaded with escapes kept (kRawXml), so that
// texts stay as the file spells them until text_of() makes them readable.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/result.h"
#include "registers/epo/xml_entities.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// White space between inline elements is text, and references stay as written.
inline constexpr unsigned kRawXml =
    (pugi::parse_default | pugi::parse_ws_pcdata) & ~pugi::parse_escapes;

inline std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The first child of that local name, or an empty node.
pugi::xml_node child_of(pugi::xml_node node, std::string_view name);
/// The first descendant along "a/b/c".
pugi::xml_node at_path(pugi::xml_node node, std::string_view path);
/// The first descendant of that local name at any depth.
pugi::xml_node find_below(pugi::xml_node node, std::string_view name);
/// All text below, readable; "" for an empty node.
std::string text_below(pugi::xml_node node);
/// Attribute of that local name, readable.
std::string attribute_of(pugi::xml_node node, std::string_view name);

template <typename Visit>
void each_child(pugi::xml_node node, std::string_view name, Visit visit) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) visit(child);
  }
}

/// A whole answer of a service as a tree: at most `bytes_max`, UTF-8, sound characters, nested no
/// deeper than kXmlDepthMax. Errors name `file`.
inline constexpr int kXmlDepthMax = 256;
[[nodiscard]] Status load_answer(ByteSource& source, std::string_view file, std::size_t bytes_max,
                                 pugi::xml_document& document);

}  // namespace pignus::registers
