// Which of the offered rights speaks of a product: words held against words, a question to ask
// first and no reading of claims. docs/methods/text-similarity.md.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "registers/right.h"

namespace pignus::book {

/// One offered right held against the product.
struct SpeakingRight {
  registers::RightId right;
  std::string title;
  bool shares_words = false;
  /// Of the words of the right's text, each by how rare it is: the share that the product's
  /// description has too, in [0, 1].
  double words_found = 0;
  std::vector<std::string> words_missing;  ///< rarest first
};

struct ProductCoverage {
  std::string product;
  std::vector<SpeakingRight> rights;  ///< those with a text, most alike first, then by id
  std::size_t without_text = 0;       ///< offered rights of which no title is known
  std::size_t texts = 0;              ///< that taught which words are rare
  bool thin = false;                  ///< too few of them: the order says little
  std::string unknown;                ///< message key: why nothing can be said; "" where it can
};

}  // namespace pignus::book
