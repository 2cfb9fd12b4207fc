#include "report/compare_json.h"

#include <gtest/gtest.h>

namespace pignus::report {
namespace {

TEST(CompareJson, NamesEachPlace) {
  const Json reported{{"a", 1}, {"b", {1, 2}}, {"gone", true}, {"same", "x"}};
  const Json recomputed{{"a", 2}, {"b", {1, 3}}, {"new", nullptr}, {"same", "x"}};
  const std::vector<JsonDifference> expected{
      {"/a", "1", "2"}, {"/b/1", "2", "3"}, {"/gone", "true", ""}, {"/new", "", "null"}};
  EXPECT_EQ(compare_json(reported, recomputed), expected);
}

TEST(CompareJson, EqualValuesHaveNone) {
  const Json value{{"a", {1, {{"b", 2.5}}}}};
  EXPECT_TRUE(compare_json(value, value).empty());
}

TEST(CompareJson, KeepsToItsLimitAndCutsLongText) {
  Json reported = Json::array();
  Json recomputed = Json::array();
  for (int i = 0; i < 10; ++i) {
    reported.push_back(i);
    recomputed.push_back(-i - 1);
  }
  EXPECT_EQ(compare_json(reported, recomputed, 3).size(), 3U);
  const auto long_text = compare_json(Json(std::string(300, 'x')), Json("y"));
  EXPECT_EQ(long_text[0].reported.size(), 200U + std::string("…").size());
  // An array of another length is one difference: its elements have lost their places.
  EXPECT_EQ(compare_json(Json::array({1, 2}), Json::array({2}))[0].path, "");
}

}  // namespace
}  // namespace pignus::report
