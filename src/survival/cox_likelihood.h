// The log partial likelihood at one b, with its slope and curvature.
//
// With r_i = w_i exp(eta_i), S0, S1 the sums of r and r z over the risk set and A_t = d / S0 the
// step of the hazard, the sum over event times of A S2 equals sum_i r_i Lambda(t_i) z_i z_i', with
// Lambda the running sum of A. So S2, a p x p sum, is never carried through time: each row enters
// one weighted product Z'CZ, and each event time one outer product of S1. Efron's method lowers
// Lambda for the tied events and replaces S1 S1' by two products, see cox_likelihood.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "survival/cox_rows.h"
#include "survival/symmetric.h"

namespace pignus::survival {

struct CoxPoint {
  bool usable = false;  ///< eta stayed where exp is finite
  double log_likelihood = 0;
  std::vector<double> score;
  Symmetric information;
  std::vector<double> size;  ///< the information's diagonal before its second part is taken away
};

class CoxLikelihood {
 public:
  /// `rows` outlives this.
  CoxLikelihood(const CoxRows& rows, Ties ties, std::size_t threads);

  /// In the scaled coordinates of `rows`.
  CoxPoint at(std::span<const double> b);

  // What at() last left, by row and by group; of centred covariates and offset.
  const std::vector<double>& risk() const { return risk_; }          ///< w exp(eta)
  const std::vector<double>& hazard() const { return hazard_; }      ///< A
  const std::vector<double>& cumulative() const { return lambda_; }  ///< A up to the group's time
  const std::vector<double>& tied_part() const { return tied_; }     ///< B: what tied events lack
  /// use(group, sums of risk times row over the risk set), from late to early.
  void for_each_event_time(const std::function<void(std::size_t, const double*)>& use) const;
  std::vector<double> event_risk_sums(std::size_t group) const;
  double event_weight(std::size_t group) const;

 private:
  struct Work;
  bool set_risks(std::span<const double> b);
  void carry_sums();
  void scan(std::size_t block);
  void carry_hazards();
  void add_products(std::size_t block);
  void use_group(std::size_t group, const double* sums, Work& work);
  double lambda_before(std::size_t group) const;
  template <typename Use>
  void walk(std::size_t block, const Use& use) const;

  const CoxRows& rows_;
  Ties ties_;
  std::size_t threads_;
  std::vector<double> event_sum_;  ///< sum of w z over the events
  double event_offset_ = 0;        ///< sum of w offset over the events
  std::vector<double> b_;
  std::vector<double> eta_, risk_;
  std::vector<double> hazard_, tied_, lambda_;  ///< by group
  std::vector<double> tail_sums_;               ///< by chunk: of its tail, then those before it
  std::vector<double> minus_log_, first_gram_, second_gram_;  ///< by chunk
};

}  // namespace pignus::survival
