// The same trends from the rights of a user's own register: no snapshot of somebody else's, so they
// hold for a past day as well as for today.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "valuation/trend/technology_trend.h"

namespace pignus::valuation {

struct OwnRight {
  int field = 0;  ///< WIPO's number, 1 to 35; 0 unknown: counts in the total only
  Date filing;
  std::vector<Date> cited;  ///< filing or publication days of the rights that cite it
  std::string owner;        ///< made comparable by the caller; "" unknown
  Date known;               ///< the day the record became public
};

struct OwnRegisterOptions {
  /// Filings of the last so many months are not all published: their years are left out.
  int publication_lag_months = 18;
  int ages = 30;  ///< cells of a year each
  std::uint64_t seed = 1;
  int draws = 400;              ///< of the bootstrap over rights
  int least_cited_rights = 20;  ///< fewer cited rights give no rate
};

/// Filings by year, citations by age (exposure: rights times years seen) and owners by year of the
/// rights of `field`, as of the day: rights filed after true_on or known after known_by, and
/// citations after either, are not there. A citation before the filing it cites is passed over.
/// kInvalidInput for a field that is none (record, from 1).
[[nodiscard]] Result<TechnologyData> own_register_data(std::span<const OwnRight> rights, int field,
                                                       AsOf as_of,
                                                       const OwnRegisterOptions& options = {});

/// technology_trend() of that, the rate of obsolescence with an interval by bootstrap over rights
/// (their citations hang together), joined with the fit's own. Below least_cited_rights it is
/// unknown. Same seed, same bytes.
[[nodiscard]] Result<TechnologyTrend> own_register_trend(std::span<const OwnRight> rights,
                                                         int field, AsOf as_of,
                                                         const OwnRegisterOptions& options = {},
                                                         const TrendWindow& window = {});

}  // namespace pignus::valuation
