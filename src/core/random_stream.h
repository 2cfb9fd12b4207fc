// Counter-based random numbers (Philox 4x32-10, Salmon et al. 2011, as in Random123). A stream is
// keyed by (seed, purpose, index), so its numbers depend on nothing else: not on threads, workers
// or the order of work.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pignus {

class RandomStream {
 public:
  /// `purpose` names the use ("valuation/royalty"), `index` the draw or path within it.
  RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

  /// The stream of the same seed and purpose at another index, without hashing the purpose again.
  RandomStream at(std::uint64_t index) const;

  std::uint32_t next_u32();
  std::uint64_t next_u64();
  /// Uniform on the open interval (0, 1), 53 bits.
  double uniform();
  /// Standard normal by inversion of uniform().
  double normal();
  /// Uniform on [0, bound), unbiased; bound > 0.
  std::uint64_t below(std::uint64_t bound);

 private:
  void refill();
  std::array<std::uint32_t, 2> key_{};
  std::array<std::uint32_t, 4> counter_{};
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
};

}  // namespace pignus
