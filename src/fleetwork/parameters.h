// What parameters of several kinds of work have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace pignus::fleetwork {

/// 64 bits travel as text: JSON's numbers hold 53. nullopt where it is no whole number.
std::optional<std::uint64_t> whole_number(const std::string& text);

}  // namespace pignus::fleetwork
