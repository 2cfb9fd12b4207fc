// Batch scoring of boosted trees, ours beside XGBoost's own predict call, one thread each, in one
// run on the same model and rows, after the answers were found to be the same floats.
//   score_trees [ROWS] [TREES] [DEPTH] [COLUMNS]    200000 100 6 20
// Prints a line of JSON: CPU seconds, rows a second, and the ratio. XGBoost's figure is for rows
// that are in its own matrix already; "with_matrix" adds what it takes to put them there.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include "learning/boosted_trees.h"
#include "learning/tree_scorer.h"
#include "learning/xgboost_api.h"
#include "support/made_up_learning.h"

namespace {

using namespace pignus;
using namespace pignus::learning;

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec));
}

/// The least of five runs: others work on the machine too.
double best_of_five(const std::function<void()>& work) {
  double best = 1e9;
  for (int run = 0; run < 5; ++run) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

template <typename T>
T value_of(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int index, std::size_t otherwise) {
    return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
  };
  const std::size_t rows = argument(1, 200'000);
  BoostOptions options;
  options.rounds_max = static_cast<int>(argument(2, 100));
  options.depth_max = static_cast<int>(argument(3, 6));
  const std::size_t columns = std::max<std::size_t>(4, argument(4, 20));
  const testing::MadeUpRows train = testing::made_up_rows(20'000, columns, 0.05, 1);
  const testing::MadeUpRows asked = testing::made_up_rows(rows, columns, 0.05, 2);
  const TreeModel model =
      value_of(train_trees(train.names, train.labelled(), nullptr, options)).model;
  std::size_t nodes = 0;
  for (const Tree& tree : model.trees()) {
    nodes += tree.nodes.size();
  }

  const TreeScorer scorer(model);
  std::vector<float> ours(rows);
  const double our_seconds = best_of_five([&] {
    if (!scorer.margins(asked.features(), ours)) {
      std::exit(1);
    }
  });

  const double matrix_seconds =
      best_of_five([&] { value_of(XgboostMatrix::make(asked.features())); });
  const XgboostMatrix matrix = value_of(XgboostMatrix::make(asked.features()));
  std::vector<float> theirs;
  double their_seconds = 1e9;
  for (int run = 0; run < 5; ++run) {
    // A booster keeps its predictions: each run needs one that has made none.
    const XgboostBooster booster = value_of(XgboostBooster::from_json(model.json()));
    const double start = cpu_seconds();
    theirs = value_of(booster.margins(matrix));
    their_seconds = std::min(their_seconds, cpu_seconds() - start);
  }
  double apart = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    apart = std::max(apart, static_cast<double>(std::abs(ours[i] - theirs[i])));
  }
  const auto count = static_cast<double>(rows);
  std::printf(
      "{\"rows\": %zu, \"columns\": %zu, \"trees\": %zu, \"nodes\": %zu, \"pignus_seconds\": %.4f, "
      "\"pignus_rows_per_second\": %.0f, \"xgboost_seconds\": %.4f, "
      "\"xgboost_rows_per_second\": %.0f, \"xgboost_with_matrix_seconds\": %.4f, \"ratio\": %.2f, "
      "\"largest_difference\": %.3g}\n",
      rows, columns, model.trees().size(), nodes, our_seconds, count / our_seconds, their_seconds,
      count / their_seconds, their_seconds + matrix_seconds, their_seconds / our_seconds, apart);
  return apart <= 1e-6 ? 0 : 1;
}
