// Why a model answers as it does for one row: SHAP values of its trees (Lundberg, Erion and Lee
// 2018, the path-dependent TreeSHAP), in double precision.
#pragma once

#include <span>
#include <vector>

#include "learning/tree_model.h"

namespace pignus::learning {

/// On the scale before the link, in the target's unit for means and quantiles:
/// expected + the sum of contributions = offset + scale * margin(row), within 1e-9 of the sum of
/// absolute values; the margin in float that predictions use differs by float's rounding.
struct Explanation {
  double expected = 0;                ///< the answer for nobody in particular
  std::vector<double> contributions;  ///< by feature
};

/// For a model whose rows are many: the expectation is computed once.
class TreeExplainer {
 public:
  /// The model outlives the explainer.
  explicit TreeExplainer(const TreeModel& model);
  Explanation explain(std::span<const float> row) const;

 private:
  const TreeModel& model_;
  double expected_ = 0;
};

}  // namespace pignus::learning
