#include "text/mark_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/terms.h"

namespace pignus::text {
namespace {

TEST(MarkText, CutsScriptsApartAndFoldsThem) {
  const MarkText mark = fold_mark("ＨＵＡＷＥＩ 華為!");
  EXPECT_EQ(mark.others, U"huawei");
  EXPECT_EQ(mark.han, U"华为");
  EXPECT_EQ(mark.sound, U"huawei");
  EXPECT_EQ(fold_mark("Huawei 华为"), mark);
}

TEST(MarkText, PunctuationAloneIsNothing) {
  EXPECT_TRUE(fold_mark(" -- * ").empty());
  EXPECT_TRUE(fold_mark("").empty());
  EXPECT_EQ(fold_mark("A-B.C").others, U"abc");
}

TEST(MarkText, SameSoundInOtherCharacters) {
  EXPECT_EQ(fold_mark("金泰").sound, fold_mark("锦太").sound);
  EXPECT_NE(fold_mark("金泰").han, fold_mark("锦太").han);
}

TEST(MarkText, AnyBytesAreBorne) {
  EXPECT_FALSE(fold_mark("\xff\xfe").empty());
  EXPECT_LE(fold_mark(std::string(100'000, 'a')).others.size(), 1000U);
}

TEST(Terms, WordsAndPairsOfCharacters) {
  const TermCounts english = term_counts("A pump, a Pump");
  EXPECT_EQ(english.at("pump"), 2);
  EXPECT_EQ(english.at("a"), 2);
  const TermCounts chinese = term_counts("锂电池 A1");
  EXPECT_EQ(chinese.size(), 3U);
  EXPECT_TRUE(chinese.contains("锂电"));
  EXPECT_TRUE(chinese.contains("电池"));
  EXPECT_TRUE(chinese.contains("a1"));
  EXPECT_TRUE(term_counts("锂 x").contains("锂"));
}

TEST(Terms, CosineOfKnownBags) {
  EXPECT_DOUBLE_EQ(cosine({{"a", 3}, {"b", 4}}, {{"a", 1}}), .6);
  EXPECT_EQ(cosine({{"a", 1}}, {{"b", 1}}), 0);
  EXPECT_EQ(cosine({}, {{"b", 1}}), 0);
}

RC_GTEST_PROP(Terms, CosineIsSymmetricAndBounded, ()) {
  const auto words = rc::gen::container<std::string>(rc::gen::element('a', 'b', ' '));
  const TermCounts left = term_counts(*words);
  const TermCounts right = term_counts(*words);
  RC_ASSERT(cosine(left, right) == cosine(right, left));
  RC_ASSERT(cosine(left, right) >= 0 && cosine(left, right) <= 1);
  RC_ASSERT(left.empty() || cosine(left, left) > 1 - 1e-12);
}

}  // namespace
}  // namespace pignus::text
