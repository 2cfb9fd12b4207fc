#include "journal/commitment.h"

#include <cstddef>

#include "journal/hashing.h"

namespace pignus::journal {
namespace {

std::string length_of(std::string_view text) {
  constexpr int kBytes = 8;
  constexpr unsigned kByteBits = 8;
  std::string bytes(kBytes, '\0');
  std::uint64_t rest = text.size();
  for (int i = kBytes - 1; i >= 0; --i, rest >>= kByteBits) {
    bytes[static_cast<std::size_t>(i)] = static_cast<char>(rest & 0xFFU);
  }
  return bytes;
}

}  // namespace

std::string commitment(std::string_view field, std::string_view value, const Salt& salt) {
  return hex(digest_of(
      {"pignus.commitment/1", bytes_of(salt), length_of(field), field, length_of(value), value}));
}

}  // namespace pignus::journal
