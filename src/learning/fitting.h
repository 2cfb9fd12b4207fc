// Ensembles fitted on some rows of a task, and the folds by which their settings, their rounds and
// the intervals are chosen: each row is answered for by ensembles that did not see its family.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "learning/learned_model.h"

namespace pignus::learning {

/// Boosting rounds by output, in the order of LearnedModel::Output.
using Rounds = std::array<int, LearnedModel::kOutputs>;

/// Everything fitted on some rows but the intervals.
struct Fitted {
  std::optional<LinearModel> line;
  std::vector<TreeScorer> trees;  ///< by output
  Rounds rounds{};
};

/// Tells how many ensembles of all are done, and carries a stop from the caller's progress into
/// each round.
class FitWatch {
 public:
  /// `fits` of four ensembles each.
  FitWatch(const Progress& progress, std::size_t fits) : progress_(progress), total_(4 * fits) {}

  void stage(std::string_view stage) { stage_ = stage; }
  void done() { ++done_; }
  Progress rounds() const;

 private:
  const Progress& progress_;
  std::string_view stage_ = "boosting";
  std::size_t done_ = 0;
  std::size_t total_;
};

/// With `held`, rounds end by patience on those rows; else they are `rounds`.
[[nodiscard]] Result<Fitted> fit(const Task& task, const TaskSettings& settings,
                                 const TaskRows& rows, const TaskRows* held, const Rounds& rounds,
                                 FitWatch& watch);

struct Fold {
  std::vector<std::size_t> inside;
  std::vector<std::size_t> outside;
};

/// A family is in one fold, by a draw of its name: whatever else the table holds.
[[nodiscard]] Result<std::vector<Fold>> folds_of(const Task& task, const TaskRows& rows);

/// What one of the task's settings comes to on the folds.
struct OutOfFold {
  Rounds rounds{};  ///< mean over folds of the best round for the rows left out
  /// By output, a value a row: by ensembles of these rounds that did not see the row's family;
  /// quantiles sorted as LearnedModel::predict() sorts them.
  std::array<std::vector<double>, LearnedModel::kOutputs> answers;
  CardChoice choice;  ///< how good these answers are
};

/// Two fits a fold: 2 * folds of them are counted by `watch`.
[[nodiscard]] Result<OutOfFold> out_of_fold(const Task& task, const TaskSettings& settings,
                                            const TaskRows& rows, const std::vector<Fold>& folds,
                                            FitWatch& watch);

/// Where each row stands in the law of a count that did not see its family: a share a row.
[[nodiscard]] Result<std::vector<double>> shares_out_of_fold(const Task& task, const TaskRows& rows,
                                                             const std::vector<Fold>& folds);

/// Quantiles of the values at quantile_levels(coverage), linear between them.
std::array<double, 3> three_quantiles(std::vector<double> values, double coverage);

}  // namespace pignus::learning
