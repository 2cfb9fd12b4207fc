// The model that a described task makes: a least-squares line (where the task starts from one),
// four ensembles on what it leaves (mean, low, middle and high quantile), conformal intervals by
// group, and what it is held against later: cohort quantiles, a line of its own, the rows'
// distribution.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "learning/calibration_sample.h"
#include "learning/conformal.h"
#include "learning/count_law.h"
#include "learning/density_ratio.h"
#include "learning/drift.h"
#include "learning/least_squares.h"
#include "learning/task.h"
#include "learning/task_rows.h"
#include "learning/tree_explain.h"
#include "learning/tree_scorer.h"

namespace pignus::learning {

/// Levels of the three quantiles of a coverage: (1 - c)/2, 1/2, (1 + c)/2.
std::array<double, 3> quantile_levels(double coverage);

/// Where the law of a count puts rows: by their keys' draws.
std::vector<CountPlace> places_of(const CountLaw& law, const Task& task, const TaskRows& rows);

/// For one row, on the target's scale (after its transform).
struct Prediction {
  double mean = 0;
  std::array<double, 3> quantiles{};  ///< ascending: where ensembles cross, they are sorted
  ConformalInterval interval;
  /// What the interval was asked with. Of the law of a count: in shares, and where the row stands.
  ConformalQuery query;
  std::optional<CountPlace> place = std::nullopt;
};

/// Why the middle quantile is what it is: expected + the sum of all contributions = the value.
struct RowExplanation {
  double expected = 0;
  /// By name of feature, the line's share and the trees' together.
  std::map<std::string, double> contributions;
  double value = 0;
};

struct LearnedModel {
  static constexpr std::string_view kFormat = "pignus-model/1";
  /// Ensembles in this order.
  enum Output : std::size_t { kMean, kLow, kMiddle, kHigh, kOutputs };

  Task task;
  std::optional<LinearModel> line;                       ///< where the trees start
  LinearModel least_squares;                             ///< the reference, of all features
  std::array<double, 3> residual_quantiles{};            ///< of the reference, on its training rows
  std::map<std::string, std::array<double, 3>> cohorts;  ///< quantiles by group; "" of all rows
  std::vector<TreeScorer> trees;                         ///< kOutputs of them
  std::optional<CountLaw> counts;  ///< where the task asks for it: the intervals' own
  Conformal conformal;
  std::optional<CalibrationSample> sample;  ///< where the task asks for weighted intervals
  DriftReference drift;

  /// How differently the rows are drawn from the training rows: nothing where the task asks for no
  /// weights, or there are too few rows to tell (kDensityRowsMin).
  [[nodiscard]] Result<std::optional<DensityRatio>> shift_of(const TaskRows& rows) const;
  /// `rows` as task_rows() reads them for this task; `shift` as shift_of() tells of them: without
  /// it the intervals are not weighted.
  [[nodiscard]] Result<std::vector<Prediction>> predict(
      const TaskRows& rows, const std::optional<DensityRatio>& shift = std::nullopt) const;
  [[nodiscard]] Result<RowExplanation> explain(const TaskRows& rows, std::size_t row) const;
  /// Whether the row's interval holds its target.
  static bool covers(const Prediction& prediction, double target) {
    return learning::covers(prediction.query, prediction.interval,
                            prediction.place ? prediction.place->share_below(target) : target);
  }
  /// Quantiles of the row's cohort in training; of all rows where it had none.
  const std::array<double, 3>& cohort_of(const std::string& group) const;

  std::string to_bytes() const;
  /// kInvalidInput by field for bytes that are no such model, or whose parts do not fit together.
  [[nodiscard]] static Result<LearnedModel> from_bytes(std::string_view bytes);
};

/// The draw of a row's key, in (0, 1): the same row has the same interval whatever stands beside
/// it.
double draw_of(std::uint64_t seed, const std::string& key);

}  // namespace pignus::learning
