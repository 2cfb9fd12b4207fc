#include "registers/io/json_blocks.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pignus::registers {
namespace {

[[maybe_unused]] constexpr std::size_t kBlock = JsonBlockWalk::kBlock;

struct Masks {
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t opens = 0;   ///< "{" and "["
  std::uint64_t closes = 0;  ///< "}" and "]"
};

#if defined(__SSE2__)
/// Bit i: byte i of the sixteen equals `wanted`, once the bits of `fold` are set in it.
std::uint64_t equal(__m128i bytes, char fold, char wanted) {
  const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(fold));
  return static_cast<std::uint32_t>(
      _mm_movemask_epi8(_mm_cmpeq_epi8(folded, _mm_set1_epi8(wanted))));
}

Masks masks_of(const char* block) {
  constexpr char kFold = 0x20;  // "[" and "{" differ by this bit, so do "]" and "}"
  Masks masks;
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned shift = 16 * i;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + shift));
    masks.quotes |= equal(bytes, 0, '"') << shift;
    masks.backslashes |= equal(bytes, 0, '\\') << shift;
    masks.opens |= equal(bytes, kFold, '{') << shift;
    masks.closes |= equal(bytes, kFold, '}') << shift;
  }
  return masks;
}
#else
Masks masks_of(const char* block) {
  Masks masks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    switch (block[i]) {
      case '"':
        masks.quotes |= bit;
        break;
      case '\\':
        masks.backslashes |= bit;
        break;
      case '{':
      case '[':
        masks.opens |= bit;
        break;
      case '}':
      case ']':
        masks.closes |= bit;
        break;
      default:
        break;
    }
  }
  return masks;
}
#endif

/// Each bit: the exclusive or of all up to it.
std::uint64_t running_xor(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// Bytes behind an odd run of backslashes. `escaped` carries over to the next block.
std::uint64_t escaped_bytes(std::uint64_t backslashes, std::uint64_t& escaped) {
  if (backslashes == 0) {
    const std::uint64_t first = escaped;
    escaped = 0;
    return first;
  }
  std::uint64_t out = 0;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (escaped != 0) {
      out |= bit;
      escaped = 0;
    } else {
      escaped = (backslashes & bit) != 0 ? 1 : 0;
    }
  }
  return out;
}

}  // namespace

std::optional<std::size_t> JsonBlockWalk::walk(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size(); at += kBlock) {
    const char* block = piece.data() + at;
    std::array<char, kBlock> rest;
    if (piece.size() - at < kBlock) {
      rest.fill(' ');
      std::memcpy(rest.data(), block, piece.size() - at);
      block = rest.data();
    }
    const Masks masks = masks_of(block);
    const std::uint64_t quotes = masks.quotes & ~escaped_bytes(masks.backslashes, escaped_);
    const std::uint64_t strings = running_xor(quotes) ^ in_string_;
    in_string_ = (strings >> 63) != 0 ? ~std::uint64_t{0} : 0;
    const std::uint64_t opens = masks.opens & ~strings;
    std::uint64_t closes = masks.closes & ~strings;
    if ((opens | closes) == 0) continue;
    const auto closed = static_cast<std::uint64_t>(std::popcount(closes));
    if (closed < depth_) {  // the value cannot end here, whatever the order
      depth_ = depth_ + static_cast<std::uint64_t>(std::popcount(opens)) - closed;
      continue;
    }
    std::uint64_t brackets = opens | closes;
    while (brackets != 0) {
      const auto bit = static_cast<unsigned>(std::countr_zero(brackets));
      brackets &= brackets - 1;
      if ((opens >> bit & 1) != 0) {
        ++depth_;
      } else if (depth_ <= 1) {
        return at + bit + 1;
      } else {
        --depth_;
      }
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> json_value_end_slow(std::string_view text) {
  std::uint64_t depth = 0;
  bool in_string = false;
  bool backslash = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escaped = std::exchange(backslash, false);
    if (c == '\\') {
      backslash = !escaped;
    } else if (c == '"') {
      in_string = escaped ? in_string : !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      ++depth;
    } else if (!in_string && (c == '}' || c == ']')) {
      if (depth <= 1) return i + 1;
      --depth;
    }
  }
  return std::nullopt;
}

}  // namespace pignus::registers
