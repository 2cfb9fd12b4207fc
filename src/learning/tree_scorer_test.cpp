#include "learning/tree_scorer.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "learning/boosted_trees.h"
#include "support/made_up_learning.h"

namespace pignus::learning {
namespace {

using testing::made_up_rows;
using testing::MadeUpRows;

TreeModel trained(const MadeUpRows& rows, const BoostOptions& options) {
  auto result = train_trees(rows.names, rows.labelled(), nullptr, options);
  EXPECT_TRUE(result) << describe(result.error());
  return std::move(result->model);
}

void expect_walked_answers(const TreeModel& model, const FeatureMatrix& features) {
  std::vector<float> fast(features.rows());
  ASSERT_TRUE(TreeScorer(model).margins(features, fast));
  for (std::size_t i = 0; i < fast.size(); ++i) {
    ASSERT_EQ(fast[i], model.margin(features.row(i))) << "row " << i;
  }
}

RC_GTEST_PROP(TreeScorer, AnyShapeGivesTheWalksFloats, ()) {
  BoostOptions options;
  options.rounds_max = *rc::gen::inRange(1, 12);
  options.depth_max = *rc::gen::inRange(1, 11);
  options.child_weight_min = 0;
  options.bins_max = *rc::gen::element(2, 16, 254, 600);
  options.row_share = 0.8;
  options.loss = *rc::gen::element(Loss::kSquared, Loss::kQuantile);
  const auto seed = static_cast<std::uint64_t>(*rc::gen::inRange(0, 1'000));
  const auto columns = static_cast<std::size_t>(*rc::gen::inRange(4, 9));
  const MadeUpRows rows =
      made_up_rows(static_cast<std::size_t>(*rc::gen::inRange(30, 900)), columns, 0.2, seed);
  const TreeModel model = trained(rows, options);
  MadeUpRows asked =
      made_up_rows(static_cast<std::size_t>(*rc::gen::inRange(1, 600)), columns, 0.3, seed + 1);
  // Values on the thresholds themselves, and beyond all of them.
  for (std::size_t i = 0; i < asked.values.size(); i += 7) {
    const auto& nodes = model.trees()[i % model.trees().size()].nodes;
    asked.values[i] = nodes[i % nodes.size()].value;
  }
  asked.values.front() = std::numeric_limits<float>::infinity();
  asked.values.back() = -std::numeric_limits<float>::infinity();
  std::vector<float> fast(asked.features().rows());
  RC_ASSERT(TreeScorer(model).margins(asked.features(), fast).has_value());
  for (std::size_t i = 0; i < fast.size(); ++i) {
    RC_ASSERT(fast[i] == model.margin(asked.features().row(i)));
  }
}

TEST(TreeScorer, ManyThresholdsTakeTwoBytes) {
  const MadeUpRows rows = made_up_rows(4'000, 4, 0.1, 1);
  BoostOptions options;
  options.rounds_max = 80;
  options.bins_max = 2'000;
  options.child_weight_min = 0;
  const TreeModel model = trained(rows, options);
  EXPECT_TRUE(plan_trees(model).wide);
  EXPECT_FALSE(plan_trees(model).walked);
  expect_walked_answers(model, rows.features());
}

TEST(TreeScorer, TreesWithMoreLeavesThanAByteNumbersAreWalked) {
  const MadeUpRows rows = made_up_rows(6'000, 4, 0.1, 1);
  BoostOptions options;
  options.rounds_max = 3;
  options.depth_max = 12;
  options.child_weight_min = 0;
  const TreeModel model = trained(rows, options);
  EXPECT_TRUE(plan_trees(model).walked);
  expect_walked_answers(model, rows.features());
}

TEST(TreeScorer, NoRowsHaveNoAnswersAndWrongColumnsAreRefused) {
  const MadeUpRows rows = made_up_rows(100, 4, 0.1, 1);
  BoostOptions options;
  options.rounds_max = 3;
  const TreeScorer scorer(trained(rows, options));
  const auto none = scorer.predictions({{}, 4});
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  EXPECT_FALSE(scorer.predictions({rows.values, 5}));
  EXPECT_FALSE(scorer.predictions({std::span(rows.values).first(7), 4}));
  std::vector<float> few(3);
  EXPECT_FALSE(scorer.margins(rows.features(), few));
}

}  // namespace
}  // namespace pignus::learning
