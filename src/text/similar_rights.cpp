#include "text/similar_rights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "text/class_overlap.h"
#include "text/logistic.h"

namespace pignus::text {

namespace {

/// Of each class of `from` the nearest among `to`; each has the same share of the sum.
void add_class_parts(const std::vector<std::string>& from, const std::vector<std::string>& to,
                     double slope, bool from_query, std::vector<ClassPart>& parts) {
  for (const std::string& one : from) {
    const std::string* nearest = nullptr;
    double best = 0;
    for (const std::string& other : to) {
      const double match = class_match(one, other);
      if (match > best) {
        best = match;
        nearest = &other;
      }
    }
    if (nearest != nullptr) {
      const double sum = slope * best / (2 * static_cast<double>(from.size()));
      parts.push_back({from_query ? one : *nearest, from_query ? *nearest : one, sum});
    }
  }
}

}  // namespace

Result<SimilarityIndex> SimilarityIndex::make(TextSpace space, const SimilarityModel& model) {
  PIGNUS_TRY(check_model(model));
  SimilarityIndex index(std::move(space), model);
  const TextIndex& texts = index.space_.index;
  index.places_.reserve(texts.documents() * index.space_.latent.rank());
  for (std::uint32_t document = 0; document < texts.documents(); ++document) {
    const RightBag bag = texts.bag(document);
    const PreparedBag prepared = prepare(index.space_, bag);
    index.most_.push_back(prepared.most);
    for (const double value : prepared.place) {
      index.places_.push_back(static_cast<float>(value));
    }
  }
  return index;
}

/// PairFeatures::words with every right: both directions in one walk over the postings.
std::vector<double> SimilarityIndex::shares(const PreparedBag& query) const {
  const TextIndex& texts = space_.index;
  std::vector<double> sums(texts.documents(), 0.0);
  for (const auto& [word, count] : query.bag->terms) {
    const auto term = texts.find_term(word);
    if (!term || !(count > 0)) {
      continue;
    }
    const double idf = texts.idf(*term);
    const double there = texts.query_weight(count) * idf / query.most;
    const double back = texts.document_weight(count, query.length) * idf;
    for (const Occurrence& one : texts.documents_of(*term)) {
      sums[one.at] += (there * texts.document_weight(one.count, texts.length(one.at)) +
                       back * texts.query_weight(one.count) / most_[one.at]) /
                      2;
    }
  }
  return sums;
}

double SimilarityIndex::latent_with(const std::vector<double>& place,
                                    std::uint32_t document) const {
  const float* other = places_.data() + document * place.size();
  double sum = 0;
  for (std::size_t i = 0; i < place.size(); ++i) {
    sum += place[i] * static_cast<double>(other[i]);
  }
  return sum;
}

std::vector<SimilarityIndex::Candidate> SimilarityIndex::candidates(
    const PreparedBag& query) const {
  const std::vector<double> words = shares(query);
  std::vector<Candidate> result;
  result.reserve(words.size());
  for (std::uint32_t document = 0; document < words.size(); ++document) {
    if (space_.index.id(document) == query.bag->id) {
      continue;
    }
    Candidate one{document, words[document], latent_with(query.place, document), 0};
    const bool classes = !query.bag->classes.empty() && !space_.index.classes(document).empty();
    const SimilarityCoefficients& by = classes ? model_.with_classes : model_.words_only;
    one.bound = by.intercept + by.words * one.words + by.latent * one.latent + by.classes;
    if (classes || one.words > 0 || one.latent > 0) {
      result.push_back(one);
    }
  }
  std::ranges::sort(result, [](const Candidate& left, const Candidate& right) {
    return left.bound != right.bound ? left.bound > right.bound : left.document < right.document;
  });
  return result;
}

std::vector<WordPart> SimilarityIndex::word_parts(const PreparedBag& query, std::uint32_t document,
                                                  const SimilarityCoefficients& by) const {
  const TextIndex& texts = space_.index;
  std::map<std::uint32_t, float> counts;
  for (const Occurrence& one : texts.terms_of(document)) {
    counts.emplace(one.at, one.count);
  }
  // The length of the query before its place was brought to one.
  double squares = 0;
  std::vector<double> raw(query.place.size(), 0.0);
  for (const auto& [word, count] : query.bag->terms) {
    if (const auto term = texts.find_term(word); term && count > 0) {
      const double weight = latent_weight(count, texts.idf(*term));
      for (std::size_t i = 0; i < raw.size(); ++i) {
        raw[i] += weight * space_.latent.direction(*term)[i];
      }
    }
  }
  for (const double value : raw) {
    squares += value * value;
  }
  const bool placed = std::ranges::any_of(query.place, [](double value) { return value != 0; });
  const float* other = places_.data() + document * query.place.size();
  std::vector<WordPart> parts;
  for (const auto& [word, count] : query.bag->terms) {
    const auto term = texts.find_term(word);
    if (!term || !(count > 0)) {
      continue;
    }
    WordPart part{word, 0, 0};
    const double idf = texts.idf(*term);
    if (const auto found = counts.find(*term); found != counts.end()) {
      const double there = texts.query_weight(count) * idf / query.most *
                           texts.document_weight(found->second, texts.length(document));
      const double back = texts.query_weight(found->second) * idf / most_[document] *
                          texts.document_weight(count, query.length);
      part.words = by.words * (there + back) / 2;
    }
    if (placed) {
      double along = 0;
      for (std::size_t i = 0; i < query.place.size(); ++i) {
        along += space_.latent.direction(*term)[i] * static_cast<double>(other[i]);
      }
      part.latent = by.latent * latent_weight(count, idf) * along / std::sqrt(squares);
    }
    if (part.words != 0 || part.latent != 0) {
      parts.push_back(std::move(part));
    }
  }
  std::ranges::sort(parts, [](const WordPart& left, const WordPart& right) {
    return left.sum() != right.sum() ? left.sum() > right.sum() : left.word < right.word;
  });
  return parts;
}

SimilarRight SimilarityIndex::explained(const PreparedBag& query,
                                        const Candidate& candidate) const {
  SimilarRight result;
  result.id = space_.index.id(candidate.document);
  result.features.words = candidate.words;
  result.features.latent = candidate.latent;
  const auto& theirs = space_.index.classes(candidate.document);
  if (!query.bag->classes.empty() && !theirs.empty()) {
    result.features.classes = class_overlap(query.bag->classes, theirs);
  }
  const SimilarityCoefficients& by =
      result.features.classes ? model_.with_classes : model_.words_only;
  result.log_odds = text::log_odds(result.features, model_);
  result.chance = logistic(result.log_odds);
  result.intercept = by.intercept;
  return result;
}

std::vector<SimilarRight> SimilarityIndex::search(const RightBag& query, std::size_t k) const {
  const PreparedBag prepared = prepare(space_, query);
  const auto better = [](const auto& left, const auto& right) {
    return left.first.log_odds != right.first.log_odds ? left.first.log_odds > right.first.log_odds
                                                       : left.second < right.second;
  };
  // Classes are the dear part: they are compared only while a right could still be among the best.
  std::vector<std::pair<SimilarRight, std::uint32_t>> best;
  for (const Candidate& candidate : candidates(prepared)) {
    // The slack is for rounding: bound and log odds add up in another order.
    if (k == 0 || (best.size() == k && candidate.bound + 1e-9 < best.front().first.log_odds)) {
      break;
    }
    SimilarRight one = explained(prepared, candidate);
    const double classes = one.features.classes.value_or(0);
    if (candidate.words <= 0 && candidate.latent <= 0 && classes <= 0) {
      continue;
    }
    best.emplace_back(std::move(one), candidate.document);
    std::ranges::push_heap(best, better);
    if (best.size() > k) {
      std::ranges::pop_heap(best, better);
      best.pop_back();
    }
  }
  std::ranges::sort_heap(best, better);
  std::vector<SimilarRight> result;
  for (auto& [right, document] : best) {
    const SimilarityCoefficients& by =
        right.features.classes ? model_.with_classes : model_.words_only;
    right.words = word_parts(prepared, document, by);
    const RightBag theirs_all = space_.index.bag(document);
    right.features.score = pair_features(space_, prepared, prepare(space_, theirs_all)).score;
    if (right.features.classes) {
      const auto& theirs = space_.index.classes(document);
      add_class_parts(query.classes, theirs, by.classes, true, right.classes);
      add_class_parts(theirs, query.classes, by.classes, false, right.classes);
      std::ranges::stable_sort(right.classes, std::greater<>(), &ClassPart::sum);
    }
    result.push_back(std::move(right));
  }
  return result;
}

std::vector<SimilarRight> similar_rights(const RightBag& query, const SimilarityIndex& index,
                                         std::size_t k) {
  return index.search(query, k);
}

}  // namespace pignus::text
