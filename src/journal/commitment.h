// Personal data and the journal: the entry holds a salted commitment, the value and its salt stand
// outside. Erasing value and salt leaves every hash of the journal as it is, and nothing in the
// journal tells the value any more: without the salt even a guess cannot be tried.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pignus::journal {

/// 32 random bytes, drawn anew for every value and never used twice.
using Salt = std::array<std::uint8_t, 32>;

/// Hex SHA-256 over "pignus.commitment/1", the salt, and `field` and `value` each behind its length
/// (8 bytes, highest first). `field` says what the value is ("director.name"), so that a commitment
/// to one thing cannot be shown as one to another.
std::string commitment(std::string_view field, std::string_view value, const Salt& salt);

}  // namespace pignus::journal
