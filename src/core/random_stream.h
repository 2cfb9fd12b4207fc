// Counter-based random numbers (Philox 4x32-10, Salmon et al. 2011, as in Random123). A stream is
// keyed by (seed, purpose, index), so its numbers depend on nothing else: not on threads, workers
// or the order of work.
#pragma once

#include <Random123/philox.h>
#include <cstdint>
#include <string_view>

namespace pignus {

class RandomStream {
 public:
  /// `purpose` names the use ("valuation/royalty"), `index` the draw or path within it.
  RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

  /// The stream of the same seed and purpose at another index, without hashing the purpose again.
  RandomStream at(std::uint64_t index) const {
    RandomStream other = *this;
    other.counter_ = start_of(index);
    other.used_ = 4;
    return other;
  }

  std::uint32_t next_u32() {
    if (used_ == 4) {
      refill();
    }
    return block_[used_++];
  }
  std::uint64_t next_u64() {
    const std::uint64_t low = next_u32();
    return (static_cast<std::uint64_t>(next_u32()) << 32) | low;
  }
  /// Uniform on the open interval (0, 1): 53 bits and a half step, so never 0 and never 1.
  double uniform() { return (static_cast<double>(next_u64() >> 11) + 0.5) * 0x1.0p-53; }
  /// Standard normal by inversion of uniform().
  double normal();
  /// Uniform on [0, bound), unbiased; bound > 0.
  std::uint64_t below(std::uint64_t bound);

 private:
  using Counter = r123::Philox4x32::ctr_type;

  static Counter start_of(std::uint64_t index) {
    return {{0, 0, static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)}};
  }
  void refill() {
    block_ = r123::Philox4x32{}(counter_, key_);
    if (++counter_[0] == 0) {
      ++counter_[1];
    }
    used_ = 0;
  }

  r123::Philox4x32::key_type key_{};
  Counter counter_{};
  Counter block_{};
  unsigned used_ = 4;
};

}  // namespace pignus
