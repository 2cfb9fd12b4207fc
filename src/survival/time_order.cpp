#include "survival/time_order.h"

#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace pignus::survival {

namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

struct Entry {
  std::uint64_t key;
  std::uint32_t row;
};

/// A number whose order as an integer is the order of the times.
std::uint64_t key_of(double time, Direction direction) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(time + 0.0);  // minus zero becomes zero
  const std::uint64_t rising = (bits & kSign) != 0 ? ~bits : bits | kSign;
  return direction == Direction::kRising ? rising : ~rising;
}

/// Stable, by the lowest `bits` of the keys.
void radix_sort(std::vector<Entry>& entries, unsigned bits) {
  const unsigned passes = (bits + kDigitBits - 1) / kDigitBits;
  std::vector<std::array<std::size_t, kDigits>> counts(passes);
  for (const Entry& entry : entries) {
    for (unsigned pass = 0; pass < passes; ++pass) {
      ++counts[pass][(entry.key >> (pass * kDigitBits)) % kDigits];
    }
  }
  std::vector<Entry> other(entries.size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    auto& starts = counts[pass];
    const std::size_t first = (entries.front().key >> (pass * kDigitBits)) % kDigits;
    if (starts[first] == entries.size()) continue;  // all alike in this digit
    std::size_t at = 0;
    for (std::size_t& start : starts) {
      at += std::exchange(start, at);
    }
    for (const Entry& entry : entries) {
      other[starts[(entry.key >> (pass * kDigitBits)) % kDigits]++] = entry;
    }
    entries.swap(other);
  }
}

}  // namespace

std::vector<std::uint32_t> order_of(std::span<const std::uint32_t> strata,
                                    std::span<const double> times, Direction direction) {
  std::vector<Entry> entries(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    entries[i] = {key_of(times[i], direction), static_cast<std::uint32_t>(i)};
  }
  if (!entries.empty()) {
    radix_sort(entries, 64);
    if (!strata.empty()) {
      for (Entry& entry : entries) entry.key = strata[entry.row];
      radix_sort(entries, 32);
    }
  }
  std::vector<std::uint32_t> rows(entries.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = entries[i].row;
  return rows;
}

}  // namespace pignus::survival
