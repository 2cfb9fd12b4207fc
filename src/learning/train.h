// pignus train as one pure function: a described task and a table to a model with its card.
#pragma once

#include <string_view>

#include "core/csv.h"
#include "core/progress.h"
#include "core/result.h"
#include "learning/evaluate.h"
#include "learning/learned_model.h"
#include "learning/model_package.h"

namespace pignus::learning {

struct Trained {
  LearnedModel model;
  Evaluation evaluation;  ///< on the task's test rows
  ModelPackage package;
};

/// What the caller knows and the table does not say.
struct TrainingRecord {
  std::string data_sha256;  ///< of the table's file
  std::string software;     ///< "pignus 0.1.0"
};

/// Of several settings those are taken that leave least out of fold (fitting.h): the rows of the
/// test period are never asked. The number of rounds of each ensemble is the mean over folds of the
/// best round for the rows left out; then, with rounds fixed, each row is predicted by ensembles
/// that did not see its family (cross-conformal: Vovk 2015; that intervals from pooled folds hold
/// in practice is tested, the theorem for K folds promises only 2 c - 1). The final ensembles see
/// all training rows. The same table, task and seed give the same bytes; rows of the test period
/// move nothing but the card. kCancelled where `progress` says stop.
[[nodiscard]] Result<Trained> train(const Task& task, const CsvTable& table,
                                    const TrainingRecord& record,
                                    const Progress& progress = silent_progress());

}  // namespace pignus::learning
