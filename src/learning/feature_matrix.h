// Rows of features side by side, as models read them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace pignus::learning {

/// A view, row-major; NaN is a missing value. Floats, because the trees' thresholds are floats.
struct FeatureMatrix {
  std::span<const float> values;
  std::size_t columns = 0;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const float> row(std::size_t index) const {
    return values.subspan(index * columns, columns);
  }
};

/// kInvalidInput unless the values are whole rows of `names.size()` columns (at least one) with
/// neither infinity nor, of course, a half row; names the row and the feature.
[[nodiscard]] Status check_features(const FeatureMatrix& features,
                                    const std::vector<std::string>& names);

}  // namespace pignus::learning
