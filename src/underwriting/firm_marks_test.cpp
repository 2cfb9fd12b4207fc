#include "underwriting/firm_marks.h"

#include <gtest/gtest.h>

#include "standards/method_parameters.h"

namespace pignus::underwriting {
namespace {

const Date kDay = *Date::parse("2026-06-30");

/// Marks of a made-up firm at one office, the first of them offered.
struct Marks {
  book::Dossier dossier;
  disclosure::FactsByRight facts;

  Marks() {
    dossier.firm.name = "Mingheng Sensors Co., Ltd.";
    dossier.jurisdiction = "CN";
  }
  registers::RightRecord& add(const char* key, const char* words,
                              std::vector<std::string> classes = {"9"},
                              const char* owner = "Mingheng Sensors Co., Ltd.") {
    registers::RightFacts& one = facts[{key}];
    one.id = {key};
    registers::RightRecord record;
    record.id = one.id;
    record.type = registers::RightType::kTrademark;
    record.title = words;
    record.classes = std::move(classes);
    record.owners = {{owner, "CN", ""}};
    record.grant_date = *Date::parse("2020-01-01");
    record.known = *Date::parse("2020-01-01");
    one.records = {record};
    return one.records.front();
  }
  void offer(const char* key) {
    book::OfferedRight offered;
    offered.stated_number = key;
    offered.id = registers::RightId{key};
    dossier.rights.push_back(offered);
  }
  std::vector<book::MarksTogether> together(Date day = kDay) const {
    const auto trademark = standards::load_method_parameters("trademark").value();
    const auto made = firm_marks(dossier, facts, {day, day}, trademark);
    EXPECT_TRUE(made) << describe(made.error());
    return made.value_or(std::vector<book::MarksTogether>{});
  }
};

TEST(FirmMarks, ALikeMarkThatIsNotOfferedIsMissing) {
  Marks marks;
  marks.add("CN-T-1001", "MINGHENG");
  marks.add("CN-T-1002", "MINGHENG");
  marks.add("CN-T-1003", "MINGHENG", {"25"});  // other goods
  marks.add("CN-T-1004", "QUIET HARBOUR");
  marks.offer("CN-T-1001");
  const auto made = marks.together();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].office, "CN");
  EXPECT_EQ(made[0].marks_known, 4U);
  ASSERT_EQ(made[0].missing.size(), 1U);
  EXPECT_EQ(made[0].missing[0].right.value, "CN-T-1002");
  EXPECT_EQ(made[0].missing[0].because_of.value, "CN-T-1001");
  EXPECT_EQ(made[0].missing[0].likeness, 1);
  marks.offer("CN-T-1002");
  EXPECT_TRUE(marks.together()[0].missing.empty());
}

TEST(FirmMarks, OnlyLivingMarksOfTheFirmAtTheOfficeCount) {
  Marks marks;
  marks.add("CN-T-1001", "MINGHENG");
  marks.add("CN-T-1002", "MINGHENG", {"9"}, "Another Co., Ltd.");
  marks.add("US-T-1003", "MINGHENG");
  marks.offer("CN-T-1001");
  registers::LegalEvent ended;
  ended.right = {"CN-T-1004"};
  ended.st27 = "H13";
  ended.date = *Date::parse("2022-01-01");
  ended.known = *Date::parse("2022-01-01");
  marks.add("CN-T-1004", "MINGHENG");
  marks.facts[{"CN-T-1004"}].events = {ended};
  const auto made = marks.together();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_TRUE(made[0].missing.empty());
  EXPECT_EQ(made[0].marks_known, 1U);
  // Before it ended it had to go along.
  const auto before = marks.together(*Date::parse("2021-06-30"));
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].missing.size(), 1U);
}

TEST(FirmMarks, WhatIsNotYetKnownIsNotSeen) {
  Marks marks;
  marks.add("CN-T-1001", "MINGHENG");
  marks.add("CN-T-1002", "MINGHENG").known = *Date::parse("2026-09-01");
  marks.offer("CN-T-1001");
  EXPECT_TRUE(marks.together()[0].missing.empty());
}

TEST(FirmMarks, FiguresAndMarksWithoutGoodsAreListed) {
  Marks marks;
  marks.add("CN-T-1001", "MINGHENG");
  marks.add("CN-T-1002", "");
  marks.add("CN-T-1003", "MINGHENG", {});
  marks.offer("CN-T-1001");
  const auto made = marks.together();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].figures, (std::vector<registers::RightId>{{"CN-T-1002"}}));
  EXPECT_EQ(made[0].without_goods, (std::vector<registers::RightId>{{"CN-T-1003"}}));
}

TEST(FirmMarks, WithoutAnOfferedMarkThereIsNothingToSay) {
  Marks marks;
  marks.add("CN-T-1001", "MINGHENG");
  EXPECT_TRUE(marks.together().empty());
}

}  // namespace
}  // namespace pignus::underwriting
