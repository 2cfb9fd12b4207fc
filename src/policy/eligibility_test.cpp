#include "policy/eligibility.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

namespace pignus::policy {
namespace {

using book::Verdict;
using registers::LegalState;

const Date kToday = *Date::parse("2026-06-30");

// A right with nothing wrong, to be broken one way at a time.
struct Case {
  book::Dossier dossier;
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  registers::LienChain liens;
  book::Title title;
  std::vector<const registers::RightFacts*> others;
  AsOf as_of{kToday, kToday};

  Case() {
    dossier.as_of = kToday;
    dossier.firm.name = "Firm";
    dossier.request.term_months = 24;
    facts.id = {"CN-P-202019999203"};
    offered.stated_number = "ZL202019999203.9";
    offered.id = facts.id;
    registers::RightRecord record;
    record.id = facts.id;
    record.type = registers::RightType::kInvention;
    record.known = *Date::parse("2022-09-27");
    record.filing_date = *Date::parse("2020-04-21");
    facts.records = {record};
    status.state = LegalState::kInForce;
    status.term_end = *Date::parse("2040-04-20");
    status.fees_paid_until = *Date::parse("2027-04-20");
    title.holders = {{{"Firm", "CN", ""}, true}};
  }

  book::Eligibility assess_by(const std::string& set_name) const {
    for (const standards::RuleSet& set : standards::embedded_rule_sets()) {
      if (set.name() == set_name) {
        return assess(set, {dossier, offered, facts, status, liens, title, others, as_of});
      }
    }
    ADD_FAILURE() << "no set " << set_name;
    return {};
  }
};

const book::RuleResult* result_of(const book::Eligibility& eligibility, const std::string& rule) {
  const auto found = std::find_if(eligibility.results.begin(), eligibility.results.end(),
                                  [&](const auto& result) { return result.rule == rule; });
  return found == eligibility.results.end() ? nullptr : &*found;
}

registers::Lien open_lien() {
  registers::Lien lien;
  lien.id = "P-1";
  lien.holders = {"Bank"};
  lien.executed = *Date::parse("2025-09-10");
  lien.recorded = *Date::parse("2025-09-12");
  return lien;
}

TEST(Eligibility, ACleanPatentAwaitsOnlyItsContract) {
  const auto eligibility = Case().assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(eligibility.verdict, Verdict::kConditional);
  ASSERT_EQ(eligibility.results.size(), 1U);
  EXPECT_EQ(eligibility.results[0].rule, "cn-patent-pledge-2021/7");
  EXPECT_EQ(eligibility.results[0].settles, "settles.pledge_contract");
}

struct Break {
  std::string rule;
  Verdict verdict;
  std::function<void(Case&)> apply;
};

class GroundsOf2021 : public ::testing::TestWithParam<Break> {};

TEST_P(GroundsOf2021, EachObjectsToItsOwnFactAlone) {
  Case broken;
  GetParam().apply(broken);
  const auto eligibility = broken.assess_by("cn-patent-pledge-2021");
  const auto* result = result_of(eligibility, "cn-patent-pledge-2021/" + GetParam().rule);
  ASSERT_NE(result, nullptr);
  EXPECT_EQ(result->verdict, GetParam().verdict);
  EXPECT_EQ(eligibility.results.size(), GetParam().rule == "7" ? 1U : 2U);
  EXPECT_EQ(eligibility.verdict, std::max(GetParam().verdict, Verdict::kConditional));
}

INSTANTIATE_TEST_SUITE_P(
    All, GroundsOf2021,
    ::testing::Values(
        Break{"1", Verdict::kRefused, [](Case& c) { c.title.holders[0] = {{"Other", "", ""}}; }},
        Break{"2", Verdict::kRefused, [](Case& c) { c.status.state = LegalState::kInvalidated; }},
        Break{"3", Verdict::kRefused, [](Case& c) { c.status.state = LegalState::kPending; }},
        Break{"4", Verdict::kRefused, [](Case& c) { c.status.state = LegalState::kInGrace; }},
        Break{"5", Verdict::kRefused, [](Case& c) { c.status.attached = true; }},
        Break{"6", Verdict::kRefused, [](Case& c) { c.status.term_end = kToday.plus_months(23); }},
        Break{"8", Verdict::kConditional,
              [](Case& c) { c.title.holders.push_back({{"Co", "", ""}}); }},
        Break{"9", Verdict::kRefused, [](Case& c) { c.liens.liens = {open_lien()}; }},
        Break{"10", Verdict::kConditional,
              [](Case& c) { c.facts.records[0].type = registers::RightType::kUtilityModel; }},
        Break{"11", Verdict::kConditional, [](Case& c) { c.status.invalidation_pending = true; }}),
    [](const auto& ground) { return "Ground" + ground.param.rule; });

TEST(Eligibility, DeclarationsCureWhatTheListLetsThemCure) {
  Case attacked;
  attacked.status.invalidation_pending = true;
  attacked.dossier.declarations = {"continue_despite_invalidation:CN-P-202019999203"};
  const auto now = attacked.assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(result_of(now, "cn-patent-pledge-2021/11"), nullptr);
  // The list of 2009 knew no such cure.
  const auto then = attacked.assess_by("cn-patent-pledge-2009");
  EXPECT_EQ(then.verdict, Verdict::kRefused);
  EXPECT_NE(result_of(then, "cn-patent-pledge-2009/invalidation"), nullptr);
}

TEST(Eligibility, ADeclarationForAnotherRightCuresNothing) {
  Case attacked;
  attacked.status.invalidation_pending = true;
  attacked.dossier.declarations = {"continue_despite_invalidation:CN-P-202019999204"};
  const auto eligibility = attacked.assess_by("cn-patent-pledge-2021");
  EXPECT_NE(result_of(eligibility, "cn-patent-pledge-2021/11"), nullptr);
}

TEST(Eligibility, FeesNobodyKnowsOfAreACondition) {
  Case quiet;
  quiet.status.fees_paid_until = std::nullopt;
  quiet.status.next_fee = registers::FeeDue{"annuity year 7", 7, *Date::parse("2027-04-21"),
                                            *Date::parse("2027-10-21"), "cn"};
  const auto eligibility = quiet.assess_by("cn-patent-pledge-2021");
  const auto* result = result_of(eligibility, "cn-patent-pledge-2021/4");
  ASSERT_NE(result, nullptr);
  EXPECT_EQ(result->verdict, Verdict::kConditional);
  EXPECT_EQ(result->message, "rule.fees_unpaid.unknown");
}

TEST(Eligibility, ARememberedScheduleNeverRefuses) {
  Case late;
  late.status.state = LegalState::kInGrace;
  late.status.next_fee = registers::FeeDue{"annuity year 7", 7, *Date::parse("2026-04-21"),
                                           *Date::parse("2026-10-21"), "cn-invention"};
  const auto overdue = late.assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(overdue.verdict, Verdict::kToConfirm);
  EXPECT_EQ(result_of(overdue, "cn-patent-pledge-2021/4")->evidence.grade,
            standards::Grade::kRecalled);

  Case model;  // ten years from filing, as remembered; an end the register gives is a fact
  model.facts.id = {"CN-U-202019999203"};
  model.facts.records[0].type = registers::RightType::kUtilityModel;
  model.status.term_end = kToday.plus_months(23);
  const auto counted = model.assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(result_of(counted, "cn-patent-pledge-2021/6")->verdict, Verdict::kToConfirm);
  model.facts.records[0].expiry_date = kToday.plus_months(23);
  const auto recorded = model.assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(result_of(recorded, "cn-patent-pledge-2021/6")->verdict, Verdict::kRefused);
}

TEST(Eligibility, ARightWithoutAKeyIsAssessed) {
  Case nameless;
  nameless.offered.id.reset();
  nameless.facts = {};
  nameless.status = {};
  nameless.title = {};
  for (const char* set : {"cn-patent-pledge-2021", "cn-trademark-pledge-2020", "us-perfection-1"}) {
    EXPECT_NE(nameless.assess_by(set).verdict, Verdict::kEligible) << set;
  }
}

TEST(Eligibility, CoOwnersMayAgree) {
  Case shared;
  shared.title.holders.push_back({{"Co", "", ""}});
  shared.dossier.declarations = {"co_owner_consent:CN-P-202019999203"};
  EXPECT_EQ(shared.assess_by("cn-patent-pledge-2021").results.size(), 1U);
}

TEST(Eligibility, ATwinFiledTheSameDayIsNamed) {
  Case model;
  model.facts.records[0].type = registers::RightType::kUtilityModel;
  model.facts.records[0].title = "Clamp";
  registers::RightFacts twin = model.facts;
  twin.id = {"CN-P-202019999999"};
  twin.records[0].type = registers::RightType::kInvention;
  model.others = {&twin};
  const auto eligibility = model.assess_by("cn-patent-pledge-2021");
  const auto* result = result_of(eligibility, "cn-patent-pledge-2021/10");
  ASSERT_NE(result, nullptr);
  EXPECT_EQ(result->message, "rule.same_day_invention");
  EXPECT_EQ(result->arguments.at(0), "CN-P-202019999999");
}

TEST(Eligibility, WithoutARecordEverythingIsAConditionWithADocument) {
  Case unknown;
  unknown.facts.records.clear();
  unknown.status = {};
  unknown.title = {};
  const auto eligibility = unknown.assess_by("cn-patent-pledge-2021");
  EXPECT_EQ(eligibility.verdict, Verdict::kConditional);
  EXPECT_EQ(eligibility.results.size(), 10U);  // all but "other" and the twin of a utility model
  for (const book::RuleResult& result : eligibility.results) {
    EXPECT_EQ(result.verdict, Verdict::kConditional) << result.rule;
    EXPECT_FALSE(result.settles.empty()) << result.rule;
    EXPECT_TRUE(result.message.ends_with(".unknown")) << result.message;
  }
}

TEST(Eligibility, RecalledRulesNeverRefuseAndNeverPass) {
  Case mark;
  mark.facts.id = {"CN-T-99999811"};
  mark.facts.records[0].type = registers::RightType::kTrademark;
  EXPECT_EQ(mark.assess_by("cn-trademark-pledge-2020").verdict, Verdict::kToConfirm);
  mark.status.state = LegalState::kExpired;
  mark.title.holders[0].is_the_firm = false;
  const auto eligibility = mark.assess_by("cn-trademark-pledge-2020");
  EXPECT_EQ(eligibility.verdict, Verdict::kToConfirm);
  for (const book::RuleResult& result : eligibility.results) {
    EXPECT_NE(result.verdict, Verdict::kRefused) << result.rule;
  }
}

TEST(Eligibility, UnitedStatesAsksForFilingsAndNamesWhatIsOpen) {
  Case us;
  us.facts.id = {"US-P-8789601"};
  us.facts.records[0].owners.clear();
  us.liens.liens = {open_lien()};
  const auto eligibility = us.assess_by("us-perfection-1");
  EXPECT_EQ(eligibility.verdict, Verdict::kToConfirm);
  const auto* open = result_of(eligibility, "us-perfection-1/open_security_interest");
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->arguments, (std::vector<std::string>{"P-1", "Bank"}));
  for (const char* rule : {"ucc_filing", "uspto_recordation", "rank"}) {
    const auto* result = result_of(eligibility, std::string("us-perfection-1/") + rule);
    ASSERT_NE(result, nullptr) << rule;
    EXPECT_EQ(result->verdict, Verdict::kConditional) << rule;
  }
}

TEST(Eligibility, ALapsedUccFilingIsPutBeforeCounselNotRefused) {
  Case us;
  us.facts.id = {"US-P-8789601"};
  us.dossier.ucc_filings = {{"2020-1", Date::parse("2020-01-10"), {}}};
  const auto lapsed = us.assess_by("us-perfection-1");
  const auto* result = result_of(lapsed, "us-perfection-1/ucc_filing");
  ASSERT_NE(result, nullptr);
  EXPECT_EQ(result->verdict, Verdict::kToConfirm);
  EXPECT_EQ(result->message, "rule.ucc_lapsed");
  us.dossier.ucc_filings[0].filed = Date::parse("2021-09-01");  // lapses 2026-09-01
  const auto lapsing = us.assess_by("us-perfection-1");
  const auto* soon = result_of(lapsing, "us-perfection-1/ucc_filing");
  ASSERT_NE(soon, nullptr);
  EXPECT_EQ(soon->verdict, Verdict::kConditional);
  EXPECT_EQ(soon->message, "rule.ucc_continue_now");
  us.dossier.ucc_filings[0].filed = Date::parse("2024-09-01");
  const auto current = us.assess_by("us-perfection-1");
  EXPECT_EQ(result_of(current, "us-perfection-1/ucc_filing"), nullptr);
}

}  // namespace
}  // namespace pignus::policy
