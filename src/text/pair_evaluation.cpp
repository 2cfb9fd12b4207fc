#include "text/pair_evaluation.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "core/check.h"

namespace pignus::text {

namespace {

std::vector<PairFeatures> features_of(const TextSpace& space,
                                      const std::vector<StudiedRight>& rights,
                                      const std::vector<LabelledPair>& pairs) {
  std::vector<PreparedBag> prepared;
  prepared.reserve(rights.size());
  for (const StudiedRight& right : rights) {
    prepared.push_back(prepare(space, right.bag));
  }
  std::vector<PairFeatures> features;
  features.reserve(pairs.size());
  for (const LabelledPair& pair : pairs) {
    PIGNUS_CHECK(pair.anchor < rights.size() && pair.other < rights.size());
    features.push_back(pair_features(space, prepared[pair.anchor], prepared[pair.other]));
  }
  return features;
}

std::vector<std::uint8_t> labels_of(const std::vector<LabelledPair>& pairs) {
  std::vector<std::uint8_t> labels;
  for (const LabelledPair& pair : pairs) {
    labels.push_back(pair.positive ? 1 : 0);
  }
  return labels;
}

/// The columns of a regression: which feature each slope is of.
using Slope = double SimilarityCoefficients::*;
struct Column {
  Slope slope;
  std::function<double(const PairFeatures&)> value;
};

std::vector<Column> columns_of(bool with_classes) {
  std::vector<Column> columns{
      {&SimilarityCoefficients::words, [](const PairFeatures& f) { return f.words; }},
      {&SimilarityCoefficients::latent, [](const PairFeatures& f) { return f.latent; }}};
  if (with_classes) {
    columns.push_back({&SimilarityCoefficients::classes,
                       [](const PairFeatures& f) { return f.classes.value_or(0); }});
  }
  return columns;
}

Result<LogisticFit> fit_columns(const std::vector<PairFeatures>& features,
                                const std::vector<std::uint8_t>& labels,
                                const std::vector<Column>& columns) {
  Matrix rows(features.size(), columns.size());
  for (std::size_t row = 0; row < features.size(); ++row) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      rows.at(row, j) = columns[j].value(features[row]);
    }
  }
  return fit_logistic(rows, labels);
}

bool all_have_classes(const std::vector<PairFeatures>& features) {
  return std::ranges::all_of(features,
                             [](const PairFeatures& one) { return one.classes.has_value(); });
}

}  // namespace

Result<FittedSimilarity> fit_similarity(const TextSpace& space,
                                        const std::vector<StudiedRight>& rights,
                                        const std::vector<LabelledPair>& pairs, bool with_classes) {
  const std::vector<PairFeatures> features = features_of(space, rights, pairs);
  if (with_classes && !all_have_classes(features)) {
    return fail(ErrorCode::kInvalidInput, "a right of a pair has no class", {"", 0, "classes"});
  }
  const std::vector<std::uint8_t> labels = labels_of(pairs);
  std::vector<Column> columns = columns_of(with_classes);
  while (!columns.empty()) {
    PIGNUS_ASSIGN(const LogisticFit fit, fit_columns(features, labels, columns));
    const auto lowest = std::min_element(fit.coefficients.begin() + 1, fit.coefficients.end());
    if (*lowest < 0) {
      columns.erase(columns.begin() + (lowest - fit.coefficients.begin() - 1));
      continue;
    }
    FittedSimilarity result;
    result.coefficients.intercept = fit.coefficients[0];
    result.standard_errors.intercept = fit.standard_errors[0];
    for (std::size_t j = 0; j < columns.size(); ++j) {
      result.coefficients.*columns[j].slope = fit.coefficients[j + 1];
      result.standard_errors.*columns[j].slope = fit.standard_errors[j + 1];
    }
    result.log_likelihood = fit.log_likelihood;
    result.pairs = pairs.size();
    return result;
  }
  return fail(ErrorCode::kInvalidInput, "no measure speaks for the positive pairs",
              {"", 0, "pairs"});
}

Result<PairEvaluation> evaluate_pairs(const TextSpace& space,
                                      const std::vector<StudiedRight>& rights,
                                      const std::vector<LabelledPair>& pairs,
                                      const SimilarityModel& model,
                                      const BootstrapOptions& options) {
  PIGNUS_TRY(check_model(model));
  const std::vector<PairFeatures> features = features_of(space, rights, pairs);
  const std::vector<std::uint8_t> labels = labels_of(pairs);
  std::vector<std::uint32_t> anchors;
  for (const LabelledPair& pair : pairs) {
    anchors.push_back(pair.anchor);
  }
  using Measure = std::pair<std::string, std::function<double(const PairFeatures&)>>;
  std::vector<Measure> measures{{"bm25", [](const PairFeatures& f) { return f.score; }},
                                {"words", [](const PairFeatures& f) { return f.words; }},
                                {"latent", [](const PairFeatures& f) { return f.latent; }},
                                {"combined without classes", [&](PairFeatures f) {
                                   f.classes.reset();
                                   return log_odds(f, model);
                                 }}};
  if (all_have_classes(features)) {
    measures.emplace_back("classes", [](const PairFeatures& f) { return *f.classes; });
    measures.emplace_back("combined with classes",
                          [&](const PairFeatures& f) { return log_odds(f, model); });
  }
  PairEvaluation result;
  result.pairs = pairs.size();
  std::vector<double> baseline;
  for (const auto& [name, value] : measures) {
    std::vector<double> scores;
    for (const PairFeatures& one : features) {
      scores.push_back(value(one));
    }
    if (baseline.empty()) {
      baseline = scores;
    }
    MeasureResult measure{name, {}, 0, {}};
    PIGNUS_ASSIGN(measure.auc, auc(scores, labels));
    PIGNUS_ASSIGN(const AucDifference gain, auc_difference(scores, baseline, labels));
    measure.gain = gain.value;
    measure.gain_interval = bootstrap_auc_difference(scores, baseline, labels, anchors, options)
                                .value_or(gain.interval);
    result.measures.push_back(std::move(measure));
  }
  std::ranges::sort(anchors);
  result.anchors =
      static_cast<std::size_t>(std::unique(anchors.begin(), anchors.end()) - anchors.begin());
  return result;
}

Result<CitationEvaluation> evaluate_by_citations(const std::vector<StudiedRight>& rights,
                                                 const std::vector<CitationLink>& links,
                                                 const SimilarityModel& model,
                                                 const BootstrapOptions& options,
                                                 const LatentOptions& latent) {
  std::vector<RightBag> bags;
  for (const StudiedRight& right : rights) {
    bags.push_back(right.bag);
  }
  PIGNUS_ASSIGN(const TextSpace space, text_space_of(bags, {}, latent));
  CitationEvaluation result;
  result.links = citation_pairs(rights, links, options.seed);
  PIGNUS_ASSIGN(result.evaluation,
                evaluate_pairs(space, rights, result.links.pairs, model, options));
  return result;
}

}  // namespace pignus::text
