// Discrete-time hazards: the odds of an event in a period, given that none came before, by logistic
// regression over rows and periods (Cox 1972; Allison 1982). For events that fall on few dates, as
// renewals do: logit h(period, z) = level(band of the period) + z'b.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "survival/spells.h"
#include "survival/symmetric.h"

namespace pignus::survival {

struct DiscreteInput {
  /// The row is at risk in the periods first to last, both counted from 1. Empty: from period 1.
  std::span<const std::uint32_t> first;
  std::span<const std::uint32_t> last;  ///< at most 10,000
  std::span<const std::uint8_t> event;  ///< 1: in the last period
  std::span<const double> weight;       ///< positive; empty: 1
  std::span<const Column> columns;      ///< may be empty
  /// Band of each period, by period less 1; bands are 0, 1, …, each of adjoining periods. Empty:
  /// each period from 1 to the last is its own.
  std::span<const std::uint32_t> band;
};

struct DiscreteFit {
  std::vector<double> levels;        ///< log odds by band at z = 0
  std::vector<double> coefficients;  ///< log odds ratio by column
  Symmetric covariance;              ///< of levels, then coefficients
  double log_likelihood = 0;
  int iterations = 0;

  friend bool operator==(const DiscreteFit&, const DiscreteFit&) = default;
};

/// Newton's method; rows times periods are walked, not stored. kInvalidInput by row and field for
/// bad periods or weights; by band for one where no row at risk, or every one, has the event (its
/// level would be infinite: join it to its neighbour); by column as fit_cox.
[[nodiscard]] Result<DiscreteFit> fit_discrete_time(const DiscreteInput& input);

/// P(event in the period | none before), for z'b = `linear` and the period's band.
double discrete_hazard(const DiscreteFit& fit, std::uint32_t band, double linear);

}  // namespace pignus::survival
