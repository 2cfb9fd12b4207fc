// Bytes as lower-case hex, the one way the journal writes hashes, keys and signatures.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pignus::journal {

/// Exactly `N` bytes in lower-case hex, else nothing.
template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> parse_hex(std::string_view text) {
  if (text.size() != 2 * N) return std::nullopt;
  std::array<std::uint8_t, N> bytes{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_letter = c >= 'a' && c <= 'f';
    if (!is_letter && (c < '0' || c > '9')) return std::nullopt;
    const auto half = static_cast<std::uint8_t>(is_letter ? c - 'a' + 10 : c - '0');
    bytes[i / 2] = static_cast<std::uint8_t>((bytes[i / 2] << 4U) | half);
  }
  return bytes;
}

}  // namespace pignus::journal
