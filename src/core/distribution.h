// A probability distribution of a value, as valuation makes it and risk reads it: a grid of
// quantiles, with mean and standard deviation kept beside it so that heavy tails are not lost.
// The unit (usually major units of a currency) is the holder's to say.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <utility>
#include <vector>

#include "core/check.h"
#include "core/result.h"

namespace pignus {

/// Quantile of a sorted sample, not empty, by linear interpolation between the mid-ranks (Hazen).
inline double quantile_of_sorted(std::span<const double> sorted, double p) {
  const double position = p * static_cast<double>(sorted.size()) - 0.5;
  if (position <= 0) {
    return sorted.front();
  }
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) {
    return sorted.back();
  }
  const double share = position - static_cast<double>(below);
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

class Distribution {
 public:
  /// Quantiles are kept at the probabilities (i + 1/2) / kGrid.
  static constexpr std::size_t kGrid = 400;

  Distribution() : Distribution(0.0) {}
  /// All mass at one value.
  explicit Distribution(double value);
  /// Empirical; samples need not be sorted. Needs at least one, all finite.
  static Distribution from_samples(std::span<const double> samples);
  static Distribution lognormal(double median, double sigma_log);
  static Distribution triangular(double low, double mode, double high);
  static Distribution uniform(double low, double high);

  double mean() const { return mean_; }
  double standard_deviation() const { return standard_deviation_; }
  double median() const { return quantile(0.5); }
  /// Linear between grid points, flat beyond the outermost; p in [0, 1].
  double quantile(double p) const {
    PIGNUS_CHECK(p >= 0 && p <= 1);
    return quantile_of_sorted(quantiles_, p);
  }
  /// P(X <= x), the inverse of quantile().
  double probability_below(double x) const;
  /// E[min(X, cap)] and E[max(k - X, 0)], by the grid.
  double expected_minimum(double cap) const;
  double expected_shortfall_below(double k) const;

  /// X * factor; factor >= 0.
  Distribution scaled(double factor) const;
  /// max(X, floor).
  Distribution floored(double floor) const;

  std::span<const double> grid() const { return quantiles_; }

  /// {"mean":…, "sd":…, "quantiles":[…]}; round-trips to the same bytes.
  nlohmann::json to_json() const;
  [[nodiscard]] static Result<Distribution> from_json(const nlohmann::json& json);

  friend bool operator==(const Distribution&, const Distribution&) = default;
  friend Distribution mix(std::span<const std::pair<double, Distribution>> parts);

 private:
  std::vector<double> quantiles_;
  double mean_ = 0;
  double standard_deviation_ = 0;
};

/// A mixture: with probability weight_i / sum(weights), a draw of part i. Needs one positive
/// weight.
Distribution mix(std::span<const std::pair<double, Distribution>> parts);

}  // namespace pignus
