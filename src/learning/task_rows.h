// Rows of a user's table, read as a task says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/result.h"
#include "learning/feature_matrix.h"
#include "learning/task.h"

namespace pignus::learning {

struct TaskRows {
  std::vector<std::string> names;  ///< of the features
  std::vector<float> values;
  std::vector<std::string> tree_names;  ///< of the features that trees read
  std::vector<float> tree_values;
  std::vector<int> tree_directions;
  std::vector<double> target;  ///< empty for rows read without answers
  std::vector<double> period;  ///< empty for rows read without answers
  /// By valuer of the task, on the target's scale; NaN where he said nothing. Empty for rows read
  /// without answers.
  std::vector<std::vector<double>> valued;
  std::vector<std::string> group;   ///< "unknown" where the table tells none
  std::vector<std::string> key;     ///< unique
  std::vector<std::string> family;  ///< the key where the task names no family

  std::size_t rows() const { return key.size(); }
  FeatureMatrix features() const { return {values, names.size()}; }
  FeatureMatrix tree_features() const { return {tree_values, tree_names.size()}; }
};

/// A table of comma-separated values, of which the first column may have no name, as R writes the
/// numbers of its rows: it is then "row". Errors as parse_csv().
[[nodiscard]] Result<CsvTable> parse_task_table(std::string_view bytes, std::string_view file);

/// The rows whose period is in `period`. kNotFound for a column the table has not; kInvalidInput,
/// with the line and the column, for a text that is no number, a value outside the transform, a
/// level not named, a target or period that is missing, a key that is there twice; and where no row
/// is left.
[[nodiscard]] Result<TaskRows> task_rows(const Task& task, const CsvTable& table,
                                         const TaskPeriod& period);

struct HeldRows {
  TaskRows rows;
  std::size_t left_out = 0;  ///< rows of the period whose family was trained on
};

/// The rows of `period` whose family has no row in the task's training period of the same table:
/// what a model is tested on. Where the task names no family, a row is its own. Errors as
/// task_rows(), and where no row is left.
[[nodiscard]] Result<HeldRows> rows_out_of_family(const Task& task, const CsvTable& table,
                                                  const TaskPeriod& period);

/// All rows, whose answers nobody knows yet: neither target nor period nor valuers are read, nor
/// need the table have them. Errors as task_rows().
[[nodiscard]] Result<TaskRows> rows_without_answers(const Task& task, const CsvTable& table);

/// The rows with these numbers.
TaskRows chosen_rows(const TaskRows& rows, const std::vector<std::size_t>& chosen);

}  // namespace pignus::learning
