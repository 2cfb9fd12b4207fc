#include "survival/symmetric.h"

#include <cmath>

#include "core/check.h"

namespace pignus::survival {

Cholesky::Cholesky(const Symmetric& matrix, double tolerance) : factor_(matrix.size) {
  for (std::size_t i = 0; i < matrix.size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = matrix.at(i, j);
      for (std::size_t k = 0; k < j; ++k) sum -= factor_.at(i, k) * factor_.at(j, k);
      if (j < i) {
        factor_.at(i, j) = sum / factor_.at(j, j);
      } else if (sum > tolerance * matrix.at(i, i) && std::isfinite(sum)) {
        factor_.at(i, i) = std::sqrt(sum);
      } else {
        dependent_ = i;
        return;
      }
    }
  }
}

std::vector<double> Cholesky::solve(std::span<const double> right) const {
  PIGNUS_CHECK(!dependent_ && right.size() == factor_.size);
  std::vector<double> x(right.begin(), right.end());
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= factor_.at(i, k) * x[k];
    x[i] /= factor_.at(i, i);
  }
  for (std::size_t i = x.size(); i-- > 0;) {
    for (std::size_t k = i + 1; k < x.size(); ++k) x[i] -= factor_.at(k, i) * x[k];
    x[i] /= factor_.at(i, i);
  }
  return x;
}

Symmetric Cholesky::inverse() const {
  Symmetric result(factor_.size);
  std::vector<double> unit(factor_.size);
  for (std::size_t i = 0; i < factor_.size; ++i) {
    unit[i] = 1;
    const std::vector<double> column = solve(unit);
    unit[i] = 0;
    for (std::size_t j = 0; j <= i; ++j) result.at(i, j) = result.at(j, i) = column[j];
  }
  return result;
}

double bilinear(std::span<const double> x, const Symmetric& a, std::span<const double> y) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    for (std::size_t j = 0; j < a.size; ++j) sum += x[i] * a.at(i, j) * y[j];
  }
  return sum;
}

Symmetric congruent(std::span<const double> j, std::size_t rows, const Symmetric& a) {
  Symmetric result(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c <= r; ++c) {
      const double value =
          bilinear(j.subspan(r * a.size, a.size), a, j.subspan(c * a.size, a.size));
      result.at(r, c) = result.at(c, r) = value;
    }
  }
  return result;
}

double dot(std::span<const double> x, std::span<const double> y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

}  // namespace pignus::survival
