// Models learnt from a user's table: trained by a described task, or held against rows that came
// later (`docs/learning.md`).
#pragma once

#include <filesystem>
#include <string>

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
                                               const std::string& software);

/// `model`: a folder that train_model() wrote. On the rows of its test period.
[[nodiscard]] Result<learning::Evaluation> evaluate_model(const std::filesystem::path& model,
                                                          const std::filesystem::path& table);

}  // namespace pignus::desk
