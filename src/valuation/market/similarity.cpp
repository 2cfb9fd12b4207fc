#include "valuation/market/similarity.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "core/check.h"

namespace pignus::valuation {

namespace {

/// "E21B43/26" in the levels of the scheme: "E", "21", "B", "43", "26". Nice classes ("9") and what
/// does not parse have one level: the same or not.
std::array<std::string_view, 5> levels_of(std::string_view symbol) {
  const auto digit = [&](std::size_t at) {
    return at < symbol.size() && std::isdigit(static_cast<unsigned char>(symbol[at])) != 0;
  };
  if (symbol.size() < 4 || !digit(1) || !digit(2) || digit(0) || digit(3)) {
    return {symbol, {}, {}, {}, {}};
  }
  const std::string_view groups = symbol.substr(4);
  const std::size_t slash = std::min(groups.find('/'), groups.size());
  const std::string_view subgroup =
      slash < groups.size() ? groups.substr(slash + 1) : std::string_view();
  return {symbol.substr(0, 1), symbol.substr(1, 2), symbol.substr(3, 1), groups.substr(0, slash),
          subgroup};
}

double class_match(std::string_view left, std::string_view right) {
  if (left == right) {
    return 1;
  }
  const auto a = levels_of(left);
  const auto b = levels_of(right);
  int same = 0;
  for (std::size_t level = 0; level < a.size(); ++level) {
    if (a.at(level).empty() || a.at(level) != b.at(level)) {
      break;
    }
    ++same;
  }
  return same / 5.0;
}

double best_matches(const std::vector<std::string>& from, const std::vector<std::string>& among) {
  double sum = 0;
  for (const std::string& one : from) {
    double best = 0;
    for (const std::string& other : among) {
      best = std::max(best, class_match(one, other));
    }
    sum += best;
  }
  return sum / static_cast<double>(from.size());
}

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
      const double one = best_matches(left.classes, right.classes);
      const double other = best_matches(right.classes, left.classes);
      return (one + other) / 2;
    }
    case Feature::kText:
      if (left.terms.empty() || right.terms.empty()) {
        return std::nullopt;
      }
      return text::cosine(left.terms, right.terms);
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
