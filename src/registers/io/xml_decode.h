// The content of an element, as it stands in a well-formed record, to text. Internal to xml_tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pignus::registers::xml {

/// `content` without the white space at its ends when nothing else would change: no reference, and
/// no white space but single blanks within. It must hold no markup.
std::optional<std::string_view> squeezed_in_place(std::string_view content);

/// Appends the text of `content`, which may hold tags, comments, CDATA sections and instructions:
/// tags dropped, references decoded, CDATA as it stands. References to unknown entities stay as
/// they are.
void append_text(std::string_view content, std::string& out);
/// The same, runs of white space made one blank and none at the ends of what is appended.
void append_squeezed(std::string_view content, std::string& out);
/// The value of an attribute: references decoded, tabs and line ends made blanks.
void append_attribute(std::string_view value, std::string& out);

}  // namespace pignus::registers::xml
