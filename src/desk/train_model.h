// Models learnt from a user's table: trained by a described task, held against rows that came
// later, asked for rows whose answers nobody knows yet (`docs/learning.md`).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "learning/evaluate.h"
#include "learning/train.h"

namespace pignus::desk {

struct TrainedModel {
  learning::Evaluation evaluation;
  std::filesystem::path folder;  ///< holds card.toml, card.md and model.json
};

/// Writes the model to `out`/<name of the task>, card last: what is there without one does not
/// load. Errors: those of the files, of learning::parse_task() and learning::train().
[[nodiscard]] Result<TrainedModel> train_model(const std::filesystem::path& task,
                                               const std::filesystem::path& table,
                                               const std::filesystem::path& out,
                                               const std::string& software,
                                               const Progress& progress);

/// `model`: a folder that train_model() wrote. On the rows of `period`, or of its test period.
[[nodiscard]] Result<learning::Evaluation> evaluate_model(
    const std::filesystem::path& model, const std::filesystem::path& table,
    const std::optional<learning::TaskPeriod>& period, const Progress& progress);

struct ScoredRow {
  std::string key;
  learning::Prediction prediction;
  /// Only where the row was asked for by its key.
  std::optional<learning::RowExplanation> why;
};

struct ScoredTable {
  learning::ModelCard card;
  learning::TaskTarget target;
  std::vector<ScoredRow> rows;
  std::vector<learning::FeatureDrift> drift;  ///< of the whole table against the training rows
};

/// All rows of the table in its order; or, where `keys` are given, those rows in that order, each
/// with what moved its answer. kNotFound for a key that the table has not.
[[nodiscard]] Result<ScoredTable> score_table(const std::filesystem::path& model,
                                              const std::filesystem::path& table,
                                              const std::vector<std::string>& keys);

}  // namespace pignus::desk
