#include "text/discrimination.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"

namespace pignus::text {
namespace {

using Scores = std::vector<double>;
using Labels = std::vector<std::uint8_t>;

TEST(Auc, ByHand) {
  // Positives 3, 1; negatives 2, 0: three of four pairs are in order.
  const auto result = auc({3, 1, 2, 0}, {1, 1, 0, 0});
  ASSERT_TRUE(result);
  EXPECT_DOUBLE_EQ(result->value, .75);
  // Placements: positives 1, .5; negatives .5, 1. Variances of the means .125 / 2 each.
  EXPECT_NEAR(result->standard_error, std::sqrt(.0625 + .0625), 1e-15);
  EXPECT_DOUBLE_EQ(auc({1, 1, 1, 1}, {1, 0, 1, 0})->value, .5);
  EXPECT_DOUBLE_EQ(auc({4, 3, 2, 1}, {1, 1, 0, 0})->value, 1);
}

RC_GTEST_PROP(Auc, IsTheCountOfPairs, ()) {
  const int count = *rc::gen::inRange(4, 30);
  Scores scores;
  Scores baseline;
  Labels labels{1, 1, 0, 0};
  for (int i = 0; i < count; ++i) {
    scores.push_back(*rc::gen::inRange(0, 9));
    baseline.push_back(*rc::gen::inRange(0, 9));
    if (i >= 4) {
      labels.push_back(*rc::gen::element<std::uint8_t>(0, 1));
    }
  }
  const auto naive = [&](const Scores& s) {
    double right = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      for (std::size_t j = 0; j < s.size(); ++j) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs += 1;
          right += s[i] > s[j] ? 1 : s[i] == s[j] ? .5 : 0;
        }
      }
    }
    return right / pairs;
  };
  RC_ASSERT(std::abs(auc(scores, labels)->value - naive(scores)) < 1e-12);
  const auto difference = auc_difference(scores, baseline, labels);
  RC_ASSERT(std::abs(difference->value - (naive(scores) - naive(baseline))) < 1e-12);
  RC_ASSERT(auc_difference(scores, scores, labels)->standard_error < 1e-12);
}

TEST(Auc, IntervalsCoverAsTheySay) {
  // Two normal scores a standard deviation apart: the AUC is Phi(1 / sqrt(2)).
  const double truth = .5 * std::erfc(-.5);
  int covered = 0;
  constexpr int kRuns = 400;
  for (int run = 0; run < kRuns; ++run) {
    RandomStream stream(5, "discrimination_test", run);
    Scores scores;
    Labels labels;
    for (int i = 0; i < 120; ++i) {
      labels.push_back(i % 2 == 0 ? 1 : 0);
      scores.push_back(stream.normal() + labels.back());
    }
    const auto result = auc(scores, labels);
    covered += result->interval.lower <= truth && truth <= result->interval.upper ? 1 : 0;
  }
  EXPECT_GT(covered, kRuns * .91);
  EXPECT_LT(covered, kRuns * .985);
}

TEST(Auc, DrawingClustersWidensWhatIsRepeated) {
  // Each case ten times over tells nothing new: by clusters the interval stays, by cases it
  // shrinks.
  Scores scores;
  Scores baseline;
  Labels labels;
  std::vector<std::uint32_t> clusters;
  std::vector<std::uint32_t> cases;
  for (std::uint32_t i = 0; i < 60; ++i) {
    RandomStream stream(6, "discrimination_test/clusters", i);
    const double noise = stream.normal();
    const double other = stream.normal();
    for (int copy = 0; copy < 10; ++copy) {
      labels.push_back(i % 2 == 0 ? 1 : 0);
      scores.push_back(noise + labels.back());
      baseline.push_back(other + labels.back());
      clusters.push_back(i);
      cases.push_back(static_cast<std::uint32_t>(cases.size()));
    }
  }
  const auto width = [&](const std::vector<std::uint32_t>& by) {
    const auto interval = bootstrap_auc_difference(scores, baseline, labels, by, {400, 2});
    EXPECT_TRUE(interval);
    return interval->upper - interval->lower;
  };
  EXPECT_GT(width(clusters), 2 * width(cases));
  EXPECT_FALSE(bootstrap_auc_difference({1}, {1}, {1}, {0}, {10, 1}));
}

TEST(Auc, BadInputIsNamed) {
  EXPECT_EQ(auc({1, 2}, {1}).error().where.field, "labels");
  EXPECT_EQ(auc({1, 2, 3}, {1, 1, 0}).error().where.field, "labels");
  EXPECT_EQ(auc({1, 2, 3, 4}, {1, 1, 0, 3}).error().where.field, "labels");
  EXPECT_EQ(auc({1, std::nan(""), 3, 4}, {1, 1, 0, 0}).error().where.field, "scores");
}

TEST(Ranking, ByHand) {
  const Ranking ranking = ranking_of({1, 2, 0, 4}, {200, 1});
  EXPECT_DOUBLE_EQ(ranking.recall_at_1, .25);
  EXPECT_DOUBLE_EQ(ranking.recall_at_10, .75);
  EXPECT_DOUBLE_EQ(ranking.mean_reciprocal_rank, (1 + .5 + 0 + .25) / 4);
  EXPECT_LE(ranking.recall_at_1_interval.lower, .25);
  EXPECT_GE(ranking.recall_at_1_interval.upper, .25);
}

}  // namespace
}  // namespace pignus::text
