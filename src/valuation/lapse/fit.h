// The three decisions fitted by maximum likelihood to two margins: how many of each filing year had
// lapsed on the snapshot's day, and at what age patents lapsed. Then held against filing years
// that were left out, beside what needs no model. Page: docs/methods/lapse.md.
#pragma once

#include <span>
#include <vector>

#include "core/result.h"
#include "valuation/lapse/margins.h"
#include "valuation/lapse/three_decisions.h"

namespace pignus::valuation {

struct LapseMargins {
  std::vector<FilingYear> years;
  /// Of all the filing years together. Empty: the shares alone are fitted.
  std::vector<LapseAge> ages;
};

struct LapseOptions {
  int first_year = 2000;  ///< filing years fitted to, both counted
  int last_year = 2009;
  double without_fees = 0;       ///< given, not fitted: the shares tell only its product
  double recording_lag = 0;      ///< years
  double earliest_snapshot = 0;  ///< the snapshot is sought between these, in decimal years
  double latest_snapshot = 0;
};

struct LapseFit {
  LapseParameters parameters;
  /// Of the lapsed shares (binomial) and, given how many lapsed, of the ages (multinomial), without
  /// constants. The same patents stand in both margins, so it is a composite likelihood: its
  /// maximum is consistent, its curvature is no standard error.
  double log_likelihood = 0;
  double deviance = 0;        ///< twice what shares of their own for every cell would gain
  int degrees = 0;            ///< cells less parameters
  bool settled = false;       ///< the search came to rest
  LapseHazards age_shares{};  ///< of the lapsed, by decision, as the model has them
};

/// An age counts for the decision whose lapses are recorded nearest to it.
/// kInvalidInput by field: margins without the years asked for, ages that are none of a decision's,
/// counts that are all zero; parameters that check_lapse_parameters refuses; filing years that
/// `grants` does not know.
[[nodiscard]] Result<LapseFit> fit_lapse(const LapseMargins& margins, const GrantTimes& grants,
                                         const LapseOptions& options);

/// Of the patents counted in the filing years, the share beyond those that `grants` has in the end:
/// where the count is of patents of every kind and `grants` of utility patents, those that owe no
/// fee. kInvalidInput by field for years missing or not known to `grants`, or fewer than it has.
[[nodiscard]] Result<double> share_without_fees(std::span<const FilingYear> years,
                                                const GrantTimes& grants, int first_year,
                                                int last_year);

/// Lapsed patents by decision: the histogram of ages in three cells.
LapseHazards lapses_by_decision(std::span<const LapseAge> ages, double recording_lag);

/// One filing year that was not fitted.
struct LapsePrediction {
  int year = 0;
  double observed = 0;
  double model = 0;
  double last_cohort = 0;  ///< the observed share of the last year fitted, carried on
  double line = 0;  ///< the line through the last two years fitted, carried on, never below zero
};

struct LapseComparison {
  std::vector<LapsePrediction> years;
  double model_error = 0;  ///< mean absolute difference from the observed share
  double last_cohort_error = 0;
  double line_error = 0;
};

/// `held_out` are the filing years to predict: none of those fitted. kInvalidInput otherwise, for
/// a year without patents, or with fewer than two years fitted.
[[nodiscard]] Result<LapseComparison> compare_lapse(const LapseFit& fit, const GrantTimes& grants,
                                                    std::span<const FilingYear> years,
                                                    const LapseOptions& options, int first_held_out,
                                                    int last_held_out);

}  // namespace pignus::valuation
