#include "text/pair_evaluation.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "core/random_stream.h"

namespace pignus::text {
namespace {

/// Rights of ten fields, each with words of its own and words of all; a field is a main group of
/// section B, families are of two, owners work in one field.
std::vector<StudiedRight> made_up(std::size_t count, std::uint64_t seed) {
  std::vector<StudiedRight> rights;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(seed, "pair_evaluation_test", i / 2);
    const std::string field = std::to_string(stream.below(10));
    StudiedRight right;
    right.bag.id = "R" + std::to_string(10'000 + i);
    right.family = "F" + std::to_string(i / 2);
    right.year = 2010 + static_cast<int>(stream.below(2));
    right.owner = "owner " + field + std::to_string(stream.below(3));
    right.bag.classes = {"B6" + field + "C" + field + "/00"};
    RandomStream words(seed, "pair_evaluation_test/words", i);
    for (int k = 0; k < 4; ++k) {
      right.bag.terms["f" + field + "_" + std::to_string(words.below(12))] += 1;
      right.bag.terms["all_" + std::to_string(words.below(40))] += 1;
    }
    rights.push_back(right);
  }
  return rights;
}

TextSpace space_of(const std::vector<StudiedRight>& rights) {
  std::vector<RightBag> bags;
  for (const StudiedRight& right : rights) {
    bags.push_back(right.bag);
  }
  auto space = text_space_of(bags, {}, {.rank = 12});
  EXPECT_TRUE(space);
  return std::move(*space);
}

TEST(ProxyPairs, ControlsAreMatchedAndFamiliesKeptApart) {
  const auto rights = made_up(400, 1);
  const auto pairs = same_group_pairs(rights, 7);
  ASSERT_GT(pairs.size(), 200U);
  for (const LabelledPair& pair : pairs) {
    const StudiedRight& anchor = rights[pair.anchor];
    const StudiedRight& other = rights[pair.other];
    EXPECT_NE(anchor.family, other.family);
    EXPECT_EQ(anchor.year, other.year);
    EXPECT_EQ(anchor.bag.classes == other.bag.classes, pair.positive);
  }
  EXPECT_EQ(pairs, same_group_pairs(rights, 7));
  EXPECT_NE(pairs, same_group_pairs(rights, 8));
  for (const LabelledPair& pair : same_owner_pairs(rights, 7)) {
    EXPECT_NE(rights[pair.anchor].family, rights[pair.other].family);
    EXPECT_EQ(rights[pair.anchor].owner == rights[pair.other].owner, pair.positive);
  }
}

TEST(ProxyPairs, WhatIsUnknownMakesNoPair) {
  auto rights = made_up(60, 2);
  for (StudiedRight& right : rights) {
    right.year = 0;
  }
  EXPECT_TRUE(same_group_pairs(rights, 1).empty());
  rights = made_up(60, 2);
  for (StudiedRight& right : rights) {
    right.bag.classes = {"9"};
    right.owner.clear();
  }
  EXPECT_TRUE(same_group_pairs(rights, 1).empty());
  EXPECT_TRUE(same_owner_pairs(rights, 1).empty());
}

TEST(PairEvaluation, TrainedOnSomeRightsItTellsOthers) {
  const auto train = made_up(600, 3);
  const auto test = made_up(600, 4);
  const TextSpace space = space_of(train);
  const auto owners = same_owner_pairs(train, 1);
  const auto words_only = fit_similarity(space, train, owners, false);
  const auto with_classes = fit_similarity(space, train, owners, true);
  ASSERT_TRUE(words_only);
  ASSERT_TRUE(with_classes);
  EXPECT_EQ(words_only->coefficients.classes, 0);
  EXPECT_GT(with_classes->log_likelihood, words_only->log_likelihood);
  const auto judged =
      evaluate_pairs(space, test, same_owner_pairs(test, 2),
                     {words_only->coefficients, with_classes->coefficients}, {100, 1});
  ASSERT_TRUE(judged) << describe(judged.error());
  ASSERT_EQ(judged->measures.size(), 6U);
  EXPECT_EQ(judged->measures[0].name, "bm25");
  EXPECT_EQ(judged->measures[0].gain, 0);
  for (const MeasureResult& measure : judged->measures) {
    EXPECT_GT(measure.auc.value, .6) << measure.name;
    EXPECT_LE(measure.gain_interval.lower, measure.gain) << measure.name;
    EXPECT_GE(measure.gain_interval.upper, measure.gain) << measure.name;
  }
  // Owners of this made-up world work in one class, so classes tell all there is to tell.
  EXPECT_GT(judged->measures[5].auc.value, judged->measures[3].auc.value);
}

TEST(PairEvaluation, WithoutSignalItSaysSo) {
  auto rights = made_up(600, 5);
  for (std::size_t i = 0; i < rights.size(); ++i) {
    RandomStream stream(6, "pair_evaluation_test/noise", i);
    rights[i].bag.terms.clear();
    for (int k = 0; k < 6; ++k) {
      rights[i].bag.terms["all_" + std::to_string(stream.below(40))] += 1;
    }
  }
  const auto judged = evaluate_pairs(space_of(rights), rights, same_group_pairs(rights, 1),
                                     {{0, 1, 1, 0}, {0, 1, 1, 0}}, {100, 1});
  ASSERT_TRUE(judged);
  for (const char* name : {"bm25", "words", "latent"}) {
    const auto found = std::ranges::find(judged->measures, name, &MeasureResult::name);
    EXPECT_NEAR(found->auc.value, .5, 4 * found->auc.standard_error) << name;
  }
}

/// A register in which each right cites two of its field, one of its own family among them.
std::vector<CitationLink> citations_of(const std::vector<StudiedRight>& rights) {
  std::vector<CitationLink> links;
  for (std::size_t i = 2; i < rights.size(); ++i) {
    RandomStream stream(9, "pair_evaluation_test/citations", i);
    for (int tries = 0; tries < 60; ++tries) {
      const std::size_t to = stream.below(i);
      if (rights[to].bag.classes == rights[i].bag.classes &&
          rights[to].family != rights[i].family) {
        links.push_back({rights[i].bag.id, rights[to].bag.id});
        break;
      }
    }
  }
  links.push_back({rights[0].bag.id, rights[1].bag.id});  // one family
  links.push_back({rights[0].bag.id, "US-P-0000000"});    // not here
  return links;
}

TEST(CitationEvaluation, RunsOnARegisterAndSaysWhatItLeftOut) {
  auto rights = made_up(500, 10);
  // Fields share a subclass in pairs, so that a control has the class but not the words.
  for (StudiedRight& right : rights) {
    const int field = right.bag.classes[0][2] - '0';
    right.bag.classes[0] = "B6" + std::to_string(field / 2) + "C" + std::to_string(field) + "/00";
  }
  const auto result = evaluate_by_citations(rights, citations_of(rights),
                                            {{-1, 5, 1, 0}, {-1, 5, 1, 1}}, {100, 1}, {.rank = 12});
  ASSERT_TRUE(result) << describe(result.error());
  EXPECT_EQ(result->links.unknown_right, 1U);
  EXPECT_EQ(result->links.same_family, 1U);
  EXPECT_GT(result->evaluation.pairs, 500U);
  EXPECT_GT(result->evaluation.measures[0].auc.value, .6);
  for (const LabelledPair& pair : result->links.pairs) {
    EXPECT_EQ(rights[pair.anchor].family == rights[pair.other].family, false);
  }
}

TEST(CitationEvaluation, ControlsHaveClassAndYearAndAreNotCited) {
  const auto rights = made_up(500, 11);
  const auto links = citations_of(rights);
  std::set<std::pair<std::string, std::string>> cited;
  for (const CitationLink& link : links) {
    cited.emplace(link.citing, link.cited);
  }
  const CitationPairs made = citation_pairs(rights, links, 3);
  ASSERT_FALSE(made.pairs.empty());
  for (std::size_t i = 0; i + 1 < made.pairs.size(); i += 2) {
    const LabelledPair& match = made.pairs[i];
    const LabelledPair& control = made.pairs[i + 1];
    EXPECT_TRUE(match.positive && !control.positive && match.anchor == control.anchor);
    EXPECT_EQ(rights[match.other].year, rights[control.other].year);
    EXPECT_EQ(rights[match.other].bag.classes, rights[control.other].bag.classes);
    EXPECT_TRUE(cited.contains({rights[match.anchor].bag.id, rights[match.other].bag.id}));
    EXPECT_FALSE(cited.contains({rights[match.anchor].bag.id, rights[control.other].bag.id}));
  }
}

TEST(PairEvaluation, BadInputIsNamed) {
  auto rights = made_up(60, 12);
  const TextSpace space = space_of(rights);
  const SimilarityModel model{{0, 1, 1, 0}, {0, 1, 1, 1}};
  EXPECT_EQ(evaluate_pairs(space, rights, {}, model, {10, 1}).error().where.field, "labels");
  EXPECT_EQ(evaluate_pairs(space, rights, {}, {}, {10, 1}).error().where.field, "words_only");
  rights[0].bag.classes.clear();
  EXPECT_EQ(fit_similarity(space, rights, {{0, 2, true}, {1, 3, false}}, true).error().where.field,
            "classes");
}

}  // namespace
}  // namespace pignus::text
