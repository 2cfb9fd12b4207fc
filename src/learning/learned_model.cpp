#include "learning/learned_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/json.h"
#include "core/object_reader.h"
#include "core/random_stream.h"

namespace pignus::learning {

namespace {

constexpr std::array<const char*, LearnedModel::kOutputs> kOutputNames{"mean", "low", "middle",
                                                                       "high"};

tl::unexpected<Error> refuse(const char* field, const char* message) {
  return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
}

Json quantiles_json(const std::array<double, 3>& quantiles) {
  return Json::array({quantiles[0], quantiles[1], quantiles[2]});
}

Result<std::array<double, 3>> quantiles_of(const Json& json, const char* field) {
  std::array<double, 3> quantiles{};
  if (!json.is_array() || json.size() != 3) {
    return refuse(field, "must be three numbers");
  }
  for (std::size_t i = 0; i < 3; ++i) {
    if (!json[i].is_number() || !std::isfinite(json[i].get<double>())) {
      return refuse(field, "must be three numbers");
    }
    quantiles[i] = json[i].get<double>();
  }
  return quantiles;
}

struct Names {
  std::vector<std::string> all;
  std::vector<std::string> trees;
};

Names names_of(const Task& task) {
  Names names;
  for (const TaskFeature& feature : task.features) {
    for (const std::string& name : feature.names()) {
      names.all.push_back(name);
      if (!feature.line_only) {
        names.trees.push_back(name);
      }
    }
  }
  return names;
}

/// The parts are of one task.
Status check_parts(const LearnedModel& model) {
  const Names names = names_of(model.task);
  if (model.least_squares.names != names.all || (model.line && model.line->names != names.all)) {
    return refuse("line", "is of other features than the task");
  }
  const auto& settings = model.task.settings;
  if (std::none_of(settings.begin(), settings.end(), [&](const TaskSettings& one) {
        return one.from_line == model.line.has_value();
      })) {
    return refuse("line", "is not what the task says");
  }
  const std::array<double, 3> levels = quantile_levels(model.task.coverage);
  for (std::size_t i = 0; i < LearnedModel::kOutputs; ++i) {
    const TreeModel& trees = model.trees[i].model();
    const Loss loss = i == LearnedModel::kMean ? Loss::kSquared : Loss::kQuantile;
    if (trees.feature_names() != names.trees || trees.loss() != loss) {
      return refuse(kOutputNames[i], "is of other features or another loss than the task");
    }
    if (loss == Loss::kQuantile && std::abs(trees.quantile() - levels[i - 1]) > 1e-9) {
      return refuse(kOutputNames[i], "is of another quantile than the task");
    }
  }
  if (model.conformal.coverage() != model.task.coverage ||
      model.conformal.randomised() != model.task.randomised) {
    return refuse("conformal", "is of another promise than the task");
  }
  if (model.counts.has_value() != model.task.counts ||
      (model.counts && model.counts->log_mean.names != names.all)) {
    return refuse("counts", "are not what the task says");
  }
  if (model.sample.has_value() != model.task.weighted ||
      (model.sample && model.sample->names != names.all)) {
    return refuse("sample", "is not what the task says");
  }
  return {};
}

Result<std::vector<TreeScorer>> trees_of(const Json& json) {
  std::vector<TreeScorer> trees;
  for (const char* name : kOutputNames) {
    if (!json.is_object() || !json.contains(name) || !json.at(name).is_string()) {
      return refuse(name, "is missing");
    }
    PIGNUS_ASSIGN(TreeModel model, TreeModel::from_json(json.at(name).get<std::string>()));
    trees.emplace_back(std::move(model));
  }
  return trees;
}

}  // namespace

std::array<double, 3> quantile_levels(double coverage) {
  return {(1 - coverage) / 2, 0.5, (1 + coverage) / 2};
}

double draw_of(std::uint64_t seed, const std::string& key) {
  return RandomStream(seed, "learning/conformal/" + key).uniform();
}

std::vector<CountPlace> places_of(const CountLaw& law, const Task& task, const TaskRows& rows) {
  std::vector<double> draws;
  draws.reserve(rows.rows());
  for (const std::string& key : rows.key) {
    draws.push_back(place_draw(task.seed, key));
  }
  return law.places(rows.features(), draws);
}

const std::array<double, 3>& LearnedModel::cohort_of(const std::string& group) const {
  const auto at = cohorts.find(group);
  return at != cohorts.end() ? at->second : cohorts.at("");
}

Result<std::optional<DensityRatio>> LearnedModel::shift_of(const TaskRows& rows) const {
  if (!sample || rows.rows() < kDensityRowsMin || sample->group.size() < kDensityRowsMin) {
    return std::nullopt;
  }
  return density_ratio(rows.names, sample->features(), rows.features(), task.seed);
}

Result<std::vector<Prediction>> LearnedModel::predict(
    const TaskRows& rows, const std::optional<DensityRatio>& shift) const {
  std::optional<Conformal> weighted;
  if (shift && sample) {
    PIGNUS_ASSIGN(weighted, Conformal::calibrate(sample->rows(shift->before),
                                                 {task.coverage, task.randomised}));
  }
  const Conformal& calibrated = weighted ? *weighted : conformal;
  std::vector<double> start;
  if (line) {
    start = line->predict(rows.features());
  }
  std::vector<std::vector<double>> outputs;
  for (const TreeScorer& scorer : trees) {
    PIGNUS_ASSIGN(std::vector<double> answers, scorer.predictions(rows.tree_features(), start));
    outputs.push_back(std::move(answers));
  }
  const auto places = counts ? places_of(*counts, task, rows) : std::vector<CountPlace>{};
  std::vector<Prediction> predictions(rows.rows());
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    Prediction& prediction = predictions[i];
    prediction.mean = outputs[kMean][i];
    prediction.quantiles = {outputs[kLow][i], outputs[kMiddle][i], outputs[kHigh][i]};
    std::sort(prediction.quantiles.begin(), prediction.quantiles.end());
    prediction.query = {prediction.quantiles[0], prediction.quantiles[2], rows.group[i],
                        shift ? shift->now[i] : 1, draw_of(task.seed, rows.key[i])};
    if (counts) {
      prediction.place = places[i];
      prediction.query.low = quantile_levels(task.coverage).front();
      prediction.query.high = quantile_levels(task.coverage).back();
    }
    prediction.interval = calibrated.interval(prediction.query);
    if (counts) {
      prediction.interval = count_interval(places[i], prediction.interval);
    }
    // What cannot be is not shown, and no answer lies there: coverage is the same.
    const double least = task.target.least();
    const double most = task.target.most();
    prediction.interval.low = std::clamp(prediction.interval.low, least, most);
    prediction.interval.high = std::clamp(prediction.interval.high, least, most);
  }
  return predictions;
}

Result<RowExplanation> LearnedModel::explain(const TaskRows& rows, std::size_t row) const {
  if (row >= rows.rows()) {
    return refuse("row", "is not there");
  }
  RowExplanation explanation;
  if (line) {
    const auto values = rows.features().row(row);
    explanation.expected = line->intercept;
    for (std::size_t j = 0; j < line->names.size(); ++j) {
      // Against the mean of the training rows, so that a missing value contributes nothing.
      const double value = std::isnan(values[j]) ? line->means[j] : static_cast<double>(values[j]);
      explanation.expected += line->coefficients[j] * line->means[j];
      explanation.contributions[line->names[j]] += line->coefficients[j] * (value - line->means[j]);
    }
  }
  const Explanation trees_say =
      TreeExplainer(trees[kMiddle].model()).explain(rows.tree_features().row(row));
  explanation.expected += trees_say.expected;
  explanation.value = explanation.expected;
  for (std::size_t j = 0; j < rows.tree_names.size(); ++j) {
    explanation.contributions[rows.tree_names[j]] += trees_say.contributions[j];
  }
  for (const auto& [name, contribution] : explanation.contributions) {
    explanation.value += contribution;
  }
  return explanation;
}

std::string LearnedModel::to_bytes() const {
  Json ensembles = Json::object();
  for (std::size_t i = 0; i < kOutputs; ++i) {
    ensembles[kOutputNames[i]] = trees[i].model().json();
  }
  Json by_group = Json::object();
  for (const auto& [group, quantiles] : cohorts) {
    by_group[group] = quantiles_json(quantiles);
  }
  return canonical_json(Json{{"format", kFormat},
                             {"task", task.toml},
                             {"line", line ? line->to_json() : Json(nullptr)},
                             {"least_squares", least_squares.to_json()},
                             {"residual_quantiles", quantiles_json(residual_quantiles)},
                             {"cohorts", std::move(by_group)},
                             {"trees", std::move(ensembles)},
                             {"counts", counts ? counts->to_json() : Json(nullptr)},
                             {"conformal", conformal.to_json()},
                             {"sample", sample ? sample->to_json() : Json(nullptr)},
                             {"drift", drift.to_json()}});
}

Result<LearnedModel> LearnedModel::from_bytes(std::string_view bytes) {
  PIGNUS_ASSIGN(const Json json, parse_json(bytes, "model.json", {256U << 20U, 16}));
  JsonVerdict verdict;
  ObjectReader top(json, "", verdict);
  if (top.text("format") != kFormat) {
    top.refuse("format", "must be " + std::string(kFormat));
  }
  const std::string toml = top.text("task");
  const Json& line_json = top.member("line");
  const Json& least_squares_json = top.member("least_squares");
  const Json& residuals = top.member("residual_quantiles");
  const Json& cohorts_json = top.member("cohorts");
  const Json& trees_json = top.member("trees");
  const Json& counts_json = top.member("counts", true);  // models made before it lack it
  const Json& conformal_json = top.member("conformal");
  const Json& sample_json = top.member("sample");
  const Json& drift_json = top.member("drift");
  top.end();
  PIGNUS_TRY(verdict.status({"model.json", 0, ""}));
  LearnedModel model;
  PIGNUS_ASSIGN(model.task, parse_task(toml, "model.json"));
  if (!line_json.is_null()) {
    PIGNUS_ASSIGN(model.line, LinearModel::from_json(line_json));
  }
  PIGNUS_ASSIGN(model.least_squares, LinearModel::from_json(least_squares_json));
  PIGNUS_ASSIGN(model.residual_quantiles, quantiles_of(residuals, "residual_quantiles"));
  if (!cohorts_json.is_object() || !cohorts_json.contains("")) {
    return refuse("cohorts", "hold no quantiles of all rows");
  }
  for (const auto& [group, quantiles] : cohorts_json.items()) {
    PIGNUS_ASSIGN(model.cohorts[group], quantiles_of(quantiles, "cohorts"));
  }
  PIGNUS_ASSIGN(model.trees, trees_of(trees_json));
  if (!counts_json.is_null()) {
    PIGNUS_ASSIGN(model.counts, CountLaw::from_json(counts_json));
  }
  PIGNUS_ASSIGN(model.conformal, Conformal::from_json(conformal_json));
  if (!sample_json.is_null()) {
    PIGNUS_ASSIGN(model.sample, CalibrationSample::from_json(sample_json));
  }
  PIGNUS_ASSIGN(model.drift, DriftReference::from_json(drift_json));
  PIGNUS_TRY(check_parts(model));
  return model;
}

}  // namespace pignus::learning
