#include "store/fact_lines.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "store/fact_json.h"
#include "support/any_fact.h"

namespace pignus::store {
namespace {

using pignus::testing::AnyFact;
using pignus::testing::kFactKinds;

const Where kHere{"facts", 7, ""};

/// The first error of a line that is as ours but for one change.
template <typename Change>
Error refused(int kind, const Change& change) {
  Json line = Json::parse(line_of(AnyFact(3).of_kind(kind)));
  change(line);
  const auto read = read_fact_line(line, kHere);
  EXPECT_FALSE(read) << line.dump();
  return read ? Error{} : read.error();
}

RC_GTEST_PROP(FactLines, EveryKindComesBackAsItWas, (std::uint64_t seed)) {
  AnyFact any(seed);
  for (int kind = 0; kind < kFactKinds; ++kind) {
    const registers::Fact fact = any.of_kind(kind);
    const std::string line = line_of(fact);
    const auto read = parse_fact_line(line, kHere);
    RC_ASSERT(read.has_value());
    RC_ASSERT(std::get<registers::Fact>(*read) == fact);
    RC_ASSERT(line_of(std::get<registers::Fact>(*read)) == line);
    const auto* figure = std::get_if<registers::ReferenceFigure>(&fact);
    if (figure == nullptr) continue;
    const auto& back = std::get<registers::ReferenceFigure>(std::get<registers::Fact>(*read));
    RC_ASSERT(std::signbit(figure->value) == std::signbit(back.value));  // == does not tell -0
  }
}

RC_GTEST_PROP(FactLines, ProblemsComeBackAsTheyWere, (std::uint64_t seed)) {
  const registers::Problem problem = AnyFact(seed).problem();
  const auto read = parse_fact_line(line_of(problem), kHere);
  RC_ASSERT(read.has_value());
  const auto& back = std::get<registers::Problem>(*read);
  RC_ASSERT(back.error == problem.error);
  RC_ASSERT(back.sha256 == problem.sha256);
}

// Whatever is taken away, added or changed in its kind is refused, and the member is named.
RC_GTEST_PROP(FactLines, AnyMemberMissingStrangeOrOfAnotherKindIsRefused, (std::uint64_t seed)) {
  const int kind = static_cast<int>(seed % kFactKinds);
  Json line = Json::parse(line_of(AnyFact(seed).of_kind(kind)));
  Json& part =
      *rc::gen::inRange(0, 3) == 0 ? line : line[*rc::gen::element<std::string>("fact", "source")];
  std::vector<std::string> names;
  for (const auto& [name, value] : part.items()) names.push_back(name);
  const std::string name = *rc::gen::elementOf(names);
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      // These two are left out where they are empty.
      RC_PRE(name != "details" || kind != 0);
      RC_PRE(name != "designated_states");
      part.erase(name);
      break;
    case 1:
      part["stranger"] = 1;
      break;
    default:
      part[name] = Json::array({Json::object()});
  }
  const auto read = read_fact_line(line, kHere);
  RC_ASSERT(!read);
  RC_ASSERT(read.error().code == ErrorCode::kInvalidInput);
  RC_ASSERT(read.error().where.file == "facts");
  RC_ASSERT(read.error().where.record == 7U);
}

TEST(FactLines, ErrorsNameTheMember) {
  EXPECT_EQ(refused(0, [](Json& line) { line["fact"]["owners"] = {{{"name", 1}}}; }).where.field,
            "fact.owners[0].name");
  EXPECT_EQ(refused(0, [](Json& line) { line["fact"]["known"] = "2020-02-30"; }).where.field,
            "fact.known");
  EXPECT_EQ(refused(0, [](Json& line) { line["fact"]["claim_count"] = 1.5; }).where.field,
            "fact.claim_count");
  EXPECT_EQ(
      refused(0, [](Json& line) { line["fact"]["claim_count"] = 3'000'000'000U; }).where.field,
      "fact.claim_count");
  EXPECT_EQ(refused(0, [](Json& line) { line["fact"]["filing_date"] = "20200101"; }).where.field,
            "fact.filing_date");
  EXPECT_EQ(refused(1, [](Json& line) { line["kind"] = "gossip"; }).where.field, "kind");
  EXPECT_EQ(refused(2, [](Json& line) { line["fact"]["class"] = "gift"; }).where.field,
            "fact.class");
  EXPECT_EQ(refused(2, [](Json& line) { line["fact"]["secured_amount"] = "5"; }).where.field,
            "fact.secured_amount");
  EXPECT_EQ(refused(3, [](Json& line) { line["fact"]["registry"] = "another"; }).where.field,
            "fact.registry");
  EXPECT_EQ(refused(4, [](Json& line) { line["fact"]["value"] = "many"; }).where.field,
            "fact.value");
  EXPECT_EQ(refused(5, [](Json& line) { line["source"]["record"] = -1; }).where.field,
            "source.record");
  EXPECT_EQ(
      refused(5, [](Json& line) { line["source"]["file"] = std::string("a\0b", 3); }).where.field,
      "source.file");
}

TEST(FactLines, WhatIsNoLineIsRefused) {
  for (const char* line : {"", "[]", "null", "{}", "{\"problem\":{}}", "{\"fact\":{}",
                           "{\"kind\":\"event\",\"kind\":\"event\"}"}) {
    const auto read = parse_fact_line(std::string_view(line), kHere);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().where.record, 7U) << line;
  }
}

TEST(FactLines, OfAProblemItHoldsWhatAStoreKeeps) {
  const registers::Problem problem{
      {ErrorCode::kInvalidInput, std::string(5'000, 'm') + "\xFF", {"a\xFF.xml", 3, "f\xFF"}},
      "ab"};
  const auto read = parse_fact_line(line_of(problem), kHere);
  ASSERT_TRUE(read) << describe(read.error());
  const Error& error = std::get<registers::Problem>(*read).error;
  EXPECT_EQ(error.message, std::string(kProblemTextBytesMax, 'm'));
  EXPECT_EQ(error.where.file, "a\uFFFD.xml");
}

TEST(FactLines, TheHashOfAFactIsThatOfWhatCameBack) {
  AnyFact any(11);
  for (int kind = 0; kind < 4; ++kind) {
    const registers::Fact fact = any.of_kind(kind);
    const auto read = parse_fact_line(line_of(fact), kHere);
    ASSERT_TRUE(read);
    EXPECT_EQ(fact_hash(std::get<registers::Fact>(*read)), fact_hash(fact));
  }
}

}  // namespace
}  // namespace pignus::store
