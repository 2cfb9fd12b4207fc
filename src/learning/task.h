// A described task: what to learn, from which columns of a table, tested how. A file of TOML says
// it all, so that the same code trains on a user's own table. docs/learning.md shows the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "learning/boosted_trees.h"
#include "learning/model_card.h"

namespace pignus::learning {

enum class Transform {
  kNone,
  kLog,         ///< ln x; x above zero
  kLog1p,       ///< ln(1 + x); x not negative
  kLevels,      ///< of a feature: one column of 0 and 1 a level
  kItems,       ///< of a feature: ln(1 + number of items of a list in the cell)
  kBegins,      ///< of a feature: for each level a column, 1 where an item of the list begins so
  kPercentile,  ///< of a target: rank among the rows with the same value of `within`, in (0, 1)
};

struct TaskFeature {
  std::string column;
  Transform transform = Transform::kNone;
  std::vector<std::string> levels;  ///< of kLevels and kBegins
  std::string separator;            ///< of kItems and kBegins: what stands between items
  bool others = false;              ///< of kLevels: a text not named is none of them, no error
  int monotone = 0;                 ///< 1: the answer must not fall as it rises; -1: not rise
  /// Only the line reads it, not the trees: a year, beyond which trees know nothing.
  bool line_only = false;

  /// "ln(1+CLAIMS)", "CAT=3" for a level, "ln(1+items of IPC)", "IPC=A*".
  std::vector<std::string> names() const;
};

struct TaskTarget {
  std::string column;
  Transform transform = Transform::kNone;
  std::string within;   ///< of kPercentile: a column
  std::string meaning;  ///< what it is, with its unit

  /// What no answer lies beyond: 0 to 1 for percentiles, 0 and up for ln(1 + x).
  double least() const;
  double most() const;
  /// The answer in the column's own unit, where the transform can be undone: exp for a logarithm. A
  /// quantile stays a quantile; a mean of logarithms becomes no mean.
  std::optional<double> undone(double answer) const;
};

/// Estimates of others in a column, in the target's own unit: an appraiser's, another model's. They
/// are held against what came, beside ours; no model is trained on them.
struct TaskValuer {
  std::string name;
  std::string column;
};

/// Rows by a column of numbers (years): from first to last, both included.
struct TaskPeriod {
  double from = 0;
  double to = 0;

  bool holds(double value) const { return from <= value && value <= to; }
  std::string text() const;  ///< "1990-1993"
};

struct TaskSettings {
  std::string text;       ///< as a card shows it: "depth 3, rate 0.05, …"
  bool from_line = true;  ///< the trees start from least squares, not from a constant
  BoostOptions boosting;  ///< loss, quantile, seed and directions are set by the training
};

struct Task {
  std::string name;
  std::string version;
  std::string what;
  std::string source;
  std::string out_of_family;  ///< for the card: how families are kept apart, or why they are not
  std::vector<std::string> limits;
  std::vector<std::string> not_for;
  std::vector<CardLeak> leaks;
  bool no_leaks = false;
  std::uint64_t seed = 0;

  std::vector<std::string> missing{""};  ///< texts that mean unknown
  std::string key;                       ///< column that tells rows apart
  std::string family;                    ///< column of rows that stay together; empty: each alone
  /// Columns by which intervals and cohorts are made, all together ("US x design").
  std::vector<std::string> group;
  TaskTarget target;
  std::vector<TaskFeature> features;
  std::vector<TaskValuer> valuers;
  std::string period_column;
  TaskPeriod train;
  TaskPeriod test;  ///< later than all of `train`

  double coverage = 0.9;
  bool randomised = false;  ///< draws settle ties: for counts
  /// Intervals come from the law of a count (count_law.h), whose mean carries every feature of the
  /// line, and not from the trees' quantiles. The target is ln(1 + count).
  bool counts = false;
  /// Calibration rows weigh as they are like the rows asked for (density_ratio.h). The model then
  /// keeps its training rows, and a row's interval depends on those it is asked with.
  bool weighted = false;
  int folds = 5;  ///< 2 to 20
  /// How trees may be grown: [boosting] first, then each [[candidate]]. Where there are several,
  /// the folds of the training rows choose.
  std::vector<TaskSettings> settings;

  std::string toml;  ///< the file itself

  std::string group_name() const;  ///< "CAT", "jurisdiction x type"
};

/// "US x design"
std::string joined_group(const std::vector<std::string>& parts);

/// Strict: unknown keys, a leak used as a feature, a period that overlaps the test are errors that
/// name the key.
[[nodiscard]] Result<Task> parse_task(std::string_view toml, std::string_view file);

}  // namespace pignus::learning
