#include "learning/density_ratio.h"

#include <algorithm>
#include <array>

#include "core/random_stream.h"
#include "learning/boosted_trees.h"
#include "learning/metrics.h"
#include "learning/tree_scorer.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kDensityFolds = 5;
constexpr double kSurest = 0.98;

/// Rows of both kinds, marked, weighing the same in sum.
struct MarkedRows {
  std::vector<float> values;
  std::vector<double> is_new;
  std::vector<double> weight;
  std::size_t columns = 0;

  void add(std::span<const float> row, bool fresh, double weighs) {
    values.insert(values.end(), row.begin(), row.end());
    is_new.push_back(fresh ? 1 : 0);
    weight.push_back(weighs);
  }
  LabelledRows labelled() const { return {{values, columns}, is_new, weight, {}}; }
};

BoostOptions options_of_classifier(std::uint64_t seed) {
  BoostOptions options;
  options.loss = Loss::kLogistic;
  options.rounds_max = 150;
  options.patience = 10;
  options.depth_max = 2;
  options.learning_rate = 0.1;
  options.child_weight_min = 5;
  options.seed = seed;
  return options;
}

}  // namespace

Result<DensityRatio> density_ratio(const std::vector<std::string>& names,
                                   const FeatureMatrix& before, const FeatureMatrix& now,
                                   std::uint64_t seed) {
  PIGNUS_TRY(check_features(before, names));
  PIGNUS_TRY(check_features(now, names));
  if (before.rows() < kDensityRowsMin || now.rows() < kDensityRowsMin) {
    return fail(ErrorCode::kInvalidInput, "has too few rows to tell how they are drawn",
                {"", 0, "features"});
  }
  const std::size_t rows = before.rows() + now.rows();
  const auto row_of = [&](std::size_t i) {
    return i < before.rows() ? before.row(i) : now.row(i - before.rows());
  };
  const double fresh_weight = static_cast<double>(before.rows()) / static_cast<double>(now.rows());
  std::vector<std::size_t> fold(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    fold[i] = RandomStream(seed, "learning/density", i).below(kDensityFolds);
  }
  std::vector<double> is_new(rows);
  std::vector<double> probability(rows);
  for (std::size_t f = 0; f < kDensityFolds; ++f) {
    std::array<MarkedRows, 3> parts;  // trained on, stopped by, answered
    for (MarkedRows& part : parts) {
      part.columns = names.size();
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t part = fold[i] == f ? 2 : (fold[i] == (f + 1) % kDensityFolds ? 1 : 0);
      const bool fresh = i >= before.rows();
      is_new[i] = fresh ? 1 : 0;
      parts[part].add(row_of(i), fresh, fresh ? fresh_weight : 1);
    }
    const LabelledRows stopped_by = parts[1].labelled();
    PIGNUS_ASSIGN(TrainedTrees trees, train_trees(names, parts[0].labelled(), &stopped_by,
                                                  options_of_classifier(seed)));
    PIGNUS_ASSIGN(const std::vector<double> answers,
                  TreeScorer(std::move(trees.model)).predictions({parts[2].values, names.size()}));
    std::size_t answered = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      if (fold[i] == f) {
        probability[i] = std::clamp(answers[answered++], 1 - kSurest, kSurest);
      }
    }
  }
  DensityRatio ratio;
  PIGNUS_ASSIGN(ratio.area, area_under_curve(is_new, probability));
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const double weight = probability[i] / (1 - probability[i]);
    (i < before.rows() ? ratio.before : ratio.now).push_back(weight);
    sum += i < before.rows() ? weight : 0;
    squares += i < before.rows() ? weight * weight : 0;
  }
  ratio.effective_rows = sum * sum / squares;
  return ratio;
}

}  // namespace pignus::learning
