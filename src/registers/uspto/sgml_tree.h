// A tree from SGML that is nearly XML: names in either case, elements that nothing closes, entities
// of a DTD that is not at hand. Internal to the reader of ST.32 grants.
#pragma once

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace pignus::registers {

struct SgmlTree {
  pugi::xml_document document;
  std::size_t closes_without_start = 0;  ///< end tags that close nothing
  bool too_deep = false;                 ///< elements below the bound were taken out of the tree
};

/// Names in upper case, attributes left out, entities made characters; one this reader does not
/// know stays as written. An end tag closes what is open within its element; an element that is
/// empty by the DTD has no content even without "/>". Text without comments or CDATA sections.
void read_sgml_tree(std::string_view text, SgmlTree& tree);

/// "&ldquo;" to its character, "&#8220;" and "&#x201C;" too.
std::string without_entities(std::string_view text);

/// Markup whose named entities of the DTD are made characters, those of XML itself left as they
/// are; nullopt when there is none to change.
std::optional<std::string> named_entities_expanded(std::string_view markup);

}  // namespace pignus::registers
