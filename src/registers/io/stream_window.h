// A sliding view of a stream: bytes are addressed by their offset in the stream, and kept from the
// first one still wanted. The one place that knows where a buffer ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"
#include "registers/io/text_scan.h"

namespace pignus::registers {

class StreamWindow {
 public:
  explicit StreamWindow(ByteSource& source) : source_(source) {}

  /// Up to `count` bytes from `offset`; fewer only at the end of the stream. The view lives until
  /// the next call. Everything before `offset` must not have been released.
  [[nodiscard]] Result<std::string_view> view(std::uint64_t offset, std::size_t count);
  /// Offset of the first `wanted` at or after `from`; nullopt when the stream ends first, or when
  /// `from + span_max` is reached. With `release`, bytes passed are let go.
  [[nodiscard]] Result<std::optional<std::uint64_t>> find(char wanted, std::uint64_t from,
                                                          std::uint64_t span_max, bool release);
  /// The same for the next '<' that can matter to `scan`. At the end of what has been read it may
  /// be one that a byte more would rule out.
  [[nodiscard]] Result<std::optional<std::uint64_t>> find(const MarkupScan& scan,
                                                          std::uint64_t from,
                                                          std::uint64_t span_max, bool release);
  /// What is at hand from `offset` without reading; empty where nothing is. Lives as a view does.
  std::string_view buffered(std::uint64_t offset) const {
    if (offset < base_ + begin_ || offset >= base_ + end_) return {};
    const auto at = static_cast<std::size_t>(offset - base_);
    return {buffer_.data() + at, end_ - at};
  }
  /// The bytes before are no longer wanted.
  void release_before(std::uint64_t offset);

  std::uint64_t end() const { return base_ + end_; }  ///< offset after the last byte read so far
  bool at_end() const { return done_; }               ///< the source has no more

 private:
  Result<bool> fill();
  /// `next(text)`: position of what is looked for, or npos.
  template <typename Next>
  Result<std::optional<std::uint64_t>> find_by(const Next& next, std::uint64_t from,
                                               std::uint64_t span_max, bool release);

  ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;   ///< bytes of the buffer before are released
  std::size_t end_ = 0;     ///< bytes of the buffer after are not yet read
  std::uint64_t base_ = 0;  ///< stream offset of the buffer's first byte
  bool done_ = false;
};

}  // namespace pignus::registers
