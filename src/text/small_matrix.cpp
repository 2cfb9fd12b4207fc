#include "text/small_matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/check.h"

namespace pignus::text {

namespace {

double dot(std::span<const double> left, std::span<const double> right) {
  double sum = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    sum += left[i] * right[i];
  }
  return sum;
}

Matrix transposed(const Matrix& matrix) {
  Matrix result(matrix.columns, matrix.rows);
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    for (std::size_t column = 0; column < matrix.columns; ++column) {
      result.at(column, row) = matrix.at(row, column);
    }
  }
  return result;
}

double squares_off_diagonal(const Matrix& matrix) {
  double sum = 0;
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    for (std::size_t column = 0; column < row; ++column) {
      sum += matrix.at(row, column) * matrix.at(row, column);
    }
  }
  return sum;
}

/// Turns rows and columns p and q so that the element between them becomes zero.
void rotate(Matrix& matrix, Matrix& vectors, std::size_t p, std::size_t q) {
  const double between = matrix.at(p, q);
  if (between == 0) {
    return;
  }
  const double theta = (matrix.at(q, q) - matrix.at(p, p)) / (2 * between);
  const double t = std::copysign(1.0, theta) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1);
  const double s = t * c;
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    const double left = matrix.at(i, p);
    const double right = matrix.at(i, q);
    matrix.at(i, p) = c * left - s * right;
    matrix.at(i, q) = s * left + c * right;
  }
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    const double left = matrix.at(p, i);
    const double right = matrix.at(q, i);
    matrix.at(p, i) = c * left - s * right;
    matrix.at(q, i) = s * left + c * right;
  }
  for (std::size_t i = 0; i < vectors.rows; ++i) {
    const double left = vectors.at(i, p);
    const double right = vectors.at(i, q);
    vectors.at(i, p) = c * left - s * right;
    vectors.at(i, q) = s * left + c * right;
  }
}

}  // namespace

void orthonormalise(Matrix& matrix) {
  constexpr double kDependent = 1e-10;  // of the length it had
  Matrix columns = transposed(matrix);
  for (std::size_t j = 0; j < columns.rows; ++j) {
    const auto one = columns.row(j);
    const double before = std::sqrt(dot(one, one));
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t i = 0; i < j; ++i) {
        const auto other = columns.row(i);
        const double part = dot(one, other);
        for (std::size_t k = 0; k < one.size(); ++k) {
          one[k] -= part * other[k];
        }
      }
    }
    const double length = std::sqrt(dot(one, one));
    const double scale = length > kDependent * before ? 1 / length : 0;
    for (double& value : one) {
      value *= scale;
    }
  }
  matrix = transposed(columns);
}

SymmetricEigen symmetric_eigen(Matrix matrix) {
  PIGNUS_CHECK(matrix.rows == matrix.columns);
  constexpr int kSweepsMax = 60;
  const std::size_t n = matrix.rows;
  Matrix vectors(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    vectors.at(i, i) = 1;
  }
  const double enough = 1e-30 * dot(matrix.values, matrix.values);
  for (int sweep = 0; sweep < kSweepsMax && squares_off_diagonal(matrix) > enough; ++sweep) {
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        rotate(matrix, vectors, p, q);
      }
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
    return matrix.at(left, left) > matrix.at(right, right);
  });
  SymmetricEigen result{{}, Matrix(n, n)};
  for (std::size_t j = 0; j < n; ++j) {
    result.values.push_back(matrix.at(order[j], order[j]));
    for (std::size_t i = 0; i < n; ++i) {
      result.vectors.at(i, j) = vectors.at(i, order[j]);
    }
  }
  return result;
}

std::optional<std::vector<double>> solve_positive(Matrix matrix, std::vector<double> right) {
  PIGNUS_CHECK(matrix.rows == matrix.columns && matrix.rows == right.size());
  const std::size_t n = matrix.rows;
  for (std::size_t j = 0; j < n; ++j) {
    double pivot = matrix.at(j, j);
    for (std::size_t k = 0; k < j; ++k) {
      pivot -= matrix.at(j, k) * matrix.at(j, k);
    }
    if (!(pivot > 0) || !std::isfinite(pivot)) {
      return std::nullopt;
    }
    matrix.at(j, j) = std::sqrt(pivot);
    for (std::size_t i = j + 1; i < n; ++i) {
      double value = matrix.at(i, j);
      for (std::size_t k = 0; k < j; ++k) {
        value -= matrix.at(i, k) * matrix.at(j, k);
      }
      matrix.at(i, j) = value / matrix.at(j, j);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      right[i] -= matrix.at(i, k) * right[k];
    }
    right[i] /= matrix.at(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) {
      right[i] -= matrix.at(k, i) * right[k];
    }
    right[i] /= matrix.at(i, i);
  }
  return right;
}

}  // namespace pignus::text
