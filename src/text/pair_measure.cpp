#include "text/pair_measure.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "text/class_overlap.h"
#include "text/logistic.h"

namespace pignus::text {

namespace {

struct Directions {
  double left_to_right = 0;
  double right_to_left = 0;
};

/// BM25 of each side as query against the other as document: one walk over both sorted bags.
Directions scores_of(const TextIndex& index, const PreparedBag& left, const PreparedBag& right) {
  Directions sums;
  auto a = left.bag->terms.begin();
  auto b = right.bag->terms.begin();
  while (a != left.bag->terms.end() && b != right.bag->terms.end()) {
    if (a->first < b->first) {
      ++a;
      continue;
    }
    if (b->first < a->first) {
      ++b;
      continue;
    }
    if (a->second > 0 && b->second > 0) {
      const double idf = index.idf(a->first);
      sums.left_to_right +=
          index.query_weight(a->second) * idf * index.document_weight(b->second, right.length);
      sums.right_to_left +=
          index.query_weight(b->second) * idf * index.document_weight(a->second, left.length);
    }
    ++a;
    ++b;
  }
  return sums;
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

double chance(const PairFeatures& features, const SimilarityCoefficients& by) {
  return logistic(by.intercept + by.words * features.words + by.latent * features.latent);
}

Status check(const SimilarityCoefficients& by, const char* which) {
  double most = 0;
  for (const double slope : {by.words, by.latent, by.classes}) {
    if (!std::isfinite(slope) || slope < 0) {
      return fail(ErrorCode::kInvalidInput, "a slope is negative or not finite", {"", 0, which});
    }
    most = std::max(most, slope);
  }
  if (!std::isfinite(by.intercept) || most <= 0) {
    return fail(ErrorCode::kInvalidInput, "a model needs an intercept and a slope above zero",
                {"", 0, which});
  }
  return {};
}

}  // namespace

Result<TextSpace> text_space_of(const std::vector<RightBag>& bags, const Bm25Parameters& parameters,
                                const LatentOptions& latent) {
  TextSpace space;
  PIGNUS_ASSIGN(space.index, index_of(bags, parameters));
  PIGNUS_ASSIGN(space.latent, fit_latent(space.index, latent));
  return space;
}

PreparedBag prepare(const TextSpace& space, const RightBag& bag) {
  PreparedBag prepared{&bag, 0, 0, space.latent.place(space.index, bag.terms)};
  for (const auto& [word, count] : bag.terms) {
    if (count > 0) {
      prepared.length += count;
      prepared.most += space.index.query_weight(count) * space.index.idf(word) *
                       (space.index.parameters().k1 + 1);
    }
  }
  return prepared;
}

PairFeatures pair_features(const TextSpace& space, const PreparedBag& left,
                           const PreparedBag& right) {
  PairFeatures features;
  const Directions sums = scores_of(space.index, left, right);
  features.score = (sums.left_to_right + sums.right_to_left) / 2;
  features.words =
      (share(sums.left_to_right, left.most) + share(sums.right_to_left, right.most)) / 2;
  for (std::size_t i = 0; i < left.place.size(); ++i) {
    features.latent += left.place[i] * right.place[i];
  }
  features.latent = std::clamp(features.latent, -1.0, 1.0);
  if (!left.bag->classes.empty() && !right.bag->classes.empty()) {
    features.classes = class_overlap(left.bag->classes, right.bag->classes);
  }
  return features;
}

Status check_model(const SimilarityModel& model) {
  PIGNUS_TRY(check(model.words_only, "words_only"));
  PIGNUS_TRY(check(model.with_classes, "with_classes"));
  if (model.words_only.classes != 0) {
    return fail(ErrorCode::kInvalidInput, "words alone have no slope for classes",
                {"", 0, "words_only"});
  }
  return {};
}

double log_odds(const PairFeatures& features, const SimilarityModel& model) {
  const SimilarityCoefficients& by = features.classes ? model.with_classes : model.words_only;
  return by.intercept + by.words * features.words + by.latent * features.latent +
         by.classes * features.classes.value_or(0);
}

std::optional<double> text_likeness(const TextSpace& space, const PreparedBag& left,
                                    const PreparedBag& right, const SimilarityModel& model) {
  if (left.length <= 0 || right.length <= 0) {
    return std::nullopt;
  }
  const auto by = [&](const PreparedBag& one, const PreparedBag& other) {
    return chance(pair_features(space, one, other), model.words_only);
  };
  const double nothing = chance({}, model.words_only);
  const double both = std::sqrt(by(left, left) * by(right, right));
  if (!(both > nothing)) {
    return std::nullopt;  // a model that cannot tell a text from nothing says nothing of it
  }
  return std::clamp((by(left, right) - nothing) / (both - nothing), 0.0, 1.0);
}

}  // namespace pignus::text
