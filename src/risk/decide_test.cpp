#include "risk/decide.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

#include "standards/risk_parameters.h"

namespace pignus::risk {
namespace {

/// One sound case; each test breaks one thing.
struct Case {
  book::Dossier dossier;
  std::vector<book::RightFile> rights;
  std::vector<book::Finding> findings;
  book::Terms terms;
  book::DefaultEstimate estimate;

  Case() {
    const Currency currency = Currency::parse("CNY").value();
    dossier.jurisdiction = "CN";
    dossier.currency = currency;
    dossier.request = {Money::from_major(1e6, currency), 24, "working capital"};
    book::RightFile file;
    file.offered.stated_number = "ZL201410234381.X";
    file.offered.id = registers::RightId{"CN-P-201410234381"};
    file.facts.records.emplace_back();
    file.status.state = registers::LegalState::kInForce;
    rights.push_back(file);
    terms.currency = currency;
    terms.offered = book::LoanPoint{1e6, .2, .1, 5'000, .06};
    estimate.pd_one_year = .02;
    estimate.zone = "grey";
  }

  book::Decision decide_it() const {
    const auto parameters = standards::load_risk_parameters();
    return decide({dossier, rights, findings, terms, estimate, parameters->terms});
  }

  void add_rule(book::Verdict verdict, standards::Grade grade) {
    book::Eligibility eligibility;
    book::RuleResult result;
    result.rule = "cn-patent-pledge/9";
    result.verdict = verdict;
    result.message = "rule.already_pledged";
    result.settles = "settles.pledge_deregistration";
    result.evidence = {"the list", grade};
    eligibility.results.push_back(result);
    rights.front().eligibility.push_back(eligibility);
  }
};

bool has_reason(const book::Decision& decision, const std::string& key) {
  return std::any_of(decision.reasons.begin(), decision.reasons.end(),
                     [&](const book::Reason& r) { return r.message == key; });
}

bool has_condition(const book::Decision& decision, const std::string& key) {
  return std::any_of(decision.conditions.begin(), decision.conditions.end(),
                     [&](const book::Condition& c) { return c.message == key; });
}

TEST(Decide, ApprovesASoundCase) {
  const book::Decision decision = Case().decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kApprove);
  EXPECT_EQ(decision.amount->minor, 100'000'000);
  EXPECT_EQ(decision.term_months, 24);
  EXPECT_TRUE(decision.conditions.empty());
}

TEST(Decide, AnUnknownPdRefersAndNamesTheDocuments) {
  Case broken;
  broken.estimate = {};
  broken.estimate.missing = {"ebit", "equity"};
  const book::Decision decision = broken.decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kRefer);
  ASSERT_TRUE(has_condition(decision, "condition.accounts"));
  EXPECT_EQ(decision.conditions.front().arguments,
            std::vector<std::string>{"account.ebit; account.equity"});
  EXPECT_FALSE(decision.amount);  // an indicative one stands among the terms
  EXPECT_FALSE(decision.rate_per_year);
}

TEST(Decide, OnlyARuleThatWasSeenRefuses) {
  Case seen;
  seen.add_rule(book::Verdict::kRefused, standards::Grade::kSeen);
  const book::Decision declined = seen.decide_it();
  EXPECT_EQ(declined.outcome, book::Outcome::kDecline);
  ASSERT_TRUE(has_reason(declined, "decision.right_excluded"));
  ASSERT_EQ(declined.reasons.front().grounds.size(), 1U);
  EXPECT_EQ(declined.reasons.front().grounds.front().message, "rule.already_pledged");
  EXPECT_FALSE(declined.amount);

  Case recalled;
  recalled.add_rule(book::Verdict::kRefused, standards::Grade::kRecalled);
  const book::Decision confirmed = recalled.decide_it();
  EXPECT_EQ(confirmed.outcome, book::Outcome::kApproveWithConditions);
  EXPECT_TRUE(has_condition(confirmed, "condition.counsel_confirms"));
}

TEST(Decide, AConditionalRuleAsksForItsDocument) {
  Case open;
  open.add_rule(book::Verdict::kConditional, standards::Grade::kSeen);
  open.add_rule(book::Verdict::kConditional, standards::Grade::kSeen);
  const book::Decision decision = open.decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kApproveWithConditions);
  ASSERT_EQ(decision.conditions.size(), 1U);  // each condition stands once
  EXPECT_EQ(decision.conditions.front().message, "settles.pledge_deregistration");
}

TEST(Decide, AMissingRecordIsAConditionPrecedent) {
  Case unknown;
  unknown.rights.front().facts.records.clear();
  unknown.rights.front().status.state = registers::LegalState::kUnknown;
  const book::Decision decision = unknown.decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kApproveWithConditions);
  EXPECT_TRUE(has_condition(decision, "condition.register_extract_cn"));
}

TEST(Decide, AnUnknownStatusAsksForTheStatementOfFees) {
  Case unknown;
  unknown.rights.front().status.state = registers::LegalState::kUnknown;
  const book::Decision decision = unknown.decide_it();
  EXPECT_TRUE(has_condition(decision, "condition.status_statement"));
  EXPECT_FALSE(has_condition(decision, "condition.register_extract_cn"));
}

TEST(Decide, WhatConcernsManyRightsIsSaidOnce) {
  Case many;
  many.add_rule(book::Verdict::kConditional, standards::Grade::kSeen);
  registers::Lien lien;
  lien.id = "049342/0819";
  lien.holders = {"A BANK"};
  many.rights.front().liens.liens.push_back(lien);
  many.rights.resize(3, many.rights.front());
  many.rights[1].offered.stated_number = "ZL2";
  many.rights[2].offered.stated_number = "ZL3";
  many.rights[2].liens.liens.front().holders = {"ANOTHER BANK"};
  const book::Decision decision = many.decide_it();
  ASSERT_EQ(decision.conditions.size(), 3U);
  EXPECT_EQ(decision.conditions[0].rights.size(), 3U);
  EXPECT_EQ(decision.conditions[1].rights.size(), 2U);
  ASSERT_EQ(decision.conditions[2].rights.size(), 1U);
  EXPECT_EQ(decision.conditions[2].rights[0].stated_number, "ZL3");
}

TEST(Decide, RightsWithOneGroundForExclusionAreOneReason) {
  Case refused;
  refused.rights.resize(3, refused.rights.front());
  refused.rights[1].offered.stated_number = "ZL2";
  refused.rights[2].offered.stated_number = "ZL3";
  for (book::RightFile& file : refused.rights) {
    book::RuleResult result;
    result.verdict = book::Verdict::kRefused;
    result.message = "rule.already_pledged";
    result.arguments = {file.offered.stated_number == "ZL3" ? "P-2" : "P-1", "A BANK"};
    result.evidence = {"the list", standards::Grade::kSeen};
    file.eligibility.emplace_back().results.push_back(result);
  }
  const book::Decision decision = refused.decide_it();
  ASSERT_GE(decision.reasons.size(), 2U);
  EXPECT_EQ(decision.reasons[0].rights.size(), 2U);
  EXPECT_EQ(decision.reasons[1].rights.size(), 1U);
}

TEST(Decide, ADeadRightIsNoCollateral) {
  Case dead;
  dead.rights.front().status.state = registers::LegalState::kLapsed;
  const book::Decision decision = dead.decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kDecline);
  EXPECT_TRUE(has_reason(decision, "decision.right_ended"));
}

TEST(Decide, ACriticalFindingRefersAMajorOneAsks) {
  Case lied;
  book::Finding finding;
  finding.code = book::FindingCode::kPledgeOmitted;
  finding.severity = book::Severity::kMajor;
  finding.stated_number = "ZL201410234381.X";
  lied.findings.push_back(finding);
  EXPECT_EQ(lied.decide_it().outcome, book::Outcome::kApproveWithConditions);
  lied.findings.front().severity = book::Severity::kCritical;
  const book::Decision decision = lied.decide_it();
  EXPECT_EQ(decision.outcome, book::Outcome::kRefer);
  EXPECT_TRUE(has_reason(decision, "decision.critical_finding"));
  EXPECT_TRUE(has_condition(decision, "condition.finding_answered"));
  // One finding over several rights is one reason.
  lied.findings.front().rights = {{std::nullopt, "ZL201410234381.X"}, {std::nullopt, "ZL2"}};
  EXPECT_EQ(lied.decide_it().reasons.front().rights.size(), 2U);
}

TEST(Decide, AnOpenLienMustBeReleased) {
  Case pledged;
  registers::Lien lien;
  lien.id = "049342/0819";
  lien.holders = {"A BANK"};
  pledged.rights.front().liens.liens.push_back(lien);
  EXPECT_TRUE(has_condition(pledged.decide_it(), "condition.lien_released"));
  pledged.rights.front().liens.liens.front().release_id = "049109/0610";
  EXPECT_FALSE(has_condition(pledged.decide_it(), "condition.lien_released"));
}

TEST(Decide, ASmallerAmountIsSaidSo) {
  Case reduced;
  reduced.terms.offered->amount = 4e5;
  const book::Decision decision = reduced.decide_it();
  EXPECT_TRUE(has_reason(decision, "decision.amount_reduced"));
  EXPECT_EQ(decision.amount->minor, 40'000'000);
  reduced.terms.offered.reset();
  EXPECT_EQ(reduced.decide_it().outcome, book::Outcome::kRefer);
}

}  // namespace
}  // namespace pignus::risk
