#include "registers/io/json_fields.h"

#include <algorithm>

#include "core/utf8.h"
#include "registers/io/whole_source.h"

namespace pignus::registers {

namespace dom = simdjson::dom;

Status read_json(ByteSource& source, const JsonLimits& limits, JsonDocument& out) {
  PIGNUS_ASSIGN(out.text, read_whole(source, limits.file_bytes_max));
  if (out.text.starts_with("\xef\xbb\xbf")) out.text.erase(0, 3);
  const std::size_t capacity = std::max<std::size_t>(out.text.size(), 64);
  if (out.parser.allocate(capacity, limits.depth_max) != simdjson::SUCCESS) {
    return fail(ErrorCode::kLimitExceeded, "no memory to parse the file");
  }
  const auto error = out.parser.parse(out.text).get(out.root);
  if (error == simdjson::SUCCESS) return {};
  return fail(error == simdjson::DEPTH_ERROR ? ErrorCode::kLimitExceeded : ErrorCode::kInvalidInput,
              std::string("not JSON: ") + simdjson::error_message(error));
}

std::string json_value(const dom::element& element) {
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) return squeeze_spaces(text);
  if (element.is_array() || element.is_object() || element.is_null()) return "";
  return simdjson::minify(element);
}

std::string json_text(const dom::element& object, std::string_view name) {
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS) return "";
  return json_value(value);
}

std::vector<dom::element> json_list(const dom::element& object, std::string_view name) {
  std::vector<dom::element> out;
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS) return out;
  dom::array list;
  dom::object members;
  if (value.get(list) == simdjson::SUCCESS) {
    for (const auto& one : list) out.push_back(one);
  } else if (value.get(members) == simdjson::SUCCESS) {
    for (const auto& [key, one] : members) {
      if (!key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos) {
        out.push_back(one);
      }
    }
  }
  return out;
}

std::vector<std::string> json_texts(const dom::element& object, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& one : json_list(object, name)) {
    if (std::string text = json_value(one); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

bool json_has(const dom::element& object, std::string_view name) {
  return object[name].error() == simdjson::SUCCESS;
}

}  // namespace pignus::registers
