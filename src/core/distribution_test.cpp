#include "core/distribution.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

#include "core/json.h"
#include "core/random_stream.h"

namespace pignus {
namespace {

std::vector<double> draws(std::uint64_t seed, std::size_t count) {
  RandomStream stream(seed, "test");
  std::vector<double> values(count);
  for (double& value : values) {
    value = stream.normal();
  }
  return values;
}

TEST(Distribution, LognormalHasItsQuantiles) {
  const auto value = Distribution::lognormal(100, 0.5);
  EXPECT_NEAR(value.median(), 100, 0.01);
  EXPECT_NEAR(value.quantile(0.95), 100 * std::exp(0.5 * 1.6448536269514722), 0.05);
  EXPECT_NEAR(value.mean(), 100 * std::exp(0.125), 1e-10);
  EXPECT_NEAR(value.probability_below(100), 0.5, 1e-4);
}

TEST(Distribution, SampleMomentsAreExact) {
  const std::vector<double> samples{3, 1, 2};
  const auto value = Distribution::from_samples(samples);
  EXPECT_DOUBLE_EQ(value.mean(), 2);
  EXPECT_DOUBLE_EQ(value.median(), 2);
  EXPECT_DOUBLE_EQ(value.quantile(0), 1);
  EXPECT_DOUBLE_EQ(value.quantile(1), 3);
}

TEST(Distribution, SamplesOfAnySignAreSorted) {
  for (const double shift : {0.0, 1.0, -1.0, 1e9}) {
    std::vector<double> samples{-0.0, 0.0};
    RandomStream stream(3, "test/samples");
    for (int i = 0; i < 3'000; ++i) {
      samples.push_back(std::sinh(10 * (stream.uniform() - .5)) + shift);
    }
    const Distribution made = Distribution::from_samples(samples);
    std::sort(samples.begin(), samples.end());
    for (std::size_t i = 0; i < Distribution::kGrid; ++i) {
      const double p = (static_cast<double>(i) + 0.5) / Distribution::kGrid;
      EXPECT_EQ(made.grid()[i], quantile_of_sorted(samples, p)) << shift << ' ' << i;
    }
  }
}

TEST(Distribution, ExpectedShortfallOfUniform) {
  const auto value = Distribution::uniform(0, 1);
  EXPECT_NEAR(value.expected_shortfall_below(0.5), 0.125, 1e-5);
  EXPECT_NEAR(value.expected_minimum(0.5), 0.375, 1e-5);
}

TEST(Distribution, TriangularMatchesItsFormula) {
  const auto value = Distribution::triangular(0, 1, 4);
  EXPECT_DOUBLE_EQ(value.mean(), 5.0 / 3);
  EXPECT_NEAR(value.probability_below(1), 0.25, 1e-3);
}

TEST(Distribution, RefusesBadJson) {
  auto json = Distribution::uniform(0, 1).to_json();
  EXPECT_EQ(Distribution::from_json(json).value(), Distribution::uniform(0, 1));
  json["quantiles"][7] = 9;
  EXPECT_EQ(Distribution::from_json(json).error().where.field, "quantiles");
  json.erase("mean");
  EXPECT_EQ(Distribution::from_json(json).error().where.field, "mean");
}

RC_GTEST_PROP(Distribution, JsonRoundTripsToTheSameBytes, (std::uint64_t seed)) {
  const auto value = Distribution::from_samples(draws(seed, 50));
  const std::string text = canonical_json(value.to_json());
  const auto back = Distribution::from_json(parse_json(text, "test").value()).value();
  RC_ASSERT(back == value);
  RC_ASSERT(canonical_json(back.to_json()) == text);
}

RC_GTEST_PROP(Distribution, MixingKeepsTheMeanAndOrdersQuantiles, (std::uint64_t seed)) {
  const std::vector<std::pair<double, Distribution>> parts{
      {1, Distribution::from_samples(draws(seed, 30))},
      {2, Distribution::from_samples(draws(seed + 1, 40)).scaled(3)},
      {0, Distribution(1e9)}};
  const auto mixed = mix(parts);
  const double mean = (parts[0].second.mean() + 2 * parts[1].second.mean()) / 3;
  RC_ASSERT(std::abs(mixed.mean() - mean) < 1e-12);
  RC_ASSERT(std::is_sorted(mixed.grid().begin(), mixed.grid().end()));
  RC_ASSERT(mixed.grid().back() < 1e6);
}

RC_GTEST_PROP(Distribution, MixingOneKindGivesItBack, (std::uint64_t seed)) {
  const auto value = Distribution::from_samples(draws(seed, 100));
  const std::vector<std::pair<double, Distribution>> parts{{0.3, value}, {0.7, value}};
  const auto mixed = mix(parts);
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    RC_ASSERT(std::abs(mixed.quantile(p) - value.quantile(p)) < 0.05);
  }
}

RC_GTEST_PROP(Distribution, QuantileAndProbabilityAreInverse, (std::uint64_t seed)) {
  const auto value = Distribution::from_samples(draws(seed, 500));
  for (const double p : {0.01, 0.1, 0.5, 0.9, 0.99}) {
    RC_ASSERT(std::abs(value.probability_below(value.quantile(p)) - p) < 1e-9);
  }
}

}  // namespace
}  // namespace pignus
