#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pignus {

/// Offset of the first byte that is not valid UTF-8 (RFC 3629), or npos.
std::size_t first_invalid_utf8(std::string_view text);
std::string trim(std::string_view text);
/// ASCII letters only.
std::string ascii_upper(std::string_view text);
std::string ascii_lower(std::string_view text);
/// Runs of white space become one blank; ends trimmed.
std::string squeeze_spaces(std::string_view text);

}  // namespace pignus
