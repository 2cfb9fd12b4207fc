// What the tied events of one time add to the partial likelihood.
#pragma once

#include <cmath>
#include <cstdint>

#include "survival/cox.h"

namespace pignus::survival {

/// The k-th of d tied events meets the risk set's sums S less a share a_k of the sums D over the
/// events themselves: a_k = k / d by Efron, 0 by Breslow. With h_k = mean weight / (S0 - a_k D0):
struct TieTerms {
  double hazard = 0;     ///< sum_k h_k
  double tied = 0;       ///< sum_k a_k h_k
  double minus_log = 0;  ///< sum_k mean weight log(S0 - a_k D0)
  double q0 = 0;         ///< sum_k h_k / (S0 - a_k D0)
  double q1 = 0;         ///< sum_k a_k h_k / (S0 - a_k D0)
  double q2 = 0;         ///< sum_k a_k^2 h_k / (S0 - a_k D0)
};

inline TieTerms tie_terms(Ties ties, double weight, std::uint32_t events, double risk_total,
                          double event_total) {
  TieTerms terms;
  if (events == 1 || ties == Ties::kBreslow) {
    terms.hazard = weight / risk_total;
    terms.minus_log = weight * std::log(risk_total);
    terms.q0 = terms.hazard / risk_total;
    return terms;
  }
  const double mean_weight = weight / events;
  for (std::uint32_t k = 0; k < events; ++k) {
    const double share = static_cast<double>(k) / events;
    const double left = risk_total - (share * event_total);
    const double hazard = mean_weight / left;
    terms.minus_log += mean_weight * std::log(left);
    terms.hazard += hazard;
    terms.tied += share * hazard;
    terms.q0 += hazard / left;
    terms.q1 += share * (hazard / left);
    terms.q2 += share * share * (hazard / left);
  }
  return terms;
}

}  // namespace pignus::survival
