#include "learning/train.h"

#include <algorithm>
#include <map>
#include <utility>

#include "learning/fitting.h"

namespace pignus::learning {

namespace {

ModelCard card_of(const Task& task, const TaskRows& rows, const Evaluation& evaluation,
                  const std::vector<CardChoice>& choices, const TrainingRecord& record) {
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
  if (evaluation.left_out > 0) {
    card.out_of_family += "; " + std::to_string(evaluation.left_out) +
                          " rows of the test period left out: their family was trained on";
  }
  card.promised_coverage = task.coverage;
  card.choices = choices;
  card.metrics = evaluation.metrics;
  for (const ValuerCheck& valuer : evaluation.valuers) {
    card.metrics.insert(card.metrics.end(), valuer.against.begin(), valuer.against.end());
  }
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
  model.residual_quantiles = three_quantiles(std::move(residuals), coverage);
  for (const auto& [group, values] : by_group) {
    model.cohorts[group] = three_quantiles(values, coverage);
  }
}

/// Intervals by what each row was told by those who did not see its family: the trees' quantiles,
/// or the law of a count, on whose shares the quantiles are the levels themselves.
Status calibrate(const TaskRows& rows, const std::vector<Fold>& folds, const OutOfFold& chosen,
                 LearnedModel& model) {
  const Task& task = model.task;
  const ConformalOptions options{task.coverage, task.randomised};
  if (!task.counts) {
    PIGNUS_ASSIGN(model.conformal, Conformal::calibrate({chosen.answers[LearnedModel::kLow],
                                                         chosen.answers[LearnedModel::kHigh],
                                                         rows.target,
                                                         rows.group,
                                                         {}},
                                                        options));
    return {};
  }
  PIGNUS_ASSIGN(model.counts, fit_count_law(rows.names, rows.features(), rows.target));
  PIGNUS_ASSIGN(const std::vector<double> shares, shares_out_of_fold(task, rows, folds));
  const std::vector<double> low(shares.size(), quantile_levels(task.coverage).front());
  const std::vector<double> high(shares.size(), quantile_levels(task.coverage).back());
  PIGNUS_ASSIGN(model.conformal,
                Conformal::calibrate({low, high, shares, rows.group, {}}, options));
  return {};
}

/// The settings whose answers out of fold leave least, of the mean and the quantiles alike; the
/// first of equals.
std::size_t best_of(const std::vector<CardChoice>& choices) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < choices.size(); ++i) {
    if (choices[i].squared + choices[i].pinball < choices[best].squared + choices[best].pinball) {
      best = i;
    }
  }
  return best;
}

}  // namespace

Result<Trained> train(const Task& task, const CsvTable& table, const TrainingRecord& record,
                      const Progress& progress) {
  // The test rows are read first: what is wrong with them is told before the work, not after it.
  PIGNUS_ASSIGN(const HeldRows test, rows_out_of_family(task, table, task.test));
  PIGNUS_ASSIGN(const TaskRows rows, task_rows(task, table, task.train));
  PIGNUS_ASSIGN(const std::vector<Fold> folds, folds_of(task, rows));
  FitWatch watch(progress, (task.settings.size() * 2 * folds.size()) + 1);
  std::vector<OutOfFold> tried;
  std::vector<CardChoice> choices;
  for (const TaskSettings& settings : task.settings) {
    PIGNUS_ASSIGN(OutOfFold out, out_of_fold(task, settings, rows, folds, watch));
    choices.push_back(out.choice);
    tried.push_back(std::move(out));
  }
  const std::size_t best = best_of(choices);
  choices[best].chosen = true;
  const OutOfFold& chosen = tried[best];
  Trained trained;
  LearnedModel& model = trained.model;
  model.task = task;
  PIGNUS_TRY(calibrate(rows, folds, chosen, model));
  if (task.weighted) {
    model.sample = CalibrationSample{rows.names,
                                     rows.values,
                                     chosen.answers[LearnedModel::kLow],
                                     chosen.answers[LearnedModel::kHigh],
                                     rows.target,
                                     rows.group};
  }
  watch.stage("fitting");
  PIGNUS_ASSIGN(Fitted fitted, fit(task, task.settings[best], rows, nullptr, chosen.rounds, watch));
  model.line = std::move(fitted.line);
  model.trees = std::move(fitted.trees);
  PIGNUS_ASSIGN(model.least_squares, fit_least_squares(rows.names, rows.features(), rows.target));
  add_references(rows, model);
  PIGNUS_ASSIGN(model.drift, DriftReference::of(rows.names, rows.features()));
  PIGNUS_ASSIGN(trained.evaluation, evaluate_model(model, test, progress));
  PIGNUS_ASSIGN(trained.package,
                seal(card_of(task, rows, trained.evaluation, choices, record), model.to_bytes()));
  return trained;
}

}  // namespace pignus::learning
