#include "learning/task.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/toml_table.h"

namespace pignus::learning {

namespace {

constexpr std::string_view kFormat = "pignus-task/1";
constexpr std::size_t kFeaturesMax = 500;
constexpr std::size_t kLevelsMax = 200;

std::string transformed(Transform transform, const std::string& column) {
  switch (transform) {
    case Transform::kLog:
      return "ln(" + column + ")";
    case Transform::kLog1p:
      return "ln(1+" + column + ")";
    default:
      return column;
  }
}

Transform read_transform(TomlTable& table, Transform own, std::string_view own_name) {
  const std::string text = table.optional_text("transform").value_or("none");
  if (text == "none") {
    return Transform::kNone;
  }
  if (text == "log") {
    return Transform::kLog;
  }
  if (text == "log1p") {
    return Transform::kLog1p;
  }
  if (text != own_name) {
    table.refuse("transform", "must be none, log, log1p or " + std::string(own_name));
  }
  return own;
}

int read_integer(TomlTable& table, std::string_view key, int otherwise, int low, int high) {
  const std::int64_t value = table.optional_integer(key).value_or(otherwise);
  if (value < low || value > high) {
    table.refuse(key, "must be from " + std::to_string(low) + " to " + std::to_string(high));
    return otherwise;
  }
  return static_cast<int>(value);
}

TaskFeature read_feature(TomlTable& table) {
  TaskFeature feature;
  feature.column = table.text("column");
  feature.transform = read_transform(table, Transform::kLevels, "levels");
  feature.levels = table.optional_texts("levels");
  feature.monotone = read_integer(table, "monotone", 0, -1, 1);
  feature.line_only = table.optional_flag("line_only", false);
  const bool levelled = feature.transform == Transform::kLevels;
  if (levelled == feature.levels.empty() || feature.levels.size() > kLevelsMax) {
    table.refuse("levels", "must be there for the transform levels, and only then");
  }
  if (levelled && feature.monotone != 0) {
    table.refuse("monotone", "means nothing for levels");
  }
  table.close();
  return feature;
}

TaskPeriod read_period(TomlTable& table, const std::string& from, const std::string& to) {
  TaskPeriod period{table.number(from), table.number(to)};
  if (!(std::isfinite(period.from) && period.from <= period.to)) {
    table.refuse(to, "must not be before " + from);
  }
  return period;
}

void read_boosting(TomlTable table, Task& task) {
  BoostOptions& boosting = task.boosting;
  boosting.rounds_max = read_integer(table, "rounds_max", 500, 1, 20'000);
  boosting.patience = read_integer(table, "patience", 30, 1, 20'000);
  boosting.depth_max = read_integer(table, "depth_max", 4, 1, 16);
  boosting.learning_rate = table.optional_number("learning_rate").value_or(0.1);
  boosting.child_weight_min = table.optional_number("child_weight_min").value_or(1);
  boosting.l2 = table.optional_number("l2").value_or(1);
  boosting.row_share = table.optional_number("row_share").value_or(1);
  boosting.column_share = table.optional_number("column_share").value_or(1);
  task.from_line = table.optional_flag("from_line", true);
  table.close();
}

void read_tables(TomlTable& top, Task& task) {
  TomlTable target = top.table("target", true);
  task.target.column = target.text("column");
  task.target.transform = read_transform(target, Transform::kPercentile, "percentile");
  task.target.within = target.optional_text("within").value_or("");
  task.target.meaning = target.text("meaning");
  if ((task.target.transform == Transform::kPercentile) == task.target.within.empty()) {
    target.refuse("within", "must be there for the transform percentile, and only then");
  }
  target.close();
  TomlTable split = top.table("split", true);
  task.period_column = split.text("column");
  task.train = read_period(split, "train_from", "train_to");
  task.test = read_period(split, "test_from", "test_to");
  if (!(task.train.to < task.test.from)) {
    split.refuse("test_from", "must be later than the training rows");
  }
  split.close();
  TomlTable intervals = top.table("intervals", false);
  task.coverage = intervals.optional_number("coverage").value_or(0.9);
  task.randomised = intervals.optional_flag("randomised", false);
  task.folds = read_integer(intervals, "folds", 5, 2, 20);
  if (!(task.coverage >= 0.5 && task.coverage <= 0.98)) {
    intervals.refuse("coverage", "must be from 0.5 to 0.98");
  }
  intervals.close();
  read_boosting(top.table("boosting", false), task);
  for (TomlTable& feature : top.tables("feature")) {
    task.features.push_back(read_feature(feature));
  }
  for (TomlTable& leak : top.tables("leak")) {
    task.leaks.push_back({leak.text("column"), leak.text("why")});
    leak.close();
  }
}

void check_features(TomlTable& top, const Task& task) {
  if (task.features.empty() || task.features.size() > kFeaturesMax) {
    top.refuse("feature", "must be there, up to " + std::to_string(kFeaturesMax));
  }
  std::set<std::string> names;
  bool trees_read = false;
  for (const TaskFeature& feature : task.features) {
    trees_read = trees_read || !feature.line_only;
    if (feature.column == task.target.column) {
      top.refuse("feature", "is the target itself: " + feature.column);
    }
    for (const CardLeak& leak : task.leaks) {
      if (leak.column == feature.column) {
        top.refuse("feature", "is a leak: " + feature.column);
      }
    }
    for (const std::string& name : feature.names()) {
      if (!names.insert(name).second) {
        top.refuse("feature", "is there twice: " + name);
      }
    }
  }
  if (!trees_read) {
    top.refuse("feature", "leaves nothing for the trees to read");
  }
  if (task.leaks.empty() != task.no_leaks) {
    top.refuse("leak", "columns kept out must be named, or no_leaks be true");
  }
}

}  // namespace

std::vector<std::string> TaskFeature::names() const {
  if (transform != Transform::kLevels) {
    return {transformed(transform, column)};
  }
  std::vector<std::string> names;
  names.reserve(levels.size());
  for (const std::string& level : levels) {
    names.push_back(column + "=" + level);
  }
  return names;
}

std::string TaskPeriod::text() const {
  const auto shown = [](double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
      text.pop_back();
    }
    return text;
  };
  return from == to ? shown(from) : shown(from) + "-" + shown(to);
}

Result<Task> parse_task(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable top(parsed, file);
  Task task;
  task.toml = toml;
  if (top.text("format") != kFormat) {
    top.refuse("format", "must be " + std::string(kFormat));
  }
  task.name = top.text("name");
  if (task.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos ||
      task.name.empty()) {
    top.refuse("name", "must be of small letters, digits and hyphens: it names a folder");
  }
  task.version = top.text("version");
  task.what = top.text("what");
  task.source = top.text("source");
  task.out_of_family = top.text("out_of_family");
  task.limits = top.optional_texts("limits");
  task.not_for = top.texts("not_for");
  task.no_leaks = top.optional_flag("no_leaks", false);
  const std::int64_t seed = top.optional_integer("seed").value_or(-1);
  if (seed < 0) {
    top.refuse("seed", "must be a whole number, not negative");
  }
  task.seed = static_cast<std::uint64_t>(seed);
  task.missing = top.optional_texts("missing");
  task.missing.emplace_back();
  task.key = top.text("key");
  task.family = top.optional_text("family").value_or("");
  task.group = top.text("group");
  read_tables(top, task);
  check_features(top, task);
  PIGNUS_TRY(top.finish());
  return task;
}

}  // namespace pignus::learning
