#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pignus {

/// Offset of the first byte that is not valid UTF-8 (RFC 3629), or npos.
std::size_t first_invalid_utf8(std::string_view text);
/// The text as valid UTF-8 of at most `bytes_max` bytes, cut between characters: each byte that is
/// not valid becomes U+FFFD. For names of files and quotations in messages, which may hold
/// anything.
std::string valid_utf8(std::string_view text, std::size_t bytes_max = std::string_view::npos);
std::string trim(std::string_view text);
/// ASCII letters only.
std::string ascii_upper(std::string_view text);
std::string ascii_lower(std::string_view text);
/// Runs of white space become one blank; ends trimmed.
std::string squeeze_spaces(std::string_view text);

}  // namespace pignus
