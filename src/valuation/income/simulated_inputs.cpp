#include "valuation/income/simulated_inputs.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>
#include <utility>

#include "core/check.h"
#include "core/normal.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// Rounding of a correlation typed with a few digits: a perfect dependence must pass.
constexpr double kPivotTolerance = 1e-9;
constexpr double kProbabilityTolerance = 1e-9;

Status check_inputs(const std::vector<NamedInput>& inputs) {
  PIGNUS_TRY(require(!inputs.empty() && inputs.size() <= InputModel::kInputsMax, "inputs",
                     "must number 1 to 64"));
  std::set<std::string_view> names;
  for (const NamedInput& input : inputs) {
    PIGNUS_TRY(require(!input.name.empty(), "inputs.name", "must not be empty"));
    PIGNUS_TRY(require(names.insert(input.name).second, input.name, "is listed twice"));
  }
  return {};
}

/// Row-major, ones on the diagonal, over the inputs sorted by name.
Result<std::vector<double>> correlation_matrix(std::span<const std::string_view> names,
                                               std::span<const InputCorrelation> correlations) {
  const std::size_t n = names.size();
  std::vector<double> matrix(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    matrix[i * n + i] = 1;
  }
  std::set<std::pair<std::size_t, std::size_t>> given;
  for (const InputCorrelation& pair : correlations) {
    const auto position = [&names](const std::string& name) {
      return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) -
                                      names.begin());
    };
    const std::size_t i = position(pair.first);
    const std::size_t j = position(pair.second);
    PIGNUS_TRY(require(i < n && names[i] == pair.first, pair.first, "is correlated but no input"));
    PIGNUS_TRY(
        require(j < n && names[j] == pair.second, pair.second, "is correlated but no input"));
    const std::string both = pair.first + "/" + pair.second;
    PIGNUS_TRY(require(i != j, both, "correlates an input with itself"));
    PIGNUS_TRY(require_within(pair.value, -1, 1, both));
    PIGNUS_TRY(require(given.insert(std::minmax(i, j)).second, both, "is given twice"));
    matrix[i * n + j] = matrix[j * n + i] = pair.value;
  }
  return matrix;
}

/// Cholesky's factor; a pivot of zero (an input wholly given by those before it) is allowed.
Result<std::vector<double>> factor_of(const std::vector<double>& matrix,
                                      std::span<const std::string_view> names) {
  const std::size_t n = names.size();
  std::vector<double> factor(n * n, 0);
  const auto contradicts = [&names](std::size_t i) {
    return require(false, names[i],
                   "has correlations that contradict those of the inputs before it by name");
  };
  for (std::size_t j = 0; j < n; ++j) {
    double pivot = matrix[j * n + j];
    for (std::size_t k = 0; k < j; ++k) {
      pivot -= factor[j * n + k] * factor[j * n + k];
    }
    if (pivot < -kPivotTolerance) {
      PIGNUS_TRY(contradicts(j));
    }
    const double root = pivot > kPivotTolerance ? std::sqrt(pivot) : 0;
    factor[j * n + j] = root;
    for (std::size_t i = j + 1; i < n; ++i) {
      double rest = matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) {
        rest -= factor[i * n + k] * factor[j * n + k];
      }
      // What is left of a correlation with an input that has no part of its own.
      if (root == 0 && std::abs(rest) > std::sqrt(kPivotTolerance)) {
        PIGNUS_TRY(contradicts(i));
      }
      factor[i * n + j] = root == 0 ? 0 : rest / root;
    }
  }
  return factor;
}

}  // namespace

double normal_score_correlation(double rank_correlation) {
  PIGNUS_CHECK(rank_correlation >= -1 && rank_correlation <= 1);
  return 2 * std::sin(std::numbers::pi * rank_correlation / 6);
}

Result<InputModel> InputModel::make(std::vector<NamedInput> inputs,
                                    std::span<const InputCorrelation> correlations,
                                    std::vector<InputScenario> scenarios) {
  PIGNUS_TRY(check_inputs(inputs));
  InputModel model;
  model.inputs_ = std::move(inputs);
  model.by_name_.resize(model.inputs_.size());
  std::iota(model.by_name_.begin(), model.by_name_.end(), std::size_t{0});
  std::sort(model.by_name_.begin(), model.by_name_.end(), [&model](std::size_t a, std::size_t b) {
    return model.inputs_[a].name < model.inputs_[b].name;
  });
  std::vector<std::string_view> names;
  for (const std::size_t position : model.by_name_) {
    names.push_back(model.inputs_[position].name);
  }
  PIGNUS_ASSIGN(const std::vector<double> matrix, correlation_matrix(names, correlations));
  PIGNUS_ASSIGN(model.factor_, factor_of(matrix, names));
  if (scenarios.empty()) {
    scenarios.push_back({"base", 1, {}});
  }
  PIGNUS_TRY(require(scenarios.size() <= kScenariosMax, "scenarios", "must number at most 64"));
  double total = 0;
  std::set<std::string_view> seen;
  for (const InputScenario& scenario : scenarios) {
    const std::string field = "scenario " + scenario.name;
    PIGNUS_TRY(require(seen.insert(scenario.name).second, field, "is listed twice"));
    PIGNUS_TRY(require_within(scenario.probability, 0, 1, field + " probability"));
    total += scenario.probability;
    std::vector<Distribution> drawn;
    for (const NamedInput& input : model.inputs_) {
      drawn.push_back(input.value);
    }
    for (const NamedInput& replaced : scenario.replaces) {
      const auto index = model.index_of(replaced.name);
      PIGNUS_TRY(require(index.has_value(), field, "replaces " + replaced.name + ", no input"));
      drawn[*index] = replaced.value;
    }
    model.drawn_.push_back(std::move(drawn));
  }
  PIGNUS_TRY(require(std::abs(total - 1) <= kProbabilityTolerance, "scenarios",
                     "must have probabilities that sum to one"));
  model.scenarios_ = std::move(scenarios);
  return model;
}

std::optional<std::size_t> InputModel::index_of(std::string_view name) const {
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (inputs_[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

RandomStream InputModel::streams(std::uint64_t seed, std::string_view key) {
  return {seed, "valuation/inputs/" + std::string(key)};
}

std::size_t InputModel::draw(RandomStream stream, std::span<double> values) const {
  PIGNUS_CHECK(values.size() == inputs_.size());
  // The scenario's number comes first, so that scenarios share the inputs' numbers path by path.
  const double pick = stream.uniform();
  std::size_t scenario = 0;
  double below = scenarios_.front().probability;
  while (scenario + 1 < scenarios_.size() && pick > below) {
    below += scenarios_[++scenario].probability;
  }
  const std::size_t n = inputs_.size();
  std::vector<double> independent(n);
  for (double& score : independent) {
    score = stream.normal();
  }
  for (std::size_t i = 0; i < n; ++i) {
    double score = 0;
    for (std::size_t k = 0; k <= i; ++k) {
      score += factor_[i * n + k] * independent[k];
    }
    const std::size_t position = by_name_[i];
    values[position] = drawn_[scenario][position].quantile(normal_cdf(score));
  }
  return scenario;
}

Result<std::vector<SimulatedPath>> simulate_paths(const InputModel& model,
                                                  const ValueOfInputs& value_of, std::uint64_t seed,
                                                  std::string_view key, PathRange range) {
  std::vector<SimulatedPath> paths;
  paths.reserve(range.count);
  std::vector<double> values(model.size());
  const RandomStream streams = InputModel::streams(seed, key);
  for (std::uint64_t path = range.first; path < range.first + range.count; ++path) {
    const std::size_t scenario = model.draw(streams.at(path), values);
    const Result<double> value = value_of(values);
    if (!value) {
      Error error = value.error();
      error.where.record = path + 1;
      return fail(std::move(error));
    }
    if (!std::isfinite(*value)) {
      return fail(ErrorCode::kInvalidInput, "a path's value is not finite",
                  {"", path + 1, std::string(key)});
    }
    paths.push_back({static_cast<std::uint32_t>(scenario), *value});
  }
  return paths;
}

Result<SimulatedValue> summarise(const InputModel& model, std::span<const SimulatedPath> paths) {
  PIGNUS_TRY(require(!paths.empty(), "paths", "must not be empty"));
  std::vector<double> all;
  std::vector<std::vector<double>> by_scenario(model.scenarios().size());
  for (const SimulatedPath& path : paths) {
    PIGNUS_CHECK(path.scenario < by_scenario.size());
    all.push_back(path.value);
    by_scenario[path.scenario].push_back(path.value);
  }
  SimulatedValue result{Distribution::from_samples(all), {}};
  for (std::size_t i = 0; i < by_scenario.size(); ++i) {
    const InputScenario& scenario = model.scenarios()[i];
    ScenarioValue part{scenario.name, scenario.probability, by_scenario[i].size(), std::nullopt};
    if (!by_scenario[i].empty()) {
      part.value = Distribution::from_samples(by_scenario[i]);
    }
    result.scenarios.push_back(std::move(part));
  }
  return result;
}

}  // namespace pignus::valuation
