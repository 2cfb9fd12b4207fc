#include "text/bm25.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace pignus::text {

namespace {

double idf_of(std::size_t documents, std::size_t with_term) {
  const auto all = static_cast<double>(documents);
  const auto some = static_cast<double>(with_term);
  return std::log1p((all - some + 0.5) / (some + 0.5));
}

}  // namespace

std::optional<std::uint32_t> TextIndex::find_document(std::string_view id) const {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(found - ids_.begin());
}

std::optional<std::uint32_t> TextIndex::find_term(std::string_view word) const {
  const auto found = term_numbers_.find(word);
  return found == term_numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::span<const Occurrence> TextIndex::terms_of(std::uint32_t document) const {
  const std::uint64_t begin = document_starts_[document];
  return std::span(document_terms_).subspan(begin, document_starts_[document + 1] - begin);
}

std::span<const Occurrence> TextIndex::documents_of(std::uint32_t term) const {
  const std::uint64_t begin = term_starts_[term];
  return std::span(term_documents_).subspan(begin, term_starts_[term + 1] - begin);
}

RightBag TextIndex::bag(std::uint32_t document) const {
  RightBag bag;
  bag.id = ids_[document];
  bag.classes = classes_[document];
  for (const Occurrence& one : terms_of(document)) {
    bag.terms.emplace_hint(bag.terms.end(), words_[one.at], one.count);
  }
  return bag;
}

double TextIndex::idf(std::string_view word) const {
  const auto term = find_term(word);
  return term ? idf_[*term] : idf_of(documents(), 0);
}

double TextIndex::query_weight(double count) const {
  return count * (parameters_.k3 + 1) / (count + parameters_.k3);
}

double TextIndex::document_weight(double count, double document_length) const {
  const double relative = mean_length_ > 0 ? document_length / mean_length_ : 1;
  const double part = parameters_.k1 * (1 - parameters_.b + parameters_.b * relative);
  return count * (parameters_.k1 + 1) / (count + part);
}

std::vector<double> TextIndex::scores(const TermCounts& query) const {
  std::vector<double> scores(documents(), 0.0);
  for (const auto& [word, count] : query) {
    const auto term = find_term(word);
    if (!term || !(count > 0)) {
      continue;
    }
    const double weight = query_weight(count) * idf_[*term] * (parameters_.k1 + 1);
    for (const Occurrence& one : documents_of(*term)) {
      const double times = one.count;
      scores[one.at] += weight * (times / (times + length_parts_[one.at]));
    }
  }
  return scores;
}

std::vector<Hit> TextIndex::search(const TermCounts& query, std::size_t k) const {
  const std::vector<double> all = scores(query);
  // The heap's front is the worst of the best so far; ids are in order, so the earlier document
  // wins a tie and a later one must score more.
  const auto better = [](const Hit& left, const Hit& right) {
    return left.score != right.score ? left.score > right.score : left.document < right.document;
  };
  std::vector<Hit> best;
  double bar = 0;
  for (std::uint32_t document = 0; document < all.size(); ++document) {
    if (all[document] <= bar || k == 0) {
      continue;
    }
    if (best.size() == k) {
      std::ranges::pop_heap(best, better);
      best.pop_back();
    }
    best.push_back({document, all[document]});
    std::ranges::push_heap(best, better);
    if (best.size() == k) {
      bar = best.front().score;
    }
  }
  std::ranges::sort_heap(best, better);
  return best;
}

Status IndexBuilder::add(const RightBag& bag) {
  if (bag.id.empty()) {
    return fail(ErrorCode::kInvalidInput, "a text needs an id", {"", documents_.size() + 1, "id"});
  }
  const auto limit = [&](const char* what) {
    return fail(ErrorCode::kLimitExceeded, std::string("the index would pass its limit of ") + what,
                {"", documents_.size() + 1, what});
  };
  if (documents_.size() >= limits_.documents_max) {
    return limit("documents");
  }
  if (bag.terms.size() > limits_.occurrences_max - occurrences_) {
    return limit("occurrences");
  }
  Document document{bag.id, bag.classes, {}};
  document.terms.reserve(bag.terms.size());
  for (const auto& [word, count] : bag.terms) {
    if (!(count > 0)) {
      continue;
    }
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    const auto [place, added] = numbers_.try_emplace(word, number);
    document.terms.push_back({place->second, static_cast<float>(count)});
  }
  occurrences_ += document.terms.size();
  documents_.push_back(std::move(document));
  return {};
}

/// Numbers terms by their bytes; returns the new number of each old one.
std::vector<std::uint32_t> IndexBuilder::sort_terms(TextIndex& index) {
  std::vector<const std::pair<const std::string, std::uint32_t>*> entries;
  entries.reserve(numbers_.size());
  for (const auto& entry : numbers_) {
    entries.push_back(&entry);
  }
  std::ranges::sort(entries,
                    [](const auto* left, const auto* right) { return left->first < right->first; });
  std::vector<std::uint32_t> renumbered(entries.size());
  index.words_.reserve(entries.size());
  index.term_numbers_.reserve(entries.size());
  for (std::uint32_t number = 0; number < entries.size(); ++number) {
    renumbered[entries[number]->second] = number;
    index.words_.push_back(entries[number]->first);
    index.term_numbers_.emplace(entries[number]->first, number);
  }
  return renumbered;
}

/// From the terms of each document the documents of each term.
void IndexBuilder::turn_around(TextIndex& index) {
  index.term_starts_.assign(index.words_.size() + 1, 0);
  for (const Occurrence& one : index.document_terms_) {
    ++index.term_starts_[one.at + 1];
  }
  std::partial_sum(index.term_starts_.begin(), index.term_starts_.end(),
                   index.term_starts_.begin());
  index.term_documents_.resize(index.document_terms_.size());
  std::vector<std::uint64_t> next(index.term_starts_.begin(), index.term_starts_.end() - 1);
  for (std::uint32_t document = 0; document < index.ids_.size(); ++document) {
    for (const Occurrence& one : index.terms_of(document)) {
      index.term_documents_[next[one.at]++] = {document, one.count};
    }
  }
  index.idf_.resize(index.words_.size());
  for (std::uint32_t term = 0; term < index.words_.size(); ++term) {
    index.idf_[term] = idf_of(index.ids_.size(), index.documents_of(term).size());
  }
}

Result<TextIndex> IndexBuilder::finish() {
  const auto& p = parameters_;
  if (!(p.k1 > 0 && p.b >= 0 && p.b <= 1 && p.k3 > 0) || std::isinf(p.k1) || std::isinf(p.k3)) {
    return fail(ErrorCode::kInvalidInput, "BM25 needs k1 > 0, 0 <= b <= 1 and k3 > 0",
                {"", 0, "k1"});
  }
  std::ranges::sort(documents_, {}, &Document::id);
  const auto twice = std::ranges::adjacent_find(documents_, {}, &Document::id);
  if (twice != documents_.end()) {
    return fail(ErrorCode::kInvalidInput, "two texts have the id " + twice->id, {"", 0, "id"});
  }
  TextIndex index;
  index.parameters_ = parameters_;
  const std::vector<std::uint32_t> renumbered = sort_terms(index);
  index.document_terms_.reserve(occurrences_);
  index.document_starts_.push_back(0);
  double total = 0;
  for (Document& document : documents_) {
    for (Occurrence& one : document.terms) {
      one.at = renumbered[one.at];
    }
    std::ranges::sort(document.terms, {}, &Occurrence::at);
    double length = 0;
    for (const Occurrence& one : document.terms) {
      length += one.count;
    }
    total += length;
    index.lengths_.push_back(length);
    index.document_terms_.insert(index.document_terms_.end(), document.terms.begin(),
                                 document.terms.end());
    document.terms = {};
    index.document_starts_.push_back(index.document_terms_.size());
    index.ids_.push_back(std::move(document.id));
    index.classes_.push_back(std::move(document.classes));
  }
  index.mean_length_ = index.ids_.empty() ? 0 : total / static_cast<double>(index.ids_.size());
  for (const double length : index.lengths_) {
    const double relative = index.mean_length_ > 0 ? length / index.mean_length_ : 1;
    index.length_parts_.push_back(p.k1 * (1 - p.b + p.b * relative));
  }
  turn_around(index);
  documents_.clear();
  numbers_.clear();
  occurrences_ = 0;
  return index;
}

Result<TextIndex> index_of(const std::vector<RightBag>& bags, Bm25Parameters parameters,
                           IndexLimits limits) {
  IndexBuilder builder(parameters, limits);
  for (const RightBag& bag : bags) {
    PIGNUS_TRY(builder.add(bag));
  }
  return builder.finish();
}

}  // namespace pignus::text
