#include "registers/io/json_records.h"

#include <gtest/gtest.h>

#include "registers/io/json_blocks.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

struct Cut {
  std::vector<std::string> records;
  std::vector<std::string> problems;
  std::string error;
};

Cut cut(const std::string& text, std::size_t piece = 1U << 20, JsonCutterLimits limits = {}) {
  testing::StringSource source(text, piece);
  JsonRecordCutter cutter(source, "f.json", {"bag", "other", ""}, limits);
  Cut out;
  while (true) {
    auto record = cutter.next();
    if (!record) {
      out.error = record.error().message;
      return out;
    }
    if (!*record) return out;
    out.records.push_back(std::string((*record)->bag) + ":" + std::string((*record)->text));
    if ((*record)->problem) out.problems.push_back((*record)->problem->message);
  }
}

TEST(JsonRecordCutter, CutsTheObjectsOfItsListsAndOfNoOthers) {
  const std::string text =
      R"({"count": 7, "no": [{"x": 1}], "deep": {"bag": [{"a": "}]"}, {"b": [{}, "\"{"]}]},)"
      R"( "other": {"c": 1}, "bag": [], "tail": [1, {"bag": null}]})";
  for (const std::size_t piece : {1U, 2U, 7U, 64U, 1000U}) {
    const Cut out = cut(text, piece);
    EXPECT_EQ(out.error, "");
    EXPECT_EQ(out.records,
              (std::vector<std::string>{R"(bag:{"a": "}]"})", R"(bag:{"b": [{}, "\"{"]})",
                                        R"(other:{"c": 1})"}));
  }
}

TEST(JsonRecordCutter, AnArrayMayBeTheWholeFile) {
  EXPECT_EQ(cut("\xef\xbb\xbf [ {\"a\":1},\n{} ]", 1).records,
            (std::vector<std::string>{":{\"a\":1}", ":{}"}));
}

TEST(JsonRecordCutter, KeepsNumbersAndTextsAroundTheRecords) {
  testing::StringSource source(
      R"({"bag": [{"count": 9}], "count": 12, "error": "none", "x": 1.5})");
  JsonRecordCutter cutter(source, "f", {"bag", "other"});
  ASSERT_TRUE(cutter.next().value());
  ASSERT_FALSE(cutter.next().value());
  EXPECT_EQ(cutter.numbers().at("count"), 12U);
  EXPECT_EQ(cutter.texts().at("error"), "none");
  EXPECT_TRUE(cutter.met("bag"));
  EXPECT_FALSE(cutter.met("other"));
}

TEST(JsonRecordCutter, SaysWhatIsNoRecordAndGoesOn) {
  const Cut out = cut(R"({"bag": [1, "te}xt", null, [{}], {"a": 1}]})");
  EXPECT_EQ(out.problems.size(), 4U);
  EXPECT_EQ(out.records.back(), R"(bag:{"a": 1})");
}

TEST(JsonRecordCutter, SaysWhereTheFileEnds) {
  const Cut within = cut(R"({"bag": [{"a": 1}, {"b": )");
  EXPECT_EQ(within.problems, std::vector<std::string>{"the file ends within the record"});
  EXPECT_EQ(within.error, "the JSON ends within a list of records");
  EXPECT_EQ(cut(R"({"x": 1)").error, "the JSON ends early");
  EXPECT_EQ(cut(R"({"x": "un)").error, "the JSON ends within a text");
  EXPECT_EQ(cut("").error, "the JSON ends early");
  EXPECT_EQ(cut("nonsense").error, "no JSON");
  EXPECT_EQ(cut("{}}").error, "a bracket too many: no JSON");
}

TEST(JsonRecordCutter, HoldsItsBounds) {
  JsonCutterLimits limits;
  limits.record_bytes_max = 1000;
  limits.gap_bytes_max = 1000;
  const std::string long_text(2000, 'x');
  EXPECT_NE(cut(R"({"bag": [{"a": ")" + long_text + R"("}]})", 100, limits).error, "");
  EXPECT_NE(cut(R"({"x": ")" + long_text + R"(", "bag": []})", 100, limits).error, "");
  EXPECT_EQ(cut(R"({"bag": [{"a": ")" + long_text.substr(0, 500) + R"("}]})", 100, limits).error,
            "");
  EXPECT_EQ(cut("{\"x\":" + std::string(2000, '[')).error, "nested too deeply");
}

TEST(JsonBlockWalk, EndsWhereTheSlowWalkEnds) {
  // Every run of this alphabet, long enough to cross blocks at every place.
  const std::string alphabet = "{}[]\"\\a ";
  std::uint64_t state = 88172645463325252ULL;
  for (int round = 0; round < 20000; ++round) {
    std::string text = "{";
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    const std::size_t size = 1 + state % 200;
    std::uint64_t bits = state;
    for (std::size_t i = 0; i < size; ++i) {
      bits = bits * 6364136223846793005ULL + 1442695040888963407ULL;
      text += alphabet[bits >> 61];
    }
    JsonBlockWalk walk;
    std::optional<std::size_t> fast;
    std::size_t at = 0;
    for (; !fast && at < text.size(); at += JsonBlockWalk::kBlock) {
      fast = walk.walk(std::string_view(text).substr(at, JsonBlockWalk::kBlock));
      if (fast) *fast += at;
    }
    ASSERT_EQ(fast, json_value_end_slow(text)) << text;
  }
}

}  // namespace
}  // namespace pignus::registers
