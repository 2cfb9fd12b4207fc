// How well a score ranks: Harrell's index. How well predicted survival fits: Brier's score, with
// inverse probability of censoring weights (Graf and others 1999).
#pragma once

#include <span>

#include "core/result.h"
#include "survival/spells.h"

namespace pignus::survival {

/// Weights of pairs. A pair can be compared where the earlier of the two is an event and the later
/// was at risk then; pairs across strata are not compared.
struct Concordance {
  double concordant = 0;  ///< the row with the higher score has the event first
  double discordant = 0;
  double tied_score = 0;  ///< comparable, with equal scores
  double tied_time = 0;   ///< both events at one time

  /// (concordant + tied_score / 2) / comparable pairs; 0.5 says nothing, also for no pair.
  double index() const;

  friend bool operator==(const Concordance&, const Concordance&) = default;
};

/// `score`: higher means earlier, as z'b of a Cox model does. O(n log n). kInvalidInput as
/// check_spells and check_values say; left truncation is respected.
[[nodiscard]] Result<Concordance> concordance(const Spells& spells, std::span<const double> score);

/// Mean over the rows of (1{exit > t} - predicted)^2, each weighted by 1 / G, where G is the
/// Kaplan-Meier curve of being uncensored: G(exit -) for an event by t, G(t) for a row still at
/// risk, none for a row censored by t. 0 is perfect; 0.25 is what a prediction of 1/2 gets.
/// `predicted` = P(T > t), one a row, in [0, 1]. Censoring must not depend on the covariates.
/// Rows count from time 0: kInvalidInput for entries or strata; also where no row is followed up
/// to t, so that G(t) is 0.
[[nodiscard]] Result<double> brier_score(const Spells& spells, std::span<const double> predicted,
                                         double t);

}  // namespace pignus::survival
