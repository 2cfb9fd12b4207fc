// Hedonic regression: log price on what is known of the rights sold, shrunk towards a stated prior
// (ridge), with a prediction interval that is exact under the model. docs/methods/hedonic.md.
#pragma once

#include <string>
#include <vector>

#include "core/distribution.h"
#include "core/result.h"

namespace pignus::valuation {

/// A column and what is believed of its coefficient before any sale is seen.
struct HedonicColumn {
  std::string name;
  double prior_mean = 0;
  double prior_deviation = 1;  ///< > 0, at the residual deviation of HedonicPrior
};

struct HedonicPrior {
  std::vector<HedonicColumn> columns;
  double residual_deviation = 1.5;  ///< of the log price, before any sale is seen
  double residual_weight = 4;       ///< worth so many sales, > 2 so that a variance exists
  double lot_deviation = 1;         ///< of the log value among the rights of one lot
  int least_rows = 10;
  /// Factors on the prior variances, of which the likeliest is taken (empirical Bayes); {1} keeps
  /// the prior as stated.
  std::vector<double> shrinkage{1};
};

struct HedonicRow {
  std::string id;
  std::vector<double> x;  ///< in the order of the columns
  double log_price = 0;   ///< per right, at the level of the day of valuation
  int rights = 1;         ///< in the lot the price is a share of: less certain, so lighter
};

struct HedonicModel {
  std::vector<HedonicColumn> columns;
  std::vector<double> coefficients;  ///< posterior means
  std::vector<double> deviations;    ///< their posterior standard deviations
  std::vector<double> center;        ///< weighted means of the columns
  double mean_log_price = 0;
  std::vector<double> factor;  ///< lower Cholesky factor of the posterior precision, by rows
  double total_weight = 0;
  double residual_variance = 0;  ///< posterior scale of the t distribution, squared
  double degrees = 0;
  double shrinkage = 1;        ///< the factor taken
  double r_squared = 0;        ///< of the rows, weighted
  double lot_ratio = 0;        ///< (lot_deviation / residual_deviation)^2
  std::vector<double> lowest;  ///< of each column among the rows
  std::vector<double> highest;
  int rows = 0;
};

/// y = a + x'b + e, e ~ N(0, s^2 (1 + lot_ratio (1 - 1/n))); b_j ~ N(m_j, f v_j s^2 / s0^2), a
/// flat, s^2 scaled inverse chi-square with the residual's weight. Closed form. kInvalidInput: too
/// few rows, a row of another width, a number that is not finite (row and column are named), a lot
/// of no rights, a prior without a positive deviation.
[[nodiscard]] Result<HedonicModel> fit_hedonic(const std::vector<HedonicRow>& rows,
                                               const HedonicPrior& prior);

struct HedonicPrediction {
  double log_location = 0;
  double log_scale = 0;              ///< of a Student t with the model's degrees
  double leverage = 0;               ///< (x - center)' precision^-1 (x - center)
  std::vector<std::string> outside;  ///< columns outside of what the rows cover
  /// exp of that t. Its tail has no mean: quote the median and an interval, never mean().
  Distribution price;
};
/// Of one right sold alone. kInvalidInput for an x of another width or a number not finite.
[[nodiscard]] Result<HedonicPrediction> predict(const HedonicModel& model,
                                                const std::vector<double>& x);

}  // namespace pignus::valuation
