// Searching megabytes of text at the speed of memory: SIMD (Highway), the instruction set chosen
// at run time. Pure functions; the slow, obvious versions are the oracles of the tests.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pignus::registers {

/// Position of the first `wanted` at or after `from`, or npos. As std::string_view::find, several
/// times faster on long texts. `wanted` of one byte or more.
std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from = 0);

/// Finds the '<' that can matter to one who looks for the tags of a few elements: those that begin
/// "<!", "<?", "<name" or "</name" for one of the names. All other tags are passed over without
/// being looked at.
class MarkupScan {
 public:
  /// Of each name the first two bytes are used. More than four different beginnings: every '<'
  /// matters. Names are not empty.
  explicit MarkupScan(const std::vector<std::string_view>& names);

  /// The first '<' at or after `from` that cannot be ruled out by the bytes in `text` (at the end
  /// of the text some bytes that decide are not there), or npos. Never misses one; those it gives
  /// share two bytes with a name and need a closer look.
  std::size_t find(std::string_view text, std::size_t from) const;

  struct Beginning {
    char first = 0;
    char second = 0;  ///< 0: a name of one byte, anything may follow
    friend bool operator==(const Beginning&, const Beginning&) = default;
  };

 private:
  static constexpr std::size_t kBeginningsMax = 4;
  std::vector<Beginning> beginnings_;  ///< empty: every '<'
};

}  // namespace pignus::registers
