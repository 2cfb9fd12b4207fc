// Text as TOML writes it.
#pragma once

#include <string>
#include <string_view>

namespace pignus::standards {

/// A TOML basic string, quotes and control characters escaped.
std::string toml_text(std::string_view text);

}  // namespace pignus::standards
