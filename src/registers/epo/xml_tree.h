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
#include "registers/io/xml_nodes.h"

namespace pignus::registers {

/// White space between inline elements is text, and references stay as written.
inline constexpr unsigned kRawXml =
    (pugi::parse_default | pugi::parse_ws_pcdata) & ~pugi::parse_escapes;

using xml::at_path;
using xml::below;
using xml::child_named;
using xml::each_child;
using xml::local_name;

/// All text below, readable; "" for an empty node.
std::string text_below(pugi::xml_node node);
/// Attribute of that local name, readable.
std::string attribute_of(pugi::xml_node node, std::string_view name);

/// A whole answer of a service as a tree: at most `bytes_max`, UTF-8, sound characters, nested no
/// deeper than xml::kXmlDepthMax. Errors name `file`.
[[nodiscard]] Status load_answer(ByteSource& source, std::string_view file, std::size_t bytes_max,
                                 pugi::xml_document& document);

}  // namespace pignus::registers
