// Which right a citation means: the number of a document without its kind code, packed so that
// millions of them can be held and sorted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pignus::underwriting {

/// "US6147451A", "US6147451" and "US 6147451 B2" are one: up to four capitals, up to thirteen
/// digits without leading zeros, whatever follows left out. nullopt: no such number (literature, a
/// number of another make), so nothing is cited that could be found.
std::optional<std::uint64_t> cited_number(std::string_view document);

}  // namespace pignus::underwriting
