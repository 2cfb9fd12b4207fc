#include "valuation/income/profit_split.h"

#include <concepts>
#include <gtest/gtest.h>
#include <type_traits>

#include "book/appraisal.h"

namespace pignus::valuation {
namespace {

/// A cross-check has nothing that the reconciliation could weigh.
template <typename T>
concept Weighable = requires(T t) { t.weight; } || std::convertible_to<T, book::MethodValue> ||
                    std::convertible_to<T, Distribution>;
static_assert(Weighable<book::MethodValue>);
static_assert(!Weighable<ProfitSplitCheck>);
static_assert(!Weighable<ProfitSplitChecks>);

ProfitSplitCase plain() {
  ProfitSplitCase assumed;
  assumed.net_sales = {1000, 3000};
  assumed.operating_profit = {200, 400};
  assumed.rates = {.25, .10, CashTiming::kEndOfYear, 0};
  return assumed;
}

TEST(ProfitSplit, BothRulesWithTheirSources) {
  ProfitSplitCase assumed = plain();
  assumed.appraised = 100;
  const auto checks = profit_split_checks(assumed);
  ASSERT_TRUE(checks);
  ASSERT_EQ(checks->rules.size(), 2U);
  const double profit = (200 / 1.1 + 400 / 1.21) * .75;
  EXPECT_NEAR(checks->rules[0].value, .25 * profit, 1e-9);
  EXPECT_NEAR(checks->rules[1].value, .23 * profit, 1e-9);
  EXPECT_NEAR(checks->rules[0].royalty, .25 * .15, 1e-12);
  EXPECT_NEAR(*checks->rules[1].to_appraised, .23 * profit / 100, 1e-12);
  for (const ProfitSplitCheck& check : checks->rules) {
    EXPECT_EQ(check.evidence.grade, standards::Grade::kSeen);
    EXPECT_NE(check.evidence.source.find("KPMG"), std::string::npos);
  }
  EXPECT_FALSE(checks->royalty_in_usual_range);
}

TEST(ProfitSplit, TheUsualRangeLiesBetweenTheTwoMargins) {
  ProfitSplitCase assumed = plain();
  assumed.gross_margin = .40;  // a quarter of each: .0375 and .10
  assumed.royalty_rate = .05;
  EXPECT_EQ(profit_split_checks(assumed)->royalty_in_usual_range, true);
  assumed.royalty_rate = .11;
  EXPECT_EQ(profit_split_checks(assumed)->royalty_in_usual_range, false);
  assumed.royalty_rate = .03;
  EXPECT_EQ(profit_split_checks(assumed)->royalty_in_usual_range, false);
}

TEST(ProfitSplit, BadInputIsRefusedByName) {
  const auto refused = [](auto change) {
    ProfitSplitCase assumed = plain();
    change(assumed);
    const auto checks = profit_split_checks(assumed);
    return checks ? "" : checks.error().where.field;
  };
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.net_sales.clear(); }), "net_sales");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.net_sales[0] = 0; }), "net_sales");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.operating_profit.pop_back(); }), "operating_profit");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.gross_margin = 2; }), "gross_margin");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.royalty_rate = -.1; }), "royalty_rate");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.appraised = 0; }), "appraised");
  EXPECT_EQ(refused([](ProfitSplitCase& c) { c.rates.tax_rate = 2; }), "tax_rate");
}

}  // namespace
}  // namespace pignus::valuation
