#include "core/random_stream.h"

#include <Random123/philox.h>

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

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type k{{key[0], key[1]}};
  const auto out = r123::Philox4x32{}(c, k);
  return {out[0], out[1], out[2], out[3]};
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index) {
  // The key has 64 bits for 128 bits of seed and purpose: one Philox round folds them, so that
  // streams of one seed and several purposes are as unrelated as streams of several seeds.
  const std::uint64_t name = hash_of(purpose);
  const auto folded =
      philox({static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32), 0, 0},
             {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  key_ = {folded[0], folded[1]};
  counter_ = {0, 0, static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)};
}

RandomStream RandomStream::at(std::uint64_t index) const {
  RandomStream other = *this;
  other.counter_ = {0, 0, static_cast<std::uint32_t>(index),
                    static_cast<std::uint32_t>(index >> 32)};
  other.used_ = 4;
  return other;
}

void RandomStream::refill() {
  block_ = philox(counter_, key_);
  if (++counter_[0] == 0) {
    ++counter_[1];
  }
  used_ = 0;
}

std::uint32_t RandomStream::next_u32() {
  if (used_ == 4) {
    refill();
  }
  return block_[used_++];
}

std::uint64_t RandomStream::next_u64() {
  const std::uint64_t low = next_u32();
  return (static_cast<std::uint64_t>(next_u32()) << 32) | low;
}

double RandomStream::uniform() {
  // 53 bits and a half step: never 0, never 1.
  return (static_cast<double>(next_u64() >> 11) + 0.5) * 0x1.0p-53;
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
