#include "valuation/option/staged.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include "valuation/option/binomial.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// Values at every node, step by step: i + 1 of them after i steps.
class NodeValues {
 public:
  explicit NodeValues(int steps)
      : values_(static_cast<std::size_t>(steps + 1) * static_cast<std::size_t>(steps + 2) / 2) {}
  double& at(int i, int j) { return values_[position(i, j)]; }
  double at(int i, int j) const { return values_[position(i, j)]; }
  const double* from(int i, int j) const { return values_.data() + position(i, j); }

 private:
  static std::size_t position(int i, int j) {
    return static_cast<std::size_t>(i) * static_cast<std::size_t>(i + 1) / 2 +
           static_cast<std::size_t>(j);
  }
  std::vector<double> values_;
};

/// Chances of 0 to `steps` ups, each times the discount over the steps.
std::vector<double> discounted_chances(const BinomialTree& tree, int steps) {
  std::vector<double> chances{1.0};
  const double up = tree.step_discount() * tree.up_chance();
  const double down = tree.step_discount() * (1 - tree.up_chance());
  for (int i = 0; i < steps; ++i) {
    chances.push_back(chances.back() * up);
    for (std::size_t j = chances.size() - 2; j > 0; --j) {
      chances[j] = chances[j] * down + chances[j - 1] * up;
    }
    chances[0] *= down;
  }
  return chances;
}

/// One state of the project over the whole tree; `begin(i, j)` is what going on brings.
template <typename Begin>
NodeValues backward(const BinomialTree& tree, Begin begin) {
  const int steps = tree.steps();
  NodeValues values(steps);
  const double up = tree.step_discount() * tree.up_chance();
  const double down = tree.step_discount() * (1 - tree.up_chance());
  for (int i = steps; i >= 0; --i) {
    for (int j = 0; j <= i; ++j) {
      const double wait =
          i < steps ? up * values.at(i + 1, j + 1) + down * values.at(i + 1, j) : 0.0;
      values.at(i, j) = std::max({0.0, wait, begin(i, j)});
    }
  }
  return values;
}

/// Whole steps of each stage, by rounding the days on which stages end.
std::vector<int> stage_steps(std::span<const DevelopmentStage> stages, const BinomialTree& tree) {
  std::vector<int> lengths;
  double years = 0;
  int before = 0;
  for (const DevelopmentStage& stage : stages) {
    years += stage.years;
    const int end =
        std::min(static_cast<int>(std::lround(years / tree.step_years())), tree.steps());
    lengths.push_back(end - before);
    before = end;
  }
  return lengths;
}

Status check_stages(const OptionTerms& launch, std::span<const DevelopmentStage> stages) {
  PIGNUS_TRY(require(stages.size() <= kStagesMax, "stages", "must number at most 20"));
  std::set<std::string_view> names;
  double years = 0;
  for (const DevelopmentStage& stage : stages) {
    const std::string field = "stages." + stage.name;
    PIGNUS_TRY(require(names.insert(stage.name).second, field, "is listed twice"));
    PIGNUS_TRY(require_within(stage.years, 0, 100, field + ".years"));
    PIGNUS_TRY(require(std::isfinite(stage.cost) && stage.cost >= 0, field + ".cost",
                       "must not be below zero"));
    PIGNUS_TRY(require_within(stage.success_chance, 0, 1, field + ".success_chance"));
    years += stage.years;
  }
  return require(years <= launch.years * (1 + 1e-12), "stages", "take longer than the right lives");
}

/// Begin now and never stop, with the stages' lengths as the tree has them.
double committed_value(const OptionTerms& launch, std::span<const DevelopmentStage> stages,
                       std::span<const int> lengths, const BinomialTree& tree) {
  double value = 0;
  double chance = 1;
  double years = 0;
  for (std::size_t m = 0; m < stages.size(); ++m) {
    value -= chance * stages[m].cost * std::exp(-launch.rate * years);
    chance *= stages[m].success_chance;
    years += lengths[m] * tree.step_years();
  }
  return value + chance * (launch.underlying * std::exp(-launch.cost_of_delay * years) -
                           launch.strike * std::exp(-launch.rate * years));
}

}  // namespace

Result<StagedValue> staged_development(const OptionTerms& launch,
                                       std::span<const DevelopmentStage> stages, int steps) {
  PIGNUS_TRY(check_stages(launch, stages));
  PIGNUS_TRY(require(steps >= 1 && steps <= kStagedStepsMax, "steps", "must be from 1 to 1,000"));
  PIGNUS_ASSIGN(const BinomialTree tree, BinomialTree::make(launch, steps));
  const std::vector<int> lengths = stage_steps(stages, tree);
  const auto launched = [&](int i, int j) { return tree.underlying(i, j) - launch.strike; };
  NodeValues values = backward(tree, launched);
  StagedValue result;
  double begun_now = launched(0, 0);
  for (std::size_t m = stages.size(); m-- > 0;) {
    const DevelopmentStage& stage = stages[m];
    const int length = lengths[m];
    const std::vector<double> chances = discounted_chances(tree, length);
    const NodeValues& next = values;
    const auto begun = [&](int i, int j) {
      if (i + length > steps) {
        return -stage.cost;
      }
      const double* reached = next.from(i + length, j);
      double expected = 0;
      for (std::size_t k = 0; k < chances.size(); ++k) {
        expected += chances[k] * reached[k];
      }
      return stage.success_chance * expected - stage.cost;
    };
    NodeValues before = backward(tree, begun);
    begun_now = begun(0, 0);
    result.success_chance *= stage.success_chance;
    values = std::move(before);
  }
  result.value = values.at(0, 0);
  result.begin_now = begun_now > 0 && begun_now >= result.value * (1 - 1e-12);
  result.committed = committed_value(launch, stages, lengths, tree);
  result.flexibility = result.value - std::max(result.committed, 0.0);
  return result;
}

}  // namespace pignus::valuation
