#include "learning/fitting.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/random_stream.h"
#include "learning/boosted_trees.h"
#include "learning/metrics.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kOutputs = LearnedModel::kOutputs;

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

BoostOptions options_of(const Task& task, const TaskSettings& settings, const TaskRows& rows,
                        std::size_t output) {
  BoostOptions options = settings.boosting;
  options.seed = task.seed;
  options.monotone = rows.tree_directions;
  options.loss = output == LearnedModel::kMean ? Loss::kSquared : Loss::kQuantile;
  if (output != LearnedModel::kMean) {
    options.quantile = quantile_levels(task.coverage)[output - 1];
  }
  return options;
}

/// The best rounds of each fold, averaged.
Result<Rounds> rounds_of(const Task& task, const TaskSettings& settings, const TaskRows& rows,
                         const std::vector<Fold>& folds, FitWatch& watch) {
  Rounds sum{};
  for (const Fold& fold : folds) {
    const TaskRows held = chosen_rows(rows, fold.outside);
    PIGNUS_ASSIGN(const Fitted fitted,
                  fit(task, settings, chosen_rows(rows, fold.inside), &held, {}, watch));
    for (std::size_t output = 0; output < kOutputs; ++output) {
      sum[output] += fitted.rounds[output];
    }
  }
  for (int& rounds : sum) {
    rounds = std::max(1, (rounds + (task.folds / 2)) / task.folds);
  }
  return sum;
}

/// The answers of one fold's ensembles for the rows they did not see.
Status answer_fold(const Fitted& fitted, const TaskRows& held,
                   const std::vector<std::size_t>& places, OutOfFold& out) {
  std::vector<double> start;
  if (fitted.line) {
    start = fitted.line->predict(held.features());
  }
  std::array<std::vector<double>, kOutputs> answers;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    PIGNUS_ASSIGN(answers[output], fitted.trees[output].predictions(held.tree_features(), start));
  }
  for (std::size_t k = 0; k < places.size(); ++k) {
    std::array<double, 3> sorted{answers[LearnedModel::kLow][k], answers[LearnedModel::kMiddle][k],
                                 answers[LearnedModel::kHigh][k]};
    std::sort(sorted.begin(), sorted.end());
    out.answers[LearnedModel::kMean][places[k]] = answers[LearnedModel::kMean][k];
    for (std::size_t q = 0; q < 3; ++q) {
      out.answers[LearnedModel::kLow + q][places[k]] = sorted[q];
    }
  }
  return {};
}

/// As shares of what the rows' own mean and quantiles leave: below 1 is learnt.
Result<CardChoice> judged(const Task& task, const TaskSettings& settings, const TaskRows& rows,
                          const OutOfFold& out) {
  CardChoice choice;
  choice.settings = settings.text;
  const std::vector<double>& y = rows.target;
  PIGNUS_ASSIGN(const double explained, r_squared(y, out.answers[LearnedModel::kMean]));
  choice.squared = 1 - explained;
  const std::array<double, 3> levels = quantile_levels(task.coverage);
  const std::array<double, 3> plain = three_quantiles(y, task.coverage);
  double ours = 0;
  double theirs = 0;
  for (std::size_t q = 0; q < 3; ++q) {
    const std::vector<double> constant(y.size(), plain[q]);
    PIGNUS_ASSIGN(const double loss,
                  pinball_loss(y, out.answers[LearnedModel::kLow + q], levels[q]));
    PIGNUS_ASSIGN(const double of_constant, pinball_loss(y, constant, levels[q]));
    ours += loss;
    theirs += of_constant;
  }
  if (!(theirs > 0)) {
    return fail(ErrorCode::kInvalidInput, "hardly moves: there is nothing to learn",
                {"", 0, task.target.column});
  }
  choice.pinball = ours / theirs;
  return choice;
}

}  // namespace

Progress FitWatch::rounds() const {
  return [this](std::string_view, std::uint64_t, std::uint64_t) {
    return progress_(stage_, done_, total_);
  };
}

std::array<double, 3> three_quantiles(std::vector<double> values, double coverage) {
  std::sort(values.begin(), values.end());
  std::array<double, 3> quantiles{};
  const std::array<double, 3> levels = quantile_levels(coverage);
  for (std::size_t q = 0; q < 3; ++q) {
    const double at = levels[q] * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double share = at - static_cast<double>(below);
    quantiles[q] = ((1 - share) * values[below]) + (share * values[above]);
  }
  return quantiles;
}

Result<Fitted> fit(const Task& task, const TaskSettings& settings, const TaskRows& rows,
                   const TaskRows* held, const Rounds& rounds, FitWatch& watch) {
  Fitted fitted;
  std::vector<double> start;
  std::vector<double> held_start;
  if (settings.from_line) {
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
    BoostOptions options = options_of(task, settings, rows, output);
    if (held == nullptr) {
      options.rounds_max = rounds[output];
    }
    PIGNUS_ASSIGN(TrainedTrees trees,
                  train_trees(rows.tree_names, labelled, held != nullptr ? &validation : nullptr,
                              options, watch.rounds()));
    fitted.rounds[output] = trees.rounds;
    fitted.trees.emplace_back(std::move(trees.model));
    watch.done();
  }
  return fitted;
}

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

Result<std::vector<double>> shares_out_of_fold(const Task& task, const TaskRows& rows,
                                               const std::vector<Fold>& folds) {
  std::vector<double> shares(rows.rows());
  for (const Fold& fold : folds) {
    const TaskRows inside = chosen_rows(rows, fold.inside);
    PIGNUS_ASSIGN(const CountLaw law,
                  fit_count_law(inside.names, inside.features(), inside.target));
    const TaskRows outside = chosen_rows(rows, fold.outside);
    const std::vector<CountPlace> places = places_of(law, task, outside);
    for (std::size_t k = 0; k < places.size(); ++k) {
      shares[fold.outside[k]] = places[k].share_below(outside.target[k]);
    }
  }
  return shares;
}

Result<OutOfFold> out_of_fold(const Task& task, const TaskSettings& settings, const TaskRows& rows,
                              const std::vector<Fold>& folds, FitWatch& watch) {
  OutOfFold out;
  watch.stage("choosing rounds");
  PIGNUS_ASSIGN(out.rounds, rounds_of(task, settings, rows, folds, watch));
  watch.stage("calibrating");
  for (std::vector<double>& answers : out.answers) {
    answers.resize(rows.rows());
  }
  for (const Fold& fold : folds) {
    PIGNUS_ASSIGN(const Fitted fitted,
                  fit(task, settings, chosen_rows(rows, fold.inside), nullptr, out.rounds, watch));
    PIGNUS_TRY(answer_fold(fitted, chosen_rows(rows, fold.outside), fold.outside, out));
  }
  PIGNUS_ASSIGN(out.choice, judged(task, settings, rows, out));
  return out;
}

}  // namespace pignus::learning
