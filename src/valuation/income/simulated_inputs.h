// Uncertain inputs that move together, and scenarios that replace some of them. Dependence is a
// Gaussian copula: each input keeps its own distribution, and the inputs' normal scores have the
// correlations given. Draws are keyed by (seed, key, path), so a path is the same whichever thread,
// worker or range it is drawn in. Page: docs/methods/simulated-inputs.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/distribution.h"
#include "core/random_stream.h"
#include "core/result.h"

namespace pignus::valuation {

struct NamedInput {
  std::string name;
  Distribution value;
};

/// Of the normal scores of two inputs, in [-1, 1]. Pairs not given are independent of each other
/// only as far as the others allow: their correlation is zero.
struct InputCorrelation {
  std::string first;
  std::string second;
  double value = 0;
};

/// The normal-score correlation that gives this rank correlation (Spearman): 2 sin(pi r / 6).
double normal_score_correlation(double rank_correlation);

/// A state of the world with its chance; inputs it does not name stay as they are.
struct InputScenario {
  std::string name;
  double probability = 0;
  std::vector<NamedInput> replaces;
};

class InputModel {
 public:
  static constexpr std::size_t kInputsMax = 64;
  static constexpr std::size_t kScenariosMax = 64;

  /// kInvalidInput names the input, pair or scenario: none or too many inputs, a name empty or
  /// twice, an unknown name in a pair or scenario, a pair twice or with itself, a correlation out
  /// of range, correlations that contradict each other (not positive semidefinite), probabilities
  /// that do not sum to one. No scenarios: one, "base".
  [[nodiscard]] static Result<InputModel> make(std::vector<NamedInput> inputs,
                                               std::span<const InputCorrelation> correlations,
                                               std::vector<InputScenario> scenarios);

  std::size_t size() const { return inputs_.size(); }
  std::optional<std::size_t> index_of(std::string_view name) const;
  std::span<const NamedInput> inputs() const { return inputs_; }
  std::span<const InputScenario> scenarios() const { return scenarios_; }

  /// The random numbers of a right's paths: at(path) is one path's.
  static RandomStream streams(std::uint64_t seed, std::string_view key);
  /// Draws one path into `values`, size() long and in the order of inputs(); returns the index of
  /// its scenario. The order in which inputs were listed does not change what is drawn for a name.
  std::size_t draw(RandomStream stream, std::span<double> values) const;

 private:
  std::vector<NamedInput> inputs_;
  std::vector<InputScenario> scenarios_;
  std::vector<std::size_t> by_name_;              ///< positions in inputs_, by name
  std::vector<double> factor_;                    ///< lower triangle over by_name_, row by row
  std::vector<std::vector<Distribution>> drawn_;  ///< by scenario, then in the order of inputs_
};

/// What a path's inputs are worth, or why they are worth nothing one can say.
using ValueOfInputs = std::function<Result<double>(std::span<const double>)>;

struct PathRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

struct SimulatedPath {
  std::uint32_t scenario = 0;
  double value = 0;

  friend bool operator==(const SimulatedPath&, const SimulatedPath&) = default;
};

/// The paths of a range, in order: a shard of work. Ranges laid end to end give the same bytes as
/// one range. The first path whose value fails or is not finite is the error, with its number.
[[nodiscard]] Result<std::vector<SimulatedPath>> simulate_paths(const InputModel& model,
                                                                const ValueOfInputs& value_of,
                                                                std::uint64_t seed,
                                                                std::string_view key,
                                                                PathRange range);

struct ScenarioValue {
  std::string name;
  double probability = 0;             ///< as stated
  std::uint64_t paths = 0;            ///< as drawn
  std::optional<Distribution> value;  ///< none where no path fell into it
};

struct SimulatedValue {
  Distribution value;
  std::vector<ScenarioValue> scenarios;
};

/// `paths` must not be empty.
[[nodiscard]] Result<SimulatedValue> summarise(const InputModel& model,
                                               std::span<const SimulatedPath> paths);

}  // namespace pignus::valuation
