// Ordinary least squares by Householder's reflections: no normal equations, so that the condition
// of the columns is not squared. For designs that fit in memory.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"

namespace pignus::valuation {

/// Row-major; every row has `columns` numbers. The constant is a column like any other.
struct Design {
  std::size_t columns = 0;
  std::vector<double> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const double> row(std::size_t i) const {
    return std::span(values).subspan(i * columns, columns);
  }
};

struct LeastSquares {
  std::vector<double> coefficients;
  double residual_squares = 0;
};

/// kInvalidInput: fewer rows than columns, a number that is not finite, a y of another length; a
/// column that follows from those before it (less than 1e-10 of its length is left after them),
/// with its number, from 1, as the record.
[[nodiscard]] Result<LeastSquares> least_squares(const Design& design, std::span<const double> y);

/// 1 - residual squares / squares about the mean of `y`; below zero for predictions worse than the
/// mean. NaN where y does not vary.
double r_squared(std::span<const double> y, std::span<const double> predicted);

}  // namespace pignus::valuation
