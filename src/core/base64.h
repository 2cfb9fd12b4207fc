#pragma once

#include <string>
#include <string_view>

namespace pignus {

/// RFC 4648, section 4: with padding, no line ends.
std::string base64(std::string_view bytes);

}  // namespace pignus
