#include "registers/epo/xml_tree.h"

#include "registers/io/whole_source.h"

namespace pignus::registers {

namespace {

void collect(pugi::xml_node node, std::string& raw) {
  // Iterative: a document may nest as deep as load_answer lets it.
  for (pugi::xml_node at = node.first_child(); at;) {
    if (at.type() == pugi::node_pcdata) {
      raw += at.value();
    } else if (at.type() == pugi::node_cdata) {
      for (const char c : std::string_view(at.value())) {
        raw += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
      }
    }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at == node) break;
    at = at.next_sibling();
  }
}

}  // namespace

std::string text_below(pugi::xml_node node) {
  if (!node) return "";
  std::string raw;
  collect(node, raw);
  return text_of(raw);
}

std::string attribute_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (local_name(std::string_view(attribute.name())) == name) return text_of(attribute.value());
  }
  return "";
}

Status load_answer(ByteSource& source, std::string_view file, std::size_t bytes_max,
                   pugi::xml_document& document) {
  PIGNUS_ASSIGN(const std::string text, read_whole(source, bytes_max, file));
  return xml::load_xml(document, text, Where{std::string(file), 0, ""}, kRawXml);
}

}  // namespace pignus::registers
