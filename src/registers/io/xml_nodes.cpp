#include "registers/io/xml_nodes.h"

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

Status load_xml(pugi::xml_document& document, std::string_view text, const Where& where) {
  if (const std::string wrong = unsound_character(text); !wrong.empty()) {
    return fail(ErrorCode::kInvalidInput, wrong, where);
  }
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput,
                std::string("not XML: ") + parsed.description() + " at byte " +
                    std::to_string(parsed.offset),
                where);
  }
  if (too_deep(document)) {
    return fail(ErrorCode::kLimitExceeded,
                "nested deeper than " + std::to_string(kXmlDepthMax) + " elements", where);
  }
  return {};
}

bool too_deep(pugi::xml_document& document) {
  Depth depth;
  return !document.traverse(depth);
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
