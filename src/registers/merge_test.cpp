#include "registers/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
// GoogleTest before RapidCheck's part for it.
#include <algorithm>
#include <rapidcheck/gtest.h>

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Date day(const char* iso) {
  return *Date::parse(iso);
}

RightRecord record(const char* registry, const char* known) {
  RightRecord record;
  record.id = {"US-P-9000001"};
  record.known = day(known);
  record.source.registry = registry;
  record.source.file = std::string(registry) + ".xml";
  return record;
}

TEST(MergeRecords, EachFieldComesFromWhoStatesIt) {
  RightRecord grant = record("uspto-grant", "2015-04-07");
  grant.title = "Pump";
  grant.filing_date = day("2012-01-02");
  RightRecord docdb = record("docdb", "2015-05-01");
  docdb.family = {"EP2000001B1"};
  docdb.filing_date = *RegisterDate::parse("2012-01");
  const MergedRight merged = merge_records({docdb, grant});
  EXPECT_EQ(merged.record.title, "Pump");
  EXPECT_EQ(merged.record.filing_date.text(), "2012-01-02");
  EXPECT_THAT(merged.record.family, ElementsAre("EP2000001B1"));
  EXPECT_EQ(merged.record.source.registry, "uspto-grant") << "the right's own office leads";
  EXPECT_THAT(merged.conflicts, IsEmpty());
}

TEST(MergeRecords, TwoFilingDatesAreAContradictionWithBothSources) {
  RightRecord grant = record("uspto-grant", "2015-04-07");
  grant.filing_date = day("2012-01-02");
  RightRecord docdb = record("docdb", "2015-05-01");
  docdb.filing_date = day("2012-02-01");
  const MergedRight merged = merge_records({grant, docdb});
  ASSERT_EQ(merged.conflicts.size(), 1U);
  const FieldConflict& conflict = merged.conflicts.front();
  EXPECT_EQ(conflict.field, "filing_date");
  EXPECT_EQ(conflict.kind, ConflictKind::kContradiction);
  EXPECT_EQ(conflict.taken.value, "2012-01-02");
  EXPECT_EQ(conflict.taken.source.file, "uspto-grant.xml");
  ASSERT_EQ(conflict.others.size(), 1U);
  EXPECT_EQ(conflict.others.front().value, "2012-02-01");
  EXPECT_EQ(conflict.others.front().source.file, "docdb.xml");
}

TEST(MergeRecords, AnOlderRecordOfTheSameRegisterIsHistory) {
  RightRecord old = record("docdb", "2014-01-01");
  old.title = "Pumpe";
  old.claim_count = 4;
  RightRecord fresh = record("docdb", "2016-01-01");
  fresh.title = "Pump";
  const MergedRight merged = merge_records({old, fresh});
  EXPECT_EQ(merged.record.title, "Pump");
  EXPECT_EQ(merged.record.claim_count, 4) << "not stated later: the older statement stands";
  EXPECT_THAT(merged.conflicts, IsEmpty());
}

TEST(MergeRecords, OwnersThatChangedAreToldFromOwnersThatContradict) {
  RightRecord odp = record("uspto-odp", "2020-01-01");
  odp.owners = {{"Gamma Bank", "US", ""}};
  RightRecord docdb = record("docdb", "2015-05-01");
  docdb.owners = {{"Alpha Inc.", "US", ""}};
  auto merged = merge_records({odp, docdb});
  ASSERT_EQ(merged.conflicts.size(), 1U);
  EXPECT_EQ(merged.conflicts.front().kind, ConflictKind::kEarlier);
  EXPECT_EQ(merged.record.owners.front().name, "Gamma Bank");

  docdb.known = day("2020-02-01");
  merged = merge_records({odp, docdb});
  ASSERT_EQ(merged.conflicts.size(), 1U);
  EXPECT_EQ(merged.conflicts.front().kind, ConflictKind::kContradiction);
}

TEST(MergeRecords, SpellingAndLanguageAreNoConflict) {
  RightRecord grant = record("uspto-grant", "2015-04-07");
  grant.title = "Pump, with a valve";
  grant.owners = {{"Alpha Systems, Inc.", "US", ""}};
  grant.inventors = {"Ada Byron"};
  grant.grant_number = "US9000001B2";
  RightRecord docdb = record("docdb", "2015-04-07");
  docdb.title = "PUMP WITH A VALVE";
  docdb.owners = {{"ALPHA SYSTEMS INC", "US", ""}};
  docdb.inventors = {"BYRON, ADA"};
  docdb.grant_number = "US9000001";
  RightRecord chinese = record("cnipa-xml", "2015-04-07");
  chinese.title = "带阀的泵";
  chinese.owners = {{"阿尔法系统公司", "US", ""}};
  EXPECT_THAT(merge_records({grant, docdb, chinese}).conflicts, IsEmpty());
}

TEST(MergeRecords, ListsAreUnitedTheLeadingRegisterFirst) {
  RightRecord grant = record("uspto-grant", "2015-04-07");
  grant.classes = {"F04B1/00", "F04B9/00"};
  RightRecord docdb = record("docdb", "2015-04-07");
  docdb.classes = {"F04B9/00", "F16K1/00"};
  const MergedRight merged = merge_records({docdb, grant});
  EXPECT_THAT(merged.record.classes, ElementsAre("F04B1/00", "F04B9/00", "F16K1/00"));
}

TEST(MergeRecords, AGrantPublishedWeeksAfterItsRegistrationIsOneGrant) {
  RightRecord gazette = record("jpo-gazette", "2022-01-20");
  gazette.id = {"JP-P-9990001"};
  gazette.grant_date = day("2021-12-24");
  RightRecord docdb = record("docdb", "2022-01-20");
  docdb.id = gazette.id;
  docdb.grant_date = day("2022-01-20");
  EXPECT_THAT(merge_records({docdb, gazette}).conflicts, IsEmpty());
  EXPECT_EQ(merge_records({docdb, gazette}).record.grant_date.text(), "2021-12-24");
  docdb.grant_date = day("2022-06-20");
  EXPECT_EQ(merge_records({docdb, gazette}).conflicts.size(), 1U);
}

TEST(MergeRecords, ATerminalDisclaimerSaidOnceHolds) {
  RightRecord grant = record("uspto-grant", "2015-04-07");
  RightRecord odp = record("uspto-odp", "2020-01-01");
  odp.terminal_disclaimer = true;
  EXPECT_TRUE(merge_records({grant, odp}).record.terminal_disclaimer);
}

RC_GTEST_PROP(MergeRecords, TheOrderOfRecordsDoesNotMatter, ()) {
  const std::vector<const char*> registries{"uspto-grant", "docdb", "ops", "uspto-odp", ""};
  std::vector<RightRecord> records;
  const auto count = *rc::gen::inRange(1, 7);
  for (int i = 0; i < count; ++i) {
    RightRecord one = record(*rc::gen::elementOf(registries), "2015-01-01");
    one.known = Date::from_days(16'000 + *rc::gen::inRange(0, 4));
    one.title = *rc::gen::element<std::string>("", "Pump", "Valve");
    one.filing_date = Date::from_days(15'000 + *rc::gen::inRange(0, 3));
    one.owners = {{*rc::gen::element<std::string>("Alpha", "Beta"), "", ""}};
    one.source.record = static_cast<std::uint64_t>(i) + 1;
    records.push_back(std::move(one));
  }
  const MergedRight merged = merge_records(records);
  std::vector<RightRecord> other = records;
  std::ranges::reverse(other);
  std::rotate(other.begin(), other.begin() + *rc::gen::inRange(0, count), other.end());
  RC_ASSERT(merge_records(other) == merged);
}

}  // namespace
}  // namespace pignus::registers
