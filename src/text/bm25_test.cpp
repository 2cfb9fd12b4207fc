#include "text/bm25.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace pignus::text {
namespace {

using Bags = std::vector<RightBag>;

TextIndex indexed(const Bags& bags, const Bm25Parameters& parameters = {}) {
  auto index = index_of(bags, parameters);
  EXPECT_TRUE(index) << (index ? "" : describe(index.error()));
  return std::move(*index);
}

/// The formula of the header, word by word and document by document.
double naive_score(const TermCounts& query, const RightBag& document, const Bags& all,
                   const Bm25Parameters& p) {
  const auto length = [](const RightBag& bag) {
    double sum = 0;
    for (const auto& [word, count] : bag.terms) {
      sum += count;
    }
    return sum;
  };
  double mean = 0;
  for (const RightBag& bag : all) {
    mean += length(bag) / static_cast<double>(all.size());
  }
  double score = 0;
  for (const auto& [word, count] : query) {
    const auto found = document.terms.find(word);
    if (found == document.terms.end()) {
      continue;
    }
    double with = 0;
    for (const RightBag& bag : all) {
      with += bag.terms.contains(word) ? 1 : 0;
    }
    const double idf = std::log(1 + (static_cast<double>(all.size()) - with + .5) / (with + .5));
    const double part = p.k1 * (1 - p.b + p.b * length(document) / mean);
    score += count * (p.k3 + 1) / (count + p.k3) * idf * found->second * (p.k1 + 1) /
             (found->second + part);
  }
  return score;
}

TermCounts any_counts() {
  return *rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                           "rotor", "blade", "pump", "valve", "cell", "anode", "wing", "hub")),
                       [](const std::vector<std::string>& words) {
                         TermCounts counts;
                         for (const std::string& word : words) {
                           counts[word] += 1;
                         }
                         return counts;
                       });
}

Bags any_bags() {
  Bags bags;
  const int count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    bags.push_back({"R" + std::to_string(100 + i), any_counts(), {}});
  }
  return bags;
}

TEST(Bm25, KnownValueByHand) {
  // Two texts of two words each: |d| / mean = 1, so g(1) = 2.2 / 2.2 = 1 and w(1) = 1.
  const TextIndex index =
      indexed({{"a", {{"pump", 1}, {"well", 1}}, {}}, {"b", {{"pump", 1}, {"wing", 1}}, {}}});
  EXPECT_NEAR(index.idf("well"), std::log(2.0), 1e-15);     // 1 + 1.5 / 1.5
  EXPECT_NEAR(index.idf("pump"), std::log(1.2), 1e-15);     // 1 + .5 / 2.5
  EXPECT_NEAR(index.idf("unheard"), std::log(6.0), 1e-15);  // 1 + 2.5 / .5
  const auto hits = index.search({{"well", 1}, {"pump", 1}}, 5);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(index.id(hits[0].document), "a");
  EXPECT_NEAR(hits[0].score, std::log(2.0) + std::log(1.2), 1e-12);
  EXPECT_NEAR(hits[1].score, std::log(1.2), 1e-12);
}

TEST(Bm25, FieldsCountByTheirWeights) {
  const auto tokenizer = Tokenizer::make({});
  const RightText right{"a", "Rotor blade", "A rotor", "blades", {"B64C27/00"}};
  const RightBag bag = bag_of(right, *tokenizer, {3, 1, .5});
  EXPECT_EQ(bag.terms, (TermCounts{{"rotor", 4}, {"blade", 3.5}}));
  EXPECT_EQ(bag.classes, right.classes);
  EXPECT_EQ(bag_of(right, *tokenizer, {0, 1, 0}).terms, (TermCounts{{"rotor", 1}}));
}

TEST(Bm25, EmptyThingsAreBorne) {
  const TextIndex none = indexed({});
  EXPECT_TRUE(none.search({{"pump", 1}}, 3).empty());
  const TextIndex blank = indexed({{"a", {}, {}}});
  EXPECT_TRUE(blank.search({{"pump", 1}}, 3).empty());
  EXPECT_TRUE(blank.terms_of(0).empty());
  EXPECT_TRUE(indexed({{"a", {{"pump", 1}}, {}}}).search({{"pump", 1}}, 0).empty());
}

TEST(Bm25, BadInputIsNamed) {
  const auto field = [](const Bags& bags, const Bm25Parameters& parameters = {},
                        const IndexLimits& limits = {}) {
    const auto index = index_of(bags, parameters, limits);
    return index ? std::string("accepted") : index.error().where.field;
  };
  EXPECT_EQ(field({{"", {}, {}}}), "id");
  EXPECT_EQ(field({{"a", {}, {}}, {"a", {}, {}}}), "id");
  EXPECT_EQ(field({}, {0, .75, 7}), "k1");
  EXPECT_EQ(field({}, {1.2, 1.5, 7}), "k1");
  EXPECT_EQ(field({}, {std::nan(""), .5, 7}), "k1");
  EXPECT_EQ(field({{"a", {}, {}}, {"b", {}, {}}}, {}, {1, 10}), "documents");
  EXPECT_EQ(field({{"a", {{"x", 1}, {"y", 1}}, {}}}, {}, {1, 1}), "occurrences");
}

RC_GTEST_PROP(Bm25, ScoresAreTheFormulaAndTheBestAreTheBest, ()) {
  const Bags bags = any_bags();
  const TermCounts query = any_counts();
  const Bm25Parameters parameters{*rc::gen::inRange(1, 30) / 10.0, *rc::gen::inRange(0, 11) / 10.0,
                                  *rc::gen::inRange(1, 90) / 10.0};
  const TextIndex index = indexed(bags, parameters);
  std::vector<Hit> expected;
  for (std::uint32_t document = 0; document < bags.size(); ++document) {
    const double score = naive_score(query, bags[document], bags, parameters);
    RC_ASSERT(std::abs(index.scores(query)[document] - score) < 1e-9 * (1 + score));
    if (score > 0) {
      expected.push_back({document, index.scores(query)[document]});
    }
  }
  std::ranges::stable_sort(expected, std::greater<>(), &Hit::score);
  const std::size_t k = *rc::gen::inRange(1, 14);
  expected.resize(std::min(k, expected.size()));
  RC_ASSERT(index.search(query, k) == expected);
}

RC_GTEST_PROP(Bm25, OrderOfDocumentsDoesNotMatter, ()) {
  Bags bags = any_bags();
  const TermCounts query = any_counts();
  const TextIndex index = indexed(bags);
  std::ranges::reverse(bags);
  std::rotate(bags.begin(), bags.begin() + *rc::gen::inRange<int>(0, static_cast<int>(bags.size())),
              bags.end());
  const TextIndex other = indexed(bags);
  RC_ASSERT(index.search(query, 20) == other.search(query, 20));
  RC_ASSERT(index.scores(query) == other.scores(query));
}

// A term that both have and no other text of the index knows outweighs what the document loses by
// being one term longer. (The proof is in docs/methods/text-similarity.md.)
RC_GTEST_PROP(Bm25, ASharedRareTermNeverLowersTheScore, ()) {
  const TextIndex index = indexed(any_bags());
  const TermCounts query = [] {
    TermCounts once = any_counts();
    for (auto& [word, count] : once) {
      count = 1;
    }
    return once;
  }();
  const TermCounts document = any_counts();
  const auto score = [&](const TermCounts& from, const TermCounts& to) {
    double length = 0;
    for (const auto& [word, count] : to) {
      length += count;
    }
    double sum = 0;
    for (const auto& [word, count] : from) {
      if (const auto found = to.find(word); found != to.end()) {
        sum += index.query_weight(count) * index.idf(word) *
               index.document_weight(found->second, length);
      }
    }
    return sum;
  };
  TermCounts query_with = query;
  TermCounts document_with = document;
  query_with["rare"] = 1;
  document_with["rare"] = 1;
  RC_ASSERT(score(query_with, document_with) >= score(query, document));
}

RC_GTEST_PROP(Bm25, BagsComeBackAsTheyWereAdded, ()) {
  const Bags bags = any_bags();
  const TextIndex index = indexed(bags);
  for (std::uint32_t document = 0; document < bags.size(); ++document) {
    RC_ASSERT(index.bag(document) == bags[document]);
    RC_ASSERT(index.find_document(bags[document].id) == document);
  }
  RC_ASSERT(!index.find_document("R"));
}

}  // namespace
}  // namespace pignus::text
