// The learned measure of how alike texts are, as the market methods use it. The model and its card
// are models/text-similarity/card.toml, compiled into the program; docs/methods/text-similarity.md.
#pragma once

#include <memory>
#include <vector>

#include "core/result.h"
#include "standards/similarity_card.h"
#include "standards/stop_words.h"
#include "text/pair_measure.h"
#include "text/right_text.h"
#include "text/similar_rights.h"
#include "valuation/market/similarity.h"

namespace pignus::valuation {

/// Texts must be cut, weighed and placed as they were when the model was trained.
struct TextModel {
  text::Tokenizer tokenizer;
  text::FieldWeights fields;
  text::Bm25Parameters bm25;
  text::LatentOptions latent;
  text::SimilarityModel similarity;

  text::RightBag bag(const text::RightText& right) const {
    return text::bag_of(right, tokenizer, fields);
  }
};

/// kConflict where the card was trained with other stop words; kInvalidInput where its numbers are
/// none that text::check_model takes, or a weight is negative.
[[nodiscard]] Result<TextModel> text_model(const standards::SimilarityCard& card,
                                           const standards::StopWords& stop_words);
/// The program's own. Aborts if it does not load, which a test rules out.
const TextModel& embedded_text_model();
const standards::SimilarityCard& embedded_similarity_card();

/// A space of these texts: what is rare and what keeps company is learned from them. Hundreds of
/// texts of many fields make it tell; a handful does not.
[[nodiscard]] Result<text::TextSpace> space_of(const std::vector<text::RightText>& texts,
                                               const TextModel& model);

/// For SimilarityTerms::text: text::text_likeness in this space, of terms that model.bag() made.
/// Keeps the space alive.
TextMeasure learned_text(std::shared_ptr<const text::TextSpace> space,
                         const text::SimilarityModel& model);
/// The same answers, sooner for terms that are `known`: they are placed in the space once. Safe for
/// several threads.
TextMeasure learned_text(std::shared_ptr<const text::TextSpace> space,
                         const text::SimilarityModel& model,
                         const std::vector<text::TermCounts>& known);

}  // namespace pignus::valuation
