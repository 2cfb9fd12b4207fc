// How alike two rights are by their texts and classes: BM25, latent cosine and class overlap, and
// the learned combination of them. docs/methods/text-similarity.md.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "text/latent.h"

namespace pignus::text {

/// What the texts of many rights teach: how rare words are and which keep company.
struct TextSpace {
  TextIndex index;
  LatentSpace latent;
};
[[nodiscard]] Result<TextSpace> text_space_of(const std::vector<RightBag>& bags,
                                              const Bm25Parameters& parameters = {},
                                              const LatentOptions& latent = {});

/// A bag with what every comparison of it needs. Refers to the bag, which must outlive it.
struct PreparedBag {
  const RightBag* bag = nullptr;
  double length = 0;          ///< sum of counts
  double most = 0;            ///< no text scores more against it: sum w(c) idf (k1 + 1)
  std::vector<double> place;  ///< in the latent space, of length one
};
PreparedBag prepare(const TextSpace& space, const RightBag& bag);

/// Symmetric: the same for (a, b) and (b, a), to the last bit.
struct PairFeatures {
  double score = 0;               ///< BM25, mean of both directions
  double words = 0;               ///< the same as shares of the most there can be; in [0, 1)
  double latent = 0;              ///< cosine of the places, in [-1, 1]; 0 where one has none
  std::optional<double> classes;  ///< class_overlap; nullopt where one side has no class
};
PairFeatures pair_features(const TextSpace& space, const PreparedBag& left,
                           const PreparedBag& right);

/// Log odds that a pair is of the positive kind it was trained on, at even odds before.
struct SimilarityCoefficients {
  double intercept = 0;
  double words = 0;
  double latent = 0;
  double classes = 0;  ///< 0 in `words_only`

  friend bool operator==(const SimilarityCoefficients&, const SimilarityCoefficients&) = default;
};
/// models/text-similarity/card.toml, whose card says what it was trained on.
struct SimilarityModel {
  SimilarityCoefficients words_only;
  SimilarityCoefficients with_classes;

  friend bool operator==(const SimilarityModel&, const SimilarityModel&) = default;
};
/// kInvalidInput: a coefficient not finite, a slope below zero (more in common would then count
/// against likeness), no slope above zero, or a class slope in `words_only`.
[[nodiscard]] Status check_model(const SimilarityModel& model);

/// With classes where both sides have some, else by words alone.
double log_odds(const PairFeatures& features, const SimilarityModel& model);

/// Likeness of the texts alone, for who weighs classes himself: by `words_only` the chance p of the
/// pair against p0 of a pair with nothing in common and the chances of each with itself,
///   (p - p0) / (sqrt(p_aa p_bb) - p0), within [0, 1].
/// 1 for a text with itself; nullopt where one has no terms.
std::optional<double> text_likeness(const TextSpace& space, const PreparedBag& left,
                                    const PreparedBag& right, const SimilarityModel& model);

}  // namespace pignus::text
