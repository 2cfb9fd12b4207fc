#include "desk/previous_appraisals.h"

#include <gtest/gtest.h>
#include <string>

#include "core/json.h"

namespace pignus::desk {
namespace {

Json sample() {
  const Json value{{"p5", 1.0},  {"p25", 2.0},  {"p50", 3.0}, {"p75", 4.0},
                   {"p95", 5.0}, {"mean", 3.1}, {"sd", 1.0},  {"sha256", "ab"}};
  const Json appraisal{{"right", "US-P-8789601"},
                       {"title", "T"},
                       {"as_of", "2025-06-30"},
                       {"currency", "USD"},
                       {"status", {{"state", "in_force"}}},
                       {"value", value},
                       {"liquidation_value", value}};
  return {{"format", "pignus.appraisals/1"},
          {"provenance",
           {{"software", "pignus 0.1.0"},
            {"as_of", {{"true_on", "2025-06-30"}, {"known_by", "2025-07-31"}}},
            {"seed", "18446744073709551615"},
            {"paths", 500},
            {"standards", {{"valuation/common.toml", "cd"}}}}},
          {"appraisals", Json::array({appraisal, appraisal})}};
}

TEST(PreviousAppraisals, ReadsWhatAppraiseWrote) {
  for (const std::string& text : {canonical_json(sample()), sample().dump(2)}) {
    const auto read = parse_previous_appraisals(text, "then.json");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->as_of.true_on.iso(), "2025-06-30");
    EXPECT_EQ(read->as_of.known_by.iso(), "2025-07-31");
    EXPECT_EQ(read->seed, 18446744073709551615ULL);
    EXPECT_EQ(read->paths, 500U);
    EXPECT_EQ(read->standards.at("valuation/common.toml"), "cd");
    ASSERT_EQ(read->appraisals.size(), 2U);
    EXPECT_EQ(read->appraisals[1].right.value, "US-P-8789601");
    EXPECT_EQ(read->appraisals[1].mean, 3.1);
    EXPECT_EQ(read->appraisals[1].state, "in_force");
  }
}

/// Where the text is refused.
Error refusal(const std::string& text) {
  const auto read = parse_previous_appraisals(text, "then.json");
  EXPECT_FALSE(read) << text;
  return read ? Error{} : read.error();
}

TEST(PreviousAppraisals, RefusesForeignFiles) {
  EXPECT_EQ(refusal("number\nUS8789601\n").code, ErrorCode::kInvalidInput);
  EXPECT_EQ(refusal("{}").code, ErrorCode::kUnsupported);
  Json other = sample();
  other["format"] = "pignus.underwriting/1";
  EXPECT_EQ(refusal(canonical_json(other)).where.field, "format");
  const std::string text = canonical_json(sample());
  for (std::size_t cut = 1; cut < text.size(); cut += 97) {
    EXPECT_EQ(refusal(text.substr(0, text.size() - cut)).where.file, "then.json");
  }
}

TEST(PreviousAppraisals, NamesTheAppraisalAndTheMember) {
  const auto changed = [](const char* pointer, Json value) {
    Json bad = sample();
    bad[Json::json_pointer(pointer)] = std::move(value);
    return refusal(canonical_json(bad)).where;
  };
  EXPECT_EQ(changed("/appraisals/1/value/mean", -1).record, 2U);
  EXPECT_EQ(changed("/appraisals/1/value/mean", -1).field, "value.mean");
  EXPECT_EQ(changed("/appraisals/0/value/p50", 99).field, "value.p50");
  EXPECT_EQ(changed("/appraisals/0/currency", "euro").field, "currency");
  EXPECT_EQ(changed("/appraisals/0/status/state", "fine").field, "status.state");
  EXPECT_EQ(changed("/appraisals/0/right", nullptr).field, "right");
  EXPECT_EQ(changed("/appraisals/1/right", "US8789601").field, "right");
  EXPECT_EQ(changed("/appraisals/1/as_of", "2024-01-01").field, "as_of");
  EXPECT_EQ(changed("/appraisals/1/as_of", "2024-01-01").record, 2U);
  EXPECT_EQ(changed("/provenance/seed", "-1").field, "provenance.seed");
  EXPECT_EQ(changed("/provenance/as_of/true_on", "soon").field, "provenance.as_of.true_on");
  EXPECT_EQ(changed("/appraisals", Json::array()).field, "appraisals");
}

}  // namespace
}  // namespace pignus::desk
