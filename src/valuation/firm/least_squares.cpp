#include "valuation/firm/least_squares.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr double kLeast = 1e-10;

double length_from(const std::vector<double>& column, std::size_t first) {
  double squares = 0;
  for (std::size_t i = first; i < column.size(); ++i) {
    squares += column[i] * column[i];
  }
  return std::sqrt(squares);
}

/// column -= 2 v (v'column) / (v'v), v beginning at `first`.
void reflect(const std::vector<double>& v, double squares, std::size_t first,
             std::vector<double>& column) {
  double product = 0;
  for (std::size_t i = first; i < column.size(); ++i) {
    product += v[i] * column[i];
  }
  const double factor = 2 * product / squares;
  for (std::size_t i = first; i < column.size(); ++i) {
    column[i] -= factor * v[i];
  }
}

}  // namespace

Result<LeastSquares> least_squares(const Design& design, std::span<const double> y) {
  const std::size_t rows = design.rows();
  const std::size_t width = design.columns;
  PIGNUS_TRY(require(width > 0 && rows >= width && design.values.size() == rows * width, "design",
                     "must have as many rows as columns at least"));
  PIGNUS_TRY(require(y.size() == rows, "y", "must have one number a row"));
  PIGNUS_TRY(require_finite(design.values, "design"));
  PIGNUS_TRY(require_finite(y, "y"));
  std::vector<std::vector<double>> columns(width, std::vector<double>(rows));
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      columns[j][i] = design.values[i * width + j];
    }
  }
  std::vector<double> right(y.begin(), y.end());
  std::vector<double> diagonal(width);
  for (std::size_t j = 0; j < width; ++j) {
    std::vector<double>& column = columns[j];
    const double left = length_from(column, j);
    if (!(left > kLeast * length_from(column, 0))) {
      return fail(ErrorCode::kInvalidInput, "a column follows from those before it",
                  {"", j + 1, "design"});
    }
    // Away from the column's own sign, so that nothing cancels.
    diagonal[j] = column[j] > 0 ? -left : left;
    std::vector<double> v = column;
    v[j] -= diagonal[j];
    const double squares = length_from(v, j) * length_from(v, j);
    for (std::size_t k = j + 1; k < width; ++k) {
      reflect(v, squares, j, columns[k]);
    }
    reflect(v, squares, j, right);
  }
  LeastSquares result;
  result.coefficients.assign(width, 0);
  for (std::size_t j = width; j-- > 0;) {
    double sum = right[j];
    for (std::size_t k = j + 1; k < width; ++k) {
      sum -= columns[k][j] * result.coefficients[k];
    }
    result.coefficients[j] = sum / diagonal[j];
  }
  const double left = length_from(right, width);
  result.residual_squares = left * left;
  return result;
}

double r_squared(std::span<const double> y, std::span<const double> predicted) {
  PIGNUS_CHECK(y.size() == predicted.size());
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(y.size(), 1));
  double about_mean = 0;
  double left = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    about_mean += (y[i] - mean) * (y[i] - mean);
    left += (y[i] - predicted[i]) * (y[i] - predicted[i]);
  }
  return about_mean > 0 ? 1 - left / about_mean : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace pignus::valuation
