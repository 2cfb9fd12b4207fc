#include "disclosure/compare.h"

#include <gtest/gtest.h>
#include <string>

#include "disclosure/title.h"

namespace pignus::disclosure {
namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;
using registers::ConveyanceClass;
using registers::RightId;

Date day(const char* iso) {
  return *Date::parse(iso);
}

// A mark: its state needs no annuities, so that each test shows one thing.
const RightId kMark{"CN-T-99999811"};

struct Case {
  book::Dossier dossier;
  FactsByRight facts;
  CompareOptions options{{day("2026-06-30"), day("2026-06-30")}, false};

  Case() {
    dossier.as_of = day("2026-06-30");
    dossier.firm.name = "宁波明蘅传感技术有限公司";
    dossier.firm.other_names = {"Ningbo Mingheng Sensing Technology Co., Ltd."};
    offer(kMark.value, kMark);
    registers::RightRecord record;
    record.id = kMark;
    record.type = registers::RightType::kTrademark;
    record.filing_date = day("2018-05-16");
    record.grant_date = day("2019-08-14");
    record.expiry_date = day("2029-08-13");
    record.owners = {{"宁波明蘅传感技术有限公司", "CN", ""}};
    record.known = day("2019-08-14");
    record.source = {"rights.csv", "", 1, ""};
    facts[kMark] = {kMark, {record}, {}, {}};
  }

  void offer(const std::string& number, std::optional<RightId> id) {
    book::OfferedRight offered;
    offered.stated_number = number;
    offered.id = std::move(id);
    dossier.rights.push_back(std::move(offered));
  }
  book::Statement& say(StatementKind kind, const std::string& value,
                       const char* stated_on = "2026-06-15") {
    book::Statement statement;
    statement.id = "S" + std::to_string(dossier.statements.size() + 1);
    statement.kind = kind;
    statement.value = value;
    statement.stated_number = kMark.value;
    statement.right = kMark;
    statement.stated_on = day(stated_on);
    statement.place = {"list.md", "row 1", ""};
    dossier.statements.push_back(statement);
    return dossier.statements.back();
  }
  void pledge(const char* id, const char* executed, const char* recorded) {
    registers::Recording recording;
    recording.office = "CN";
    recording.id = id;
    recording.recorded = day(recorded);
    recording.conveyance = "PLEDGE";
    recording.conveyance_class = ConveyanceClass::kSecurityInterest;
    recording.grantors = {{{"宁波明蘅传感技术有限公司", "CN", ""}, day(executed)}};
    recording.grantees = {{{"Bank", "CN", ""}, {}}};
    recording.properties = {{kMark, "", "", "", ""}};
    facts[kMark].recordings.push_back(recording);
  }
  std::vector<book::Finding> findings() const { return compare(dossier, facts, options); }
  std::string codes() const {
    std::string text;
    for (const book::Finding& finding : findings()) {
      text += (text.empty() ? "" : " ") + finding.message.substr(8);
    }
    return text;
  }
};

TEST(Compare, AnHonestDossierHasNoFindings) {
  Case honest;
  honest.say(StatementKind::kStatus, "granted");
  honest.say(StatementKind::kType, "trademark");
  honest.say(StatementKind::kOwner, "NINGBO MINGHENG SENSING TECHNOLOGY CO LTD");
  honest.say(StatementKind::kSoleOwner, "yes");
  honest.say(StatementKind::kEncumbered, "no");
  honest.say(StatementKind::kLitigation, "no");
  honest.say(StatementKind::kLicensed, "no");
  honest.say(StatementKind::kFilingDate, "2018-05-16");
  honest.say(StatementKind::kGrantDate, "2019-08-14");
  honest.say(StatementKind::kExpiryDate, "2029-08-13");
  honest.say(StatementKind::kExists, "");
  EXPECT_EQ(honest.codes(), "");
}

TEST(Compare, DeniedPledgeIsCriticalAndShowsBothSides) {
  Case denied;
  denied.say(StatementKind::kEncumbered, "no");
  denied.pledge("P-1", "2025-09-10", "2025-09-12");
  const auto findings = denied.findings();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, FindingCode::kPledgeOmitted);
  EXPECT_EQ(findings[0].severity, Severity::kCritical);
  EXPECT_EQ(findings[0].statement_ids, (std::vector<std::string>{"S1"}));
  ASSERT_EQ(findings[0].facts.size(), 1U);
  EXPECT_EQ(findings[0].facts[0].true_on, day("2025-09-10"));
  EXPECT_EQ(findings[0].facts[0].known_on, day("2025-09-12"));
  EXPECT_EQ(findings[0].arguments, (std::vector<std::string>{"CN-T-99999811", "no", "P-1 (Bank)",
                                                             "2026-06-15", "P-1", "Bank"}));
}

TEST(Compare, AStatementIsJudgedByItsOwnDay) {
  Case stale;
  stale.say(StatementKind::kEncumbered, "no", "2025-09-09");
  stale.pledge("P-1", "2025-09-10", "2025-09-12");
  EXPECT_EQ(stale.codes(), "stale_snapshot.encumbered");
  Case false_on_its_day;
  false_on_its_day.say(StatementKind::kEncumbered, "no", "2025-09-10");
  false_on_its_day.pledge("P-1", "2025-09-10", "2025-09-12");
  EXPECT_EQ(false_on_its_day.codes(), "pledge_omitted.denied");
}

TEST(Compare, WhatWasNotKnownIsNotUsed) {
  Case early;
  early.options.as_of = {day("2025-09-11"), day("2025-09-11")};
  early.say(StatementKind::kEncumbered, "no", "2025-09-11");
  early.pledge("P-1", "2025-09-10", "2025-09-12");
  EXPECT_EQ(early.codes(), "");
  // A statement about a later day is not judged either.
  early.say(StatementKind::kStatus, "pending", "2026-06-15");
  EXPECT_EQ(early.codes(), "");
}

TEST(Compare, SilenceAboutAPledgeIsAnOmission) {
  Case silent;
  silent.pledge("P-1", "2025-09-10", "2025-09-12");
  EXPECT_EQ(silent.codes(), "pledge_omitted.silent");
  EXPECT_TRUE(silent.findings()[0].statement_ids.empty());
  silent.say(StatementKind::kEncumbered, "yes");
  EXPECT_EQ(silent.codes(), "");
}

TEST(Compare, ARecordingOverManyRightsIsOneOmission) {
  Case silent;
  silent.pledge("P-1", "2025-09-10", "2025-09-12");
  const RightId other{"CN-T-99999822"};
  silent.offer(other.value, other);
  registers::RightFacts facts = silent.facts[kMark];
  facts.id = other;
  facts.records[0].id = other;
  facts.recordings[0].properties[0].right = other;
  silent.facts[other] = facts;
  auto findings = silent.findings();
  ASSERT_EQ(findings.size(), 1U);
  ASSERT_EQ(findings[0].rights.size(), 2U);
  EXPECT_EQ(findings[0].right, kMark);
  EXPECT_EQ(findings[0].rights[0].id, kMark);
  EXPECT_EQ(findings[0].rights[1].id, other);
  EXPECT_EQ(findings[0].facts.size(), 1U);  // the same recording

  // Another recording is another matter, and so is a right of which something is said.
  silent.facts[other].recordings[0].id = "P-2";
  EXPECT_EQ(silent.findings().size(), 2U);
  silent.facts[other].recordings[0].id = "P-1";
  silent.say(StatementKind::kEncumbered, "no");
  findings = silent.findings();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_TRUE(findings[0].rights.empty());
}

TEST(Compare, APledgeTheRegisterDoesNotKnow) {
  Case unknown;
  unknown.say(StatementKind::kEncumbered, "yes");
  EXPECT_EQ(unknown.codes(), "pledge_omitted.not_recorded");
}

TEST(Compare, OwnersAndCoOwners) {
  Case other;
  other.facts[kMark].records[0].owners = {{"杭州绾川仪表有限公司", "CN", ""}};
  EXPECT_EQ(other.codes(), "owner_mismatch.silent");
  other.say(StatementKind::kOwner, "宁波明蘅传感技术有限公司");
  EXPECT_EQ(other.codes(), "owner_mismatch.stated");

  Case shared;
  shared.facts[kMark].records[0].owners.push_back({"虚构东海理工学院", "CN", ""});
  EXPECT_EQ(shared.codes(), "co_owner_omitted.recorded");
  shared.say(StatementKind::kOwner, "宁波明蘅传感技术有限公司");
  shared.say(StatementKind::kSoleOwner, "yes");
  ASSERT_EQ(shared.codes(), "co_owner_omitted.recorded");
  EXPECT_EQ(shared.findings()[0].statement_ids, (std::vector<std::string>{"S1", "S2"}));
  EXPECT_EQ(shared.findings()[0].severity, Severity::kCritical);
  shared.dossier.statements.pop_back();
  shared.say(StatementKind::kOwner, "虚构东海理工学院");
  EXPECT_EQ(shared.codes(), "");
}

TEST(Compare, AnAssignmentChangesTheOwnerFromItsDay) {
  Case sold;
  registers::Recording recording;
  recording.office = "CN";
  recording.id = "A-1";
  recording.recorded = day("2026-03-20");
  recording.conveyance = "ASSIGNMENT";
  recording.conveyance_class = ConveyanceClass::kAssignment;
  recording.grantors = {{{"宁波明蘅传感技术有限公司", "CN", ""}, day("2026-03-01")}};
  recording.grantees = {{{"杭州绾川仪表有限公司", "CN", ""}, {}}};
  recording.properties = {{kMark, "", "", "", ""}};
  sold.facts[kMark].recordings = {recording};
  sold.say(StatementKind::kOwner, "宁波明蘅传感技术有限公司", "2026-03-01");
  EXPECT_EQ(sold.codes(), "owner_mismatch.stated");
  sold.dossier.statements[0].stated_on = day("2026-02-28");
  EXPECT_EQ(sold.codes(), "stale_snapshot.owner");
  const auto title =
      title_on(sold.dossier.firm, sold.facts[kMark],
               registers::lien_chain(sold.facts[kMark], sold.options.as_of), sold.options.as_of);
  ASSERT_EQ(title.holders.size(), 1U);
  EXPECT_EQ(title.holders[0].party.name, "杭州绾川仪表有限公司");
  EXPECT_FALSE(title.holders[0].is_the_firm);
  EXPECT_EQ(title.true_on, day("2026-03-01"));
}

TEST(Compare, DatesOfPartialPrecisionAreNotContradicted) {
  Case partial;
  partial.facts[kMark].records[0].filing_date = *RegisterDate::parse("2018-05");
  partial.say(StatementKind::kFilingDate, "2018-05-31");
  EXPECT_EQ(partial.codes(), "");
  partial.say(StatementKind::kFilingDate, "2018-06-01");
  EXPECT_EQ(partial.codes(), "date_mismatch.filing_date");
}

TEST(Compare, ALaterExpiryIsWorseThanAnEarlierOne) {
  Case later;
  later.say(StatementKind::kExpiryDate, "2030-08-13");
  EXPECT_EQ(later.findings().at(0).severity, Severity::kMajor);
  later.dossier.statements[0].value = "2028-08-13";
  EXPECT_EQ(later.findings().at(0).severity, Severity::kMinor);
}

TEST(Compare, ARightWithoutARecordIsUnknownNotContradicted) {
  Case unknown;
  unknown.facts.clear();
  unknown.say(StatementKind::kStatus, "granted");
  unknown.say(StatementKind::kOwner, "Anyone");
  unknown.say(StatementKind::kEncumbered, "yes");
  unknown.say(StatementKind::kFilingDate, "1999-01-01");
  ASSERT_EQ(unknown.codes(), "right_not_found.absent");
  EXPECT_EQ(unknown.findings()[0].severity, Severity::kMinor);
  EXPECT_EQ(unknown.findings()[0].statement_ids.size(), 4U);
  unknown.options.registers_complete = true;
  EXPECT_EQ(unknown.findings()[0].severity, Severity::kMajor);
}

TEST(Compare, AMistypedNumberIsOneFindingHoweverOftenItIsUsed) {
  Case mistyped;
  for (const StatementKind kind : {StatementKind::kStatus, StatementKind::kExists}) {
    auto& statement = mistyped.say(kind, "");
    statement.stated_number = "ZL201410234381.Y";
    statement.right = std::nullopt;
  }
  ASSERT_EQ(mistyped.codes(), "number_malformed.malformed");
  EXPECT_EQ(mistyped.findings()[0].statement_ids.size(), 2U);
  EXPECT_EQ(mistyped.findings()[0].arguments[2].find("ZL2014"), std::string::npos);
}

TEST(Compare, AWrongCheckDigitIsCorrected) {
  Case mistyped;
  auto& statement = mistyped.say(StatementKind::kExists, "");
  statement.stated_number = "ZL201410234381.3";
  statement.right = std::nullopt;
  ASSERT_EQ(mistyped.codes(), "number_malformed.check_digit");
  EXPECT_EQ(mistyped.findings()[0].arguments.at(4), "X");
}

TEST(Compare, CountsAreSpans) {
  Case counted;
  auto& statement = counted.say(StatementKind::kCount, "1");
  statement.right = std::nullopt;
  statement.stated_number = "";
  statement.scope = "trademark:granted";
  EXPECT_EQ(counted.codes(), "");
  counted.dossier.statements[0].value = "2";
  ASSERT_EQ(counted.codes(), "count_mismatch.outside");
  EXPECT_EQ(counted.findings()[0].severity, Severity::kMinor);
  counted.options.registers_complete = true;
  EXPECT_EQ(counted.findings()[0].severity, Severity::kMajor);
  // A second mark that nobody has seen may be the missing one.
  counted.options.registers_complete = false;
  counted.offer("CN-T-99999822", RightId{"CN-T-99999822"});
  EXPECT_EQ(counted.codes(), "right_not_found.absent");
  counted.dossier.statements[0].value = "0";
  EXPECT_EQ(counted.codes(), "count_mismatch.outside right_not_found.absent");
}

TEST(Compare, ARightOfferedTwice) {
  Case twice;
  twice.offer("99999811", kMark);
  EXPECT_EQ(twice.codes(), "double_counted.same_right");
}

TEST(Compare, LicencesOnRecord) {
  Case licensed;
  licensed.pledge("L-1", "2025-01-10", "2025-01-12");
  licensed.facts[kMark].recordings[0].conveyance_class = ConveyanceClass::kLicence;
  EXPECT_EQ(licensed.codes(), "licence_omitted.silent");
  licensed.say(StatementKind::kLicensed, "no");
  EXPECT_EQ(licensed.codes(), "licence_omitted.denied");
  licensed.dossier.statements[0].value = "yes";
  EXPECT_EQ(licensed.codes(), "");
}

TEST(Compare, AReleaseThatNamesTheOtherRecording) {
  Case doubled;
  doubled.say(StatementKind::kEncumbered, "yes");
  doubled.pledge("R/1", "2019-01-07", "2019-01-09");
  doubled.pledge("R/2", "2019-01-07", "2019-02-20");
  registers::Recording release = doubled.facts[kMark].recordings[1];
  release.id = "R/3";
  release.recorded = day("2019-05-10");
  release.conveyance_class = ConveyanceClass::kRelease;
  release.releases = "R/2";
  release.grantors = {{{"Bank", "", ""}, day("2019-05-07")}};
  release.grantees = {{{"宁波明蘅传感技术有限公司", "", ""}, {}}};
  doubled.facts[kMark].recordings.push_back(release);
  ASSERT_EQ(doubled.codes(), "pledge_omitted.release_names_other");
  const auto finding = doubled.findings()[0];
  EXPECT_EQ(finding.arguments.at(4), "R/1");
  EXPECT_EQ(finding.arguments.at(5), "R/2");
  EXPECT_TRUE(finding.statement_ids.empty());
}

TEST(Compare, MostSevereFirst) {
  Case mixed;
  mixed.say(StatementKind::kFilingDate, "2018-05-17");
  mixed.say(StatementKind::kEncumbered, "no");
  mixed.pledge("P-1", "2025-09-10", "2025-09-12");
  EXPECT_EQ(mixed.codes(), "pledge_omitted.denied date_mismatch.filing_date");
}

}  // namespace
}  // namespace pignus::disclosure
