#include "core/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

TEST(CanonicalJson, NumbersAreEcmaScript) {
  // The pairs of RFC 8785, appendix B, that a double of ours can be.
  const std::vector<std::pair<double, std::string>> rows{
      {0.0, "0"},
      {-0.0, "0"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {9007199254740992.0, "9007199254740992"},
      {295147905179352830000.0, "295147905179352830000"},
      {1e21, "1e+21"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {333333333.3333332, "333333333.3333332"},
      {0.1, "0.1"},
      {-1.5, "-1.5"}};
  for (const auto& [value, text] : rows) {
    EXPECT_EQ(canonical_json(Json(value)), text);
  }
}

TEST(CanonicalJson, SortsKeysByUtf16AndEscapes) {
  const Json value{{"b", 1}, {"a", Json::array({true, nullptr})}, {"\x01\"\\\n", "é"}};
  EXPECT_EQ(canonical_json(value), "{\"\\u0001\\\"\\\\\\n\":\"é\",\"a\":[true,null],\"b\":1}");
  // U+10000 is D800 DC00 in UTF-16 and so comes before U+FFFF, but after U+D7FF.
  const Json order{{"\xEF\xBF\xBF", 3}, {"\xF0\x90\x80\x80", 2}, {"\xED\x9F\xBF", 1}};
  EXPECT_EQ(canonical_json(order),
            "{\"\xED\x9F\xBF\":1,\"\xF0\x90\x80\x80\":2,\"\xEF\xBF\xBF\":3}");
}

TEST(ParseJson, RefusesWhatIsNotStrict) {
  EXPECT_TRUE(parse_json(R"({"a":{"b":1},"c":{"b":2}})", "x"));
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})", "x").error().message, "has the key \"a\" twice");
  EXPECT_EQ(parse_json("{\"a\":\"\xFF\"}", "x").error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(parse_json("", "file.json").error().where.file, "file.json");
  EXPECT_EQ(parse_json(std::string(100, '['), "x").error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(parse_json("[1,2]", "x", {3, 8}).error().code, ErrorCode::kLimitExceeded);
  EXPECT_FALSE(parse_json("[NaN]", "x"));
}

RC_GTEST_PROP(CanonicalJson, NumbersReadBackTheSame, (double value)) {
  RC_PRE(std::isfinite(value));
  const auto text = canonical_json(Json(value));
  RC_ASSERT(parse_json(text, "x").value().get<double>() == value);
}

RC_GTEST_PROP(ParseJson, NeverCrashesOnBytes, (const std::string& bytes)) {
  const auto parsed = parse_json(bytes, "x");
  RC_ASSERT(parsed.has_value() || !parsed.error().message.empty());
}

}  // namespace
}  // namespace pignus
