#include "learning/train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "core/random_stream.h"
#include "learning/boosted_trees.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kOutputs = LearnedModel::kOutputs;
using Rounds = std::array<int, kOutputs>;

double empirical_quantile(std::vector<double> values, double level) {
  std::sort(values.begin(), values.end());
  const double at = level * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double share = at - static_cast<double>(below);
  return ((1 - share) * values[below]) + (share * values[above]);
}

std::array<double, 3> three_quantiles(const std::vector<double>& values, double coverage) {
  std::array<double, 3> quantiles{};
  const std::array<double, 3> levels = quantile_levels(coverage);
  std::transform(levels.begin(), levels.end(), quantiles.begin(),
                 [&](double level) { return empirical_quantile(values, level); });
  return quantiles;
}

/// A line whose coefficients keep the directions that the task states: a feature that least squares
/// would use the other way is left to the trees.
Result<LinearModel> fit_line(const TaskRows& rows, const Task& task) {
  std::vector<int> direction;
  for (const TaskFeature& feature : task.features) {
    direction.insert(direction.end(), feature.names().size(), feature.monotone);
  }
  std::vector<float> values = rows.values;
  for (std::size_t attempt = 0; attempt <= direction.size(); ++attempt) {
    PIGNUS_ASSIGN(LinearModel line,
                  fit_least_squares(rows.names, {values, rows.names.size()}, rows.target));
    bool kept = true;
    for (std::size_t j = 0; j < direction.size(); ++j) {
      if (direction[j] * line.coefficients[j] < 0) {
        kept = false;
        for (std::size_t i = j; i < values.size(); i += direction.size()) {
          values[i] = 0;
        }
      }
    }
    if (kept) {
      return line;
    }
  }
  return fail(ErrorCode::kInvalidInput, "no line keeps the directions of the task",
              {"", 0, "monotone"});
}

/// Everything fitted on some rows but the intervals.
struct Fitted {
  std::optional<LinearModel> line;
  std::vector<TreeScorer> trees;
  Rounds rounds{};
};

BoostOptions options_of(const Task& task, const TaskRows& rows, std::size_t output) {
  BoostOptions options = task.boosting;
  options.seed = task.seed;
  options.monotone = rows.tree_directions;
  options.loss = output == LearnedModel::kMean ? Loss::kSquared : Loss::kQuantile;
  if (output != LearnedModel::kMean) {
    options.quantile = quantile_levels(task.coverage)[output - 1];
  }
  return options;
}

/// With `held`, rounds end by patience on those rows; else they are `rounds`.
Result<Fitted> fit(const Task& task, const TaskRows& rows, const TaskRows* held,
                   const Rounds& rounds) {
  Fitted fitted;
  std::vector<double> start;
  std::vector<double> held_start;
  if (task.from_line) {
    PIGNUS_ASSIGN(fitted.line, fit_line(rows, task));
    start = fitted.line->predict(rows.features());
    if (held != nullptr) {
      held_start = fitted.line->predict(held->features());
    }
  }
  const LabelledRows labelled{rows.tree_features(), rows.target, {}, start};
  LabelledRows validation;
  if (held != nullptr) {
    validation = {held->tree_features(), held->target, {}, held_start};
  }
  for (std::size_t output = 0; output < kOutputs; ++output) {
    BoostOptions options = options_of(task, rows, output);
    if (held == nullptr) {
      options.rounds_max = rounds[output];
    }
    PIGNUS_ASSIGN(
        TrainedTrees trees,
        train_trees(rows.tree_names, labelled, held != nullptr ? &validation : nullptr, options));
    fitted.rounds[output] = trees.rounds;
    fitted.trees.emplace_back(std::move(trees.model));
  }
  return fitted;
}

struct Fold {
  std::vector<std::size_t> inside;
  std::vector<std::size_t> outside;
};

/// A family is in one fold, whatever else the table holds.
Result<std::vector<Fold>> folds_of(const Task& task, const TaskRows& rows) {
  std::vector<Fold> folds(static_cast<std::size_t>(task.folds));
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    RandomStream stream(task.seed, "learning/fold/" + rows.family[i]);
    const std::size_t own = stream.below(folds.size());
    for (std::size_t f = 0; f < folds.size(); ++f) {
      (f == own ? folds[f].outside : folds[f].inside).push_back(i);
    }
  }
  for (const Fold& fold : folds) {
    if (fold.outside.empty() || fold.inside.empty()) {
      return fail(ErrorCode::kInvalidInput, "has too few families for the folds",
                  {"", 0, task.family.empty() ? task.key : task.family});
    }
  }
  return folds;
}

Result<Rounds> rounds_of(const Task& task, const TaskRows& rows, const std::vector<Fold>& folds) {
  Rounds sum{};
  for (const Fold& fold : folds) {
    const TaskRows held = chosen_rows(rows, fold.outside);
    PIGNUS_ASSIGN(const Fitted fitted, fit(task, chosen_rows(rows, fold.inside), &held, {}));
    for (std::size_t output = 0; output < kOutputs; ++output) {
      sum[output] += fitted.rounds[output];
    }
  }
  for (int& rounds : sum) {
    rounds = std::max(1, (rounds + (task.folds / 2)) / task.folds);
  }
  return sum;
}

/// Quantiles of each row by ensembles that did not see its family.
Result<Conformal> calibrated(const Task& task, const TaskRows& rows, const std::vector<Fold>& folds,
                             const Rounds& rounds) {
  std::vector<double> low(rows.rows());
  std::vector<double> high(rows.rows());
  for (const Fold& fold : folds) {
    PIGNUS_ASSIGN(const Fitted fitted, fit(task, chosen_rows(rows, fold.inside), nullptr, rounds));
    const TaskRows held = chosen_rows(rows, fold.outside);
    std::vector<double> start;
    if (fitted.line) {
      start = fitted.line->predict(held.features());
    }
    std::array<std::vector<double>, 3> answers;
    for (std::size_t q = 0; q < 3; ++q) {
      PIGNUS_ASSIGN(answers[q],
                    fitted.trees[LearnedModel::kLow + q].predictions(held.tree_features(), start));
    }
    for (std::size_t k = 0; k < fold.outside.size(); ++k) {
      // Sorted as predictions are, so that a crossing middle moves the ends alike.
      std::array<double, 3> sorted{answers[0][k], answers[1][k], answers[2][k]};
      std::sort(sorted.begin(), sorted.end());
      low[fold.outside[k]] = sorted[0];
      high[fold.outside[k]] = sorted[2];
    }
  }
  return Conformal::calibrate({low, high, rows.target, rows.group, {}},
                              {task.coverage, task.randomised});
}

ModelCard card_of(const Task& task, const TaskRows& rows, const Evaluation& evaluation,
                  const TrainingRecord& record) {
  ModelCard card;
  card.name = task.name;
  card.version = task.version;
  card.what = task.what;
  card.target = task.target.meaning;
  card.software = record.software;
  card.seed = task.seed;
  card.source = task.source;
  card.rows = rows.rows();
  card.period = task.train.text();
  card.data_sha256 = record.data_sha256;
  card.features = rows.names;
  card.leaks = task.leaks;
  card.no_leaks = task.no_leaks;
  card.out_of_time = "trained on " + task.train.text() + ", tested on " + task.test.text() + " (" +
                     std::to_string(evaluation.rows) + " rows)";
  card.out_of_family = task.out_of_family;
  card.promised_coverage = task.coverage;
  card.metrics = evaluation.metrics;
  card.coverage = evaluation.coverage;
  card.limits = task.limits;
  card.not_for = task.not_for;
  return card;
}

void add_references(const TaskRows& rows, LearnedModel& model) {
  const double coverage = model.task.coverage;
  std::vector<double> residuals = model.least_squares.predict(rows.features());
  std::map<std::string, std::vector<double>> by_group;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    residuals[i] = rows.target[i] - residuals[i];
    by_group[""].push_back(rows.target[i]);
    by_group[rows.group[i]].push_back(rows.target[i]);
  }
  model.residual_quantiles = three_quantiles(residuals, coverage);
  for (const auto& [group, values] : by_group) {
    model.cohorts[group] = three_quantiles(values, coverage);
  }
}

}  // namespace

Result<Trained> train(const Task& task, const CsvTable& table, const TrainingRecord& record) {
  PIGNUS_ASSIGN(const TaskRows rows, task_rows(task, table, task.train));
  PIGNUS_ASSIGN(const std::vector<Fold> folds, folds_of(task, rows));
  PIGNUS_ASSIGN(const Rounds rounds, rounds_of(task, rows, folds));
  Trained trained;
  LearnedModel& model = trained.model;
  model.task = task;
  PIGNUS_ASSIGN(model.conformal, calibrated(task, rows, folds, rounds));
  PIGNUS_ASSIGN(Fitted fitted, fit(task, rows, nullptr, rounds));
  model.line = std::move(fitted.line);
  model.trees = std::move(fitted.trees);
  PIGNUS_ASSIGN(model.least_squares, fit_least_squares(rows.names, rows.features(), rows.target));
  add_references(rows, model);
  PIGNUS_ASSIGN(model.drift, DriftReference::of(rows.names, rows.features()));
  PIGNUS_ASSIGN(const TaskRows test, task_rows(task, table, task.test));
  PIGNUS_ASSIGN(trained.evaluation, evaluate_model(model, test));
  PIGNUS_ASSIGN(trained.package,
                seal(card_of(task, rows, trained.evaluation, record), model.to_bytes()));
  return trained;
}

}  // namespace pignus::learning
