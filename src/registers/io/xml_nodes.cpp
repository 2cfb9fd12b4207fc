#include "registers/io/xml_nodes.h"

#include <simdjson.h>
#include <utility>

#include "core/utf8.h"
#include "registers/io/xml_text.h"

namespace pignus::registers::xml {
namespace {

void add_text(pugi::xml_node node, std::string& text) {
  for (const auto child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    } else {
      add_text(child, text);
    }
  }
}

class Depth : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& /*node*/) override { return depth() <= kXmlDepthMax; }
};

}  // namespace

Status utf8_text(std::string_view text, const Where& where) {
  if (simdjson::validate_utf8(text.data(), text.size())) return {};
  return fail(ErrorCode::kInvalidInput,
              "not UTF-8 at byte " + std::to_string(first_invalid_utf8(text)) + " of the record",
              where);
}

Status sound_text(std::string_view text, const Where& where) {
  PIGNUS_TRY(utf8_text(text, where));
  std::string unsound = unsound_character(text);
  if (unsound.empty()) return {};
  return fail(ErrorCode::kInvalidInput, std::move(unsound), where);
}

Status load_xml(pugi::xml_document& document, std::string_view text, const Where& where,
                unsigned options, XmlDepth depth) {
  PIGNUS_TRY(sound_text(text, where));
  const auto parsed = document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput,
                std::string("malformed XML: ") + parsed.description() + " at byte " +
                    std::to_string(parsed.offset),
                where);
  }
  Depth bound;
  if (depth == XmlDepth::kBounded && !document.traverse(bound)) {
    return fail(ErrorCode::kLimitExceeded,
                "elements nest deeper than " + std::to_string(kXmlDepthMax), where);
  }
  return {};
}

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
  return node.find_child([&](pugi::xml_node child) { return local_name(child) == name; });
}

pugi::xml_node at_path(pugi::xml_node node, std::string_view path) {
  while (node && !path.empty()) {
    const auto slash = path.find('/');
    node = child_named(node, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return node;
}

pugi::xml_node below(pugi::xml_node node, std::string_view name) {
  return node.find_node([&](pugi::xml_node found) { return local_name(found) == name; });
}

std::string text_within(pugi::xml_node node) {
  std::string text;
  add_text(node, text);
  return squeeze_spaces(text);
}

std::string text_at(pugi::xml_node node, std::string_view path) {
  return text_within(at_path(node, path));
}

}  // namespace pignus::registers::xml
