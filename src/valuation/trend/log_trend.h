// A log-linear trend of counts: how fast a mean rises or falls, with an interval that holds under
// dependence from cell to cell. One kernel for filings by year, for a field's share of all filings,
// and for citations by age.
#pragma once

#include <span>
#include <string>

#include "core/result.h"

namespace pignus::valuation {

/// A number with its interval and the observations behind it.
struct TrendEstimate {
  double value = 0;
  double low = 0;  ///< of the 90 % interval
  double high = 0;
  int observations = 0;

  friend bool operator==(const TrendEstimate&, const TrendEstimate&) = default;
};

/// What is not known of a trend, and why.
struct TrendGap {
  std::string what;    ///< "growth", "obsolescence", "risk_free", …
  std::string reason;  ///< message key: "trend.no_counts"

  friend bool operator==(const TrendGap&, const TrendGap&) = default;
};

/// The mean count is exposure * exp(intercept + slope * x).
struct TrendCell {
  double x = 0;
  double count = 0;     ///< >= 0
  double exposure = 1;  ///< > 0: what the count is a share of
};

struct LogTrend {
  TrendEstimate slope;  ///< per unit of x, of the log
  double intercept = 0;
  double error = 0;  ///< standard error of the slope
  int lags = 0;      ///< of the Newey-West weights

  /// exp(intercept + slope * x)
  double rate(double x) const;
};

/// Poisson pseudo-likelihood (right whatever the counts' distribution, if their mean is
/// log-linear), Newey and West's covariance of the scores with lag floor(4 (n/100)^(2/9)) and
/// factor n/(n-2), but never less than Poisson's own; interval from Student's t with n-2 degrees.
///
/// Cells in order of x, each x once. kInvalidInput names the first that is not sound (record, from
/// 1), or "cells" where there are fewer than `least_cells` (at least 4) or fewer than three counts
/// above zero.
[[nodiscard]] Result<LogTrend> fit_log_trend(std::span<const TrendCell> cells, int least_cells = 6);

}  // namespace pignus::valuation
