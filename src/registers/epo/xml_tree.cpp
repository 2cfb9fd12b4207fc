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
  if (xml::too_deep(document)) {
    return refuse(ErrorCode::kLimitExceeded,
                  "elements nest deeper than " + std::to_string(xml::kXmlDepthMax), file);
  }
  return {};
}

}  // namespace pignus::registers
