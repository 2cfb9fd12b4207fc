// Bytes that arrive in pieces: a file, or a member of an archive. Readers take this, so that no
// file is ever held in memory whole.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/result.h"

namespace pignus::registers {

/// What who reads a source may use at most. A reader whose own bound is lower keeps its own.
struct SourceBounds {
  std::uint64_t record_bytes_max = std::uint64_t{64} << 20;  ///< of one record
  int child_seconds_max = 60;                                ///< of a program started to parse it
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual SourceBounds bounds() const { return {}; }
  /// Fills up to `capacity` bytes; 0 only at the end.
  [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t capacity) = 0;
};

}  // namespace pignus::registers
