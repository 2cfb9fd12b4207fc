#include "learning/metrics.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"
#include "learning/bootstrap.h"

namespace pignus::learning {
namespace {

using Values = std::vector<double>;

TEST(Metrics, RSquaredByHand) {
  const Values actual{1, 2, 3, 4};
  EXPECT_NEAR(*r_squared(actual, Values{1, 2, 3, 4}), 1, 1e-15);
  EXPECT_NEAR(*r_squared(actual, Values{2.5, 2.5, 2.5, 2.5}), 0, 1e-15);
  EXPECT_NEAR(*r_squared(actual, Values{1.5, 2, 3, 5}), 1 - (1.25 / 5), 1e-15);
  EXPECT_LT(*r_squared(actual, Values{4, 3, 2, 1}), 0);
}

TEST(Metrics, SpearmanSharesTheRanksOfTies) {
  EXPECT_EQ(mean_ranks(Values{10, 20, 20, 5}), (Values{2, 3.5, 3.5, 1}));
  EXPECT_NEAR(*spearman(Values{1, 2, 3, 4, 5}, Values{1, 8, 27, 64, 125}), 1, 1e-15);
  EXPECT_NEAR(*spearman(Values{1, 2, 3}, Values{3, 2, 1}), -1, 1e-15);
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
  EXPECT_NEAR(*spearman(Values{1, 2, 2, 9}, Values{1, 2, 3, 4}), 4.5 / std::sqrt(22.5), 1e-15);
}

TEST(Metrics, PinballLossByHand) {
  EXPECT_NEAR(*pinball_loss(Values{1, 5}, Values{2, 3}, 0.9), ((0.1 * 1) + (0.9 * 2)) / 2, 1e-15);
}

RC_GTEST_PROP(Metrics, PinballLossIsLeastAtTheQuantile, ()) {
  const auto raw =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50)));
  const Values actual(raw.begin(), raw.end());
  const double level = *rc::gen::element(0.1, 0.5, 0.9);
  Values sorted = actual;
  std::sort(sorted.begin(), sorted.end());
  const auto at =
      static_cast<std::size_t>(std::ceil(level * static_cast<double>(sorted.size())) - 1);
  const double best = *pinball_loss(actual, Values(actual.size(), sorted[at]), level);
  const double other =
      *pinball_loss(actual, Values(actual.size(), *rc::gen::inRange(-60, 60)), level);
  RC_ASSERT(best <= other + 1e-12);
}

RC_GTEST_PROP(Metrics, AreaUnderCurveIsTheShareOfPairs, ()) {
  const auto raw = *rc::gen::container<std::vector<std::pair<bool, int>>>(
      rc::gen::pair(rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 8)));
  Values actual;
  Values score;
  for (const auto& [one, value] : raw) {
    actual.push_back(one ? 1 : 0);
    score.push_back(value);
  }
  double won = 0;
  double pairs = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    for (std::size_t j = 0; j < raw.size(); ++j) {
      if (actual[i] == 1 && actual[j] == 0) {
        pairs += 1;
        won += score[i] > score[j] ? 1 : (score[i] == score[j] ? 0.5 : 0);
      }
    }
  }
  const auto area = area_under_curve(actual, score);
  RC_ASSERT(area.has_value() == (pairs > 0));
  if (area) {
    RC_ASSERT(std::abs(*area - (won / pairs)) < 1e-12);
  }
}

TEST(Metrics, LogLossByHandAndCertaintyThatWasWrong) {
  EXPECT_NEAR(*log_loss(Values{1, 0}, Values{0.8, 0.4}), -(std::log(0.8) + std::log(0.6)) / 2,
              1e-15);
  EXPECT_NEAR(*log_loss(Values{1, 0}, Values{1, 0}), 0, 1e-15);
  const auto wrong = log_loss(Values{1, 0}, Values{0.5, 1});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where.record, 2U);
}

RC_GTEST_PROP(Metrics, MurphysPartsAddUpToBriersScore, ()) {
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(1, 200));
  RandomStream stream(static_cast<std::uint64_t>(*rc::gen::inRange(0, 100'000)), "tests/brier");
  Values actual;
  Values probability;
  for (std::size_t i = 0; i < rows; ++i) {
    // Eleven values only, so that bins meet equal probabilities.
    probability.push_back(static_cast<double>(stream.below(11)) / 10);
    actual.push_back(stream.uniform() < probability.back() ? 1 : 0);
  }
  const auto found =
      calibration(actual, probability, static_cast<std::size_t>(*rc::gen::inRange(1, 12)));
  RC_ASSERT(found.has_value());
  RC_ASSERT(std::abs(found->brier - (found->reliability - found->resolution + found->uncertainty +
                                     found->within)) < 1e-12);
  std::size_t in_bins = 0;
  for (std::size_t b = 0; b < found->bins.size(); ++b) {
    const CalibrationBin& bin = found->bins[b];
    in_bins += bin.rows;
    RC_ASSERT(bin.low <= bin.observed && bin.observed <= bin.high);
    if (b > 0) {
      RC_ASSERT(found->bins[b - 1].predicted < bin.predicted);
    }
  }
  RC_ASSERT(in_bins == rows);
}

TEST(Metrics, ClopperPearsonLeavesItsTails) {
  // Closed forms: none of n is 1 - (tail)^(1/n), all of n its mirror.
  EXPECT_EQ(clopper_pearson(0, 10, 0.95).low, 0);
  EXPECT_NEAR(clopper_pearson(0, 10, 0.95).high, 1 - std::pow(0.025, 0.1), 1e-12);
  EXPECT_NEAR(clopper_pearson(10, 10, 0.95).low, std::pow(0.025, 0.1), 1e-12);
  EXPECT_EQ(clopper_pearson(10, 10, 0.95).high, 1);
  // By its definition: at the ends of the band the seen count is just unlikely enough.
  const auto tail_at_least = [](std::size_t k, std::size_t n, double p) {
    double sum = 0;
    for (std::size_t i = k; i <= n; ++i) {
      sum += std::exp(std::lgamma(n + 1.0) - std::lgamma(i + 1.0) - std::lgamma(n - i + 1.0) +
                      (static_cast<double>(i) * std::log(p)) +
                      (static_cast<double>(n - i) * std::log1p(-p)));
    }
    return sum;
  };
  const Band band = clopper_pearson(37, 50, 0.95);
  EXPECT_NEAR(tail_at_least(37, 50, band.low), 0.025, 1e-9);
  EXPECT_NEAR(1 - tail_at_least(38, 50, band.high), 0.025, 1e-9);
}

RC_GTEST_PROP(Metrics, ABandHoldsExactlyTheCountsWhoseIntervalHoldsTheShare, ()) {
  const auto trials = static_cast<std::size_t>(*rc::gen::inRange(1, 300));
  const double share = *rc::gen::element(0.03, 0.5, 0.9, 0.97);
  const Band band = binomial_band(trials, share, 0.95);
  for (std::size_t k = 0; k <= trials; ++k) {
    const double seen = static_cast<double>(k) / static_cast<double>(trials);
    RC_ASSERT(band.holds(seen) == clopper_pearson(k, trials, 0.95).holds(share));
  }
}

TEST(Metrics, BadRowsAreRefusedByName) {
  EXPECT_EQ(r_squared(Values{}, Values{}).error().where.field, "actual");
  EXPECT_EQ(r_squared(Values{1, 2}, Values{1}).error().where.field, "predicted");
  EXPECT_EQ(r_squared(Values{3, 3}, Values{1, 2}).error().message, "never moves");
  EXPECT_EQ(spearman(Values{1, 2}, Values{5, 5}).error().where.field, "predicted");
  EXPECT_EQ(pinball_loss(Values{1}, Values{std::nan("")}, 0.5).error().where.field, "predicted");
  EXPECT_EQ(pinball_loss(Values{1}, Values{1}, 1).error().where.field, "level");
  EXPECT_EQ(area_under_curve(Values{1, 1}, Values{1, 2}).error().where.field, "actual");
  EXPECT_EQ(area_under_curve(Values{1, 2}, Values{1, 2}).error().where.field, "actual");
  EXPECT_EQ(calibration(Values{1}, Values{1.5}).error().where.field, "probability");
  EXPECT_EQ(calibration(Values{1}, Values{0.5}, 0).error().where.field, "bins");
}

RowMetric mean_of(const Values& values) {
  return [&values](std::span<const std::size_t> rows) -> Result<double> {
    double sum = 0;
    for (const std::size_t row : rows) {
      sum += values[row];
    }
    return sum / static_cast<double>(rows.size());
  };
}

TEST(Bootstrap, TheIntervalOfAMeanIsItsStandardErrorWide) {
  Values values;
  for (std::size_t i = 0; i < 400; ++i) {
    values.push_back(RandomStream(1, "tests/bootstrap", i).normal());
  }
  const auto found = bootstrap(400, mean_of(values), {4'000, 0.95, 5});
  ASSERT_TRUE(found);
  EXPECT_NEAR((found->high - found->low) / 2, 1.96 / 20, 0.012);
  EXPECT_TRUE(found->low < found->estimate && found->estimate < found->high);
  EXPECT_EQ(*bootstrap(400, mean_of(values), {4'000, 0.95, 5}), *found);
  EXPECT_FALSE(*bootstrap(400, mean_of(values), {4'000, 0.95, 6}) == *found);
}

TEST(Bootstrap, PairingTakesOutWhatBothShare) {
  Values a;
  Values b;
  for (std::size_t i = 0; i < 300; ++i) {
    RandomStream stream(2, "tests/bootstrap", i);
    b.push_back(10 * stream.normal());
    a.push_back(b.back() + 0.1 + (0.1 * stream.normal()));
  }
  const auto found = paired_bootstrap(300, mean_of(a), mean_of(b), {});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->contains_zero());
  EXPECT_LT(found->high - found->low, 0.04);
  EXPECT_TRUE(bootstrap(300, mean_of(b), {})->contains_zero());
  EXPECT_TRUE(paired_bootstrap(300, mean_of(a), mean_of(a), {})->contains_zero());
}

TEST(Bootstrap, RowsOfOneFamilyAreNotIndependent) {
  // Each row ten times over: by row the interval would be sqrt(10) times too narrow.
  Values values;
  std::vector<std::uint64_t> family;
  for (std::size_t i = 0; i < 100; ++i) {
    const double value = RandomStream(3, "tests/bootstrap", i).normal();
    values.insert(values.end(), 10, value);
    family.insert(family.end(), 10, i);
  }
  const auto by_row = bootstrap(1'000, mean_of(values), {});
  const auto by_family = bootstrap(1'000, mean_of(values), {}, family);
  ASSERT_TRUE(by_row && by_family);
  EXPECT_NEAR((by_family->high - by_family->low) / (by_row->high - by_row->low), std::sqrt(10),
              0.5);
}

TEST(Bootstrap, ItsIntervalsHoldTheTruthAsOftenAsTheySay) {
  int held = 0;
  for (std::uint64_t trial = 0; trial < 300; ++trial) {
    Values values;
    for (std::size_t i = 0; i < 60; ++i) {
      values.push_back(RandomStream(trial, "tests/bootstrap/held", i).normal());
    }
    const auto found = bootstrap(60, mean_of(values), {300, 0.9, trial});
    ASSERT_TRUE(found);
    held += found->contains_zero() ? 1 : 0;
  }
  EXPECT_NEAR(held / 300.0, 0.9, 0.06);
}

TEST(Bootstrap, WhatCannotBeMeasuredIsRefused) {
  const Values actual{1, 0, 0};
  const RowMetric area = [&](std::span<const std::size_t> rows) -> Result<double> {
    Values some;
    Values score;
    for (const std::size_t row : rows) {
      some.push_back(actual[row]);
      score.push_back(static_cast<double>(row));
    }
    return area_under_curve(some, score);
  };
  EXPECT_EQ(bootstrap(3, area, {}).error().where.field, "rows");
  EXPECT_EQ(bootstrap(3, area, {10, 0.95, 0}).error().where.field, "replicates");
  EXPECT_EQ(bootstrap(3, area, {500, 1, 0}).error().where.field, "level");
  EXPECT_EQ(bootstrap(0, area, {}).error().where.field, "rows");
  const std::vector<std::uint64_t> family{1};
  EXPECT_EQ(bootstrap(3, area, {}, family).error().where.field, "cluster");
}

}  // namespace
}  // namespace pignus::learning
