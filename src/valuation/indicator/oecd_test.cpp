#include "valuation/indicator/oecd.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "valuation/indicator/composite.h"

namespace pignus::valuation {
namespace {

TEST(Oecd, GeneralityByHand) {
  // Two citing patents: one all A01B, one half A01B and half H04L. Shares .75 and .25.
  const auto value = generality({{{"A01B", 1}}, {{"A01B", .5}, {"H04L", .5}}});
  ASSERT_TRUE(value);
  EXPECT_NEAR(*value, 1 - (.75 * .75 + .25 * .25), 1e-12);
  EXPECT_NEAR(*corrected(*value, 2), 2 * *value, 1e-12);
  EXPECT_NEAR(*originality({{{"A01B", 1}}}), 0, 1e-12);
}

TEST(Oecd, ClassesAreReadFromSymbols) {
  EXPECT_EQ(class4_of("E21B43/26"), "E21B");
  EXPECT_EQ(class4_of("e21b"), "E21B");
  EXPECT_EQ(class4_of("9"), std::nullopt);
  EXPECT_EQ(class4_of("12345"), std::nullopt);
  EXPECT_EQ(patent_scope({"E21B43/26", "E21B7/04", "H04L9/32", "9"}), 2U);
  const ClassShares shares = class4_shares({"E21B43/26", "E21B7/04", "H04L9/32"});
  EXPECT_NEAR(shares.at("E21B"), 2 / 3.0, 1e-12);
}

TEST(Oecd, RadicalnessByHand) {
  // Three symbols cited, one outside of the patent's own class.
  EXPECT_NEAR(*radicalness({"E21B43/26"}, {{"E21B7/04", "H04L9/32"}, {"E21B1/00"}}), 1 / 3.0,
              1e-12);
  EXPECT_EQ(*radicalness({"E21B43/26"}, {{"H04L9/32"}}), 1);
  EXPECT_EQ(radicalness({}, {{"H04L9/32"}}).error().where.field, "own");
  EXPECT_EQ(radicalness({"E21B43/26"}, {{"x"}}).error().where.field, "cited");
}

TEST(Oecd, GrantLagAndWindows) {
  EXPECT_EQ(*grant_lag_index(2, 8), .75);
  EXPECT_EQ(grant_lag_index(9, 8).error().where.field, "lag");
  EXPECT_EQ(grant_lag_index(0, 0).error().where.field, "longest_lag");
  const Date published = *Date::from_ymd(2010, 3, 1);
  const std::vector<Date> citing{*Date::from_ymd(2010, 2, 28), published,
                                 *Date::from_ymd(2015, 2, 28), *Date::from_ymd(2015, 3, 1)};
  EXPECT_EQ(citations_within(published, citing, 5, *Date::from_ymd(2015, 3, 1)), 2);
  EXPECT_EQ(citations_within(published, citing, 5, *Date::from_ymd(2015, 2, 28)), std::nullopt);
}

TEST(Oecd, BadInputIsNamed) {
  EXPECT_EQ(generality({}).error().where.field, "patents");
  EXPECT_EQ(generality({{{"A01B", .5}}}).error().where, (Where{"", 1, "shares"}));
  EXPECT_EQ(generality({{{"A01B", 1}}, {{"A01B", -1}, {"H04L", 2}}}).error().where.record, 2U);
  EXPECT_EQ(corrected(.5, 1).error().where.field, "count");
  EXPECT_EQ(corrected(1.5, 4).error().where.field, "index");
}

RC_GTEST_PROP(Oecd, GeneralityStaysInItsBounds, ()) {
  const int count = *rc::gen::inRange(1, 12);
  std::vector<ClassShares> citing;
  std::set<std::string> classes;
  for (int i = 0; i < count; ++i) {
    std::vector<std::string> symbols;
    for (int k = *rc::gen::inRange(1, 5); k > 0; --k) {
      symbols.push_back(*rc::gen::element<std::string>("A01B1/00", "B22F3/00", "C07C1/00",
                                                       "H04L9/00", "G06F1/00"));
      classes.insert(symbols.back().substr(0, 4));
    }
    citing.push_back(class4_shares(symbols));
  }
  const double value = *generality(citing);
  RC_ASSERT(value >= 0 && value <= 1 - 1.0 / static_cast<double>(classes.size()) + 1e-12);
  // All citing patents twice: the spread is the same.
  std::vector<ClassShares> twice = citing;
  twice.insert(twice.end(), citing.begin(), citing.end());
  RC_ASSERT(std::abs(*generality(twice) - value) < 1e-12);
}

// With each of N citing patents in one class drawn evenly from K, E[1 - sum s^2] falls short of
// 1 - 1/K by the factor (N - 1) / N, which the correction takes out.
TEST(Oecd, TheCorrectionTakesOutTheBiasOfFewCitations) {
  // All 3^3 outcomes of three citations over three classes.
  double plain = 0;
  double mended = 0;
  const char* names[] = {"A01B", "B22F", "C07C"};
  for (int outcome = 0; outcome < 27; ++outcome) {
    const auto value = generality(
        {{{names[outcome % 3], 1}}, {{names[outcome / 3 % 3], 1}}, {{names[outcome / 9], 1}}});
    plain += *value / 27;
    mended += *corrected(*value, 3) / 27;
  }
  EXPECT_NEAR(plain, 2 / 3.0 * 2 / 3, 1e-12);
  EXPECT_NEAR(mended, 2 / 3.0, 1e-12);
}

std::vector<RawIndicators> cohort(int count, const std::string& field = "Pumps") {
  std::vector<RawIndicators> patents;
  for (int i = 0; i < count; ++i) {
    const double x = i;
    patents.push_back({field + std::to_string(i), field, 2010, x, x, x, x / count, x, x / count});
  }
  return patents;
}

TEST(Composite, NormalisedWithinFieldAndYear) {
  auto patents = cohort(101);
  const auto loud = cohort(101, "Radio");
  patents.insert(patents.end(), loud.begin(), loud.end());
  for (std::size_t i = 101; i < patents.size(); ++i) {
    *patents[i].forward_citations *= 50;
  }
  const auto result = normalise(patents, {});
  ASSERT_TRUE(result) << describe(result.error());
  // 0 to 100: winsorised at 1 and 99, divided by 99. Another field's level does not matter.
  EXPECT_NEAR(*(*result)[0].forward_citations, 1 / 99.0, 1e-12);
  EXPECT_NEAR(*(*result)[50].forward_citations, 50 / 99.0, 1e-12);
  EXPECT_EQ(*(*result)[100].forward_citations, 1);
  EXPECT_NEAR(*(*result)[151].forward_citations, 50 / 99.0, 1e-12);
  EXPECT_NEAR(*(*result)[50].composite4, 50 / 99.0, 1e-9);
  EXPECT_NEAR(*(*result)[50].composite6, 50 / 99.0, 1e-9);
  int breakthroughs = 0;
  for (const auto& one : *result) {
    breakthroughs += *one.breakthrough ? 1 : 0;
  }
  EXPECT_EQ(breakthroughs, 4);  // the two most cited of each field
}

TEST(Composite, UnknownAndSmallCohortsStayUnknown) {
  auto patents = cohort(40);
  patents[3].backward_citations.reset();
  patents[4].claims.reset();
  const auto result = normalise(patents, {});
  EXPECT_TRUE((*result)[3].composite4);
  EXPECT_FALSE((*result)[3].composite6);
  EXPECT_FALSE((*result)[4].composite4);
  const auto few = normalise(cohort(29), {});
  EXPECT_FALSE((*few)[5].forward_citations);
  EXPECT_FALSE((*few)[5].breakthrough);
  auto uncited = cohort(40);
  for (RawIndicators& one : uncited) {
    one.forward_citations = 0;
  }
  EXPECT_EQ(*(*normalise(uncited, {}))[0].forward_citations, 0);
  EXPECT_EQ(*(*normalise(uncited, {}))[0].breakthrough, false);
}

TEST(Composite, BadInputIsNamed) {
  auto patents = cohort(40);
  patents[7].claims = -1;
  EXPECT_EQ(normalise(patents, {}).error().where, (Where{"", 8, "claims"}));
  patents = cohort(40);
  patents[7].id = patents[6].id;
  EXPECT_EQ(normalise(patents, {}).error().where, (Where{"", 8, "id"}));
  EXPECT_EQ(normalise(cohort(40), {.9, .1, 30, .01}).error().where.field, "low");
}

}  // namespace
}  // namespace pignus::valuation
