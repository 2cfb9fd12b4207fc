// Expected credit loss over the term, in the manner of IFRS 9's lifetime measure:
//   sum_t DF_t (S_{t-1} - S_t) LGD_t EAD_t,   one scenario.
#pragma once

#include <span>

namespace pignus::risk {

/// P(default by `years`) at a constant hazard that gives `pd_one_year` in one year.
double cumulative_pd(double pd_one_year, double years);

struct LossPeriod {
  double end_years = 0;  ///< from today, rising
  double lgd = 0;
  double exposure = 0;  ///< at default, major units
};
/// Discounted to today at `rate`, per year and continuous, from the end of each period.
double expected_loss(double pd_one_year, double rate, std::span<const LossPeriod> periods);
/// sum_t DF_t S_t (length of t): the worth today of one unit a year, paid at the end of each period
/// by a borrower who has not defaulted.
double paying_years(double pd_one_year, double rate, std::span<const LossPeriod> periods);

}  // namespace pignus::risk
