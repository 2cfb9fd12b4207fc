#include "learning/task.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>
#include <span>
#include <utility>

#include "core/toml_table.h"

namespace pignus::learning {

namespace {

constexpr std::string_view kFormat = "pignus-task/1";
constexpr std::size_t kFeaturesMax = 500;
constexpr std::size_t kLevelsMax = 200;
constexpr std::size_t kGroupColumnsMax = 4;
constexpr std::size_t kCandidatesMax = 50;

std::string transformed(Transform transform, const std::string& column) {
  switch (transform) {
    case Transform::kLog:
      return "ln(" + column + ")";
    case Transform::kLog1p:
      return "ln(1+" + column + ")";
    case Transform::kItems:
      return "ln(1+items of " + column + ")";
    default:
      return column;
  }
}

struct NamedTransform {
  std::string_view name;
  Transform transform;
};
constexpr NamedTransform kFeatureTransforms[] = {
    {"none", Transform::kNone},     {"log", Transform::kLog},     {"log1p", Transform::kLog1p},
    {"levels", Transform::kLevels}, {"items", Transform::kItems}, {"begins", Transform::kBegins}};
constexpr NamedTransform kTargetTransforms[] = {{"none", Transform::kNone},
                                                {"log", Transform::kLog},
                                                {"log1p", Transform::kLog1p},
                                                {"percentile", Transform::kPercentile}};

Transform read_transform(TomlTable& table, std::span<const NamedTransform> allowed) {
  const std::string text = table.optional_text("transform").value_or("none");
  std::string names;
  for (const NamedTransform& named : allowed) {
    if (named.name == text) {
      return named.transform;
    }
    names += (names.empty() ? "" : ", ") + std::string(named.name);
  }
  table.refuse("transform", "must be one of " + names);
  return Transform::kNone;
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
  feature.transform = read_transform(table, kFeatureTransforms);
  feature.levels = table.optional_texts("levels");
  feature.separator = table.optional_text("separator").value_or("");
  feature.others = table.optional_flag("others", false);
  feature.monotone = read_integer(table, "monotone", 0, -1, 1);
  feature.line_only = table.optional_flag("line_only", false);
  const bool exact = feature.transform == Transform::kLevels;
  const bool begins = feature.transform == Transform::kBegins;
  if ((exact || begins) == feature.levels.empty() || feature.levels.size() > kLevelsMax) {
    table.refuse("levels", "must be there for the transforms levels and begins, and only then");
  }
  if ((begins || feature.transform == Transform::kItems) == feature.separator.empty()) {
    table.refuse("separator", "must be there for the transforms items and begins, and only then");
  }
  if (feature.others && !exact) {
    table.refuse("others", "means something for the transform levels alone");
  }
  if ((exact || begins) && feature.monotone != 0) {
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

std::string settings_text(const TaskSettings& settings) {
  const BoostOptions& o = settings.boosting;
  std::array<char, 240> text{};
  std::snprintf(text.data(), text.size(),
                "depth %d, rate %g, rounds up to %d, patience %d, leaf of %g, l2 %g, rows %g, "
                "columns %g, from %s",
                o.depth_max, o.learning_rate, o.rounds_max, o.patience, o.child_weight_min, o.l2,
                o.row_share, o.column_share, settings.from_line ? "the line" : "a constant");
  return text.data();
}

/// What a table does not say is as in `otherwise`.
TaskSettings read_settings(TomlTable& table, const TaskSettings& otherwise) {
  TaskSettings settings = otherwise;
  BoostOptions& boosting = settings.boosting;
  boosting.rounds_max = read_integer(table, "rounds_max", boosting.rounds_max, 1, 20'000);
  boosting.patience = read_integer(table, "patience", boosting.patience, 1, 20'000);
  boosting.depth_max = read_integer(table, "depth_max", boosting.depth_max, 1, 16);
  const auto number = [&](const char* key, double& value, double low, double high) {
    const double read = table.optional_number(key).value_or(value);
    if (!(read >= low && read <= high)) {
      std::array<char, 80> bounds{};
      std::snprintf(bounds.data(), bounds.size(), "must be from %g to %g", low, high);
      table.refuse(key, bounds.data());
      return;
    }
    value = read;
  };
  number("learning_rate", boosting.learning_rate, 1e-4, 1);
  number("child_weight_min", boosting.child_weight_min, 0, 1e12);
  number("l2", boosting.l2, 0, 1e12);
  number("row_share", boosting.row_share, 0.01, 1);
  number("column_share", boosting.column_share, 0.01, 1);
  settings.from_line = table.optional_flag("from_line", settings.from_line);
  settings.text = settings_text(settings);
  table.close();
  return settings;
}

void read_all_settings(TomlTable& top, Task& task) {
  TaskSettings own;
  own.boosting.depth_max = 4;
  TomlTable boosting = top.table("boosting", false);
  task.settings.push_back(read_settings(boosting, own));
  for (TomlTable& candidate : top.tables("candidate")) {
    task.settings.push_back(read_settings(candidate, task.settings.front()));
    const std::string& text = task.settings.back().text;
    for (std::size_t i = 0; i + 1 < task.settings.size(); ++i) {
      if (task.settings[i].text == text) {
        top.refuse("candidate", "is there twice: " + text);
      }
    }
  }
  if (task.settings.size() > kCandidatesMax) {
    top.refuse("candidate", "may be there " + std::to_string(kCandidatesMax - 1) + " times");
  }
}

void read_tables(TomlTable& top, Task& task) {
  TomlTable target = top.table("target", true);
  task.target.column = target.text("column");
  task.target.transform = read_transform(target, kTargetTransforms);
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
  task.weighted = intervals.optional_flag("weighted", false);
  if (const auto law = intervals.optional_text("counts")) {
    task.counts = *law == "negative_binomial";
    if (!task.counts) {
      intervals.refuse("counts", "must be negative_binomial, or be left out");
    } else if (task.target.transform != Transform::kLog1p) {
      intervals.refuse("counts", "needs a target with the transform log1p: counts");
    } else if (task.weighted) {
      intervals.refuse("weighted", "is not known for the law of a count");
    }
  }
  task.folds = read_integer(intervals, "folds", 5, 2, 20);
  if (!(task.coverage >= 0.5 && task.coverage <= 0.98)) {
    intervals.refuse("coverage", "must be from 0.5 to 0.98");
  }
  intervals.close();
  read_all_settings(top, task);
  for (TomlTable& feature : top.tables("feature")) {
    task.features.push_back(read_feature(feature));
  }
  for (TomlTable& leak : top.tables("leak")) {
    task.leaks.push_back({leak.text("column"), leak.text("why")});
    leak.close();
  }
  for (TomlTable& valuer : top.tables("valuer")) {
    task.valuers.push_back({valuer.text("name"), valuer.text("column")});
    valuer.close();
  }
}

void check_group_and_valuers(TomlTable& top, const Task& task) {
  if (task.group.empty() || task.group.size() > kGroupColumnsMax) {
    top.refuse("group", "must name from one to " + std::to_string(kGroupColumnsMax) + " columns");
  }
  for (const TaskValuer& valuer : task.valuers) {
    if (task.target.transform == Transform::kPercentile) {
      top.refuse("valuer", "cannot be held against a percentile: it says an amount");
    }
    for (const TaskFeature& feature : task.features) {
      if (feature.column == valuer.column) {
        top.refuse("valuer", "is a feature too: " + valuer.column);
      }
    }
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
  const bool begins = transform == Transform::kBegins;
  if (transform != Transform::kLevels && !begins) {
    return {transformed(transform, column)};
  }
  std::vector<std::string> names;
  names.reserve(levels.size());
  for (const std::string& level : levels) {
    names.push_back(column + "=" + level + (begins ? "*" : ""));
  }
  return names;
}

double TaskTarget::least() const {
  const bool bounded = transform == Transform::kPercentile || transform == Transform::kLog1p;
  return bounded ? 0 : -std::numeric_limits<double>::infinity();
}

double TaskTarget::most() const {
  return transform == Transform::kPercentile ? 1 : std::numeric_limits<double>::infinity();
}

std::optional<double> TaskTarget::undone(double answer) const {
  switch (transform) {
    case Transform::kLog:
      return std::exp(answer);
    case Transform::kLog1p:
      return std::expm1(answer);
    default:
      return std::nullopt;
  }
}

std::string Task::group_name() const {
  return joined_group(group);
}

std::string joined_group(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : " x ") + part;
  }
  return joined;
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
  task.group = top.texts("group");
  read_tables(top, task);
  check_features(top, task);
  check_group_and_valuers(top, task);
  PIGNUS_TRY(top.finish());
  return task;
}

}  // namespace pignus::learning
