// pignus evaluate as one pure function: how a model does on the rows of its test period, or of any
// later one, against references on the same rows.
#pragma once

#include <string>
#include <vector>

#include "core/csv.h"
#include "core/json.h"
#include "core/result.h"
#include "learning/bootstrap.h"
#include "learning/drift.h"
#include "learning/learned_model.h"
#include "learning/model_card.h"
#include "learning/model_package.h"

namespace pignus::learning {

struct Evaluation {
  std::size_t rows = 0;
  std::string period;
  /// R squared and Spearman against least squares; pinball loss (mean of the three quantiles)
  /// against cohort quantiles and against least squares with its residuals' quantiles.
  std::vector<CardMetric> metrics;
  std::vector<CardCoverage> coverage;  ///< all rows, then by period, then by group
  std::vector<FeatureDrift> drift;     ///< of the rows against those of the training
};

/// Paired bootstrap by family, 2,000 replicates, seeded by the task.
[[nodiscard]] Result<Evaluation> evaluate_model(const LearnedModel& model, const TaskRows& rows);

/// Opens the package (a card is needed) and evaluates it on the table's rows of `period`; without
/// one, of the task's test period.
[[nodiscard]] Result<Evaluation> evaluate(const ModelPackage& package, const CsvTable& table,
                                          const TaskPeriod* period = nullptr);

Json evaluation_json(const Evaluation& evaluation);
/// One page for people.
std::string evaluation_markdown(const Evaluation& evaluation);

}  // namespace pignus::learning
