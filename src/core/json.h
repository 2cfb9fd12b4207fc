// JSON for interfaces and hashes. Bulk register JSON goes through simdjson in registers/.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus {

using Json = nlohmann::json;

/// RFC 8785 canonical form: keys in UTF-16 order, no white space, ECMAScript number text. Two equal
/// values give the same bytes. Aborts on NaN or infinity: unknown is null, never a number.
std::string canonical_json(const Json& value);

/// Order of RFC 8785: by UTF-16 code units. It differs from the order of bytes only where a
/// character beyond U+FFFF (four bytes, surrogates 0xD800…) meets one of U+E000 to U+FFFF.
bool utf16_less(std::string_view a, std::string_view b);

struct JsonLimits {
  std::size_t bytes_max = 64U << 20;
  int depth_max = 64;
};
/// Strict parse; `file` names the source in errors. Duplicate keys and invalid UTF-8 are refused.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::string_view file,
                                      JsonLimits limits = {});

}  // namespace pignus
