#include "valuation/lapse/grant_times.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/check.h"
#include "core/normal.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr int kSlots = 24;  ///< a year: the lag of half a month is far below its spread

Status check_years(std::span<const GrantYear> years, int first_filing, int last_filing) {
  PIGNUS_TRY(require(!years.empty(), "grant_years", "must not be empty"));
  PIGNUS_TRY(require(first_filing <= last_filing, "last_filing", "must not be before the first"));
  PIGNUS_TRY(require(years.front().year <= first_filing && years.back().year > last_filing,
                     "grant_years", "must reach from the first filing year beyond the last"));
  for (std::size_t i = 0; i < years.size(); ++i) {
    const GrantYear& year = years[i];
    const std::string of = " " + std::to_string(year.year);
    PIGNUS_TRY(require(i == 0 || year.year == years[i - 1].year + 1, "grant_years",
                       "must rise without a gap at" + of));
    PIGNUS_TRY(require_above_zero(year.grants, "grants"));
    PIGNUS_TRY(require_above_zero(year.lag_median_years, "lag_median_years"));
    PIGNUS_TRY(
        require(std::isfinite(year.lag_mean_years) && year.lag_mean_years > year.lag_median_years &&
                    year.lag_mean_years <= 3 * year.lag_median_years,
                "lag_mean_years", "must lie above the median, at most three times it, in" + of));
  }
  return {};
}

}  // namespace

Result<GrantTimes> GrantTimes::from(std::span<const GrantYear> years, int first_filing,
                                    int last_filing) {
  PIGNUS_TRY(check_years(years, first_filing, last_filing));
  GrantTimes result;
  result.first_filing_ = first_filing;
  result.known_from_ = first_filing;
  result.known_until_ = years.back().year + 1;
  for (int filed = first_filing; filed <= last_filing; ++filed) {
    std::vector<double> granted{0};
    for (const GrantYear& year : years) {
      if (year.year < first_filing) {
        continue;
      }
      const double location = std::log(year.lag_median_years);
      const double scale = std::sqrt(2 * std::log(year.lag_mean_years / year.lag_median_years));
      const auto waited_less = [&](double lag) {
        return lag > 0 ? normal_cdf((std::log(lag) - location) / scale) : 0;
      };
      for (int slot = 0; slot < kSlots; ++slot) {
        const double time = year.year + (slot + .5) / kSlots;
        // Filed in [filed, filed + 1): the lag lies between these two.
        const double share = waited_less(time - filed) - waited_less(time - filed - 1);
        granted.push_back(granted.back() + year.grants / kSlots * share);
      }
    }
    PIGNUS_TRY(require(granted.back() > 0, "grant_years",
                       "leave no grants for the filing year " + std::to_string(filed)));
    result.granted_.push_back(std::move(granted));
  }
  return result;
}

double GrantTimes::granted_before(int filing_year, double time) const {
  PIGNUS_CHECK(filing_year >= first_filing_ && filing_year <= last_filing());
  const std::vector<double>& granted =
      granted_[static_cast<std::size_t>(filing_year - first_filing_)];
  const double at = std::max(0.0, (time - known_from_) * kSlots);
  const auto slot = static_cast<std::size_t>(std::min(at, static_cast<double>(granted.size())));
  if (slot + 1 >= granted.size()) {
    return granted.back();
  }
  return granted[slot] + (granted[slot + 1] - granted[slot]) * (at - static_cast<double>(slot));
}

}  // namespace pignus::valuation
