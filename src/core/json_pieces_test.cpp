#include "core/json_pieces.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "core/json.h"

namespace pignus {
namespace {

std::vector<std::string> members(std::string_view text) {
  std::vector<std::string> all;
  const Status status = for_each_json_member(
      text, "a.json", [&all](std::string_view name, std::string_view value) -> Status {
        all.push_back(std::string(name) + "=" + std::string(value));
        return {};
      });
  if (!status) {
    all.push_back("refused");
  }
  return all;
}

TEST(JsonPieces, TakesAnObjectApart) {
  EXPECT_EQ(members("{}"), std::vector<std::string>{});
  EXPECT_EQ(members(R"( {"a":1, "b" : {"c":"}]\"" ,"d":[1,[2]]},"e":"x,y"} )"),
            (std::vector<std::string>{"a=1", R"(b={"c":"}]\"" ,"d":[1,[2]]})", "e=\"x,y\""}));
  for (const char* bad : {"", "[]", "{", R"({"a":1)", R"({"a"})", R"({"a":})", R"({"a":1 "b":2})",
                          R"({"a":1}x)", R"({"a":"b})", R"({"a":[1})", R"({a:1})", R"({,"a":1})"}) {
    const auto all = members(bad);
    ASSERT_FALSE(all.empty()) << bad;
    EXPECT_EQ(all.back(), "refused") << bad;
  }
}

TEST(JsonPieces, ElementsAreThoseOfTheWholeParser) {
  Json list = Json::array({1, "a\"]", Json::object({{"k", Json::array({1, 2})}}), nullptr, -2.5e3});
  Json again = Json::array();
  ASSERT_TRUE(
      for_each_json_element(list.dump(2), "a.json", [&again](std::string_view element) -> Status {
        again.push_back(Json::parse(element));
        return {};
      }));
  EXPECT_EQ(again, list);
  const Status cut = for_each_json_element("[1,2", "a.json", [](auto) { return Status{}; });
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().where.file, "a.json");
}

}  // namespace
}  // namespace pignus
