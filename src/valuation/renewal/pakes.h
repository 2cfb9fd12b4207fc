// Pakes' 1986 renewal model: the owner does not know what next year brings and pays the fee also
// for the chance of learning a better use. Optimal stopping, solved by backward induction:
//   V(a, r) = max(0, r + beta E[V(a + 1, r') | r] - c_a),   V(last + 1, r) = 0
//   r' = 0 with chance e^(-theta r), else max(keep * r, z), z exponential with mean
//   learning * learning_decay^(a - 1)
// Solved, not fitted: three fee dates do not identify its parameters. Page: docs/methods/pakes.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/distribution.h"
#include "core/result.h"

namespace pignus::valuation {

struct PakesModel {
  std::vector<double> fees;   ///< c_a of ages 1, 2, …: yearly, >= 0, major units; at most 100
  double discount = 0;        ///< per year, compounded yearly: beta = 1 / (1 + discount)
  double survival = 0;        ///< theta, per major unit: the higher, the safer a return; > 0
  double keep = 0;            ///< share of a return that is left a year later, [0, 1]
  double learning = 0;        ///< mean of a new use's return at age 1, major units; 0: none
  double learning_decay = 1;  ///< factor a year on it, [0, 1]
};

/// The values and the least returns at which a fee is paid.
class PakesSolution {
 public:
  /// kInvalidInput names the field.
  [[nodiscard]] static Result<PakesSolution> solve(PakesModel model);

  const PakesModel& model() const { return model_; }
  int ages() const { return static_cast<int>(model_.fees.size()); }
  /// Least return at which the fee of age 1, 2, … is paid. Never above the fee; never falling with
  /// age where fees do not fall.
  const std::vector<double>& cut_offs() const { return cut_offs_; }
  /// V(a, r): net value at age a from 1 to ages(), before that age's fee; r >= 0.
  double value(int age, double present_return) const;
  /// Mean value a year on from age `age`, E[V(age + 1, r') | r], 0 after the last age.
  double expected_next(int age, double present_return) const;

 private:
  double cut_off_of(int age) const;

  PakesModel model_;
  std::vector<std::vector<double>> grids_;   ///< by age - 1: returns, 0 first, the cut-off among
                                             ///< them
  std::vector<std::vector<double>> values_;  ///< by age - 1, on its grid
  std::vector<std::vector<double>> tails_;   ///< by age - 1: integral of V above a grid point
                                             ///< over the learning density of the age before
  std::vector<double> cut_offs_;
};

/// V(1, r) of first returns that are lognormal: expected net values, before anything is learnt. By
/// quantiles, without random numbers. sigma > 0.
Distribution pakes_initial_values(const PakesSolution& solution, double mu, double sigma);

/// One owner who follows the cut-offs.
struct PakesLife {
  int fees_paid = 0;     ///< the right ends at age fees_paid + 1, or with the last fee's year
  double net_value = 0;  ///< as it turned out, discounted to age 1
};
/// `path` picks the random numbers; a first return is given.
PakesLife simulate_pakes_life(const PakesSolution& solution, double first_return,
                              std::uint64_t seed, std::string_view key, std::uint64_t path);

}  // namespace pignus::valuation
