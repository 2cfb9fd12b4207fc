// A second look at obsolescence: not from how often rights are cited as they age, but from how old
// the rights are that are cited in some years. What could be cited is held against what was.
#pragma once

#include <span>

#include "core/result.h"
#include "valuation/trend/log_trend.h"
#include "valuation/trend/year_series.h"

namespace pignus::valuation {

/// Ages of the rights cited in the years from first_year to last_year.
struct CitationLags {
  int first_year = 0;
  int last_year = 0;
  double mean_years = 0;
  double median_years = 0;
};

/// The rate d for which, in each citing year t, citations of age a in proportion to
///   citable(t - a) * exp(-d a) * (1 - exp(-notice a))
/// give the lags, citing years weighted by `made`. Nothing before the first year of `citable` can
/// be cited: so the window is corrected for. Rates are fitted to the mean and to the median; the
/// value lies midway, the interval spans both, and widens where the shape is wrong. kInvalidInput
/// names a lag outside the window, years out of order, or a count below zero; kNotFound where no
/// rate between -0.5 and 1 a year gives the lags.
[[nodiscard]] Result<TrendEstimate> obsolescence_from_lags(const CitationLags& lags,
                                                           std::span<const YearCount> citable,
                                                           std::span<const YearCount> made,
                                                           double notice_per_year = 0.5);

}  // namespace pignus::valuation
