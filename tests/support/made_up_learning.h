// Rows with a known truth, for tests and benchmarks of models that learn.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/random_stream.h"
#include "learning/boosted_trees.h"
#include "learning/feature_matrix.h"

namespace pignus::testing {

struct MadeUpRows {
  std::vector<std::string> names;
  std::vector<float> values;
  std::vector<double> target;

  learning::FeatureMatrix features() const { return {values, names.size()}; }
  learning::LabelledRows labelled() const { return {features(), target, {}, {}}; }
};

/// y = 2 x1 + x2 x3 + sin(3 x4) + noise, with features standard normal; a share of them missing.
inline MadeUpRows made_up_rows(std::size_t rows, std::size_t columns, double missing,
                               std::uint64_t seed) {
  MadeUpRows made;
  for (std::size_t j = 0; j < columns; ++j) {
    made.names.push_back("x" + std::to_string(j + 1));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    RandomStream stream(seed, "tests/learning", i);
    std::vector<double> x;
    for (std::size_t j = 0; j < columns; ++j) {
      x.push_back(stream.normal());
      const bool lost = stream.uniform() < missing;
      made.values.push_back(lost ? std::numeric_limits<float>::quiet_NaN()
                                 : static_cast<float>(x.back()));
    }
    made.target.push_back((2 * x[0]) + (x[1] * x[2]) + std::sin(3 * x[3]) +
                          (0.5 * stream.normal()));
  }
  return made;
}

}  // namespace pignus::testing
