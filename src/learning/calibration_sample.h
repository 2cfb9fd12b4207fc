// The rows that intervals were calibrated on, kept in a model whose task asks for weighted
// intervals: with other weights the scores have to be ordered anew. Such a model carries its
// training rows' features and answers; the others carry none.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "learning/conformal.h"
#include "learning/feature_matrix.h"

namespace pignus::learning {

struct CalibrationSample {
  std::vector<std::string> names;  ///< of the features
  std::vector<float> values;       ///< NaN is missing
  std::vector<double> low;         ///< predicted by ensembles that did not see the row's family
  std::vector<double> high;
  std::vector<double> actual;
  std::vector<std::string> group;

  FeatureMatrix features() const { return {values, names.size()}; }
  CalibrationRows rows(std::span<const double> weight) const {
    return {low, high, actual, group, weight};
  }

  Json to_json() const;
  [[nodiscard]] static Result<CalibrationSample> from_json(const Json& json);
};

}  // namespace pignus::learning
