#include "learning/density_ratio.h"

#include <cmath>
#include <gtest/gtest.h>

#include "core/random_stream.h"
#include "learning/conformal.h"
#include "learning/metrics.h"

namespace pignus::learning {
namespace {

const std::vector<std::string> kColumns{"x", "noise"};

/// Two standard normal columns, the first moved.
std::vector<float> moved_rows(std::size_t rows, double moved, std::uint64_t seed) {
  std::vector<float> values;
  for (std::size_t i = 0; i < rows; ++i) {
    RandomStream stream(seed, "tests/density", i);
    values.push_back(static_cast<float>(moved + stream.normal()));
    values.push_back(static_cast<float>(stream.normal()));
  }
  return values;
}

TEST(DensityRatio, FindsTheRatioOfTwoNormals) {
  const auto before = moved_rows(4'000, 0, 1);
  const auto now = moved_rows(3'000, 1, 2);
  const auto ratio = density_ratio(kColumns, {before, 2}, {now, 2}, 5);
  ASSERT_TRUE(ratio) << describe(ratio.error());
  ASSERT_EQ(ratio->before.size(), 4'000U);
  ASSERT_EQ(ratio->now.size(), 3'000U);
  // In truth exp(x - 1/2), and P(new above old) = Phi(1 / sqrt 2) = 0.7602.
  std::vector<double> truth;
  double apart = 0;
  for (std::size_t i = 0; i < 4'000; ++i) {
    truth.push_back(static_cast<double>(before[2 * i]) - 0.5);
    apart += std::abs(std::log(ratio->before[i]) - truth.back()) / 4'000;
  }
  EXPECT_GT(*spearman(truth, ratio->before), 0.9);
  EXPECT_LT(apart, 0.25);
  EXPECT_NEAR(ratio->area, 0.7602, 0.02);
  EXPECT_LT(ratio->effective_rows, 0.7 * 4'000);
  const auto again = density_ratio(kColumns, {before, 2}, {now, 2}, 5);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->before, ratio->before);
}

TEST(DensityRatio, WithoutAShiftAllWeighAboutTheSame) {
  const auto before = moved_rows(2'000, 0, 1);
  const auto now = moved_rows(2'000, 0, 2);
  const auto ratio = density_ratio(kColumns, {before, 2}, {now, 2}, 5);
  ASSERT_TRUE(ratio);
  EXPECT_NEAR(ratio->area, 0.5, 0.03);
  EXPECT_GT(ratio->effective_rows, 0.95 * 2'000);
}

TEST(DensityRatio, EstimatedWeightsMendMostOfAShift) {
  // Noise grows with x, new rows have larger x; the intervals know nothing of it.
  const auto draw = [](double moved, std::uint64_t seed) {
    std::pair<std::vector<float>, std::vector<double>> rows{moved_rows(5'000, moved, seed), {}};
    for (std::size_t i = 0; i < 5'000; ++i) {
      RandomStream stream(seed, "tests/density/y", i);
      rows.second.push_back(std::exp(0.5 * static_cast<double>(rows.first[2 * i])) *
                            stream.normal());
    }
    return rows;
  };
  const auto [before, old_answers] = draw(0, 3);
  const auto [now, new_answers] = draw(1, 4);
  const auto ratio = density_ratio(kColumns, {before, 2}, {now, 2}, 5);
  ASSERT_TRUE(ratio);
  const std::vector<double> low(5'000, -1.0);
  const std::vector<double> high(5'000, 1.0);
  const auto plain = Conformal::calibrate({low, high, old_answers, {}, {}}, {0.9, false});
  const auto weighted =
      Conformal::calibrate({low, high, old_answers, {}, ratio->before}, {0.9, false});
  ASSERT_TRUE(plain && weighted);
  double without = 0;
  double with = 0;
  for (std::size_t i = 0; i < 5'000; ++i) {
    without += plain->covers({-1, 1, "", 1, 1}, new_answers[i]) ? 1.0 / 5'000 : 0;
    with += weighted->covers({-1, 1, "", ratio->now[i], 1}, new_answers[i]) ? 1.0 / 5'000 : 0;
  }
  EXPECT_LT(without, 0.83);
  EXPECT_GT(with, 0.87);
  EXPECT_LT(with, 0.93);
}

TEST(DensityRatio, TooFewRowsTellNothing) {
  const auto before = moved_rows(200, 0, 1);
  const auto now = moved_rows(99, 0, 2);
  EXPECT_FALSE(density_ratio(kColumns, {before, 2}, {now, 2}, 5));
  EXPECT_FALSE(density_ratio({"x"}, {before, 2}, {before, 2}, 5));
}

}  // namespace
}  // namespace pignus::learning
