#include "text/pair_measure.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/class_overlap.h"

namespace pignus::text {
namespace {

constexpr SimilarityModel kModel{{-2, 8, 2, 0}, {-3, 6, 2, 4}};

std::vector<RightBag> bags() {
  return {{"a", {{"rotor", 1}, {"blade", 2}, {"hub", 1}}, {"B64C27/32"}},
          {"b", {{"rotor", 2}, {"blade", 1}}, {"B64C27/46", "B64C11/00"}},
          {"c", {{"anode", 1}, {"cell", 2}}, {"H01M4/13"}},
          {"d", {{"cell", 1}, {"rotor", 1}}, {}}};
}

TextSpace space() {
  auto made = text_space_of(bags(), {}, {.rank = 3});
  EXPECT_TRUE(made);
  return std::move(*made);
}

RightBag any_bag() {
  RightBag bag{"x", {}, {}};
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("rotor", "blade", "anode", "cell", "unheard"));
  for (const std::string& word : words) {
    bag.terms[word] += 1;
  }
  bag.classes = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("B64C27/32", "B64C27/46", "H01M4/13", "9"));
  return bag;
}

TEST(ClassOverlap, LevelsOfTheScheme) {
  EXPECT_DOUBLE_EQ(class_match("E21B43/26", "E21B43/26"), 1);
  EXPECT_DOUBLE_EQ(class_match("E21B43/26", "E21B43/11"), .8);
  EXPECT_DOUBLE_EQ(class_match("E21B43/26", "E21B33/11"), .6);
  EXPECT_DOUBLE_EQ(class_match("E21B43/26", "E02B43/26"), .2);
  EXPECT_DOUBLE_EQ(class_match("9", "42"), 0);
  EXPECT_DOUBLE_EQ(class_overlap({"E21B43/26", "H04L9/00"}, {"E21B43/26"}), (.5 + 1) / 2);
  EXPECT_EQ(main_group_of("E21B43/26"), "E21B43");
  EXPECT_EQ(subclass_of("E21B43/26"), "E21B");
  EXPECT_EQ(section_of("E21B43/26"), "E");
  EXPECT_EQ(main_group_of("E21B"), "");
  EXPECT_EQ(section_of("9"), "");
}

TEST(PairMeasure, FeaturesByHand) {
  const TextSpace texts = space();
  const auto all = bags();
  const PreparedBag a = prepare(texts, all[0]);
  const PreparedBag d = prepare(texts, all[3]);
  const PairFeatures features = pair_features(texts, a, d);
  const TextIndex& index = texts.index;
  const double idf = index.idf("rotor");
  EXPECT_NEAR(features.score, idf * (index.document_weight(1, 2) + index.document_weight(1, 4)) / 2,
              1e-12);
  EXPECT_LT(features.words, 1);
  EXPECT_GT(features.words, 0);
  EXPECT_FALSE(features.classes);
  EXPECT_DOUBLE_EQ(*pair_features(texts, a, prepare(texts, all[1])).classes, (.8 + .7) / 2);
  EXPECT_NEAR(pair_features(texts, a, a).latent, 1, 1e-9);
}

TEST(PairMeasure, UnlikeTextsScoreBelowLikeOnes) {
  const TextSpace texts = space();
  const auto all = bags();
  const auto odds = [&](std::size_t i, std::size_t j) {
    return log_odds(pair_features(texts, prepare(texts, all[i]), prepare(texts, all[j])), kModel);
  };
  EXPECT_GT(odds(0, 1), odds(0, 2) + 2);
  const PairFeatures nothing;
  EXPECT_EQ(log_odds(nothing, kModel), kModel.words_only.intercept);
}

RC_GTEST_PROP(PairMeasure, IsSymmetricAndBounded, ()) {
  static const TextSpace texts = space();
  const RightBag left = any_bag();
  const RightBag right = any_bag();
  const PreparedBag a = prepare(texts, left);
  const PreparedBag b = prepare(texts, right);
  const PairFeatures one = pair_features(texts, a, b);
  const PairFeatures other = pair_features(texts, b, a);
  RC_ASSERT(one.score == other.score && one.words == other.words && one.latent == other.latent);
  RC_ASSERT(one.classes == other.classes);
  RC_ASSERT(one.words >= 0 && one.words < 1 && std::abs(one.latent) <= 1);
  const auto likeness = text_likeness(texts, a, b, kModel);
  RC_ASSERT(likeness == text_likeness(texts, b, a, kModel));
  RC_ASSERT(likeness.has_value() == (!left.terms.empty() && !right.terms.empty()));
  if (likeness) {
    RC_ASSERT(*likeness >= 0 && *likeness <= 1);
    RC_ASSERT(std::abs(*text_likeness(texts, a, a, kModel) - 1) < 1e-12);
  }
}

TEST(PairMeasure, NothingInCommonIsZero) {
  const TextSpace texts = space();
  const RightBag one{"x", {{"unheard", 1}}, {}};
  const RightBag other{"y", {{"unseen", 1}}, {}};
  EXPECT_EQ(text_likeness(texts, prepare(texts, one), prepare(texts, other), kModel), 0);
}

TEST(PairMeasure, ModelsAreChecked) {
  const auto field = [](const SimilarityModel& model) {
    const auto status = check_model(model);
    return status ? std::string("accepted") : status.error().where.field;
  };
  EXPECT_EQ(field(kModel), "accepted");
  EXPECT_EQ(field({{-2, -1, 2, 0}, {-3, 6, 2, 4}}), "words_only");
  EXPECT_EQ(field({{-2, 1, 2, 1}, {-3, 6, 2, 4}}), "words_only");
  EXPECT_EQ(field({{-2, 1, 2, 0}, {-3, 0, 0, 0}}), "with_classes");
  EXPECT_EQ(field({{-2, 1, 2, 0}, {std::nan(""), 1, 0, 0}}), "with_classes");
}

}  // namespace
}  // namespace pignus::text
