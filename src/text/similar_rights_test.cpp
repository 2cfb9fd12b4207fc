#include "text/similar_rights.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"

namespace pignus::text {
namespace {

constexpr SimilarityModel kModel{{-2, 8, 2, 0}, {-3, 6, 2, 4}};

std::vector<RightBag> made_up(std::size_t count, std::uint64_t seed) {
  const std::vector<std::string> classes{"B64C27/32", "B64C27/46", "B64C39/02",
                                         "H01M4/13",  "H01M10/05", "G05D1/10"};
  std::vector<RightBag> bags;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(seed, "similar_rights_test", i);
    RightBag bag{"R" + std::to_string(1000 + i), {}, {}};
    for (int k = 0; k < 5; ++k) {
      bag.terms["w" + std::to_string(stream.below(25))] += 1;
    }
    for (std::uint64_t k = stream.below(3); k > 0; --k) {
      bag.classes.push_back(classes[stream.below(classes.size())]);
    }
    bags.push_back(bag);
  }
  return bags;
}

SimilarityIndex indexed(const std::vector<RightBag>& bags) {
  auto space = text_space_of(bags, {}, {.rank = 6});
  EXPECT_TRUE(space);
  auto index = SimilarityIndex::make(std::move(*space), kModel);
  EXPECT_TRUE(index);
  return std::move(*index);
}

double explained_sum(const SimilarRight& right) {
  double sum = right.intercept;
  for (const WordPart& part : right.words) {
    sum += part.sum();
  }
  for (const ClassPart& part : right.classes) {
    sum += part.sum;
  }
  return sum;
}

TEST(SimilarRights, AProductFindsTheRightThatSpeaksOfIt) {
  const SimilarityIndex index =
      indexed({{"battery", {{"anode", 2}, {"lithium", 1}, {"cell", 1}}, {}},
               {"drone", {{"rotor", 2}, {"wing", 1}, {"cell", 1}}, {}},
               {"pump", {{"valve", 2}, {"well", 1}}, {}}});
  const auto found = similar_rights({"", {{"lithium", 1}, {"cell", 1}}, {}}, index, 5);
  ASSERT_GE(found.size(), 1U);
  EXPECT_EQ(found[0].id, "battery");
  EXPECT_EQ(found[0].words[0].word, "lithium");
  EXPECT_GT(found[0].features.score, 0);
  EXPECT_TRUE(std::ranges::none_of(found, [](const auto& one) { return one.id == "pump"; }));
}

RC_GTEST_PROP(SimilarRights, PartsAddUpToTheScore, ()) {
  const auto bags = made_up(30, *rc::gen::inRange(1, 1000));
  const SimilarityIndex index = indexed(bags);
  for (const SimilarRight& right : index.search(bags[0], 10)) {
    RC_ASSERT(std::abs(explained_sum(right) - right.log_odds) < 1e-9);
    RC_ASSERT(std::abs(std::log(right.chance / (1 - right.chance)) - right.log_odds) < 1e-9);
    RC_ASSERT(right.id != bags[0].id);
  }
}

// The quick search is held against every pair compared one by one.
RC_GTEST_PROP(SimilarRights, TheBestAreTheBestOfAllPairs, ()) {
  const auto bags = made_up(40, *rc::gen::inRange(1, 1000));
  const SimilarityIndex index = indexed(bags);
  const TextSpace& space = index.space();
  const PreparedBag query = prepare(space, bags[3]);
  std::vector<double> expected;
  for (const RightBag& bag : bags) {
    const PairFeatures features = pair_features(space, query, prepare(space, bag));
    const bool related =
        features.words > 0 || features.latent > 0 || features.classes.value_or(0) > 0;
    if (bag.id != bags[3].id && related) {
      expected.push_back(log_odds(features, kModel));
    }
  }
  std::ranges::sort(expected, std::greater<>());
  const std::size_t k = *rc::gen::inRange(1, 45);
  const auto found = index.search(bags[3], k);
  // A cosine that rounding alone holds above zero may stand on either side of the cut.
  RC_ASSERT(found.size() + 1 >= std::min(k, expected.size()) && found.size() <= k);
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    RC_ASSERT(std::abs(found[i].log_odds - expected[i]) < 1e-5);
  }
}

RC_GTEST_PROP(SimilarRights, OrderOfDocumentsDoesNotMatter, ()) {
  auto bags = made_up(20, *rc::gen::inRange(1, 1000));
  const RightBag query = bags[5];
  const auto found = indexed(bags).search(query, 8);
  std::ranges::reverse(bags);
  const auto other = indexed(bags).search(query, 8);
  RC_ASSERT(found.size() == other.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    RC_ASSERT(found[i].id == other[i].id && found[i].log_odds == other[i].log_odds);
  }
}

TEST(SimilarRights, EmptyThingsAreBorne) {
  const SimilarityIndex none = indexed({});
  EXPECT_TRUE(none.search({"q", {{"rotor", 1}}, {"B64C27/32"}}, 3).empty());
  const SimilarityIndex index = indexed({{"a", {{"rotor", 1}}, {"B64C27/32"}}, {"b", {}, {}}});
  EXPECT_TRUE(index.search({"q", {}, {}}, 3).empty());
  EXPECT_TRUE(index.search({"q", {{"rotor", 1}}, {}}, 0).empty());
  // Without words, classes alone still speak, and the parts still add up.
  const auto by_class = index.search({"q", {}, {"B64C27/46"}}, 3);
  ASSERT_EQ(by_class.size(), 1U);
  EXPECT_NEAR(explained_sum(by_class[0]), by_class[0].log_odds, 1e-12);
}

TEST(SimilarRights, AModelThatDoesNotCheckIsRefused) {
  auto space = text_space_of({{"a", {{"rotor", 1}}, {}}}, {}, {.rank = 1});
  const auto index = SimilarityIndex::make(std::move(*space), {{0, -1, 0, 0}, {0, 1, 1, 1}});
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().where.field, "words_only");
}

}  // namespace
}  // namespace pignus::text
