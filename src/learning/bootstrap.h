// How sure a figure is that was measured on few rows: the paired bootstrap (Efron 1979). Rows are
// drawn anew with replacement, the same rows for both models, and the difference measured again.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/progress.h"
#include "core/result.h"

namespace pignus::learning {

struct BootstrapOptions {
  std::size_t replicates = 2'000;  ///< 100 to 100,000
  double level = 0.95;             ///< of the interval, in [0.5, 0.999]
  std::uint64_t seed = 0;
};

struct BootstrapInterval {
  double estimate = 0;  ///< on the rows as they are
  double low = 0;       ///< percentiles of the replicates
  double high = 0;
  std::size_t replicates = 0;  ///< that could be measured

  /// Then the rows do not tell which side of zero the truth is on.
  bool contains_zero() const { return low <= 0 && high >= 0; }
  friend bool operator==(const BootstrapInterval&, const BootstrapInterval&) = default;
};

/// What is measured on a choice of rows (numbers below `rows`, with repeats).
using RowMetric = std::function<Result<double>(std::span<const std::size_t> rows)>;

/// `cluster` (a number a row, empty for none) keeps rows together that are not independent, such as
/// the members of a family: clusters are drawn, not rows. A replicate that cannot be measured (one
/// class only) is left out; kInvalidInput where more than one in ten are, or where the rows
/// themselves cannot be measured. `progress` hears each replicate ("bootstrap"); kCancelled where
/// it says stop.
[[nodiscard]] Result<BootstrapInterval> bootstrap(std::size_t rows, const RowMetric& metric,
                                                  const BootstrapOptions& options,
                                                  std::span<const std::uint64_t> cluster = {},
                                                  const Progress& progress = silent_progress());

/// metric(a) - metric(b) on the same drawn rows.
[[nodiscard]] Result<BootstrapInterval> paired_bootstrap(
    std::size_t rows, const RowMetric& metric_a, const RowMetric& metric_b,
    const BootstrapOptions& options, std::span<const std::uint64_t> cluster = {},
    const Progress& progress = silent_progress());

}  // namespace pignus::learning
