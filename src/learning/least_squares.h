// Ordinary least squares: the reference that a learned model has to beat, and the line from which
// its trees may start (so that a trend goes on beyond the years it was seen in, which trees
// cannot).
#pragma once

#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "learning/feature_matrix.h"

namespace pignus::learning {

struct LinearModel {
  std::vector<std::string> names;
  double intercept = 0;
  std::vector<double> coefficients;   ///< by feature; 0 for one that was left out
  std::vector<double> means;          ///< of the training rows: what a missing value counts as
  std::vector<std::string> left_out;  ///< features that the ones before them determine

  double predict(std::span<const float> row) const;
  std::vector<double> predict(const FeatureMatrix& features) const;

  Json to_json() const;
  [[nodiscard]] static Result<LinearModel> from_json(const Json& json);
  friend bool operator==(const LinearModel&, const LinearModel&) = default;
};

/// By Householder's reflections on centred columns. A column that is (to 1e-9 of its length) a
/// combination of those before it, such as the last of a full set of marks, is left out and named.
/// kInvalidInput for features as check_features(), lengths, a target that is not finite, or fewer
/// rows than columns + 2.
[[nodiscard]] Result<LinearModel> fit_least_squares(const std::vector<std::string>& names,
                                                    const FeatureMatrix& features,
                                                    std::span<const double> target);

}  // namespace pignus::learning
