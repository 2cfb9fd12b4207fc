// Sizes as people write and read them: "512 MiB", "2GiB", "1048576".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pignus {

/// A whole number, with KiB, MiB, GiB or TiB behind it or none for bytes; nullopt for all else and
/// for what 64 bits do not hold.
std::optional<std::uint64_t> parse_byte_count(std::string_view text);
/// With at most one digit after the point: "256 MiB", "1.5 GiB", "12 B". Rounded down.
std::string byte_count_text(std::uint64_t bytes);

}  // namespace pignus
