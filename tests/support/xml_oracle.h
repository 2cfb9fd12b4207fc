// pugixml as the oracle of XmlTree. For tests and fuzz targets.
#pragma once

#include <algorithm>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "registers/io/xml_text.h"
#include "registers/io/xml_tree.h"

namespace pignus::registers::testing {

inline std::string pugi_text(pugi::xml_node node) {
  struct Walker : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& at) override {
      if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) text += at.value();
      return true;
    }
  } walker;
  node.traverse(walker);
  return squeeze_spaces(walker.text);
}

/// "" when both see the same names, attributes and texts in the same order, else what differs.
inline std::string node_difference(XmlNode ours, pugi::xml_node theirs) {
  if (ours.name() != theirs.name()) return "name of <" + std::string(ours.name()) + ">";
  if (ours.text() != pugi_text(theirs)) return "text of <" + std::string(ours.name()) + ">";
  for (const auto attribute : theirs.attributes()) {
    // The first of a name counts.
    const std::string expected = theirs.attribute(attribute.name()).value();
    if (!ours.has_attribute(attribute.name()) || ours.attribute(attribute.name()) != expected) {
      return "attribute " + std::string(attribute.name());
    }
  }
  auto theirs_child = theirs.first_child();
  const auto to_element = [&] {
    while (theirs_child && theirs_child.type() != pugi::node_element) {
      theirs_child = theirs_child.next_sibling();
    }
  };
  for (const XmlNode child : ours.children()) {
    to_element();
    if (!theirs_child) return "children of <" + std::string(ours.name()) + ">";
    if (auto inside = node_difference(child, theirs_child); !inside.empty()) return inside;
    theirs_child = theirs_child.next_sibling();
  }
  to_element();
  return theirs_child ? "children of <" + std::string(ours.name()) + ">" : "";
}

/// What XmlTree takes, pugixml takes and sees alike; what XmlTree alone refuses is not compared,
/// since pugixml lets more pass. Recursive: for shallow texts.
inline std::string xml_difference(std::string_view text) {
  XmlTree tree;
  const auto root = tree.parse(text);
  if (!root) return "";
  pugi::xml_document document;
  const auto parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed) return std::string("pugixml refuses it: ") + parsed.description();
  return node_difference(*root, document.document_element());
}

}  // namespace pignus::registers::testing
