// The words and classes of a right, or of a product, as the measures of similarity take them.
#pragma once

#include <string>
#include <vector>

#include "text/tokens.h"

namespace pignus::text {

/// A right's own texts, or a product's description (its name as title, the rest as abstract). What
/// is not at hand is empty.
struct RightText {
  std::string id;
  std::string title;
  std::string abstract_text;
  std::string claims;
  std::vector<std::string> classes;  ///< IPC or CPC ("E21B43/26") or Nice ("9")

  friend bool operator==(const RightText&, const RightText&) = default;
};

/// How often a term of each text counts: the simple extension of BM25 to fields, which repeats a
/// field's text as often as its weight (Robertson, Zaragoza, Taylor 2004, recalled).
struct FieldWeights {
  double title = 2;
  double abstract_text = 1;
  double claims = 1;

  friend bool operator==(const FieldWeights&, const FieldWeights&) = default;
};

/// What is compared: terms with their weighted counts, and classes.
struct RightBag {
  std::string id;
  TermCounts terms;
  std::vector<std::string> classes;

  friend bool operator==(const RightBag&, const RightBag&) = default;
};

/// Weights must not be negative; a term of weight zero is left out.
RightBag bag_of(const RightText& right, const Tokenizer& tokenizer,
                const FieldWeights& weights = {});

}  // namespace pignus::text
