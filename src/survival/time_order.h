// Rows in the order of their stratum and time, in linear time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pignus::survival {

enum class Direction { kRising, kFalling };

/// Row numbers by (stratum rising, time in the direction), rows that are equal in both by their
/// number. `strata` may be empty. Radix sort: a few passes over the rows whatever their order.
/// Times are finite; minus zero equals zero.
std::vector<std::uint32_t> order_of(std::span<const std::uint32_t> strata,
                                    std::span<const double> times, Direction direction);

}  // namespace pignus::survival
