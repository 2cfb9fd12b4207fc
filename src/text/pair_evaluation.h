// Training and judging the measures of similarity on labelled pairs, beside BM25 alone.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/result.h"
#include "text/discrimination.h"
#include "text/logistic.h"
#include "text/pair_measure.h"
#include "text/proxy_pairs.h"

namespace pignus::text {

/// Coefficients that tell the positive pairs from the others. A feature whose slope comes out below
/// zero is left out (slope 0) and the rest fitted again. kInvalidInput: `with_classes` where a
/// right of a pair has no class; no feature left; what fit_logistic() refuses.
struct FittedSimilarity {
  SimilarityCoefficients coefficients;
  SimilarityCoefficients standard_errors;  ///< pairs taken as independent
  double log_likelihood = 0;
  std::size_t pairs = 0;
};
[[nodiscard]] Result<FittedSimilarity> fit_similarity(const TextSpace& space,
                                                      const std::vector<StudiedRight>& rights,
                                                      const std::vector<LabelledPair>& pairs,
                                                      bool with_classes);

/// One measure on the pairs.
struct MeasureResult {
  std::string name;
  Auc auc;
  double gain = 0;         ///< of the AUC over BM25 alone on the same pairs
  Interval gain_interval;  ///< 95 %, anchors drawn again
};
struct PairEvaluation {
  std::size_t pairs = 0;
  std::size_t anchors = 0;
  /// "bm25" (the raw score, first), "words", "latent", "combined without classes", and, where all
  /// rights of the pairs have classes, "classes" and "combined with classes".
  std::vector<MeasureResult> measures;
};
/// kInvalidInput for pairs that hold fewer than two of a kind, or a model that does not check.
[[nodiscard]] Result<PairEvaluation> evaluate_pairs(const TextSpace& space,
                                                    const std::vector<StudiedRight>& rights,
                                                    const std::vector<LabelledPair>& pairs,
                                                    const SimilarityModel& model,
                                                    const BootstrapOptions& options);

/// On a register with citations: citing and cited rights against matched pairs (citation_pairs).
/// The space is made of the rights' own texts; no label enters it.
struct CitationEvaluation {
  CitationPairs links;
  PairEvaluation evaluation;
};
[[nodiscard]] Result<CitationEvaluation> evaluate_by_citations(
    const std::vector<StudiedRight>& rights, const std::vector<CitationLink>& links,
    const SimilarityModel& model, const BootstrapOptions& options,
    const LatentOptions& latent = {});

}  // namespace pignus::text
