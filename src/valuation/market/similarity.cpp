#include "valuation/market/similarity.h"

#include <cmath>
#include <string>

#include "core/check.h"
#include "text/class_overlap.h"

namespace pignus::valuation {

namespace {

std::optional<double> alike(const std::optional<double>& left, const std::optional<double>& right,
                            double scale) {
  if (!left || !right) {
    return std::nullopt;
  }
  return std::exp(-std::abs(*left - *right) / scale);
}

std::optional<double> log_of(const std::optional<double>& count) {
  return count ? std::optional(std::log1p(*count)) : std::nullopt;
}

}  // namespace

std::string_view name_of(Feature feature) {
  switch (feature) {
    case Feature::kClass:
      return "class";
    case Feature::kText:
      return "text";
    case Feature::kCitations:
      return "citations";
    case Feature::kAge:
      return "age";
    case Feature::kFamily:
      return "family";
    case Feature::kLegalStrength:
      return "legal_strength";
  }
  PIGNUS_CHECK(!"a known feature");
}

std::optional<double> cosine_of_terms(const text::TermCounts& left, const text::TermCounts& right) {
  if (left.empty() || right.empty()) {
    return std::nullopt;
  }
  return text::cosine(left, right);
}

Result<SimilarityTerms> similarity_terms(const standards::ParameterSet& set) {
  SimilarityTerms terms;
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures.size(); ++i) {
    const std::string name = "weight_" + std::string(name_of(kFeatures.at(i)));
    const double weight = set.at(name).mode;
    if (weight < 0) {
      return fail(ErrorCode::kInvalidInput, "a weight is negative", {set.id, 0, name});
    }
    terms.weights.at(i) = weight;
    sum += weight;
  }
  if (std::abs(sum - 1) > 1e-9) {
    return fail(ErrorCode::kInvalidInput, "the weights of similarity do not sum to 1",
                {set.id, 0, "weight_class"});
  }
  terms.count_scale = set.at("count_scale").mode;
  terms.age_scale_years = set.at("age_scale_years").mode;
  if (terms.count_scale <= 0 || terms.age_scale_years <= 0) {
    return fail(ErrorCode::kInvalidInput, "a scale is not positive", {set.id, 0, "count_scale"});
  }
  return terms;
}

std::optional<double> likeness(Feature feature, const TradedFeatures& left,
                               const TradedFeatures& right, const SimilarityTerms& terms) {
  switch (feature) {
    case Feature::kClass: {
      if (left.classes.empty() || right.classes.empty()) {
        return std::nullopt;
      }
      return text::class_overlap(left.classes, right.classes);
    }
    case Feature::kText:
      return terms.text(left.terms, right.terms);
    case Feature::kCitations:
      return alike(log_of(left.citations), log_of(right.citations), terms.count_scale);
    case Feature::kAge:
      return alike(left.age_years, right.age_years, terms.age_scale_years);
    case Feature::kFamily:
      return alike(log_of(left.family_size), log_of(right.family_size), terms.count_scale);
    case Feature::kLegalStrength:
      if (!left.legal_strength || !right.legal_strength) {
        return std::nullopt;
      }
      return 1 - std::abs(*left.legal_strength - *right.legal_strength);
  }
  PIGNUS_CHECK(!"a known feature");
}

Similarity similarity(const TradedFeatures& left, const TradedFeatures& right,
                      const SimilarityTerms& terms) {
  Similarity result;
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures.size(); ++i) {
    const auto one = likeness(kFeatures.at(i), left, right, terms);
    result.by_feature.at(i) = one;
    if (one) {
      sum += terms.weights.at(i) * *one;
      result.known_weight += terms.weights.at(i);
    }
  }
  result.value = result.known_weight > 0 ? sum / result.known_weight : 0;
  return result;
}

}  // namespace pignus::valuation
