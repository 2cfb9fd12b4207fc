#include "text/latent.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/random_stream.h"

namespace pignus::text {

namespace {

/// The documents by their terms, each row of length one, without storing it: products alone.
class Rows {
 public:
  explicit Rows(const TextIndex& index) : index_(index) {
    for (std::uint32_t document = 0; document < index.documents(); ++document) {
      double squares = 0;
      for (const Occurrence& one : index.terms_of(document)) {
        const double weight = latent_weight(one.count, index.idf(one.at));
        squares += weight * weight;
      }
      scale_.push_back(squares > 0 ? 1 / std::sqrt(squares) : 0);
    }
  }

  /// A X.
  Matrix times(const Matrix& x) const {
    Matrix result(index_.documents(), x.columns);
    each([&](std::uint32_t document, std::uint32_t term, double value) {
      add(result.row(document), x.row(term), value);
    });
    return result;
  }
  /// A' X.
  Matrix turned_times(const Matrix& x) const {
    Matrix result(index_.terms(), x.columns);
    each([&](std::uint32_t document, std::uint32_t term, double value) {
      add(result.row(term), x.row(document), value);
    });
    return result;
  }

 private:
  template <typename Visit>
  void each(Visit visit) const {
    for (std::uint32_t document = 0; document < index_.documents(); ++document) {
      for (const Occurrence& one : index_.terms_of(document)) {
        visit(document, one.at, latent_weight(one.count, index_.idf(one.at)) * scale_[document]);
      }
    }
  }
  static void add(std::span<double> to, std::span<const double> from, double times) {
    for (std::size_t i = 0; i < to.size(); ++i) {
      to[i] += times * from[i];
    }
  }

  const TextIndex& index_;
  std::vector<double> scale_;
};

Matrix random_directions(std::size_t rows, std::size_t columns, std::uint64_t seed) {
  Matrix result(rows, columns);
  for (std::size_t row = 0; row < rows; ++row) {
    RandomStream stream(seed, "text/latent", row);
    for (double& value : result.row(row)) {
      value = stream.normal();
    }
  }
  return result;
}

Matrix gram_of(const Matrix& matrix) {
  Matrix gram(matrix.columns, matrix.columns);
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    const auto values = matrix.row(row);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == 0) {
        continue;
      }
      for (std::size_t j = 0; j < values.size(); ++j) {
        gram.at(i, j) += values[i] * values[j];
      }
    }
  }
  return gram;
}

}  // namespace

double latent_weight(double count, double idf) {
  return std::log1p(count) * idf;
}

std::vector<double> LatentSpace::place(const TextIndex& index, const TermCounts& counts) const {
  std::vector<double> place(rank(), 0.0);
  for (const auto& [word, count] : counts) {
    const auto term = index.find_term(word);
    if (!term || !(count > 0)) {
      continue;
    }
    const double weight = latent_weight(count, index.idf(*term));
    const auto direction = directions_.row(*term);
    for (std::size_t i = 0; i < place.size(); ++i) {
      place[i] += weight * direction[i];
    }
  }
  double squares = 0;
  for (const double value : place) {
    squares += value * value;
  }
  // Words that the directions kept do not tell apart leave rounding alone: that is no place.
  const double scale = squares > 1e-20 ? 1 / std::sqrt(squares) : 0;
  for (double& value : place) {
    value *= scale;
  }
  return place;
}

Result<LatentSpace> fit_latent(const TextIndex& index, const LatentOptions& options) {
  if (options.rank == 0) {
    return fail(ErrorCode::kInvalidInput, "the space needs at least one direction",
                {"", 0, "rank"});
  }
  if (options.passes < 0) {
    return fail(ErrorCode::kInvalidInput, "passes are not negative", {"", 0, "passes"});
  }
  const std::size_t most = std::min(index.documents(), index.terms());
  const std::size_t sought =
      std::min(options.rank, most) + std::min(options.extra, most - std::min(options.rank, most));
  const std::size_t longer = std::max(index.documents(), index.terms());
  if (sought > 0 && longer > options.cells_max / sought) {
    return fail(ErrorCode::kLimitExceeded, "the latent space would pass its limit of memory",
                {"", 0, "cells_max"});
  }
  LatentSpace space;
  if (sought == 0) {
    return space;
  }
  const Rows rows(index);
  Matrix range = rows.times(random_directions(index.terms(), sought, options.seed));
  orthonormalise(range);
  for (int pass = 0; pass < options.passes; ++pass) {
    Matrix back = rows.turned_times(range);
    orthonormalise(back);
    range = rows.times(back);
    orthonormalise(range);
  }
  // B = Q'A is small by terms; its singular vectors come from B B' = W L W'.
  const Matrix turned = rows.turned_times(range);  // B'
  const SymmetricEigen eigen = symmetric_eigen(gram_of(turned));
  const double largest = std::sqrt(std::max(0.0, eigen.values.front()));
  while (space.strengths_.size() < std::min(options.rank, sought)) {
    const double strength = std::sqrt(std::max(0.0, eigen.values[space.strengths_.size()]));
    if (!(strength > 1e-7 * largest)) {
      break;  // below what the square root of rounding leaves
    }
    space.strengths_.push_back(strength);
  }
  space.directions_ = Matrix(index.terms(), space.strengths_.size());
  for (std::size_t term = 0; term < index.terms(); ++term) {
    for (std::size_t j = 0; j < space.strengths_.size(); ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < sought; ++i) {
        sum += turned.at(term, i) * eigen.vectors.at(i, j);
      }
      space.directions_.at(term, j) = sum / space.strengths_[j];
    }
  }
  return space;
}

}  // namespace pignus::text
