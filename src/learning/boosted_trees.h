// Training of boosted regression trees (Friedman 2001; XGBoost, Chen and Guestrin 2016, version
// 1.7), one thread, the same bytes for the same rows and options.
//
// The mean and the quantile are learnt on a scale of their own: the target less `start`, centred
// and divided by its spread, so that options mean the same whatever the unit or the currency. The
// quantile's gradient is ours: of the pinball loss (tau less 1 where y < f, tau above), a round a
// step down it. Its second derivative is zero, so a leaf moves by the mean gradient, with a rate
// divided by 2 sqrt(tau (1 - tau)): the gradient's noise is that much smaller at the tails, and a
// step is then as noisy at every level. By themselves quantiles of the tails reach too little out;
// conformal.h mends that.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "learning/feature_matrix.h"
#include "learning/tree_model.h"

namespace pignus::learning {

struct BoostOptions {
  Loss loss = Loss::kSquared;
  double quantile = 0.5;  ///< of kQuantile, in [0.005, 0.995]
  int rounds_max = 500;   ///< 1 to 20,000
  /// Stop after so many rounds without a smaller validation loss, and keep the rounds up to the
  /// smallest. Counts only where validation rows are given.
  int patience = 30;
  int depth_max = 6;  ///< 1 to 16
  double learning_rate = 0.1;
  double child_weight_min = 1;  ///< smallest curvature (rows, for the mean) of a leaf
  double l2 = 1;
  double split_gain_min = 0;
  double row_share = 1;     ///< of the rows, drawn anew each round
  double column_share = 1;  ///< of the features, drawn anew each tree
  int bins_max = 254;       ///< cuts a feature; up to 254 the batch scorer takes a byte a value
  std::uint64_t seed = 0;
  /// For each feature: 1 the prediction must not fall as it rises, -1 not rise, 0 free. Empty: all
  /// free.
  std::vector<int> monotone;
};

/// Rows to learn from or to stop by. Empty spans: weight 1, start 0.
struct LabelledRows {
  FeatureMatrix features;
  std::span<const double> target;
  std::span<const double> weight;  ///< above zero
  /// Where the trees begin, on the scale before the link: an answer they are to improve on (a
  /// linear model's), or the log of a count's exposure. It is no part of the model: give the same
  /// to the prediction.
  std::span<const double> start;
};

struct TrainedTrees {
  TreeModel model;
  /// Mean loss on the validation rows (the training rows where none are given) by round; [0] before
  /// the first. Squared error, log loss, Poisson deviance / 2, or pinball loss, in the target's
  /// unit.
  std::vector<double> loss_by_round;
  int rounds = 0;  ///< kept
};

/// kInvalidInput, naming field, row or feature, for options out of range, columns of other lengths,
/// a target that is not finite, not 0 or 1 (kLogistic), or negative (kPoisson), or rows that are
/// all of one class. `progress` hears each round ("boosting", of rounds_max); kCancelled where it
/// says stop.
[[nodiscard]] Result<TrainedTrees> train_trees(const std::vector<std::string>& feature_names,
                                               const LabelledRows& train,
                                               const LabelledRows* validation,
                                               const BoostOptions& options,
                                               const Progress& progress = silent_progress());

}  // namespace pignus::learning
