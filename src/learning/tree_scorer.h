// Scores many rows with an ensemble of trees, quickly and with the very floats that TreeModel's own
// walk (and XGBoost) gives.
//
// Each value is first replaced by its rank among the ensemble's thresholds for its feature, which
// loses nothing: x < threshold j exactly where rank(x) <= j. Ranks take a byte, so that a node is
// decided for 32 rows (AVX2) by one comparison. A tree is then evaluated without branches: all its
// nodes, children before parents, each choosing between what its children chose; the root ends with
// the number of the leaf (after Lucchese and others 2015, QuickScorer, who also decide all nodes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "learning/feature_matrix.h"
#include "learning/tree_model.h"
#include "learning/tree_plan.h"

namespace pignus::learning {

class TreeScorer {
 public:
  explicit TreeScorer(TreeModel model);

  const TreeModel& model() const { return model_; }

  /// The margin of each row. kInvalidInput where the columns are not the model's or an output's
  /// length is not the number of rows. Infinite values are allowed and are what they say.
  [[nodiscard]] Status margins(const FeatureMatrix& features, std::span<float> out) const;
  /// The prediction of each row; `start` as the model was trained with, empty for none.
  [[nodiscard]] Result<std::vector<double>> predictions(const FeatureMatrix& features,
                                                        std::span<const double> start = {}) const;

 private:
  TreeModel model_;
  TreePlan plan_;
};

}  // namespace pignus::learning
