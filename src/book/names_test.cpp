#include <gtest/gtest.h>

#include "book/credit.h"
#include "book/finding.h"
#include "book/statement.h"

namespace pignus::book {
namespace {

TEST(Names, FindingCodesAreTheTwentyOfTheTaxonomyInOrder) {
  for (int number = 1; number <= 20; ++number) {
    const auto code = static_cast<FindingCode>(number);
    EXPECT_EQ(code_text(code), "E" + std::to_string(number));
    EXPECT_EQ(parse_finding_code(name_of(code)), code);
  }
  EXPECT_EQ(code_text(FindingCode::kPledgeOmitted), "E9");
  EXPECT_EQ(code_text(FindingCode::kStaleSnapshot), "E20");
}

TEST(Names, EveryStatementKindComesBack) {
  for (int kind = 0; kind <= static_cast<int>(StatementKind::kExists); ++kind) {
    const auto value = static_cast<StatementKind>(kind);
    EXPECT_EQ(parse_statement_kind(name_of(value)), value);
  }
  EXPECT_FALSE(parse_statement_kind("Status"));
  EXPECT_FALSE(parse_statement_kind(""));
}

TEST(Names, VerdictsAndOutcomesComeBack) {
  for (const Verdict verdict :
       {Verdict::kEligible, Verdict::kConditional, Verdict::kToConfirm, Verdict::kRefused}) {
    EXPECT_EQ(parse_verdict(name_of(verdict)), verdict);
  }
  for (const Outcome outcome :
       {Outcome::kApprove, Outcome::kApproveWithConditions, Outcome::kRefer, Outcome::kDecline}) {
    EXPECT_EQ(parse_outcome(name_of(outcome)), outcome);
  }
  EXPECT_FALSE(parse_outcome("approved"));
}

}  // namespace
}  // namespace pignus::book
