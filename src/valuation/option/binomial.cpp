#include "valuation/option/binomial.h"

#include <algorithm>
#include <cmath>

#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// Backward over the tree; `payoff` of the underlying is what exercise brings.
template <typename Payoff>
Result<double> american(const OptionTerms& terms, int steps, Payoff payoff) {
  PIGNUS_ASSIGN(const BinomialTree tree, BinomialTree::make(terms, steps));
  std::vector<double> values(static_cast<std::size_t>(steps) + 1);
  for (int j = 0; j <= steps; ++j) {
    values[static_cast<std::size_t>(j)] = std::max(payoff(tree.underlying(steps, j)), 0.0);
  }
  const double up = tree.step_discount() * tree.up_chance();
  const double down = tree.step_discount() * (1 - tree.up_chance());
  for (int i = steps - 1; i >= 0; --i) {
    for (int j = 0; j <= i; ++j) {
      const auto node = static_cast<std::size_t>(j);
      values[node] =
          std::max(up * values[node + 1] + down * values[node], payoff(tree.underlying(i, j)));
    }
  }
  return values.front();
}

}  // namespace

Result<BinomialTree> BinomialTree::make(const OptionTerms& terms, int steps) {
  PIGNUS_TRY(check_terms(terms));
  PIGNUS_TRY(require(steps >= 1 && steps <= kTreeStepsMax, "steps", "must be from 1 to 10,000"));
  BinomialTree tree;
  tree.steps_ = steps;
  tree.step_years_ = terms.years / steps;
  const double step_deviation = terms.volatility * std::sqrt(tree.step_years_);
  const double up = std::exp(step_deviation);
  const double growth = std::exp((terms.rate - terms.cost_of_delay) * tree.step_years_);
  tree.up_chance_ = (growth - 1 / up) / (up - 1 / up);
  PIGNUS_TRY(require(tree.up_chance_ > 0 && tree.up_chance_ < 1, "steps",
                     "are too few: drift outruns volatility within one step"));
  tree.discount_ = std::exp(-terms.rate * tree.step_years_);
  PIGNUS_TRY(require(step_deviation * steps < 600, "steps", "are too many for this volatility"));
  for (int k = -steps; k <= steps; ++k) {
    tree.powers_.push_back(terms.underlying * std::exp(step_deviation * k));
  }
  return tree;
}

Result<double> american_call(const OptionTerms& terms, int steps) {
  return american(terms, steps, [&terms](double s) { return s - terms.strike; });
}

Result<double> american_put(const OptionTerms& terms, int steps) {
  return american(terms, steps, [&terms](double s) { return terms.strike - s; });
}

}  // namespace pignus::valuation
