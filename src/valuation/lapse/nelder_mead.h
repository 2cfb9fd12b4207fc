// The simplex search of Nelder and Mead (1965) with their usual coefficients: minimises a function
// of a few numbers without its slopes. Same bytes on every run; no random restarts.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace pignus::valuation {

struct SimplexOptions {
  double step = .25;         ///< from the start along each axis
  double tolerance = 1e-10;  ///< stops when no corner differs from the best by more, relatively
  int evaluations_max = 4000;
};

struct SimplexResult {
  std::vector<double> point;
  double value = 0;
  bool settled = false;  ///< false: stopped by evaluations_max
};

/// `f` may return infinity outside of its domain, but not at the start. After it has settled the
/// search starts once more from where it ended, since a simplex can collapse before a minimum.
SimplexResult minimise(const std::function<double(std::span<const double>)>& f,
                       std::span<const double> start, const SimplexOptions& options = {});

}  // namespace pignus::valuation
