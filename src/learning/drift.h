// Whether the rows a model meets are still like those it was made on.
//
// Population stability index (of credit scoring; origin not at hand): over bins of the reference,
// sum (q - p) ln(q / p), p and q the shares of reference and new rows, each with half a row added
// to every bin, so that an empty bin is rare and not impossible. Without any drift it is still
// about (bins - 1) (1/n + 1/m); an alarm needs more than chance gives one time in twenty
// (chi-square; recalled), so that few rows raise none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "learning/feature_matrix.h"

namespace pignus::learning {

enum class DriftLevel { kStable, kWatch, kAlarm };
/// "stable", "watch", "alarm".
std::string_view name_of(DriftLevel level);

/// Grade own: 0.1 and 0.25 are the custom of credit scoring (recalled), not derived.
struct DriftThresholds {
  double watch = 0.1;
  double alarm = 0.25;
};

struct FeatureDrift {
  std::string feature;
  double index = 0;
  double chance = 0;          ///< what the index passes without drift one time in twenty
  double missing_before = 0;  ///< shares of rows
  double missing_now = 0;
  DriftLevel level = DriftLevel::kStable;

  friend bool operator==(const FeatureDrift&, const FeatureDrift&) = default;
};

/// The rows a model was made on, by feature: up to ten bins of equal numbers (fewer where values
/// repeat), and missing.
class DriftReference {
 public:
  /// kInvalidInput as check_features(), or for no rows.
  [[nodiscard]] static Result<DriftReference> of(const std::vector<std::string>& names,
                                                 const FeatureMatrix& features);
  /// By feature, in order. kInvalidInput for other columns, or no rows.
  [[nodiscard]] Result<std::vector<FeatureDrift>> measure(const FeatureMatrix& features,
                                                          const DriftThresholds& limits = {}) const;

  Json to_json() const;
  [[nodiscard]] static Result<DriftReference> from_json(const Json& json);

  friend bool operator==(const DriftReference&, const DriftReference&) = default;

 private:
  struct Feature {
    std::string name;
    std::vector<double> edges;        ///< bin b: edges[b - 1] < value <= edges[b]
    std::vector<std::size_t> counts;  ///< edges + 1 bins, then missing

    friend bool operator==(const Feature&, const Feature&) = default;
  };
  static std::size_t bin_of(const Feature& feature, float value);

  std::vector<Feature> features_;
};

}  // namespace pignus::learning
