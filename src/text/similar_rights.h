// The rights most like a right or a product, each with the words and classes that made it so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "text/pair_measure.h"

namespace pignus::text {

/// One word's part of the log odds.
struct WordPart {
  std::string word;
  double words = 0;   ///< as a word of both texts
  double latent = 0;  ///< of the query, by the company it keeps; may be below zero

  double sum() const { return words + latent; }
};

/// A class of one side and the nearest on the other. Each class of either side makes one.
struct ClassPart {
  std::string of_query;
  std::string of_right;
  double sum = 0;
};

struct SimilarRight {
  std::string id;
  PairFeatures features;
  double log_odds = 0;  ///< intercept + the sums of words + the sums of classes
  double chance = 0;    ///< that of the kind of pairs the model was trained on, at even odds
  double intercept = 0;
  std::vector<WordPart> words;     ///< largest first, then by the word
  std::vector<ClassPart> classes;  ///< largest first; empty where one side has no class
};

/// Answers queries over the rights of a space. Safe for several threads.
class SimilarityIndex {
 public:
  /// Takes the space over. Memory: beside the space 4 bytes a right and direction. kInvalidInput:
  /// check_model().
  [[nodiscard]] static Result<SimilarityIndex> make(TextSpace space, const SimilarityModel& model);

  const TextSpace& space() const { return space_; }
  const SimilarityModel& model() const { return model_; }

  /// The k rights of the highest log odds, best first, then by id; exact. Rights that share no word
  /// and no class with the query and whose latent cosine is not above zero are not listed, nor is
  /// the query's own id.
  std::vector<SimilarRight> search(const RightBag& query, std::size_t k) const;

 private:
  struct Candidate {
    std::uint32_t document = 0;
    double words = 0;
    double latent = 0;
    double bound = 0;  ///< log odds if the classes were the same
  };
  SimilarityIndex(TextSpace space, const SimilarityModel& model)
      : space_(std::move(space)), model_(model) {}

  std::vector<double> shares(const PreparedBag& query) const;
  std::vector<Candidate> candidates(const PreparedBag& query) const;
  double latent_with(const std::vector<double>& place, std::uint32_t document) const;
  SimilarRight explained(const PreparedBag& query, const Candidate& candidate) const;
  std::vector<WordPart> word_parts(const PreparedBag& query, std::uint32_t document,
                                   const SimilarityCoefficients& by) const;

  TextSpace space_;
  SimilarityModel model_;
  std::vector<float> places_;  ///< documents by rank
  std::vector<double> most_;   ///< PreparedBag::most of each document
};

/// As a function of the index.
std::vector<SimilarRight> similar_rights(const RightBag& query, const SimilarityIndex& index,
                                         std::size_t k);

}  // namespace pignus::text
