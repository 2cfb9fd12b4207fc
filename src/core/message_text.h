// Foreign text quoted in a message.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pignus {

/// The text between double quotes, for a message about bytes that may be anything: valid UTF-8 cut
/// between characters after `bytes_max` bytes (then with "…"), bytes that are none and control
/// characters as U+FFFD.
std::string in_quotes(std::string_view text, std::size_t bytes_max = 60);

/// The same without the quotes, for a code or a version named in a message.
std::string for_message(std::string_view text, std::size_t bytes_max = 60);

}  // namespace pignus
