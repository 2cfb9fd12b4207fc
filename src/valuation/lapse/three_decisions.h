// Three decisions in the life of a US patent: the fees due 3.5, 7.5 and 11.5 years after grant,
// with half a year of grace, so that one not paid ends the patent 4, 8 or 12 years after grant.
// Each time a share of those still alive is given up. Page: docs/methods/lapse.md.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "valuation/lapse/grant_times.h"

namespace pignus::valuation {

inline constexpr std::size_t kLapseDecisions = 3;
/// Years from grant to the end of the k-th grace, k from 0.
constexpr double lapse_age(std::size_t decision) {
  return 4.0 * static_cast<double>(decision + 1);
}

using LapseHazards = std::array<double, kLapseDecisions>;

struct LapseParameters {
  /// Chance that a patent which owes fees and is still alive is given up at each decision.
  LapseHazards hazards{};
  double snapshot = 0;       ///< when the register was read, in decimal years
  double without_fees = 0;   ///< share of the counted patents that owe none (designs, plants)
  double recording_lag = 0;  ///< years from the end of grace to the record of the lapse
};

/// kInvalidInput by field: hazards within (0, 1), a share below 1, a lag from 0 to 2 years, a
/// snapshot after the first filing year that `grants` knows.
[[nodiscard]] Status check_lapse_parameters(const LapseParameters& parameters,
                                            const GrantTimes& grants);

/// Of the patents of a filing year granted before the snapshot, the share recorded by then as given
/// up at each decision. Zero where no patent had been granted yet.
LapseHazards lapsed_shares(const LapseParameters& parameters, const GrantTimes& grants,
                           int filing_year);

/// 1 - (1 - h)^multiplier each: proportional hazards in the complementary log-log sense.
LapseHazards multiplied(const LapseHazards& hazards, double multiplier);

/// A decision still ahead of one right.
struct LapseDecision {
  Date grace_end;           ///< the last day to pay
  double gives_up = 0;      ///< chance, if alive until then
  double alive_before = 0;  ///< chance to be alive until then for having paid all before
};
/// Those whose grace ends after `as_of`, for a patent in force on that day, by the fees alone:
/// invalidation and expiry are apart. kInvalidInput for an `as_of` before `granted` or a multiplier
/// that is not above zero.
[[nodiscard]] Result<std::vector<LapseDecision>> decisions_ahead(const LapseHazards& hazards,
                                                                 double multiplier, Date granted,
                                                                 Date as_of);

}  // namespace pignus::valuation
