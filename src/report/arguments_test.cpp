#include "report/arguments.h"

#include <gtest/gtest.h>

namespace pignus::report {
namespace {

const Format kEnglish(Language::kEnglish);
const Format kChinese(Language::kChinese);

TEST(Arguments, MachineTextIsSaidInTheReadersLanguage) {
  EXPECT_EQ(shown(kEnglish, std::string("CNY 5000000.00")), "CNY\u00A05,000,000.00");
  EXPECT_EQ(shown(kChinese, std::string("CNY 5000000.00")), "5,000,000.00元");
  EXPECT_EQ(shown(kEnglish, std::string("2026-01-20")), "Jan 20, 2026");
  EXPECT_EQ(shown(kChinese, std::string("2026-01-20")), "2026年1月20日");
  EXPECT_EQ(shown(kChinese, std::string("in_force")), "有效");
  EXPECT_EQ(shown(kChinese, std::string("invention")), "发明专利");
  EXPECT_EQ(shown(kChinese, std::string("granted")), "已授权");
  EXPECT_EQ(shown(kChinese, std::string("yes")), "是");
  EXPECT_EQ(shown(kEnglish, std::string("invention:granted")), "invention patent, granted");
  EXPECT_EQ(shown(kChinese, std::string("annuity year 7")), "第7年度年费");
  EXPECT_EQ(shown(kEnglish, std::string("maintenance fee 3.5 years")), "3.5-year maintenance fee");
  EXPECT_EQ(shown(kChinese, std::string("maintenance fee 11.5 years")), "第11.5年维持费");
  EXPECT_EQ(shown(kChinese, std::string("renewal")), "续展费");
  EXPECT_EQ(shown(kChinese, std::string("grade.own")), "自定");
  EXPECT_EQ(shown(kChinese, std::string("account.ebit; account.equity")), "息税前利润；所有者权益");
}

TEST(Arguments, EverythingElseStaysTheTextItIs) {
  for (const char* text : {"",
                           "ZL201919999112.2",
                           "049342/0819",
                           "A BANK, N.A.",
                           "2026-02-30",
                           "2026-1-2",
                           "1999",
                           "CNY",
                           "CNY 5,000",
                           "CNY 5000000.00 or more",
                           "In Force",
                           "ui.amount_proposed",
                           "finding.pledge_omitted.silent",
                           "grade.",
                           "state.none",
                           "{0}",
                           "annuity year seven",
                           "annuity year ",
                           "<script>alert('x')</script>",
                           "a;b",
                           "\x1b[31m",
                           "6–7"}) {
    EXPECT_EQ(shown(kEnglish, std::string(text)), text);
    EXPECT_EQ(shown(kChinese, std::string(text)), text);
  }
}

TEST(Arguments, AListIsJoinedAsTheLanguageDoes) {
  const std::string banks = "A BANK, N.A.; ANOTHER BANK";
  EXPECT_EQ(shown(kEnglish, banks), banks);
  EXPECT_EQ(shown(kChinese, banks), "A BANK, N.A.；ANOTHER BANK");
}

TEST(Arguments, PlaceholdersInAnArgumentAreNotFilled) {
  EXPECT_EQ(say_shown(kEnglish, "rule.already_pledged", {"{1}", "B"}),
            "already pledged ({1}, in favour of B)");
}

TEST(Arguments, ManyRightsAreCountedAndFewAreNamed) {
  std::vector<book::ConcernedRight> rights{{{}, "US1"}, {{}, "US2"}, {{}, "US3"}};
  EXPECT_EQ(rights_text(kEnglish, rights, kFewRights), "US1, US2, US3");
  rights.push_back({{}, "US4"});
  EXPECT_EQ(rights_text(kEnglish, rights, kFewRights), "US1, US2 and 2 more");
  EXPECT_EQ(rights_text(kChinese, rights, kFewRights), "US1、US2及其余2项");
  EXPECT_EQ(rights_text(kEnglish, rights, kAllRights), "US1, US2, US3, US4");
}

TEST(Arguments, AReasonNamesItsGroundsAndItsRights) {
  const book::Reason reason{"decision.right_excluded",
                            {},
                            {{"rule.already_pledged", {"P-1", "A Bank"}}, {"state.lapsed", {}}},
                            {{{}, "ZL1"}, {{}, "ZL2"}}};
  EXPECT_EQ(reason_text(kEnglish, reason, kFewRights),
            "ZL1, ZL2 – left out of the collateral: already pledged (P-1, in favour of A Bank); "
            "lapsed for unpaid fees.");
  EXPECT_EQ(reason_text(kChinese, reason, kFewRights),
            "ZL1、ZL2不计入质押物：已被质押（P-1，质权人：A Bank）；因未缴费终止。");
}

TEST(Arguments, AFindingOverManyRightsNamesThemInPlaceOfOne) {
  book::Finding finding;
  finding.arguments = {"US1", "", "", "2026-06-30", "049342/0819", "A BANK"};
  finding.rights = {{{}, "US1"}, {{}, "US2"}};
  EXPECT_EQ(finding_text(kEnglish, finding, "finding.pledge_omitted.silent", kFewRights),
            "On Jun 30, 2026 the register shows 049342/0819 in favour of A BANK on US1, US2, not "
            "released; the papers do not mention it.");
}

}  // namespace
}  // namespace pignus::report
