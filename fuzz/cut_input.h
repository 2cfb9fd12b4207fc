// One input for several readers: parts with the byte 0x1E between them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace pignus::fuzz {

/// The part up to the next cut, which `rest` then begins after; "" when nothing is left.
inline std::string_view take(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\x1e'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace pignus::fuzz
