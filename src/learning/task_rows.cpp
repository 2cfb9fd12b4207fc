#include "learning/task_rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/random_stream.h"
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

/// The items of a list in a cell, without the blanks around them; empty ones are none.
std::vector<std::string> items_of(const std::string& text, const std::string& separator) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    const std::string item(trim(std::string_view(text).substr(at, end - at)));
    if (!item.empty()) {
      items.push_back(item);
    }
    at = end + separator.size();
  }
  return items;
}

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

Result<std::vector<float>> levels_of(const TaskFeature& feature, const Cell& cell) {
  std::vector<float> marks;
  bool known = cell.missing() || feature.others;
  for (const std::string& level : feature.levels) {
    known = known || cell.text() == level;
    marks.push_back(cell.missing() ? kUnknown : (cell.text() == level ? 1.0F : 0.0F));
  }
  if (!known) {
    return cell.refuse("is none of the levels that the task names");
  }
  return marks;
}

std::vector<float> beginnings_of(const TaskFeature& feature, const Cell& cell) {
  const std::vector<std::string> items = items_of(cell.text(), feature.separator);
  std::vector<float> marks;
  for (const std::string& level : feature.levels) {
    const bool begins = std::any_of(items.begin(), items.end(), [&](const std::string& item) {
      return item.starts_with(level);
    });
    marks.push_back(cell.missing() ? kUnknown : (begins ? 1.0F : 0.0F));
  }
  return marks;
}

Result<std::vector<float>> feature_values(const TaskFeature& feature, const Cell& cell) {
  if (feature.transform == Transform::kLevels) {
    return levels_of(feature, cell);
  }
  if (feature.transform == Transform::kBegins) {
    return beginnings_of(feature, cell);
  }
  if (feature.transform == Transform::kItems) {
    const auto count = static_cast<double>(items_of(cell.text(), feature.separator).size());
    return std::vector<float>{cell.missing() ? kUnknown : static_cast<float>(std::log1p(count))};
  }
  PIGNUS_ASSIGN(const double value, cell.number(feature.transform));
  if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
    return cell.refuse("is too large");
  }
  return std::vector<float>{static_cast<float>(value)};
}

Status add_feature(const TaskFeature& feature, const Cell& cell, TaskRows& rows) {
  PIGNUS_ASSIGN(const std::vector<float> read, feature_values(feature, cell));
  rows.values.insert(rows.values.end(), read.begin(), read.end());
  if (!feature.line_only) {
    rows.tree_values.insert(rows.tree_values.end(), read.begin(), read.end());
  }
  return {};
}

enum class Answers { kRead, kLeftOut };

Status check_task_columns(const Task& task, const CsvTable& table, Answers answers) {
  std::vector<std::string> needed{task.key};
  needed.insert(needed.end(), task.group.begin(), task.group.end());
  for (const TaskFeature& feature : task.features) {
    needed.push_back(feature.column);
  }
  if (answers == Answers::kRead) {
    needed.insert(needed.end(), {task.target.column, task.period_column});
    for (const TaskValuer& valuer : task.valuers) {
      needed.push_back(valuer.column);
    }
    for (const std::string& column : {task.family, task.target.within}) {
      if (!column.empty()) {
        needed.push_back(column);
      }
    }
  }
  for (const std::string& column : needed) {
    if (table.column(column) < 0) {
      return fail(ErrorCode::kNotFound, "the table has no such column", {table.file, 0, column});
    }
  }
  return {};
}

TaskRows empty_rows(const Task& task) {
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
  return rows;
}

/// What every row has: key, group and features.
Status add_row(const Task& task, const CsvTable& table, const CsvRow& row,
               std::set<std::string>& keys, TaskRows& rows) {
  const Cell key(task, table, row, task.key);
  if (key.missing() || !keys.insert(key.text()).second) {
    return key.refuse("must be there, and once");
  }
  rows.key.push_back(key.text());
  std::vector<std::string> groups;
  for (const std::string& column : task.group) {
    const Cell group(task, table, row, column);
    groups.push_back(group.missing() ? "unknown" : group.text());
  }
  rows.group.push_back(joined_group(groups));
  for (const TaskFeature& feature : task.features) {
    PIGNUS_TRY(add_feature(feature, Cell(task, table, row, feature.column), rows));
  }
  return {};
}

Transform transform_of_target(const Task& task) {
  return task.target.transform == Transform::kPercentile ? Transform::kNone : task.target.transform;
}

std::string family_of(const Task& task, const CsvTable& table, const CsvRow& row) {
  if (!task.family.empty()) {
    if (const Cell family(task, table, row, task.family); !family.missing()) {
      return family.text();
    }
  }
  return Cell(task, table, row, task.key).text();
}

Status add_answer(const Task& task, const CsvTable& table, const CsvRow& row, TaskRows& rows) {
  const auto cell = [&](const std::string& column) { return Cell(task, table, row, column); };
  const Transform transform = transform_of_target(task);
  PIGNUS_ASSIGN(const double target, cell(task.target.column).known_number(transform));
  rows.target.push_back(target);
  rows.family.push_back(family_of(task, table, row));
  rows.valued.resize(task.valuers.size());
  for (std::size_t v = 0; v < task.valuers.size(); ++v) {
    PIGNUS_ASSIGN(const double value, cell(task.valuers[v].column).number(transform));
    rows.valued[v].push_back(value);
  }
  return {};
}

/// Rank among the rows of the same `within`, as a share. Equal values share the middle of their
/// ranks; where the task lets draws settle ties, the draw of a row's key puts them in an order, so
/// that the shares are spread evenly whatever the year: of counts more are zero the later it is,
/// and a middle rank of zeros would move with that.
void make_percentiles(const Task& task, const std::vector<std::string>& within, TaskRows& rows) {
  std::map<std::string, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    members[within[i]].push_back(i);
  }
  std::vector<double> shares(rows.rows());
  for (auto& [name, numbers] : members) {
    const auto count = static_cast<double>(numbers.size());
    std::vector<double> values;
    std::vector<std::pair<double, double>> drawn;
    for (const std::size_t row : numbers) {
      values.push_back(rows.target[row]);
      drawn.emplace_back(rows.target[row],
                         RandomStream(task.seed, "learning/tie/" + rows.key[row]).uniform());
    }
    const std::vector<double> ranks = mean_ranks(values);
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return drawn[a] < drawn[b]; });
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t row = numbers[order[k]];
      const double rank = task.randomised ? static_cast<double>(k + 1) : ranks[order[k]];
      shares[row] = (rank - 0.5) / count;
    }
  }
  rows.target = std::move(shares);
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
  PIGNUS_TRY(check_task_columns(task, table, Answers::kRead));
  TaskRows rows = empty_rows(task);
  std::set<std::string> keys;
  std::vector<std::string> within;
  for (const CsvRow& row : table.rows) {
    PIGNUS_ASSIGN(const double when,
                  Cell(task, table, row, task.period_column).known_number(Transform::kNone));
    if (!period.holds(when)) {
      continue;
    }
    PIGNUS_TRY(add_row(task, table, row, keys, rows));
    PIGNUS_TRY(add_answer(task, table, row, rows));
    rows.period.push_back(when);
    if (!task.target.within.empty()) {
      within.push_back(Cell(task, table, row, task.target.within).text());
    }
  }
  if (rows.rows() == 0) {
    return fail(ErrorCode::kInvalidInput, "has no row of " + period.text(),
                {table.file, 0, task.period_column});
  }
  if (task.target.transform == Transform::kPercentile) {
    make_percentiles(task, within, rows);
  }
  return rows;
}

Result<HeldRows> rows_out_of_family(const Task& task, const CsvTable& table,
                                    const TaskPeriod& period) {
  HeldRows held;
  PIGNUS_ASSIGN(held.rows, task_rows(task, table, period));
  std::set<std::string> trained_on;
  for (const CsvRow& row : table.rows) {
    PIGNUS_ASSIGN(const double when,
                  Cell(task, table, row, task.period_column).known_number(Transform::kNone));
    if (task.train.holds(when)) {
      trained_on.insert(family_of(task, table, row));
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < held.rows.rows(); ++i) {
    if (!trained_on.contains(held.rows.family[i])) {
      kept.push_back(i);
    }
  }
  held.left_out = held.rows.rows() - kept.size();
  if (kept.empty()) {
    return fail(ErrorCode::kInvalidInput,
                "has no row of " + period.text() + " whose family was not trained on",
                {table.file, 0, task.period_column});
  }
  if (held.left_out > 0) {
    held.rows = chosen_rows(held.rows, kept);
  }
  return held;
}

Result<TaskRows> rows_without_answers(const Task& task, const CsvTable& table) {
  PIGNUS_TRY(check_task_columns(task, table, Answers::kLeftOut));
  TaskRows rows = empty_rows(task);
  std::set<std::string> keys;
  for (const CsvRow& row : table.rows) {
    PIGNUS_TRY(add_row(task, table, row, keys, rows));
  }
  if (rows.rows() == 0) {
    return fail(ErrorCode::kInvalidInput, "has no row", {table.file, 0, ""});
  }
  rows.family = rows.key;
  return rows;
}

TaskRows chosen_rows(const TaskRows& rows, const std::vector<std::size_t>& chosen) {
  TaskRows few;
  few.names = rows.names;
  few.tree_names = rows.tree_names;
  few.tree_directions = rows.tree_directions;
  few.valued.resize(rows.valued.size());
  for (const std::size_t row : chosen) {
    const auto values = rows.features().row(row);
    few.values.insert(few.values.end(), values.begin(), values.end());
    const auto tree_values = rows.tree_features().row(row);
    few.tree_values.insert(few.tree_values.end(), tree_values.begin(), tree_values.end());
    if (!rows.target.empty()) {
      few.target.push_back(rows.target[row]);
      few.period.push_back(rows.period[row]);
    }
    for (std::size_t v = 0; v < rows.valued.size(); ++v) {
      few.valued[v].push_back(rows.valued[v][row]);
    }
    few.group.push_back(rows.group[row]);
    few.key.push_back(rows.key[row]);
    few.family.push_back(rows.family[row]);
  }
  return few;
}

}  // namespace pignus::learning
