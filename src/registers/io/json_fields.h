// Fields of a JSON document, for answers whose services write one field in several shapes: numbers
// as texts or as numbers, lists that are objects when empty.
#pragma once

#include <cstddef>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct JsonLimits {
  std::size_t file_bytes_max = std::size_t{64} << 20;
  std::size_t depth_max = 64;
};

/// A document and what holds its memory.
struct JsonDocument {
  simdjson::dom::parser parser;
  std::string text;
  simdjson::dom::element root;
};

/// Reads and parses the whole of `source`; a byte-order mark is passed over. Several documents, one
/// after another or one a line, are not read. kLimitExceeded, kInvalidInput.
[[nodiscard]] Status read_json(ByteSource& source, const JsonLimits& limits, JsonDocument& out);

/// A text, number or truth value as text, white space squeezed; "" when absent, null, or a list or
/// an object.
std::string json_text(const simdjson::dom::element& object, std::string_view name);
/// The entries of a list; of an object of numbered members ({"0": …}) their values; none otherwise.
std::vector<simdjson::dom::element> json_list(const simdjson::dom::element& object,
                                              std::string_view name);
/// The texts among them.
std::vector<std::string> json_texts(const simdjson::dom::element& object, std::string_view name);
bool json_has(const simdjson::dom::element& object, std::string_view name);
/// The text of an element itself, as json_text has it.
std::string json_value(const simdjson::dom::element& element);

}  // namespace pignus::registers
