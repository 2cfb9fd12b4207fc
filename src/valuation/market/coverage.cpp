#include "valuation/market/coverage.h"

#include <algorithm>
#include <set>
#include <utility>

namespace pignus::valuation {

namespace {

constexpr std::size_t kMissingMax = 20;

/// The words that a product would need.
text::TermCounts elements_of(const text::RightText& right, const TextModel& model) {
  if (!right.claims.empty()) {
    return model.tokenizer.counts(right.claims);
  }
  return model.tokenizer.counts(right.title + "\n" + right.abstract_text);
}

void hold_against(const text::TermCounts& product, const text::RightText& right,
                  const TextModel& model, const text::TextIndex& index,
                  CoverageCandidate& candidate) {
  double all = 0;
  double found = 0;
  std::vector<std::pair<double, std::string>> missing;
  for (const auto& [word, count] : elements_of(right, model)) {
    const double rarity = index.idf(word);
    all += rarity;
    if (product.contains(word)) {
      found += rarity;
    } else {
      missing.emplace_back(-rarity, word);
    }
  }
  candidate.words_found = all > 0 ? found / all : 0;
  candidate.from_claims = !right.claims.empty();
  std::ranges::sort(missing);
  for (std::size_t i = 0; i < std::min(missing.size(), kMissingMax); ++i) {
    candidate.words_missing.push_back(std::move(missing[i].second));
  }
}

Result<std::vector<text::RightText>> all_texts(const std::vector<text::RightText>& offered,
                                               const std::vector<text::RightText>& background) {
  if (offered.empty()) {
    return fail(ErrorCode::kInvalidInput, "no right is offered", {"", 0, "offered"});
  }
  std::set<std::string> ids;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    if (offered[i].id.empty() || !ids.insert(offered[i].id).second) {
      return fail(ErrorCode::kInvalidInput, "an offered right has no id or that of another",
                  {"", i + 1, "offered"});
    }
  }
  std::vector<text::RightText> texts = offered;
  for (const text::RightText& one : background) {
    if (!ids.contains(one.id)) {
      texts.push_back(one);
    }
  }
  return texts;
}

}  // namespace

Result<CoverageAnswer> rights_speaking_of(const text::RightText& product,
                                          const std::vector<text::RightText>& offered,
                                          const std::vector<text::RightText>& background,
                                          const TextModel& model) {
  PIGNUS_ASSIGN(const std::vector<text::RightText> texts, all_texts(offered, background));
  text::RightBag query = model.bag(product);
  query.id.clear();  // a product is no right, whatever it is called
  if (query.terms.empty()) {
    return fail(ErrorCode::kInvalidInput, "the product's description has no words to compare",
                {"", 0, "product"});
  }
  PIGNUS_ASSIGN(text::TextSpace space, space_of(texts, model));
  PIGNUS_ASSIGN(const text::SimilarityIndex index,
                text::SimilarityIndex::make(std::move(space), model.similarity));
  std::vector<text::SimilarRight> found = index.search(query, texts.size());
  CoverageAnswer answer;
  answer.texts = texts.size();
  answer.thin = texts.size() < kThinTexts;
  for (const text::RightText& right : offered) {
    CoverageCandidate candidate;
    candidate.id = right.id;
    const auto similar = std::ranges::find(found, right.id, &text::SimilarRight::id);
    if (similar != found.end() && similar->features.words > 0) {
      candidate.shares_words = true;
      candidate.similar = std::move(*similar);
    }
    hold_against(query.terms, right, model, index.space().index, candidate);
    answer.candidates.push_back(std::move(candidate));
  }
  std::ranges::sort(answer.candidates, [](const auto& left, const auto& right) {
    if (left.shares_words != right.shares_words) {
      return left.shares_words;
    }
    if (left.similar.log_odds != right.similar.log_odds) {
      return left.similar.log_odds > right.similar.log_odds;
    }
    return left.id < right.id;
  });
  return answer;
}

}  // namespace pignus::valuation
