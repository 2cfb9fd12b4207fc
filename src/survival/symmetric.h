// Small symmetric matrices: row-major, p x p, positive definite where they are solved.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pignus::survival {

struct Symmetric {
  Symmetric() = default;
  explicit Symmetric(std::size_t p) : size(p), values(p * p) {}

  double& at(std::size_t i, std::size_t j) { return values[(i * size) + j]; }
  double at(std::size_t i, std::size_t j) const { return values[(i * size) + j]; }

  std::size_t size = 0;
  std::vector<double> values;

  friend bool operator==(const Symmetric&, const Symmetric&) = default;
};

/// The lower triangular factor L of A = L L'.
class Cholesky {
 public:
  /// Reads the lower triangle. A row of which less than `tolerance` of its diagonal is left after
  /// the rows before it has no information of its own: then dependent() names the first such row
  /// and nothing else may be asked.
  explicit Cholesky(const Symmetric& matrix, double tolerance = 1e-12);

  std::optional<std::size_t> dependent() const { return dependent_; }
  std::vector<double> solve(std::span<const double> right) const;
  Symmetric inverse() const;

 private:
  Symmetric factor_;
  std::optional<std::size_t> dependent_;
};

/// x' A y.
double bilinear(std::span<const double> x, const Symmetric& a, std::span<const double> y);
/// J A J', with J row-major, rows x a.size.
Symmetric congruent(std::span<const double> j, std::size_t rows, const Symmetric& a);
double dot(std::span<const double> x, std::span<const double> y);

}  // namespace pignus::survival
