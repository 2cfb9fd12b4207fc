#include "risk/expected_loss.h"

#include <cmath>

#include "core/check.h"

namespace pignus::risk {

double cumulative_pd(double pd_one_year, double years) {
  PIGNUS_CHECK(pd_one_year >= 0 && pd_one_year < 1 && years >= 0);
  return -std::expm1(years * std::log1p(-pd_one_year));
}

double expected_loss(double pd_one_year, double rate, std::span<const LossPeriod> periods) {
  double loss = 0;
  double defaulted = 0;
  double previous_end = 0;
  for (const LossPeriod& period : periods) {
    PIGNUS_CHECK(period.end_years > previous_end);
    previous_end = period.end_years;
    const double by_end = cumulative_pd(pd_one_year, period.end_years);
    loss +=
        std::exp(-rate * period.end_years) * (by_end - defaulted) * period.lgd * period.exposure;
    defaulted = by_end;
  }
  return loss;
}

double paying_years(double pd_one_year, double rate, std::span<const LossPeriod> periods) {
  double years = 0;
  double previous_end = 0;
  for (const LossPeriod& period : periods) {
    PIGNUS_CHECK(period.end_years > previous_end);
    years += std::exp(-rate * period.end_years) *
             (1 - cumulative_pd(pd_one_year, period.end_years)) * (period.end_years - previous_end);
    previous_end = period.end_years;
  }
  return years;
}

}  // namespace pignus::risk
