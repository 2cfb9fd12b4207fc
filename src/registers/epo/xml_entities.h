// Raw XML text to what a person reads: tags of inline markup out, references decoded, white space
// squeezed. EPO's bulk files name characters after the ISO entity sets (docdb-entities.dtd).
#pragma once

#include <string>
#include <string_view>

namespace pignus::registers {

/// Text of raw contents: inline tags left out, "&#x160;", "&Scaron;" and "&amp;" decoded, white
/// space (no-break and en spaces too) made one blank, ends trimmed. A reference whose name is not
/// known stays as written.
std::string text_of(std::string_view raw);
/// The same appended to `out`.
void append_text_of(std::string_view raw, std::string& out);

}  // namespace pignus::registers
