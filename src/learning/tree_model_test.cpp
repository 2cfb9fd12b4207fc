#include "learning/tree_model.h"

#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/json.h"
#include "learning/boosted_trees.h"
#include "learning/tree_explain.h"
#include "learning/tree_scorer.h"
#include "support/made_up_learning.h"

namespace pignus::learning {
namespace {

const std::string& sound_bytes() {
  static const std::string bytes = [] {
    const testing::MadeUpRows rows = testing::made_up_rows(300, 4, 0.1, 1);
    BoostOptions options;
    options.rounds_max = 3;
    options.depth_max = 3;
    return train_trees(rows.names, rows.labelled(), nullptr, options)->model.json();
  }();
  return bytes;
}

Json& tree_of(Json& json, std::size_t index = 0) {
  return json["learner"]["gradient_booster"]["model"]["trees"][index];
}

/// The field at which the changed model is refused.
std::string refused(const std::function<void(Json&)>& change) {
  Json json = Json::parse(sound_bytes());
  change(json);
  const auto model = TreeModel::from_json(json.dump());
  return model ? "accepted" : model.error().where.field;
}

TEST(TreeModel, HostileTreesAreRefusedByField) {
  EXPECT_EQ(refused([](Json&) {}), "accepted");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["left_children"][0] = 1'000'000; }), "left_children");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["left_children"][0] = -7; }), "left_children");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["right_children"][0] = 0; }), "left_children");
  // A child of two parents, and with it a circle.
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["right_children"][0] = 1; }), "left_children");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["left_children"][1] = 1; }), "left_children");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_indices"][0] = 4; }), "split_indices");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_indices"][0] = -1; }), "split_indices");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_indices"][0] = 1e18; }), "split_indices");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_conditions"][0] = 1e300; }),
            "split_conditions");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_conditions"].erase(0); }), "split_conditions");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["sum_hessian"][0] = -1; }), "sum_hessian");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["split_type"][0] = 1; }), "split_type");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["tree_param"]["num_nodes"] = "999999999999"; }),
            "num_nodes");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["tree_param"]["num_nodes"] = "0"; }), "num_nodes");
  EXPECT_EQ(refused([](Json& j) { tree_of(j)["tree_param"]["num_nodes"] = "-1"; }), "num_nodes");
  EXPECT_EQ(refused([](Json& j) { tree_of(j) = 5; }), "tree_param");
}

TEST(TreeModel, WhatIsNoModelOfOursIsRefusedByField) {
  const auto learner = [](Json& j) -> Json& { return j["learner"]; };
  EXPECT_EQ(refused([&](Json& j) { j = Json::array(); }), "learner");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["learner_model_param"]["num_feature"] = "0"; }),
            "learner_model_param");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["learner_model_param"]["num_feature"] = "1e9"; }),
            "num_feature");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["learner_model_param"]["num_class"] = "3"; }),
            "learner_model_param");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["learner_model_param"]["base_score"] = "nan"; }),
            "base_score");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["objective"]["name"] = "rank:ndcg"; }), "objective");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["objective"]["name"] = "binary:logistic"; }),
            "base_score");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["gradient_booster"]["name"] = "dart"; }),
            "gradient_booster");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["feature_names"] = {"one"}; }), "feature_names");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["attributes"]["pignus_loss"] = "poisson"; }),
            "pignus_loss");
  EXPECT_EQ(refused([&](Json& j) { learner(j)["attributes"]["pignus_scale"] = "0"; }),
            "pignus_scale");
  EXPECT_EQ(refused([&](Json& j) {
              learner(j)["gradient_booster"]["model"]["gbtree_model_param"]["num_trees"] = "4";
            }),
            "trees");
}

TEST(TreeModel, LimitsAreKept) {
  const auto code = [](TreeLimits limits) {
    const auto model = TreeModel::from_json(sound_bytes(), limits);
    EXPECT_FALSE(model);
    return model ? ErrorCode::kIo : model.error().code;
  };
  TreeLimits limits;
  limits.bytes_max = 100;
  EXPECT_EQ(code(limits), ErrorCode::kLimitExceeded);
  limits = {};
  limits.trees_max = 2;
  EXPECT_EQ(code(limits), ErrorCode::kLimitExceeded);
  limits = {};
  limits.nodes_max = 10;
  EXPECT_EQ(code(limits), ErrorCode::kLimitExceeded);
  limits = {};
  limits.features_max = 3;
  EXPECT_EQ(code(limits), ErrorCode::kLimitExceeded);
  limits = {};
  limits.depth_max = 2;
  EXPECT_EQ(code(limits), ErrorCode::kLimitExceeded);
}

TEST(TreeModel, AModelOfAnothersTrainingNeedsNoAttributes) {
  Json json = Json::parse(sound_bytes());
  json["learner"]["attributes"] = Json::object();
  json["learner"]["feature_names"] = Json::array();
  const auto model = TreeModel::from_json(json.dump());
  ASSERT_TRUE(model) << describe(model.error());
  EXPECT_EQ(model->offset(), 0);
  EXPECT_EQ(model->scale(), 1);
  EXPECT_EQ(model->feature_names().front(), "f0");
}

/// Bytes changed anywhere: refused, or a model that answers and explains without harm (the
/// sanitizers watch).
RC_GTEST_PROP(TreeModel, ChangedBytesDoNoHarm, ()) {
  std::string bytes = sound_bytes();
  const int changes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < changes; ++i) {
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())));
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        bytes[at] = *rc::gen::elementOf(std::string("0123456789-eE.,[]{}\"tf"));
        break;
      case 1:
        bytes.erase(at, static_cast<std::size_t>(*rc::gen::inRange(1, 4)));
        break;
      default:
        bytes.insert(at, *rc::gen::element<std::string>("9", "-", "0,", "null,", "1E38", "[]"));
    }
  }
  const auto model = TreeModel::from_json(bytes);
  if (!model) {
    return;
  }
  const std::vector<float> row(model->feature_names().size(), 0.25F);
  const FeatureMatrix one{row, row.size()};
  std::vector<float> margin(1);
  RC_ASSERT(TreeScorer(*model).margins(one, margin).has_value());
  const float walked = model->margin(row);
  RC_ASSERT(margin[0] == walked || (margin[0] != margin[0] && walked != walked));
  RC_ASSERT(TreeExplainer(*model).explain(row).contributions.size() == row.size());
}

}  // namespace
}  // namespace pignus::learning
