// Which of the offered rights speaks of a product: a question for the loan officer to ask first,
// not an answer a court would give. Words only: a product uses a claim when it has every element of
// it, and whether it has is read, not counted. docs/methods/text-similarity.md.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/result.h"
#include "text/right_text.h"
#include "text/similar_rights.h"
#include "valuation/market/text_model.h"

namespace pignus::valuation {

/// One offered right held against the product.
struct CoverageCandidate {
  std::string id;
  bool shares_words = false;  ///< false: nothing in common, and `similar` is empty
  text::SimilarRight similar;
  /// Of the words of its claims (title and abstract where no claims are at hand), each by how rare
  /// it is: the share that the product's description has too, in [0, 1].
  double words_found = 0;
  bool from_claims = false;
  std::vector<std::string> words_missing;  ///< rarest first, then by the word; at most 20
};

struct CoverageAnswer {
  std::vector<CoverageCandidate> candidates;  ///< all offered rights, most alike first, then by id
  std::size_t texts = 0;                      ///< that taught which words are rare
  /// Too few texts to tell rare words from common ones: the order of candidates says little.
  bool thin = false;
};

/// Fewer texts than this are thin.
inline constexpr std::size_t kThinTexts = 200;

/// `background`: other rights' texts, of any field, that teach which words are rare; those with an
/// offered right's id are passed over. kInvalidInput: no offered right, one without an id or given
/// twice, a product whose description has no terms (or none that the tokeniser keeps).
[[nodiscard]] Result<CoverageAnswer> rights_speaking_of(
    const text::RightText& product, const std::vector<text::RightText>& offered,
    const std::vector<text::RightText>& background, const TextModel& model);

}  // namespace pignus::valuation
