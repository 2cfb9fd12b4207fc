// How differently new rows are drawn from earlier ones: the ratio of their densities, by which
// weighted intervals mend a shift of the features (conformal.h).
//
// A classifier (boosted trees, log loss) is asked of each row whether it is one of the new ones;
// with both kinds weighing the same, p / (1 - p) is the ratio. Each row is answered by trees that
// did not see it, so that trees do not tell rows apart by heart. What a classifier does not see,
// the weights do not mend; nor do they mend an answer that has changed for the same features.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "learning/feature_matrix.h"

namespace pignus::learning {

struct DensityRatio {
  /// A value a row, up to a common factor; from 1/49 to 49, where the classifier's probability is
  /// cut off (grade own): one row must not outweigh all others.
  std::vector<double> before;
  std::vector<double> now;
  /// Area under the classifier's curve, out of fold: 0.5 where no shift is seen.
  double area = 0.5;
  /// (sum w)^2 / sum w^2 of the earlier rows: how many of them still speak.
  double effective_rows = 0;
};

/// Rows of either kind that a ratio needs (grade own).
inline constexpr std::size_t kDensityRowsMin = 100;

/// kInvalidInput as check_features(), or for fewer rows than kDensityRowsMin.
[[nodiscard]] Result<DensityRatio> density_ratio(const std::vector<std::string>& names,
                                                 const FeatureMatrix& before,
                                                 const FeatureMatrix& now, std::uint64_t seed);

}  // namespace pignus::learning
