#include "valuation/trademark/similar_marks.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "standards/method_parameters.h"

namespace pignus::valuation {
namespace {

MarkTerms terms() {
  return *mark_terms(*standards::load_method_parameters("trademark"));
}

double likeness(const char* left, const char* right) {
  return mark_likeness(text::fold_mark(left), text::fold_mark(right), terms());
}

OwnedMark mark(const std::string& id, const std::string& text, int nice_class,
               std::set<std::string> groups = {}) {
  return {id, text, {{nice_class, std::move(groups)}}};
}

MarkClosure closure(const std::vector<OwnedMark>& marks, const std::set<std::string>& pledged) {
  const auto result = similar_mark_closure(marks, pledged, terms());
  EXPECT_TRUE(result) << (result ? "" : describe(result.error()));
  return *result;
}

TEST(SimilarMarks, LookSoundAndPart) {
  EXPECT_EQ(likeness("华为", "華為"), 1);
  EXPECT_EQ(likeness("HUAWEI", "Ｈuawei"), 1);
  EXPECT_EQ(likeness("NIKE", "NIKO"), .75);
  EXPECT_NEAR(likeness("金泰", "锦太"), .85, 1e-12);       // the same sound
  EXPECT_NEAR(likeness("华为", "huawei"), .85, 1e-12);     // pinyin
  EXPECT_NEAR(likeness("星河", "星河湾物业"), .8, 1e-12);  // one within the other
  EXPECT_NEAR(likeness("STAR", "STARLIGHT HOTEL"), .8, 1e-12);
  EXPECT_LT(likeness("ACE", "PLACEMENT"), .5);  // three letters within are chance
  EXPECT_LT(likeness("华为", "NIKE"), .5);
  EXPECT_EQ(likeness("", ""), 0);
  EXPECT_GE(likeness("华为 HUAWEI", "华为"), .99);  // one script of a mark in two
}

TEST(SimilarMarks, Goods) {
  const MarkTerms by = terms();
  EXPECT_TRUE(goods_similar({{9, {}}}, {{9, {"0901"}}}, by));
  EXPECT_FALSE(goods_similar({{9, {"0902"}}}, {{9, {"0901"}}}, by));
  EXPECT_TRUE(goods_similar({{9, {"0901"}}}, {{42, {"0901"}}}, by));
  EXPECT_FALSE(goods_similar({{9, {}}}, {{42, {}}}, by));
  MarkTerms related = by;
  related.related_classes = {{9, 42}};
  EXPECT_TRUE(goods_similar({{42, {}}}, {{9, {}}}, related));
}

TEST(SimilarMarks, ChainsAreFollowed) {
  // A is like B, B like C, C not like A: all three go together.
  const std::vector<OwnedMark> marks{mark("a", "ABCDEF", 9), mark("b", "ABCDEX", 9),
                                     mark("c", "ABCYEX", 9), mark("d", "ABCDEF", 30),
                                     mark("e", "ZQKWVM", 9)};
  ASSERT_LT(likeness("ABCDEF", "ABCYEX"), .7);
  const MarkClosure result = closure(marks, {"a"});
  EXPECT_EQ(result.together, (std::vector<std::string>{"a", "b", "c"}));
  ASSERT_EQ(result.missing.size(), 2U);
  EXPECT_EQ(result.missing[1].id, "c");
  EXPECT_EQ(result.missing[1].because_of, "b");
  EXPECT_TRUE(result.doubtful.empty());
}

TEST(SimilarMarks, DoubtAndFiguresAreForAPerson) {
  const std::vector<OwnedMark> marks{mark("a", "ABCDEF", 9), mark("b", "ABCXYF", 9),
                                     mark("c", "", 9), mark("d", "", 30)};
  const MarkClosure result = closure(marks, {"a"});
  EXPECT_EQ(result.together, std::vector<std::string>{"a"});
  ASSERT_EQ(result.doubtful.size(), 1U);
  EXPECT_EQ(result.doubtful[0].id, "b");
  EXPECT_EQ(result.figures, std::vector<std::string>{"c"});
}

TEST(SimilarMarks, BadInputIsNamed) {
  const auto field = [](const std::vector<OwnedMark>& marks, const std::set<std::string>& pledged) {
    const auto result = similar_mark_closure(marks, pledged, terms());
    return result ? std::string("accepted") : result.error().where.field;
  };
  EXPECT_EQ(field({mark("a", "A", 9), mark("a", "B", 9)}, {}), "id");
  EXPECT_EQ(field({mark("a", "A", 46)}, {}), "nice_class");
  EXPECT_EQ(field({{"a", "A", {}}}, {}), "goods");
  EXPECT_EQ(field({mark("a", "A", 9)}, {"b"}), "pledged");
}

std::vector<OwnedMark> any_marks() {
  std::vector<OwnedMark> marks;
  const int count = *rc::gen::inRange(1, 12);
  for (int i = 0; i < count; ++i) {
    std::string text = *rc::gen::element<std::string>("星河", "星河湾", "STAR", "STAX", "STARLET",
                                                      "xinghe", "NOVA", "");
    marks.push_back(mark("m" + std::to_string(i), text, *rc::gen::element(9, 30)));
  }
  return marks;
}

RC_GTEST_PROP(SimilarMarks, TheClosureIsOne, ()) {
  std::vector<OwnedMark> marks = any_marks();
  std::set<std::string> pledged;
  for (const OwnedMark& one : marks) {
    if (*rc::gen::inRange(0, 3) == 0) {
      pledged.insert(one.id);
    }
  }
  const MarkClosure once = closure(marks, pledged);
  const std::set<std::string> together(once.together.begin(), once.together.end());
  RC_ASSERT(std::includes(together.begin(), together.end(), pledged.begin(), pledged.end()));
  RC_ASSERT(once.together.size() == pledged.size() + once.missing.size());
  // Closed, and nothing hangs on the order.
  const MarkClosure twice = closure(marks, together);
  RC_ASSERT(twice.together == once.together && twice.missing.empty());
  std::reverse(marks.begin(), marks.end());
  RC_ASSERT(closure(marks, pledged).together == once.together);
  // More pledged, no fewer together.
  std::set<std::string> more = pledged;
  more.insert(marks.front().id);
  const MarkClosure larger = closure(marks, more);
  RC_ASSERT(std::includes(larger.together.begin(), larger.together.end(), once.together.begin(),
                          once.together.end()));
}

RC_GTEST_PROP(SimilarMarks, LikenessIsSymmetricAndBounded, ()) {
  const auto any = rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', 'd'));
  const std::string left = *any;
  const std::string right = *any + "华";
  const double value = likeness(left.c_str(), right.c_str());
  RC_ASSERT(value >= 0 && value <= 1);
  RC_ASSERT(value == likeness(right.c_str(), left.c_str()));
  RC_ASSERT(likeness(right.c_str(), right.c_str()) == 1);
}

}  // namespace
}  // namespace pignus::valuation
