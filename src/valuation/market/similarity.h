// How alike two rights are, feature by feature, with stated weights.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string_view>

#include "core/result.h"
#include "standards/parameters.h"
#include "valuation/market/transaction.h"

namespace pignus::valuation {

enum class Feature { kClass, kText, kCitations, kAge, kFamily, kLegalStrength };
inline constexpr std::array<Feature, 6> kFeatures{Feature::kClass,     Feature::kText,
                                                  Feature::kCitations, Feature::kAge,
                                                  Feature::kFamily,    Feature::kLegalStrength};
std::string_view name_of(Feature feature);

/// How alike the terms of two rights are, 0 to 1 and symmetric; nullopt where one has none.
using TextMeasure =
    std::function<std::optional<double>(const text::TermCounts&, const text::TermCounts&)>;
/// The measure without a model: cosine of the counts. learned_text.h has the learned one.
std::optional<double> cosine_of_terms(const text::TermCounts& left, const text::TermCounts& right);

struct SimilarityTerms {
  std::array<double, kFeatures.size()> weights{};  ///< in the order of kFeatures, sum 1
  double count_scale = 1;                          ///< in ln(1 + n): where likeness is 1/e
  double age_scale_years = 5;
  TextMeasure text = cosine_of_terms;
};
/// Reads weight_NAME, count_scale and age_scale_years. Weights must not be negative and sum to 1.
[[nodiscard]] Result<SimilarityTerms> similarity_terms(const standards::ParameterSet& set);

/// One feature, 0 to 1; nullopt where it is not known of both.
///   class            the mean, over the classes of both, of the best match with the other's:
///                    1/5 for the section, 2/5 class, 3/5 subclass, 4/5 main group, 1 the same
///   text             by terms.text
///   citations, family  exp(-|ln(1+a) - ln(1+b)| / count_scale)
///   age              exp(-|a - b| / age_scale_years)
///   legal strength   1 - |a - b|
std::optional<double> likeness(Feature feature, const TradedFeatures& left,
                               const TradedFeatures& right, const SimilarityTerms& terms);

struct Similarity {
  double value = 0;         ///< weighted mean over the features known of both; 0 where none is
  double known_weight = 0;  ///< share of the weights that spoke
  std::array<std::optional<double>, kFeatures.size()> by_feature;
};
/// Symmetric; 1 for a right with itself where anything is known.
Similarity similarity(const TradedFeatures& left, const TradedFeatures& right,
                      const SimilarityTerms& terms);

}  // namespace pignus::valuation
