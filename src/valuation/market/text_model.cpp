#include "valuation/market/text_model.h"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/check.h"
#include "valuation/market/model_table.h"

namespace pignus::valuation {

namespace {

text::SimilarityCoefficients coefficients_of(const standards::SimilarityCard::Coefficients& by) {
  return {by.intercept, by.words, by.latent, by.classes};
}

std::string_view embedded_model(std::string_view path) {
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    if (row->path == path) {
      return {row->begin, row->end};
    }
  }
  PIGNUS_CHECK(!"a model of the program");
}

/// Bags of which the place in a space is known, found by their terms.
class PlacedTexts {
 public:
  PlacedTexts(const text::TextSpace& space, const std::vector<text::TermCounts>& known) {
    for (const text::TermCounts& terms : known) {
      const auto [at, is_new] = placed_.try_emplace(terms);
      if (is_new) {
        bags_.push_back({"", terms, {}});
        at->second = text::prepare(space, bags_.back());
      }
    }
  }

  text::PreparedBag of(const text::TextSpace& space, const text::RightBag& bag) const {
    const auto found = placed_.find(bag.terms);
    return found != placed_.end() ? found->second : text::prepare(space, bag);
  }

 private:
  std::deque<text::RightBag> bags_;  // prepared bags refer to them
  std::map<text::TermCounts, text::PreparedBag> placed_;
};

}  // namespace

Result<TextModel> text_model(const standards::SimilarityCard& card,
                             const standards::StopWords& stop_words) {
  const std::string list = stop_words.id + "/" + stop_words.version;
  if (card.stop_words != list) {
    return fail(ErrorCode::kConflict,
                "the model was trained with stop words " + card.stop_words + ", not with " + list,
                {card.id, 0, "stop_words"});
  }
  if (card.title_weight < 0 || card.abstract_weight < 0 || card.claims_weight < 0) {
    return fail(ErrorCode::kInvalidInput, "the weight of a field is negative",
                {card.id, 0, "fields"});
  }
  PIGNUS_ASSIGN(text::Tokenizer tokenizer,
                text::Tokenizer::make({stop_words.words, stop_words.phrases}));
  TextModel model{std::move(tokenizer),
                  {card.title_weight, card.abstract_weight, card.claims_weight},
                  {card.k1, card.b, card.k3},
                  {},
                  {coefficients_of(card.words_only), coefficients_of(card.with_classes)}};
  model.latent.rank = static_cast<std::size_t>(card.latent_rank);
  model.latent.extra = static_cast<std::size_t>(card.latent_extra);
  model.latent.passes = static_cast<int>(card.latent_passes);
  model.latent.seed = static_cast<std::uint64_t>(card.latent_seed);
  PIGNUS_TRY(text::check_model(model.similarity));
  return model;
}

const standards::SimilarityCard& embedded_similarity_card() {
  static const standards::SimilarityCard card = [] {
    constexpr std::string_view kPath = "card.toml";
    auto parsed = standards::parse_similarity_card(embedded_model(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return card;
}

const TextModel& embedded_text_model() {
  static const TextModel model = [] {
    auto made = text_model(embedded_similarity_card(), standards::embedded_stop_words());
    PIGNUS_CHECK(made.has_value());
    return std::move(*made);
  }();
  return model;
}

Result<text::TextSpace> space_of(const std::vector<text::RightText>& texts,
                                 const TextModel& model) {
  std::vector<text::RightBag> bags;
  bags.reserve(texts.size());
  for (const text::RightText& one : texts) {
    bags.push_back(model.bag(one));
  }
  return text::text_space_of(bags, model.bm25, model.latent);
}

TextMeasure learned_text(std::shared_ptr<const text::TextSpace> space,
                         const text::SimilarityModel& model) {
  return learned_text(std::move(space), model, {});
}

TextMeasure learned_text(std::shared_ptr<const text::TextSpace> space,
                         const text::SimilarityModel& model,
                         const std::vector<text::TermCounts>& known) {
  PIGNUS_CHECK(space != nullptr && text::check_model(model).has_value());
  const auto placed = std::make_shared<const PlacedTexts>(*space, known);
  return [space = std::move(space), placed, model](const text::TermCounts& left,
                                                   const text::TermCounts& right) {
    const text::RightBag one{"", left, {}};
    const text::RightBag other{"", right, {}};
    return text::text_likeness(*space, placed->of(*space, one), placed->of(*space, other), model);
  };
}

}  // namespace pignus::valuation
