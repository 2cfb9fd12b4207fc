// How good predictions are. All take rows side by side: what happened, and what was predicted.
// kInvalidInput, naming the field, for lengths that differ, no rows, or numbers that are not
// finite.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"

namespace pignus::learning {

/// 1 - sum (y - f)^2 / sum (y - mean y)^2: below 0 where the mean of the rows would have been
/// better. kInvalidInput where y never moves.
[[nodiscard]] Result<double> r_squared(std::span<const double> actual,
                                       std::span<const double> predicted);

/// Ranks from 1; equal values share the mean of their ranks.
std::vector<double> mean_ranks(std::span<const double> values);
/// Spearman's correlation: Pearson's, of mean ranks. kInvalidInput where either never moves.
[[nodiscard]] Result<double> spearman(std::span<const double> a, std::span<const double> b);

/// Mean of max(level * u, (level - 1) * u), u = y - f: least at the true quantile. Level in (0, 1).
[[nodiscard]] Result<double> pinball_loss(std::span<const double> actual,
                                          std::span<const double> predicted, double level);

/// P(a row with 1 is scored above one with 0), ties half (Mann and Whitney 1947). `actual` is 0 or
/// 1, both there.
[[nodiscard]] Result<double> area_under_curve(std::span<const double> actual,
                                              std::span<const double> score);
/// Mean of -log of the probability given to what happened. A probability of 0 or 1 that was wrong
/// is refused by row: the loss is infinite.
[[nodiscard]] Result<double> log_loss(std::span<const double> actual,
                                      std::span<const double> probability);

struct CalibrationBin {
  std::size_t rows = 0;
  double predicted = 0;  ///< mean probability
  double observed = 0;   ///< share of ones
  double low = 0;        ///< exact binomial band of the observed share (Clopper and Pearson)
  double high = 0;

  friend bool operator==(const CalibrationBin&, const CalibrationBin&) = default;
};

/// Brier's score and its parts (Murphy 1973), over bins of equal numbers of rows by probability
/// (equal probabilities stay together):
/// brier = reliability - resolution + uncertainty + within,
/// where `within` is what the spread of probabilities inside the bins adds.
struct Calibration {
  double brier = 0;
  double reliability = 0;
  double resolution = 0;
  double uncertainty = 0;
  double within = 0;
  std::vector<CalibrationBin> bins;
};
/// `bins` from 1 to 100; `level` of the bands in (0, 1).
[[nodiscard]] Result<Calibration> calibration(std::span<const double> actual,
                                              std::span<const double> probability,
                                              std::size_t bins = 10, double level = 0.95);

struct Band {
  double low = 0;
  double high = 0;

  bool holds(double value) const { return low <= value && value <= high; }
  friend bool operator==(const Band&, const Band&) = default;
};
/// Exact interval of a share of which `successes` of `trials` were seen (Clopper and Pearson 1934).
/// trials > 0, successes <= trials, level in (0, 1): a bug otherwise.
Band clopper_pearson(std::size_t successes, std::size_t trials, double level);
/// The shares that a true share of `share` lets one see: outside on either side with at most
/// (1 - level) / 2. `share` and `level` in (0, 1).
Band binomial_band(std::size_t trials, double share, double level);

}  // namespace pignus::learning
