// Likeness beyond shared words: two texts are alike when their words keep company with the same
// words elsewhere in the index. Latent semantic indexing (Deerwester, Dumais, Furnas, Landauer,
// Harshman 1990, recalled): the leading singular vectors of the matrix of documents by terms, here
// found by random projection with power passes (Halko, Martinsson, Tropp 2011, recalled).
// docs/methods/text-similarity.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "text/bm25.h"
#include "text/small_matrix.h"

namespace pignus::text {

struct LatentOptions {
  std::size_t rank = 100;  ///< directions kept, where the matrix has so many
  std::size_t extra = 10;  ///< further random directions while they are sought
  int passes = 2;          ///< over the matrix there and back: they sharpen what decays slowly
  std::uint64_t seed = 1;  ///< of the random directions
  std::size_t cells_max = std::size_t{1} << 28;  ///< doubles in one table of the work

  friend bool operator==(const LatentOptions&, const LatentOptions&) = default;
};

/// Weight of a term in a text before projection: ln(1 + count) idf.
double latent_weight(double count, double idf);

class LatentSpace {
 public:
  /// At most what was asked; 0 for an index without terms.
  std::size_t rank() const { return directions_.columns; }
  /// Singular values of the matrix whose rows are the documents, each of length one; falling.
  const std::vector<double>& strengths() const { return strengths_; }
  /// One term's coordinates.
  std::span<const double> direction(std::uint32_t term) const { return directions_.row(term); }

  /// A text's place, of length one; all zero where it has no word that the space knows.
  std::vector<double> place(const TextIndex& index, const TermCounts& counts) const;

 private:
  friend Result<LatentSpace> fit_latent(const TextIndex& index, const LatentOptions& options);
  std::vector<double> strengths_;
  Matrix directions_;  ///< terms by rank; columns orthonormal
};

/// The space of an index's documents. The same bytes for the same index and seed. kInvalidInput for
/// a rank of zero or negative passes, kLimitExceeded past cells_max.
[[nodiscard]] Result<LatentSpace> fit_latent(const TextIndex& index,
                                             const LatentOptions& options = {});

}  // namespace pignus::text
