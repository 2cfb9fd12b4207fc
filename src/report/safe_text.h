// Text from registers and documents on its way to a screen: hostile until shown to be plain.
#pragma once

#include <string>
#include <string_view>

namespace pignus::report {

/// The same text with what could mislead or command a screen made visible as U+FFFD: bytes that are
/// not UTF-8, control characters (escape sequences among them), and the invisible marks that
/// reorder text. Line ends and tabs become one blank.
std::string safe_text(std::string_view text);

/// safe_text() escaped for element content and quoted attributes of HTML and SVG.
std::string escape_markup(std::string_view text);

}  // namespace pignus::report
