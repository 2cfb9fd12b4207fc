#include "learning/feature_matrix.h"

#include <cmath>

namespace pignus::learning {

Status check_features(const FeatureMatrix& features, const std::vector<std::string>& names) {
  if (names.empty() || features.columns != names.size()) {
    return fail(ErrorCode::kInvalidInput, std::to_string(features.columns) +
                                              " columns of features where " +
                                              std::to_string(names.size()) + " are named");
  }
  if (features.values.size() % features.columns != 0) {
    return fail(ErrorCode::kInvalidInput, "the features end within a row");
  }
  for (std::size_t i = 0; i < features.values.size(); ++i) {
    if (std::isinf(features.values[i])) {
      return fail(ErrorCode::kInvalidInput, "must be a number or missing, not infinite",
                  {"", (i / names.size()) + 1, names[i % names.size()]});
    }
  }
  return {};
}

}  // namespace pignus::learning
