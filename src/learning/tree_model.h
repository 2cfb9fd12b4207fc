// A trained ensemble of regression trees as data: what XGBoost's JSON says, read by our own reader,
// and the plain walk through it, which is the oracle of tree_scorer.h.
//
// margin(x) = base + the sum over trees of the leaf that x falls into;
// prediction(x) = offset + scale * margin(x), through the link of the loss: none, the logistic
// function, or exp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::learning {

/// What the trees were trained to make small, which also says what they predict.
enum class Loss : std::uint8_t {
  kSquared,   ///< (y - f)^2: the mean
  kLogistic,  ///< log loss of 0 or 1: the probability of 1
  kPoisson,   ///< Poisson deviance of a count: the mean, always above 0
  kQuantile,  ///< pinball loss: the quantile at `quantile`
};
/// "squared", "logistic", "poisson", "quantile".
std::string_view name_of(Loss loss);

/// A node whose feature is kLeaf holds the leaf's value; any other goes left where the row's value
/// is below the threshold, or where it is missing and `missing_left`.
struct TreeNode {
  static constexpr std::int32_t kLeaf = -1;

  std::int32_t feature = kLeaf;
  float value = 0;  ///< threshold, or the leaf's value
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  bool missing_left = false;
  float cover = 0;  ///< curvature of the training rows that came here: how common the node is

  bool leaf() const { return feature == kLeaf; }
  friend bool operator==(const TreeNode&, const TreeNode&) = default;
};

/// The root is node 0, and a node's children stand behind it.
struct Tree {
  std::vector<TreeNode> nodes;

  friend bool operator==(const Tree&, const Tree&) = default;
};

struct TreeLimits {
  std::size_t bytes_max = 64U << 20;
  std::size_t trees_max = 20'000;
  std::size_t nodes_max = 4'000'000;  ///< of all trees
  std::size_t features_max = 4'096;
  std::size_t depth_max = 64;
};

class TreeModel {
 public:
  /// Reads XGBoost's JSON (as 1.7 writes it), of our training or of a user's. Everything is checked
  /// before it is used: sizes, limits, that numbers are finite and children form one tree.
  /// kInvalidInput or kLimitExceeded with the field; kUnsupported for what we do not score: other
  /// boosters than gbtree, other objectives than the four, classes, categorical splits.
  [[nodiscard]] static Result<TreeModel> from_json(std::string_view bytes, TreeLimits limits = {});

  /// The bytes it was read from; XGBoost loads them too.
  const std::string& json() const { return json_; }
  Loss loss() const { return loss_; }
  double quantile() const { return quantile_; }  ///< of kQuantile; else 0
  const std::vector<std::string>& feature_names() const { return feature_names_; }
  const std::vector<Tree>& trees() const { return trees_; }
  float base() const { return base_; }
  double offset() const { return offset_; }
  double scale() const { return scale_; }

  /// The walk, tree by tree; sums in the same order and precision as XGBoost. `row` has a value for
  /// each feature name.
  float margin(std::span<const float> row) const;
  double prediction(std::span<const float> row) const { return prediction_of(margin(row)); }
  /// `start` is added on the scale of the margin's place: offset + start + scale * margin.
  double prediction_of(float margin, double start = 0) const;

 private:
  std::string json_;
  Loss loss_ = Loss::kSquared;
  double quantile_ = 0;
  std::vector<std::string> feature_names_;
  std::vector<Tree> trees_;
  float base_ = 0;
  double offset_ = 0;
  double scale_ = 1;
};

}  // namespace pignus::learning
