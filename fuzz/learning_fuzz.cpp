// What `pignus train`, `evaluate` and `score` read, cut at the byte 0x1E: a task, a table, a card,
// a model. Each is read whole or refused; a model that is read answers without a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "cut_input.h"
#include "learning/learned_model.h"
#include "learning/model_card.h"
#include "learning/task.h"
#include "learning/task_rows.h"
#include "learning/tree_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::learning;
  std::string_view rest(reinterpret_cast<const char*>(data), size);  // NOLINT
  const auto task = parse_task(pignus::fuzz::take(rest), "task.toml");
  PIGNUS_CHECK(task.has_value() || task.error().where.file == "task.toml");
  const auto table = parse_task_table(pignus::fuzz::take(rest), "table.csv");
  const auto card = parse_card(pignus::fuzz::take(rest), "card.toml");
  PIGNUS_CHECK(card.has_value() || card.error().where.file == "card.toml");
  const std::string_view bytes = pignus::fuzz::take(rest);
  (void)TreeModel::from_json(bytes, {});
  const auto model = LearnedModel::from_bytes(bytes);
  if (table && model) {
    const auto rows = rows_without_answers(model->task, *table);
    if (rows) {
      (void)model->predict(*rows);
      (void)model->explain(*rows, 0);
    }
  }
  if (table && task) {
    (void)task_rows(*task, *table, task->train);
  }
  return 0;
}
