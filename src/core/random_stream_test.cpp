#include "core/random_stream.h"

#include <Random123/philox.h>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace pignus {
namespace {

TEST(RandomStream, PhiloxMatchesThePublishedVectors) {
  // Known answers of Salmon et al.'s distribution (kat_vectors, philox4x32 10 rounds).
  const auto zeros = r123::Philox4x32{}({{0, 0, 0, 0}}, {{0, 0}});
  EXPECT_EQ(zeros[0], 0x6627e8d5U);
  EXPECT_EQ(zeros[1], 0xe169c58dU);
  EXPECT_EQ(zeros[2], 0xbc57ac4cU);
  EXPECT_EQ(zeros[3], 0x9b00dbd8U);
}

TEST(RandomStream, DependsOnSeedPurposeAndIndexOnly) {
  RandomStream a(7, "royalty", 3);
  RandomStream b(7, "royalty", 3);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(a.next_u64(), b.next_u64());
  }
  std::set<std::uint64_t> first_draws;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    for (const char* purpose : {"royalty", "growth"}) {
      for (std::uint64_t index = 0; index < 50; ++index) {
        first_draws.insert(RandomStream(seed, purpose, index).next_u64());
      }
    }
  }
  EXPECT_EQ(first_draws.size(), 500U);
}

TEST(RandomStream, UniformAndNormalHaveTheirMoments) {
  RandomStream stream(1, "moments");
  constexpr int kCount = 200000;
  double uniform_sum = 0;
  double normal_sum = 0;
  double normal_squares = 0;
  for (int i = 0; i < kCount; ++i) {
    const double u = stream.uniform();
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    uniform_sum += u;
    const double x = stream.normal();
    normal_sum += x;
    normal_squares += x * x;
  }
  // Five standard errors.
  EXPECT_NEAR(uniform_sum / kCount, 0.5, 5 / std::sqrt(12.0 * kCount));
  EXPECT_NEAR(normal_sum / kCount, 0, 5 / std::sqrt(1.0 * kCount));
  EXPECT_NEAR(normal_squares / kCount, 1, 5 * std::sqrt(2.0 / kCount));
}

TEST(RandomStream, AnotherIndexOfOneStreamIsThatStreamMadeAnew) {
  RandomStream used(5, "paths", 3);
  used.next_u32();
  for (const std::uint64_t index : {0ULL, 7ULL, 1ULL << 40}) {
    RandomStream made(5, "paths", index);
    RandomStream moved = used.at(index);
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(moved.next_u32(), made.next_u32());
    }
  }
}

TEST(RandomStream, BelowCoversItsRangeEvenly) {
  RandomStream stream(2, "below");
  std::array<int, 6> counts{};
  for (int i = 0; i < 60000; ++i) {
    ++counts[stream.below(6)];
  }
  for (const int count : counts) {
    EXPECT_NEAR(count, 10000, 500);
  }
}

}  // namespace
}  // namespace pignus
