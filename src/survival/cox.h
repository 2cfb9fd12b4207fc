// Cox's proportional hazards: h(t | z) = h0(t) exp(z'b + offset), by partial likelihood, with ties
// by Efron or Breslow, strata, left truncation, weights and offsets. docs/methods/survival.md holds
// formulas and sources. Cox (1972, 1975); Breslow (1974); Efron (1977); Lin and Wei (1989).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "survival/spells.h"
#include "survival/symmetric.h"

namespace pignus::survival {

enum class Ties { kEfron, kBreslow };

struct CoxOptions {
  Ties ties = Ties::kEfron;
  int iterations_max = 40;
  /// The result is the same bytes at any number.
  std::size_t threads = 1;
};

struct CoxInput {
  Spells spells;
  std::span<const Column> columns;  ///< at least 1, at most 256
  std::span<const double> offset;   ///< empty: 0
};

/// A step of the baseline's cumulative hazard, for z = 0 and offset 0.
struct BaselineStep {
  std::uint32_t stratum = 0;
  double time = 0;
  double hazard = 0;      ///< of this time alone
  double cumulative = 0;  ///< up to and with this time, within the stratum

  friend bool operator==(const BaselineStep&, const BaselineStep&) = default;
};

struct CoxFit {
  std::vector<double> coefficients;  ///< log hazard ratio per unit of the column
  Symmetric covariance;              ///< inverse of the observed information
  double log_likelihood_null = 0;    ///< at b = 0
  double log_likelihood = 0;
  double score_statistic = 0;  ///< at b = 0; chi-squared with as many degrees as columns
  int iterations = 0;
  std::size_t rows = 0;
  std::size_t events = 0;
  std::vector<BaselineStep> baseline;  ///< by stratum and time, one a time with events

  friend bool operator==(const CoxFit&, const CoxFit&) = default;
};

/// Newton's method with step halving, to the precision of doubles; the order of the rows and the
/// number of threads do not change a byte of the result. Time O(n p^2) an iteration after one
/// sort, memory 8 n (p + 8) bytes.
///
/// kInvalidInput: as check_spells and check_columns say; no events; a column that is constant in
/// the risk sets or follows from those before it; no finite maximum, with the column that grows
/// most (the events always have the largest value of some combination of columns); offsets more
/// than 700 from their mean. kLimitExceeded where the iterations do not suffice.
[[nodiscard]] Result<CoxFit> fit_cox(const CoxInput& input, const CoxOptions& options = {});

/// Score residuals of Lin and Wei, one row of `columns` numbers each, in the order of the input:
/// unweighted, at `fit`. `fit` comes from fit_cox with the same input and ties.
[[nodiscard]] Result<std::vector<double>> score_residuals(const CoxInput& input, const CoxFit& fit,
                                                          const CoxOptions& options = {});
/// The sandwich D'D with D = weighted score residuals times `covariance`, summed within clusters
/// first. `cluster` empty: each row is its own. It stays right when the model does not hold.
[[nodiscard]] Result<Symmetric> robust_covariance(const CoxInput& input, const CoxFit& fit,
                                                  std::span<const std::uint32_t> cluster,
                                                  const CoxOptions& options = {});

}  // namespace pignus::survival
