#include "valuation/lapse/three_decisions.h"

#include <cmath>

#include "valuation/require.h"

namespace pignus::valuation {

Status check_lapse_parameters(const LapseParameters& parameters, const GrantTimes& grants) {
  for (const double hazard : parameters.hazards) {
    PIGNUS_TRY(require(std::isfinite(hazard) && hazard > 0 && hazard < 1, "hazards",
                       "must lie between 0 and 1"));
  }
  PIGNUS_TRY(require(parameters.without_fees >= 0 && parameters.without_fees < 1, "without_fees",
                     "must be from 0 to below 1"));
  PIGNUS_TRY(require_within(parameters.recording_lag, 0, 2, "recording_lag"));
  return require(
      parameters.snapshot > grants.first_filing() && parameters.snapshot <= grants.known_until(),
      "snapshot", "must lie within the years of grant");
}

LapseHazards lapsed_shares(const LapseParameters& parameters, const GrantTimes& grants,
                           int filing_year) {
  LapseHazards shares{};
  const double counted = grants.granted_before(filing_year, parameters.snapshot);
  if (!(counted > 0)) {
    return shares;
  }
  double alive = 1 - parameters.without_fees;
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    const double decided = grants.granted_before(
        filing_year, parameters.snapshot - lapse_age(k) - parameters.recording_lag);
    shares[k] = alive * parameters.hazards[k] * decided / counted;
    alive *= 1 - parameters.hazards[k];
  }
  return shares;
}

LapseHazards multiplied(const LapseHazards& hazards, double multiplier) {
  LapseHazards result{};
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    result[k] = -std::expm1(multiplier * std::log1p(-hazards[k]));
  }
  return result;
}

Result<std::vector<LapseDecision>> decisions_ahead(const LapseHazards& hazards, double multiplier,
                                                   Date granted, Date as_of) {
  PIGNUS_TRY(require_above_zero(multiplier, "multiplier"));
  PIGNUS_TRY(require(as_of >= granted, "as_of", "must not be before the grant"));
  std::vector<LapseDecision> ahead;
  double alive = 1;
  const LapseHazards own = multiplied(hazards, multiplier);
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    const Date grace_end = granted.plus_years(static_cast<int>(lapse_age(k)));
    if (grace_end > as_of) {
      ahead.push_back({grace_end, own[k], alive});
      alive *= 1 - own[k];
    }
  }
  return ahead;
}

}  // namespace pignus::valuation
