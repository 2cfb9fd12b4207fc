// gamma of the stock-market method: by how much the log of a squared return is higher on grant
// days, by least squares within firm-years and, if asked, within days:
//   ln R^2 = a_firm-year (+ b_day) + sum_k gamma_k [a grant of kind k] + error
// Page: docs/methods/kpss.md.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"

namespace pignus::valuation {

constexpr int kKpssKindsMax = 8;

struct FirmDay {
  std::uint32_t firm_year = 0;  ///< any numbering from 0
  std::uint32_t day = 0;        ///< any numbering from 0
  int kind = 0;                 ///< 0 no grant; 1 to kinds: the kind of patent granted
  double gained = 0;            ///< idiosyncratic return that begins on the day
};

struct GammaOptions {
  int kinds = 1;             ///< 1: the published estimator; 2: science and other patents, …
  bool day_effects = false;  ///< the published regression has them; a simulation has no days
};

struct GammaEstimate {
  std::vector<double> gamma;           ///< by kind
  std::vector<double> standard_error;  ///< robust to unequal variances
  std::uint64_t days_used = 0;
  std::uint64_t days_without_move = 0;  ///< left out: a return of exactly zero has no log
};

/// kInvalidInput names the field: no days, an unknown kind, a return that is not finite, and
/// "kinds" where the effects leave a kind nothing to be told by.
[[nodiscard]] Result<GammaEstimate> estimate_gamma(std::span<const FirmDay> days,
                                                   const GammaOptions& options);

}  // namespace pignus::valuation
