#include "valuation/market_methods.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/check.h"
#include "valuation/market/comparables.h"
#include "valuation/market/hedonic_deals.h"
#include "valuation/method_parts.h"
#include "valuation/scorecard/measures.h"

namespace pignus::valuation {

namespace {

using standards::Grade;

constexpr const char* kRefused = "refused.deals_";
constexpr const char* kLearnedTitles =
    "learned likeness of titles (models/text-similarity), in the space of the rights dealt in";
constexpr const char* kSource = "deals imported into the store";

/// The right itself, as deals are described.
TradedFeatures features_of_subject(const AppraisalRequest& request, const Subject& subject) {
  TradedFeatures features = features_of(request.facts, as_of_facts(request), {});
  features.type = subject.type;
  const registers::RightRecord* record = request.facts.latest_record();
  if (request.deals->titles.learned && record != nullptr) {
    features.terms = request.deals->titles.terms_of(record->title);
  }
  return features;
}

/// A distribution of what was seen, as an input; a point where all are alike.
book::Input seen(std::string name, const std::vector<double>& values, std::string unit) {
  return {std::move(name),
          Distribution::from_samples(values),
          std::move(unit),
          {kSource, Grade::kSeen}};
}

}  // namespace

Result<MethodAnswer> by_comparables(const AppraisalRequest& request, const Subject& subject) {
  PIGNUS_CHECK(request.deals != nullptr && request.deals->index.has_value());
  PIGNUS_ASSIGN(ComparableTerms terms, comparable_terms(request.parameters.method("comparables")));
  terms.similarity.text = request.deals->titles.text;
  PIGNUS_ASSIGN(
      const ComparableAnswer found,
      value_by_comparables(features_of_subject(request, subject), request.deals->transactions,
                           *request.deals->index, request.as_of, terms));
  if (!found.value) {
    return refused(kRefused + std::string(name_of(found.refusal)));
  }
  std::vector<double> similarities;
  std::vector<double> prices;
  for (const ComparableUse& use : found.used) {
    similarities.push_back(use.similarity);
    prices.push_back(use.price_per_right);
  }
  std::vector<book::Input> inputs{
      point("deals_used", static_cast<double>(found.used.size()), "count", kSource, Grade::kSeen),
      point("deals_effective", found.effective, "count", kSource, Grade::kSeen),
      seen("deal_similarity", similarities, "share"), seen("deal_price", prices, "major units")};
  if (request.deals->titles.learned) {
    inputs.push_back(point("deal_titles", static_cast<double>(request.deals->titles.texts), "count",
                           kLearnedTitles, Grade::kOwn));
  }
  MethodAnswer answer;
  answer.value = method_value("comparables", *found.value, std::move(inputs), subject);
  return answer;
}

Result<MethodAnswer> by_hedonic(const AppraisalRequest& request, const Subject& subject) {
  PIGNUS_CHECK(request.deals != nullptr && request.deals->index.has_value());
  PIGNUS_ASSIGN(const HedonicPrior prior, hedonic_prior(request.parameters.method("hedonic")));
  PIGNUS_ASSIGN(const HedonicValue found,
                value_by_hedonic(features_of_subject(request, subject), request.deals->transactions,
                                 *request.deals->index, request.as_of, prior));
  if (!found.prediction) {
    return refused(kRefused + found.refusal);
  }
  std::vector<book::Input> inputs{
      point("deals_used", found.model->rows, "count", kSource, Grade::kSeen),
      point("hedonic_shrinkage", found.model->shrinkage, "ratio", kSource, Grade::kSeen)};
  if (!found.columns_against.empty()) {
    inputs.push_back(point("hedonic_columns_against",
                           static_cast<double>(found.columns_against.size()), "count", kSource,
                           Grade::kSeen));
  }
  MethodAnswer answer;
  answer.value = method_value("hedonic", found.prediction->price, std::move(inputs), subject);
  return answer;
}

}  // namespace pignus::valuation
