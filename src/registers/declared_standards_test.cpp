#include "registers/declared_standards.h"

#include <gtest/gtest.h>

namespace pignus::registers {
namespace {

RightRecord record_of(const std::string& registry, const std::string& known,
                      const std::string& standards) {
  RightRecord record;
  record.id = {"US-P-9999901"};
  record.known = *Date::parse(known);
  record.source.registry = registry;
  if (!standards.empty()) {
    record.details[kStandardEssential] = standards;
  }
  return record;
}

TEST(DeclaredStandards, AreUnknownWithoutAList) {
  RightFacts facts;
  facts.records = {record_of("uspto-grant", "2020-01-07", "")};
  facts.merge();
  EXPECT_TRUE(declared_standards(facts).empty());
}

TEST(DeclaredStandards, ComeWithTheListThatSaidThemFirst) {
  RightFacts facts;
  facts.records = {record_of("uspto-grant", "2020-01-07", ""),
                   record_of("declarations", "2021-03-01", "TS 1.234; TS 5.678 ;; "),
                   record_of("other-list", "2022-03-01", "TS 5.678;TS 9.9")};
  facts.merge();
  const auto declared = declared_standards(facts);
  ASSERT_EQ(declared.size(), 3U);
  EXPECT_EQ(declared[0].standard, "TS 1.234");
  EXPECT_EQ(declared[1].standard, "TS 5.678");
  EXPECT_EQ(declared[1].source.registry, "declarations");
  EXPECT_EQ(declared[1].known.iso(), "2021-03-01");
  EXPECT_EQ(declared[2].source.registry, "other-list");
  const RightFacts earlier =
      known_facts(facts, {*Date::parse("2021-12-31"), *Date::parse("2021-12-31")});
  EXPECT_EQ(declared_standards(earlier).size(), 2U);
}

TEST(DeclaredStandards, AreGoneWithARecordTakenBack) {
  RightFacts facts;
  facts.records = {record_of("declarations", "2021-03-01", "TS 1.234")};
  Retraction back;
  back.right = {"US-P-9999901"};
  back.known = *Date::parse("2021-04-01");
  back.source.registry = "declarations";
  facts.retractions = {back};
  facts.merge();
  EXPECT_TRUE(declared_standards(facts).empty());
}

}  // namespace
}  // namespace pignus::registers
