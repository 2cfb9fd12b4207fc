// An ordered probit of grouped counts: cell k holds the observations between two thresholds,
//   P(cell k) = N(b t_k - a) - N(b t_(k-1) - a),   t_0 = -infinity, t_n+1 = +infinity,
// with a = mu / sigma and b = 1 / sigma. The log likelihood is concave in (a, b) (Pratt 1981).
#pragma once

#include <optional>
#include <span>

#include "core/result.h"

namespace pignus::valuation {

struct ProbitPoint {
  double a = 0;
  double b = 0;
};

/// sum_k n_k ln P(cell k); minus infinity where a cell with observations has no probability.
/// `counts` has one more entry than `thresholds`, which rise.
double probit_log_likelihood(std::span<const double> thresholds, std::span<const double> counts,
                             ProbitPoint point);

/// The maximum over both, over a with b held, or over b with a = mu b for a mu held.
struct ProbitHold {
  std::optional<double> sigma;
  std::optional<double> mu;
};
/// Newton's method with halved steps. kInvalidInput where it does not settle: the counts do not
/// identify what was asked.
[[nodiscard]] Result<ProbitPoint> maximise_probit(std::span<const double> thresholds,
                                                  std::span<const double> counts,
                                                  const ProbitHold& hold);

}  // namespace pignus::valuation
