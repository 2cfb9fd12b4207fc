#include "core/random_stream.h"

#include "core/check.h"
#include "core/normal.h"

namespace pignus {

namespace {

/// FNV-1a, 64 bits: names the purpose inside the key. Not for security.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index) {
  // The key has 64 bits for 128 bits of seed and purpose: one Philox round folds them, so that
  // streams of one seed and several purposes are as unrelated as streams of several seeds.
  const std::uint64_t name = hash_of(purpose);
  const auto folded = r123::Philox4x32{}(
      {{static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32), 0, 0}},
      {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}});
  key_ = {{folded[0], folded[1]}};
  counter_ = start_of(index);
}

double RandomStream::normal() {
  return normal_quantile(uniform());
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
  PIGNUS_CHECK(bound > 0);
  // Rejects the short last stretch, so that no value is likelier than another.
  const std::uint64_t limit = UINT64_MAX - (UINT64_MAX % bound + 1) % bound;
  std::uint64_t draw = next_u64();
  while (draw > limit) {
    draw = next_u64();
  }
  return draw % bound;
}

}  // namespace pignus
