// Bytes that arrive in pieces: a file, or a member of an archive. Readers take this, so that no
// file is ever held in memory whole.
#pragma once

#include <cstddef>

#include "core/result.h"

namespace pignus::registers {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills up to `capacity` bytes; 0 only at the end.
  [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t capacity) = 0;
};

}  // namespace pignus::registers
