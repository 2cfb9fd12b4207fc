#include "journal/canonical_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "core/json.h"

namespace pignus::journal {
namespace {

/// The slow way.
bool is_canonical_by_parsing(std::string_view text) {
  const Result<Json> json = parse_json(text, "");
  return json && canonical_json(*json) == text;
}

TEST(CanonicalText, TakesWhatIsWrittenSo) {
  for (const char* text : {"{}", "[]", "null", "true", "false", "0", "-1", "18446744073709551615",
                           "1.5", "-2.5e-7", "1e+21", "100000000000000000000", "5e-324", "\"\"",
                           "\"a\\n\\u0001\\\"\\\\/\"", R"({"":1,"a":[1,{"b":null}],"b":"x"})",
                           "\"\xE6\xB3\xB5\x7F\"", "{\"\xF0\x9F\x98\x80\":1,\"\xEE\x80\x80\":2}"}) {
    EXPECT_TRUE(is_canonical_json(text)) << text;
    EXPECT_TRUE(is_canonical_by_parsing(text)) << text;
  }
}

TEST(CanonicalText, RefusesOtherSpellings) {
  for (const char* text : {"",
                           " ",
                           " 1",
                           "1 ",
                           "{ }",
                           "[1, 2]",
                           "[1,]",
                           "[,1]",
                           "{\"a\":1,}",
                           "{\"b\":1,\"a\":2}",
                           "{\"a\":1,\"a\":2}",
                           "{\"a\":1,\"\\u0061\":2}",
                           "{a:1}",
                           "{\"a\"}",
                           "-0",
                           "00",
                           "01",
                           "+1",
                           "1.0",
                           "1.50",
                           "1e21",
                           "1E+21",
                           "1e400",
                           ".5",
                           "5.",
                           "-",
                           "nul",
                           "truefalse",
                           "\"\\u0041\"",
                           "\"\\/\"",
                           "\"\\u000a\"",
                           "\"\\u001F\"",
                           "\"\n\"",
                           "\"",
                           "\"\\\"",
                           "\"\xFF\"",
                           "[1",
                           "{\"a\":",
                           "1 2",
                           "{}{}",
                           "NaN",
                           "{\"\xEE\x80\x80\":2,\"\xF0\x9F\x98\x80\":1}"}) {
    EXPECT_FALSE(is_canonical_json(text)) << text;
    EXPECT_FALSE(is_canonical_by_parsing(text)) << text;
  }
}

TEST(CanonicalText, NestsAsDeepAsAnyJson) {
  const std::string deepest = std::string(kDepthMax, '[') + std::string(kDepthMax, ']');
  EXPECT_TRUE(is_canonical_json(deepest));
  EXPECT_TRUE(is_canonical_by_parsing(deepest));
  EXPECT_FALSE(is_canonical_json("[" + deepest + "]"));
  EXPECT_FALSE(is_canonical_by_parsing("[" + deepest + "]"));
  EXPECT_FALSE(is_canonical_json(std::string(1'000'000, '[')));
}

Json made_up_value(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 7 : 5);
  switch (kind) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::arbitrary<std::int64_t>();
    case 3:
      return *rc::gen::arbitrary<double>();
    case 4:
      return *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
    default:
      break;
  }
  Json value = kind == 5 ? Json::array() : Json::object();
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    if (kind == 5) {
      value.push_back(made_up_value(depth - 1));
    } else {
      value[*rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127))] =
          made_up_value(depth - 1);
    }
  }
  return value;
}

RC_GTEST_PROP(CanonicalText, TakesWhatTheProgramWrites, ()) {
  RC_ASSERT(is_canonical_json(canonical_json(made_up_value(3))));
}

RC_GTEST_PROP(CanonicalText, AgreesWithTheParserOnDamagedTexts, ()) {
  std::string text = canonical_json(made_up_value(3));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const std::string characters = "\"\\{}[],: 0123456789.-+eEutfn\x01\xE6";
  const char put = *rc::gen::elementOf(characters);
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      text[at] = put;
      break;
    case 1:
      text.insert(at, 1, put);
      break;
    default:
      text.erase(at, 1);
  }
  RC_ASSERT(is_canonical_json(text) == is_canonical_by_parsing(text));
}

}  // namespace
}  // namespace pignus::journal
