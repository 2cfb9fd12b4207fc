#include "learning/drift.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "core/random_stream.h"
#include "learning/least_squares.h"

namespace pignus::learning {
namespace {

const float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Two normal features, the second moved, a share of it missing.
std::vector<float> drawn(std::size_t rows, double moved, double missing, std::uint64_t seed) {
  std::vector<float> values;
  for (std::size_t i = 0; i < rows; ++i) {
    RandomStream stream(seed, "tests/drift", i);
    values.push_back(static_cast<float>(stream.normal()));
    const auto second = static_cast<float>(moved + stream.normal());
    values.push_back(stream.uniform() < missing ? kMissing : second);
  }
  return values;
}

const std::vector<std::string> kNames{"still", "moved"};

TEST(Drift, OnlyWhatMovedIsAlarmed) {
  const auto before = drawn(5'000, 0, 0, 1);
  const auto reference = DriftReference::of(kNames, {before, 2});
  ASSERT_TRUE(reference);
  const auto level = [&](double moved, double missing) {
    const auto now = drawn(5'000, moved, missing, 2);
    const auto drift = reference->measure({now, 2});
    EXPECT_TRUE(drift);
    EXPECT_EQ((*drift)[0].level, DriftLevel::kStable);
    EXPECT_EQ((*drift)[0].feature, "still");
    return (*drift)[1].level;
  };
  EXPECT_EQ(level(0, 0), DriftLevel::kStable);
  EXPECT_EQ(level(0.4, 0), DriftLevel::kWatch);
  EXPECT_EQ(level(1, 0), DriftLevel::kAlarm);
  EXPECT_EQ(level(0, 0.3), DriftLevel::kAlarm);
}

TEST(Drift, TheIndexByHand) {
  // Reference: two bins, 6 and 4 rows, edge at 0. Now: 2 and 8.
  const std::vector<float> before{0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  const std::vector<float> now{0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
  const auto reference = DriftReference::of({"x"}, {before, 1});
  ASSERT_TRUE(reference);
  const auto drift = reference->measure({now, 1});
  ASSERT_TRUE(drift);
  // Half a row in each of three bins, missing among them (empty before and now: left out).
  const auto part = [](double p, double q) { return (q - p) * std::log(q / p); };
  const double expected = part(6.5 / 11.5, 2.5 / 11.5) + part(4.5 / 11.5, 8.5 / 11.5);
  EXPECT_NEAR((*drift)[0].index, expected, 1e-12);
  EXPECT_NEAR((*drift)[0].chance, 3.841458820694124 * 0.2, 1e-9);
}

TEST(Drift, FewRowsRaiseNoAlarmByChance) {
  const auto before = drawn(2'000, 0, 0, 1);
  const auto reference = DriftReference::of(kNames, {before, 2});
  ASSERT_TRUE(reference);
  int alarms = 0;
  for (std::uint64_t trial = 0; trial < 200; ++trial) {
    const auto now = drawn(25, 0, 0, 100 + trial);
    const auto measured = reference->measure({now, 2});
    ASSERT_TRUE(measured);
    for (const FeatureDrift& drift : *measured) {
      alarms += drift.level == DriftLevel::kStable ? 0 : 1;
    }
  }
  EXPECT_LE(alarms, 40);  // of 400: one in twenty by chance, doubled for the roughness of few rows
}

TEST(Drift, ReadBackItMeasuresTheSame) {
  const auto before = drawn(500, 0, 0.1, 1);
  const auto reference = DriftReference::of(kNames, {before, 2});
  ASSERT_TRUE(reference);
  const auto again = DriftReference::from_json(Json::parse(canonical_json(reference->to_json())));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, *reference);
  Json bad = reference->to_json();
  bad[0]["counts"].erase(0);
  EXPECT_FALSE(DriftReference::from_json(bad));
  bad = reference->to_json();
  bad[0]["edges"][1] = -100;
  EXPECT_FALSE(DriftReference::from_json(bad));
  EXPECT_FALSE(DriftReference::from_json(Json::object()));
  EXPECT_FALSE(reference->measure({before, 1}));
}

TEST(LeastSquares, ALineIsFound) {
  std::vector<float> values;
  std::vector<double> target;
  for (std::size_t i = 0; i < 50; ++i) {
    RandomStream stream(1, "tests/line", i);
    const auto a = static_cast<float>(stream.normal());
    const auto b = static_cast<float>(1'990 + stream.below(6));
    values.insert(values.end(), {a, b});
    target.push_back(3 + (2 * static_cast<double>(a)) - (0.5 * static_cast<double>(b)));
  }
  const auto line = fit_least_squares({"a", "b"}, {values, 2}, target);
  ASSERT_TRUE(line);
  EXPECT_NEAR(line->intercept, 3, 1e-8);
  EXPECT_NEAR(line->coefficients[0], 2, 1e-10);
  EXPECT_NEAR(line->coefficients[1], -0.5, 1e-10);
  EXPECT_TRUE(line->left_out.empty());
  const auto again = LinearModel::from_json(Json::parse(canonical_json(line->to_json())));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *line);
}

TEST(LeastSquares, ResidualsStandAtRightAnglesToTheColumns) {
  std::vector<float> values;
  std::vector<double> target;
  for (std::size_t i = 0; i < 80; ++i) {
    RandomStream stream(2, "tests/line", i);
    for (int j = 0; j < 3; ++j) {
      values.push_back(static_cast<float>(stream.normal()));
    }
    target.push_back(stream.normal() * 7);
  }
  const FeatureMatrix features{values, 3};
  const auto line = fit_least_squares({"a", "b", "c"}, features, target);
  ASSERT_TRUE(line);
  double plain = 0;
  std::vector<double> with(3, 0.0);
  for (std::size_t i = 0; i < 80; ++i) {
    const double residual = target[i] - line->predict(features.row(i));
    plain += residual;
    for (std::size_t j = 0; j < 3; ++j) {
      with[j] += residual * static_cast<double>(features.row(i)[j]);
    }
  }
  EXPECT_NEAR(plain, 0, 1e-9);
  for (const double product : with) {
    EXPECT_NEAR(product, 0, 1e-9);
  }
}

TEST(LeastSquares, AColumnThatOthersDetermineIsLeftOutByName) {
  std::vector<float> values;
  std::vector<double> target;
  for (std::size_t i = 0; i < 30; ++i) {
    const float first = i % 3 == 0 ? 1 : 0;
    const float second = i % 3 == 1 ? 1 : 0;
    values.insert(values.end(), {first, second, 1 - first - second, 4});
    target.push_back((i % 3) * 2.0);
  }
  const auto line = fit_least_squares({"is 0", "is 1", "is 2", "constant"}, {values, 4}, target);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->left_out, (std::vector<std::string>{"is 2", "constant"}));
  for (std::size_t i = 0; i < 30; ++i) {
    EXPECT_NEAR(line->predict(FeatureMatrix{values, 4}.row(i)), target[i], 1e-9);
  }
}

TEST(LeastSquares, AMissingValueCountsAsTheMean) {
  const std::vector<float> values{1, 2, 3, kMissing, 2, 5, 1};
  const std::vector<double> target{1, 2, 3, 2, 2, 5, 1};
  const auto line = fit_least_squares({"x"}, {values, 1}, target);
  ASSERT_TRUE(line);
  const double mean = 14.0 / 6;
  EXPECT_NEAR(line->means[0], mean, 1e-12);
  const std::vector<float> missing{kMissing};
  EXPECT_NEAR(line->predict(missing), line->intercept + (line->coefficients[0] * mean), 1e-12);
  EXPECT_FALSE(
      fit_least_squares({"x"}, {std::span(values).first(2), 1}, std::span(target).first(2)));
}

}  // namespace
}  // namespace pignus::learning
