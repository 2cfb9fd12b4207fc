#include "registers/epo/xml_tree.h"

#include <simdjson.h>

#include "core/utf8.h"
#include "registers/io/xml_text.h"

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

bool too_deep(pugi::xml_node root) {
  int depth = 0;
  for (pugi::xml_node at = root; at;) {
    if (at.first_child()) {
      at = at.first_child();
      if (++depth > kXmlDepthMax) return true;
      continue;
    }
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (at == root) break;
    at = at.next_sibling();
  }
  return false;
}

tl::unexpected<Error> refuse(ErrorCode code, std::string message, std::string_view file) {
  return fail(code, std::move(message), Where{.file = std::string(file), .record = 0, .field = ""});
}

Result<std::string> read_all(ByteSource& source, std::string_view file, std::size_t bytes_max) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  std::string text;
  while (true) {
    const std::size_t size = text.size();
    text.resize(size + kPiece);
    PIGNUS_ASSIGN(const std::size_t count, source.read(text.data() + size, kPiece));
    text.resize(size + count);
    if (count == 0) return text;
    if (text.size() > bytes_max) {
      return refuse(ErrorCode::kLimitExceeded,
                    "an answer of more than " + std::to_string(bytes_max) + " bytes", file);
    }
  }
}

}  // namespace

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

pugi::xml_node at_path(pugi::xml_node node, std::string_view path) {
  while (node && !path.empty()) {
    const std::size_t slash = path.find('/');
    node = child_of(node, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return node;
}

pugi::xml_node find_below(pugi::xml_node node, std::string_view name) {
  return node.find_node([&](pugi::xml_node at) { return local_name(at) == name; });
}

std::string text_below(pugi::xml_node node) {
  if (!node) return "";
  std::string raw;
  collect(node, raw);
  return text_of(raw);
}

std::string attribute_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    std::string_view own = attribute.name();
    if (const std::size_t colon = own.find(':'); colon != std::string_view::npos) {
      own.remove_prefix(colon + 1);
    }
    if (own == name) return text_of(attribute.value());
  }
  return "";
}

Status load_answer(ByteSource& source, std::string_view file, std::size_t bytes_max,
                   pugi::xml_document& document) {
  PIGNUS_ASSIGN(const std::string text, read_all(source, file, bytes_max));
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return refuse(ErrorCode::kInvalidInput,
                  "not UTF-8 at byte " + std::to_string(first_invalid_utf8(text)), file);
  }
  if (const std::string unsound = unsound_character(text); !unsound.empty()) {
    return refuse(ErrorCode::kInvalidInput, unsound, file);
  }
  const auto parsed = document.load_buffer(text.data(), text.size(), kRawXml, pugi::encoding_utf8);
  if (!parsed) {
    return refuse(ErrorCode::kInvalidInput,
                  std::string("malformed XML: ") + parsed.description() + " at byte " +
                      std::to_string(parsed.offset),
                  file);
  }
  if (too_deep(document.document_element())) {
    return refuse(ErrorCode::kLimitExceeded,
                  "elements nest deeper than " + std::to_string(kXmlDepthMax), file);
  }
  return {};
}

}  // namespace pignus::registers
