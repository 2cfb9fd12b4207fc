// Several methods, one distribution. docs/methods/reconciliation.md describes the rule.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "book/appraisal.h"
#include "core/distribution.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// Gives every method its weight and the key of the reason:
///   cost         none: it tells below what price an owner would rather not sell, and nothing of
///                what a buyer pays, so a bank cannot lend on it
///   population   none where another method speaks
///   the others   by reliability: w minimises w' S w with w >= 0, sum w = 1, where
///                S_ij = r_ij e_i e_j, e_i^2 = (stated error of the method)^2 + (log deviation of
///                its own interval)^2, and r_ij the stated dependence of two methods' errors
/// Stated: standards/valuation/methods/reconciliation.toml. At least one method must be there.
void weigh(std::vector<book::MethodValue>& methods, const standards::ParameterSet& stated);

/// The mixture of the methods by their weights, so that their disagreement widens it; fills each
/// method's contribution, which add up to its mean. At least one weight must be positive.
Distribution reconcile(std::vector<book::MethodValue>& methods);

/// Standard deviation of the log of what of the value is not nothing, from its 10th and 90th
/// percentiles; 5 at most, which also stands where all or a tenth of that is nothing.
double log_deviation(const Distribution& value);

/// The weights of least variance of errors with deviations `errors` and the correlations
/// `dependence` (row by row, ones on the diagonal): none below zero, sum one. Methods are left out
/// one by one, the most negative first, until none is.
std::vector<double> least_variance_weights(std::span<const double> errors,
                                           std::span<const double> dependence);

/// What a method's answer rests on: methods that share it err together.
enum class RestsOn { kPlan, kDeals, kPopulation };
RestsOn rests_on(std::string_view method);

}  // namespace pignus::valuation
