// The container of old Office files: sectors chained through a table, a folder of streams.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::sheet {

/// Little-endian, 0 beyond the end: callers check the length first where it matters.
std::uint32_t u16(std::string_view bytes, std::size_t at);
std::uint32_t u32(std::string_view bytes, std::size_t at);

inline constexpr std::string_view kCompoundFileMagic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

/// The stream of the first of these names (ASCII) that is there; kNotFound when none is.
[[nodiscard]] Result<std::string> read_stream(std::string_view file,
                                              const std::vector<std::string>& names);

}  // namespace pignus::sheet
