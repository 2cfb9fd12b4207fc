#include "desk/train_model.h"

#include <system_error>

#include "core/file.h"
#include "core/sha256.h"
#include "learning/task_rows.h"

namespace pignus::desk {

namespace fs = std::filesystem;

Result<TrainedModel> train_model(const fs::path& task, const fs::path& table, const fs::path& out,
                                 const std::string& software) {
  PIGNUS_ASSIGN(const std::string task_bytes, read_file(task));
  PIGNUS_ASSIGN(const learning::Task described, learning::parse_task(task_bytes, task.string()));
  PIGNUS_ASSIGN(const std::string bytes, read_file(table));
  PIGNUS_ASSIGN(const CsvTable rows, learning::parse_task_table(bytes, table.string()));
  PIGNUS_ASSIGN(learning::Trained trained,
                learning::train(described, rows, {sha256_hex(bytes), software}));
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

Result<learning::Evaluation> evaluate_model(const fs::path& model, const fs::path& table) {
  learning::ModelPackage package;
  if (!fs::exists(model / "card.toml")) {
    return fail(ErrorCode::kNotFound, "a model without a card does not load",
                {(model / "card.toml").string(), 0, ""});
  }
  PIGNUS_ASSIGN(package.card_toml, read_file(model / "card.toml"));
  PIGNUS_ASSIGN(package.model_bytes, read_file(model / "model.json"));
  PIGNUS_ASSIGN(const std::string bytes, read_file(table));
  PIGNUS_ASSIGN(const CsvTable rows, learning::parse_task_table(bytes, table.string()));
  return learning::evaluate(package, rows);
}

}  // namespace pignus::desk
