// Small things about XML text, before any parser sees it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::registers {

/// From "<name" to behind the ">" of the first "</name>" after it, searched from `from`; nullopt
/// when there is none. The text must hold no comment or CDATA section.
std::optional<std::string_view> element_text(std::string_view text, std::string_view name,
                                             std::size_t from = 0);
/// The position of the first "<name" that ends there, or npos.
std::size_t find_start_tag(std::string_view text, std::string_view name, std::size_t from = 0);

/// Name of the first element, past a byte-order mark, prolog, comments and DOCTYPE; "" when there
/// is none or the text is no XML.
std::string_view first_element_name(std::string_view text);

/// Comments and processing instructions taken out, CDATA sections made escaped text, so that every
/// "<" begins a tag. kLimitExceeded when the result would pass `bytes_max`, kInvalidInput for a
/// construct without its end.
[[nodiscard]] Result<std::string> plain_markup(std::string_view text, std::size_t bytes_max);

/// What no parser of ours checks: a NUL byte, or a character reference to no character ("&#0;", a
/// surrogate). "" when sound, else what is wrong.
std::string unsound_character(std::string_view text);

}  // namespace pignus::registers
