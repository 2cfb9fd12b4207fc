// When the patents of each filing year were granted: what turns "lapsed four years after grant"
// into "lapsed by filing year". Made from counts and lags by year of grant, since that is how they
// are published: within a year of grant the lag is lognormal with the mean and median printed, and
// grants fall evenly over the year.
#pragma once

#include <span>
#include <vector>

#include "core/result.h"
#include "valuation/lapse/margins.h"

namespace pignus::valuation {

class GrantTimes {
 public:
  /// `years` rise without a gap, each with more than no grants and a mean lag above the median, at
  /// most three times it; they reach from `first_filing` to beyond `last_filing`. kInvalidInput by
  /// year and field.
  [[nodiscard]] static Result<GrantTimes> from(std::span<const GrantYear> years, int first_filing,
                                               int last_filing);

  int first_filing() const { return first_filing_; }
  int last_filing() const { return first_filing_ + static_cast<int>(granted_.size()) - 1; }
  /// The end of the last year of grant: later than this nothing is known.
  double known_until() const { return known_until_; }

  /// Patents filed in a calendar year (of first_filing to last_filing) and granted before `time`,
  /// in decimal years: 2021.5 is the middle of 2021.
  double granted_before(int filing_year, double time) const;

 private:
  GrantTimes() = default;
  int first_filing_ = 0;
  double known_from_ = 0;
  double known_until_ = 0;
  /// By filing year: grants before each slot's beginning, a slot a 24th of a year.
  std::vector<std::vector<double>> granted_;
};

}  // namespace pignus::valuation
