// Where a JSON value ends, 64 bytes at a time. Inside of json_records.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pignus::registers {

/// Walks a value that begins with a bracket. Give it the bytes in order, in pieces of any size;
/// it says behind which byte the value ends.
class JsonBlockWalk {
 public:
  /// Bytes of `piece` up to and including the bracket that closes the value; nullopt when it goes
  /// on behind the piece. All pieces but the last must be multiples of kBlock.
  std::optional<std::size_t> walk(std::string_view piece);

  static constexpr std::size_t kBlock = 64;

 private:
  std::uint64_t depth_ = 0;
  std::uint64_t in_string_ = 0;  ///< all ones inside a string
  std::uint64_t escaped_ = 0;    ///< 1: the next byte is escaped
};

/// The same, byte by byte: the oracle of the tests.
std::optional<std::size_t> json_value_end_slow(std::string_view text);

}  // namespace pignus::registers
