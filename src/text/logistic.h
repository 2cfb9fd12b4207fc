// Logistic regression by Newton's method (iteratively reweighted least squares), with a small ridge
// so that classes that can be told apart wholly still have an answer.
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "text/small_matrix.h"

namespace pignus::text {

struct LogisticOptions {
  double ridge = 1e-3;  ///< of each standardised slope, not of the intercept
  int iterations_max = 100;
};

struct LogisticFit {
  std::vector<double> coefficients;     ///< intercept, then a slope a column
  std::vector<double> standard_errors;  ///< from the curvature, ridge included
  double log_likelihood = 0;            ///< without the ridge
  int iterations = 0;
};

/// Of labels 0 and 1 on the rows of `features`. kInvalidInput: sizes that differ, a value not
/// finite, a label that is neither, one label only. kLimitExceeded where it does not settle.
[[nodiscard]] Result<LogisticFit> fit_logistic(const Matrix& features,
                                               const std::vector<std::uint8_t>& labels,
                                               const LogisticOptions& options = {});

/// 1 / (1 + exp(-x)).
double logistic(double x);

}  // namespace pignus::text
