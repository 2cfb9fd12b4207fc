#include "learning/task_rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "learning/metrics.h"

namespace pignus::learning {

namespace {

/// One cell, read as a number through a transform. Keeps where it is for messages.
class Cell {
 public:
  Cell(const Task& task, const CsvTable& table, const CsvRow& row, const std::string& column)
      : task_(task), where_{table.file, row.line, column}, text_(trim(table.at(row, column))) {}

  const std::string& text() const { return text_; }
  bool missing() const {
    return std::find(task_.missing.begin(), task_.missing.end(), text_) != task_.missing.end();
  }
  tl::unexpected<Error> refuse(std::string message) const {
    return fail(ErrorCode::kInvalidInput, std::move(message), where_);
  }

  /// NaN where missing.
  Result<double> number(Transform transform) const {
    if (missing()) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    double value = 0;
    const char* const end = text_.data() + text_.size();
    const auto [at, error] = std::from_chars(text_.data(), end, value);
    if (error != std::errc{} || at != end || !std::isfinite(value)) {
      return refuse("must be a number");
    }
    if (transform == Transform::kLog) {
      if (!(value > 0)) {
        return refuse("must be above zero, for its logarithm");
      }
      return std::log(value);
    }
    if (transform == Transform::kLog1p) {
      if (value < 0) {
        return refuse("must not be negative, for its logarithm");
      }
      return std::log1p(value);
    }
    return value;
  }

  Result<double> known_number(Transform transform) const {
    if (missing()) {
      return refuse("must be known");
    }
    return number(transform);
  }

 private:
  const Task& task_;
  Where where_;
  std::string text_;
};

Status add_feature(const TaskFeature& feature, const Cell& cell, TaskRows& rows) {
  std::vector<float> read;
  if (feature.transform == Transform::kLevels) {
    const bool missing = cell.missing();
    bool known = missing;
    for (const std::string& level : feature.levels) {
      known = known || cell.text() == level;
      read.push_back(missing ? std::numeric_limits<float>::quiet_NaN()
                             : (cell.text() == level ? 1.0F : 0.0F));
    }
    if (!known) {
      return cell.refuse("is none of the levels that the task names");
    }
  } else {
    PIGNUS_ASSIGN(const double value, cell.number(feature.transform));
    if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
      return cell.refuse("is too large");
    }
    read.push_back(static_cast<float>(value));
  }
  rows.values.insert(rows.values.end(), read.begin(), read.end());
  if (!feature.line_only) {
    rows.tree_values.insert(rows.tree_values.end(), read.begin(), read.end());
  }
  return {};
}

Status check_task_columns(const Task& task, const CsvTable& table) {
  std::vector<std::string> needed{task.target.column, task.period_column, task.key, task.group};
  for (const std::string& column : {task.family, task.target.within}) {
    if (!column.empty()) {
      needed.push_back(column);
    }
  }
  for (const TaskFeature& feature : task.features) {
    needed.push_back(feature.column);
  }
  for (const std::string& column : needed) {
    if (table.column(column) < 0) {
      return fail(ErrorCode::kNotFound, "the table has no such column", {table.file, 0, column});
    }
  }
  return {};
}

/// Middle rank among the rows of the same `within`, as a share.
void make_percentiles(const std::vector<std::string>& within, std::vector<double>& target) {
  std::map<std::string, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < target.size(); ++i) {
    members[within[i]].push_back(i);
  }
  for (const auto& [name, rows] : members) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const std::size_t row : rows) {
      values.push_back(target[row]);
    }
    const std::vector<double> ranks = mean_ranks(values);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      target[rows[k]] = (ranks[k] - 0.5) / static_cast<double>(rows.size());
    }
  }
}

}  // namespace

Result<CsvTable> parse_task_table(std::string_view bytes, std::string_view file) {
  for (const std::string_view nameless : {"\"\",", ","}) {
    if (bytes.starts_with(nameless)) {
      std::string named = "row";
      named += bytes.substr(nameless.size() - 1);
      return parse_csv(named, file);
    }
  }
  return parse_csv(bytes, file);
}

Result<TaskRows> task_rows(const Task& task, const CsvTable& table, const TaskPeriod& period) {
  PIGNUS_TRY(check_task_columns(task, table));
  TaskRows rows;
  for (const TaskFeature& feature : task.features) {
    for (const std::string& name : feature.names()) {
      rows.names.push_back(name);
      if (!feature.line_only) {
        rows.tree_names.push_back(name);
        rows.tree_directions.push_back(feature.monotone);
      }
    }
  }
  const Transform transform =
      task.target.transform == Transform::kPercentile ? Transform::kNone : task.target.transform;
  std::set<std::string> keys;
  std::vector<std::string> within;
  for (const CsvRow& row : table.rows) {
    const auto cell = [&](const std::string& column) { return Cell(task, table, row, column); };
    PIGNUS_ASSIGN(const double when, cell(task.period_column).known_number(Transform::kNone));
    if (!period.holds(when)) {
      continue;
    }
    const Cell key = cell(task.key);
    if (key.missing() || !keys.insert(key.text()).second) {
      return key.refuse("must be there, and once");
    }
    PIGNUS_ASSIGN(const double target, cell(task.target.column).known_number(transform));
    for (const TaskFeature& feature : task.features) {
      PIGNUS_TRY(add_feature(feature, cell(feature.column), rows));
    }
    rows.target.push_back(target);
    rows.period.push_back(when);
    rows.key.push_back(key.text());
    const Cell group = cell(task.group);
    rows.group.push_back(group.missing() ? "unknown" : group.text());
    const bool families = !task.family.empty() && !cell(task.family).missing();
    rows.family.push_back(families ? cell(task.family).text() : key.text());
    if (!task.target.within.empty()) {
      within.push_back(cell(task.target.within).text());
    }
  }
  if (rows.rows() == 0) {
    return fail(ErrorCode::kInvalidInput, "has no row of " + period.text(),
                {table.file, 0, task.period_column});
  }
  if (task.target.transform == Transform::kPercentile) {
    make_percentiles(within, rows.target);
  }
  return rows;
}

TaskRows chosen_rows(const TaskRows& rows, const std::vector<std::size_t>& chosen) {
  TaskRows few;
  few.names = rows.names;
  few.tree_names = rows.tree_names;
  few.tree_directions = rows.tree_directions;
  for (const std::size_t row : chosen) {
    const auto values = rows.features().row(row);
    few.values.insert(few.values.end(), values.begin(), values.end());
    const auto tree_values = rows.tree_features().row(row);
    few.tree_values.insert(few.tree_values.end(), tree_values.begin(), tree_values.end());
    few.target.push_back(rows.target[row]);
    few.period.push_back(rows.period[row]);
    few.group.push_back(rows.group[row]);
    few.key.push_back(rows.key[row]);
    few.family.push_back(rows.family[row]);
  }
  return few;
}

}  // namespace pignus::learning
