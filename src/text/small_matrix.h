// The little dense algebra that the latent space needs. Row-major; sums in fixed order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pignus::text {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count, 0.0) {}
  double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
  std::span<double> row(std::size_t index) { return {values.data() + index * columns, columns}; }
  std::span<const double> row(std::size_t index) const {
    return {values.data() + index * columns, columns};
  }
};

/// Makes the columns orthonormal (Gram and Schmidt, twice over). One that depends on those before
/// it becomes zero.
void orthonormalise(Matrix& matrix);

struct SymmetricEigen {
  std::vector<double> values;  ///< falling
  Matrix vectors;              ///< a column each
};
/// Of a symmetric matrix, by Jacobi's rotations.
SymmetricEigen symmetric_eigen(Matrix matrix);

/// x with A x = b, A symmetric and positive definite (Cholesky); nullopt where it is not.
std::optional<std::vector<double>> solve_positive(Matrix matrix, std::vector<double> right);

}  // namespace pignus::text
