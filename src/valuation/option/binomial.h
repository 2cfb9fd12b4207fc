// American options on the tree of Cox, Ross and Rubinstein: the launch may come at any step.
//   u = e^(v sqrt dt), d = 1/u, p = (e^((r - y) dt) - d) / (u - d)
// Page: docs/methods/american-option.md.
#pragma once

#include <vector>

#include "valuation/option/terms.h"

namespace pignus::valuation {

constexpr int kTreeStepsMax = 10'000;

/// The tree of one case. Node (i, j) has i steps behind it, j of them up.
class BinomialTree {
 public:
  /// kInvalidInput names the field; "steps" where they are not from 1 to 10,000, or so few that the
  /// chance of a step up is not within (0, 1).
  [[nodiscard]] static Result<BinomialTree> make(const OptionTerms& terms, int steps);

  int steps() const { return steps_; }
  double step_years() const { return step_years_; }
  double up_chance() const { return up_chance_; }     ///< p, risk-neutral
  double step_discount() const { return discount_; }  ///< e^(-r dt)
  /// The underlying at node (i, j).
  double underlying(int i, int j) const {
    return powers_[static_cast<std::size_t>(2 * j - i + steps_)];
  }

 private:
  int steps_ = 0;
  double step_years_ = 0;
  double up_chance_ = 0;
  double discount_ = 0;
  std::vector<double> powers_;  ///< S u^k, k from -steps to steps
};

[[nodiscard]] Result<double> american_call(const OptionTerms& terms, int steps);
[[nodiscard]] Result<double> american_put(const OptionTerms& terms, int steps);

}  // namespace pignus::valuation
