#include "desk/train_model.h"

#include <map>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/sha256.h"
#include "learning/task_rows.h"

namespace pignus::desk {

namespace fs = std::filesystem;

namespace {

Result<learning::ModelPackage> read_package(const fs::path& model) {
  learning::ModelPackage package;
  if (!fs::exists(model / "card.toml")) {
    return fail(ErrorCode::kNotFound, "a model without a card does not load",
                {(model / "card.toml").string(), 0, ""});
  }
  PIGNUS_ASSIGN(package.card_toml, read_file(model / "card.toml"));
  PIGNUS_ASSIGN(package.model_bytes, read_file(model / "model.json"));
  return package;
}

Result<CsvTable> read_task_table(const fs::path& table) {
  PIGNUS_ASSIGN(const std::string bytes, read_file(table));
  return learning::parse_task_table(bytes, table.string());
}

}  // namespace

Result<TrainedModel> train_model(const fs::path& task, const fs::path& table, const fs::path& out,
                                 const std::string& software, const Progress& progress) {
  PIGNUS_ASSIGN(const std::string task_bytes, read_file(task));
  PIGNUS_ASSIGN(const learning::Task described, learning::parse_task(task_bytes, task.string()));
  PIGNUS_ASSIGN(const std::string bytes, read_file(table));
  PIGNUS_ASSIGN(const CsvTable rows, learning::parse_task_table(bytes, table.string()));
  PIGNUS_ASSIGN(learning::Trained trained,
                learning::train(described, rows, {sha256_hex(bytes), software}, progress));
  TrainedModel made{std::move(trained.evaluation), out / described.name};
  std::error_code error;
  fs::create_directories(made.folder, error);
  if (error) {
    return fail(ErrorCode::kIo, error.message(), {made.folder.string(), 0, ""});
  }
  // The old card goes first: a model that was half replaced must not load.
  fs::remove(made.folder / "card.toml", error);
  PIGNUS_TRY(write_file_atomically(made.folder / "model.json", trained.package.model_bytes));
  PIGNUS_ASSIGN(const learning::ModelCard card, learning::open_package(trained.package));
  PIGNUS_TRY(write_file_atomically(made.folder / "card.md", learning::card_markdown(card)));
  PIGNUS_TRY(write_file_atomically(made.folder / "card.toml", trained.package.card_toml));
  return made;
}

Result<learning::Evaluation> evaluate_model(const fs::path& model, const fs::path& table,
                                            const std::optional<learning::TaskPeriod>& period,
                                            const Progress& progress) {
  PIGNUS_ASSIGN(const learning::ModelPackage package, read_package(model));
  PIGNUS_ASSIGN(const CsvTable rows, read_task_table(table));
  return learning::evaluate(package, rows, period ? &*period : nullptr, progress);
}

Result<ScoredTable> score_table(const fs::path& model, const fs::path& table,
                                const std::vector<std::string>& keys) {
  PIGNUS_ASSIGN(const learning::ModelPackage package, read_package(model));
  ScoredTable scored;
  PIGNUS_ASSIGN(scored.card, learning::open_package(package));
  PIGNUS_ASSIGN(const learning::LearnedModel learned,
                learning::LearnedModel::from_bytes(package.model_bytes));
  scored.target = learned.task.target;
  PIGNUS_ASSIGN(const CsvTable cells, read_task_table(table));
  PIGNUS_ASSIGN(const learning::TaskRows rows, learning::rows_without_answers(learned.task, cells));
  PIGNUS_ASSIGN(const auto shift, learned.shift_of(rows));
  PIGNUS_ASSIGN(const std::vector<learning::Prediction> predictions, learned.predict(rows, shift));
  PIGNUS_ASSIGN(scored.drift, learned.drift.measure(rows.features()));
  if (keys.empty()) {
    for (std::size_t i = 0; i < rows.rows(); ++i) {
      scored.rows.push_back({rows.key[i], predictions[i], std::nullopt});
    }
    return scored;
  }
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    places.emplace(rows.key[i], i);
  }
  for (const std::string& key : keys) {
    const auto at = places.find(key);
    if (at == places.end()) {
      return fail(ErrorCode::kNotFound, "the table has no such row: " + key,
                  {table.string(), 0, learned.task.key});
    }
    PIGNUS_ASSIGN(learning::RowExplanation why, learned.explain(rows, at->second));
    scored.rows.push_back({key, predictions[at->second], std::move(why)});
  }
  return scored;
}

}  // namespace pignus::desk
