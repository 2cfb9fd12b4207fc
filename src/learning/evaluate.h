// pignus evaluate as one pure function: how a model does on the rows of its test period, or of any
// later one, against references on the same rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/json.h"
#include "core/progress.h"
#include "core/result.h"
#include "learning/bootstrap.h"
#include "learning/drift.h"
#include "learning/learned_model.h"
#include "learning/model_card.h"
#include "learning/model_package.h"

namespace pignus::learning {

/// One who valued the same rows, held against what came. On the target's scale: of logarithms, a
/// bias of 0.1 is about ten percent too high.
struct ValuerCheck {
  std::string name;
  std::size_t rows = 0;    ///< that he valued
  std::size_t silent = 0;  ///< that he did not
  double bias = 0;         ///< mean of his value less what came
  double low = 0;          ///< bootstrap interval of the bias
  double high = 0;
  double absolute_error = 0;  ///< mean, his
  /// This model against him on the rows he valued; empty where they are too few to tell.
  std::vector<CardMetric> against;
};

struct Evaluation {
  std::size_t rows = 0;
  std::size_t left_out = 0;  ///< of the period: their family was trained on
  std::string period;
  /// R squared and Spearman against least squares; pinball loss (mean of the three quantiles)
  /// against cohort quantiles and against least squares with its residuals' quantiles.
  std::vector<CardMetric> metrics;
  std::vector<ValuerCheck> valuers;
  std::vector<CardCoverage> coverage;  ///< all rows, then by period, then by group
  /// Of a task that asks for weighted intervals: how far the rows are from the training's.
  std::optional<DensityRatio> shift;
  std::vector<FeatureDrift> drift;  ///< of the rows against those of the training
};

/// Paired bootstrap by family, 2,000 replicates, seeded by the task. kCancelled where `progress`
/// says stop.
[[nodiscard]] Result<Evaluation> evaluate_model(const LearnedModel& model, const HeldRows& held,
                                                const Progress& progress = silent_progress());

/// Opens the package (a card is needed) and evaluates it on the table's rows of `period`; without
/// one, of the task's test period.
[[nodiscard]] Result<Evaluation> evaluate(const ModelPackage& package, const CsvTable& table,
                                          const TaskPeriod* period = nullptr,
                                          const Progress& progress = silent_progress());

Json evaluation_json(const Evaluation& evaluation);
Json drift_json(const std::vector<FeatureDrift>& list);

}  // namespace pignus::learning
