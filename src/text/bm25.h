// An inverted index over rights and BM25, the probabilistic weighting of words (Robertson, Walker,
// Jones, Hancock-Beaulieu, Gatford 1994; Robertson and Zaragoza 2009, both recalled).
// docs/methods/text-similarity.md has formulas and figures.
//
//   score(q, d) = sum over terms of both: w(q_t) idf_t g_d(d_t)
//   w(c)   = c (k3 + 1) / (c + k3)
//   g_d(c) = c (k1 + 1) / (c + k1 (1 - b + b |d| / mean |d|)),   |d| the sum of its counts
//   idf_t  = ln(1 + (N - n_t + 1/2) / (n_t + 1/2)),   positive for every term
//
// Nothing here depends on the order in which documents come: they are kept by id, terms by their
// bytes, and every sum runs in that order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "text/right_text.h"

namespace pignus::text {

/// Values in common use, recalled.
struct Bm25Parameters {
  double k1 = 1.2;  ///< how soon a repeated term stops counting
  double b = 0.75;  ///< how much a long document is held back
  double k3 = 7;    ///< as k1, of the query

  friend bool operator==(const Bm25Parameters&, const Bm25Parameters&) = default;
};

struct IndexLimits {
  std::size_t documents_max = 4'000'000;
  std::size_t occurrences_max = 400'000'000;  ///< pairs of a document and a term: 16 bytes each
};

/// One term in one document, or one document of a term.
struct Occurrence {
  std::uint32_t at = 0;  ///< the term's or the document's number
  float count = 0;       ///< weighted

  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

struct Hit {
  std::uint32_t document = 0;
  double score = 0;

  friend bool operator==(const Hit&, const Hit&) = default;
};

struct StringHash : std::hash<std::string_view> {
  using is_transparent = void;
};

class TextIndex {
 public:
  std::size_t documents() const { return ids_.size(); }
  std::size_t terms() const { return words_.size(); }
  const Bm25Parameters& parameters() const { return parameters_; }

  const std::string& id(std::uint32_t document) const { return ids_[document]; }
  const std::string& word(std::uint32_t term) const { return words_[term]; }
  const std::vector<std::string>& classes(std::uint32_t document) const {
    return classes_[document];
  }
  std::optional<std::uint32_t> find_document(std::string_view id) const;
  std::optional<std::uint32_t> find_term(std::string_view word) const;

  /// By term, then by document.
  std::span<const Occurrence> terms_of(std::uint32_t document) const;
  std::span<const Occurrence> documents_of(std::uint32_t term) const;
  /// The document as it was added; counts rounded to float.
  RightBag bag(std::uint32_t document) const;

  double idf(std::uint32_t term) const { return idf_[term]; }
  /// Of a word that no document has too.
  double idf(std::string_view word) const;
  double length(std::uint32_t document) const { return lengths_[document]; }
  double mean_length() const { return mean_length_; }

  /// w, and g for a document of this length.
  double query_weight(double count) const;
  double document_weight(double count, double document_length) const;

  /// score(query, d) of every document, in their order. Counts not positive are passed over.
  std::vector<double> scores(const TermCounts& query) const;
  /// The k best with a score above zero, best first, then by id. Exact: every posting is read.
  std::vector<Hit> search(const TermCounts& query, std::size_t k) const;

 private:
  friend class IndexBuilder;
  Bm25Parameters parameters_;
  std::vector<std::string> ids_;
  std::vector<std::vector<std::string>> classes_;
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> term_numbers_;
  std::vector<std::uint64_t> document_starts_;
  std::vector<Occurrence> document_terms_;
  std::vector<std::uint64_t> term_starts_;
  std::vector<Occurrence> term_documents_;
  std::vector<double> idf_;
  std::vector<double> lengths_;
  std::vector<double> length_parts_;  ///< k1 (1 - b + b |d| / mean |d|)
  double mean_length_ = 0;
};

/// Takes documents one by one, so that their texts need not be in memory together.
class IndexBuilder {
 public:
  explicit IndexBuilder(Bm25Parameters parameters = {}, IndexLimits limits = {})
      : parameters_(parameters), limits_(limits) {}

  /// kInvalidInput for no id; kLimitExceeded past a limit.
  [[nodiscard]] Status add(const RightBag& bag);
  /// The index, and leaves the builder empty. kInvalidInput: an id given twice, a parameter out of
  /// range (k1 > 0, 0 <= b <= 1, k3 > 0).
  [[nodiscard]] Result<TextIndex> finish();

 private:
  struct Document {
    std::string id;
    std::vector<std::string> classes;
    std::vector<Occurrence> terms;
  };
  std::vector<std::uint32_t> sort_terms(TextIndex& index);
  static void turn_around(TextIndex& index);

  Bm25Parameters parameters_;
  IndexLimits limits_;
  std::vector<Document> documents_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> numbers_;
  std::size_t occurrences_ = 0;
};

/// All at once.
[[nodiscard]] Result<TextIndex> index_of(const std::vector<RightBag>& bags,
                                         Bm25Parameters parameters = {}, IndexLimits limits = {});

}  // namespace pignus::text
