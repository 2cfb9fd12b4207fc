// SHA-256 of short texts, many of them: a journal has three for each entry. The library's context
// is made once a thread and used again; core/sha256.h makes one for each digest.
#pragma once

#include <initializer_list>
#include <string_view>

#include "core/sha256.h"

namespace pignus::journal {

/// SHA-256 of the parts one after the other.
Sha256Digest digest_of(std::initializer_list<std::string_view> parts);

inline std::string_view bytes_of(const Sha256Digest& digest) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace pignus::journal
