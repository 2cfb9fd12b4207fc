// Inside of the mapping: one field's text, from what the table holds to what the plain format
// takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/mapping/mapping.h"

namespace pignus::registers {

/// Marks of lists and of parts in rows made by a mapping: nothing a table holds.
inline constexpr char kPartMark = '\x1e';

/// "" for no value. The error's message says what is wrong with the text; its caller says where.
[[nodiscard]] Result<std::string> field_value(const FieldRule& rule, const TableCell& cell,
                                              const std::string& currency);

/// The first group of what the expression finds in the text, or all of it; nullopt where it finds
/// nothing.
std::optional<std::string> value_matched(const re2::RE2& expression, const std::string& text);

/// "31.12.2020" by "%d.%m.%Y" to "2020-12-31"; %Y %m %d, %b (English month, any length); nullopt
/// where it does not fit or is no day.
std::optional<std::string> date_by(std::string_view format, std::string_view text);

/// "1.234,5" to "1234.5"; blanks and marks of thousands only where three digits follow each;
/// nullopt for anything else than one number.
std::optional<std::string> plain_number(std::string_view text, char decimal);

}  // namespace pignus::registers
