// The firm's score, expected loss over the term, and the price.
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "risk/altman.h"
#include "risk/expected_loss.h"
#include "risk/price.h"
#include "standards/risk_parameters.h"

namespace pignus::risk {
namespace {

const Date kToday = *Date::parse("2026-06-30");

standards::ParameterSet altman() {
  return standards::load_risk_parameters().value().altman;
}

book::Accounts sound_accounts() {
  book::Accounts accounts;
  accounts.year_end = *Date::parse("2025-12-31");
  accounts.revenue = 50e6;
  accounts.ebit = 6e6;
  accounts.total_assets = 60e6;
  accounts.total_liabilities = 30e6;
  accounts.current_assets = 30e6;
  accounts.current_liabilities = 18e6;
  accounts.retained_earnings = 12e6;
  accounts.equity = 30e6;
  return accounts;
}

TEST(Altman, ScoreByHand) {
  const std::vector<book::Accounts> accounts{sound_accounts()};
  const book::DefaultEstimate estimate = estimate_default(accounts, {}, kToday, altman()).value();
  // 6.56 * .2 + 3.26 * .2 + 6.72 * .1 + 1.05 * 1
  ASSERT_TRUE(estimate.z_score && estimate.pd_one_year);
  EXPECT_NEAR(*estimate.z_score, 3.686, 1e-12);
  EXPECT_EQ(estimate.zone, "safe");
  EXPECT_LT(*estimate.pd_one_year, .02);
  EXPECT_GT(*estimate.pd_one_year, .006);
  EXPECT_EQ(estimate.evidence.grade, standards::Grade::kOwn);
}

TEST(Altman, PdFallsWithTheScoreAndMeetsItsAnchors) {
  const auto parameters = altman();
  EXPECT_NEAR(pd_of_z(1.1, parameters), .08, 1e-12);
  EXPECT_NEAR(pd_of_z(2.6, parameters), .02, 1e-12);
  double previous = 1;
  for (double z = -8; z < 12; z += .1) {
    const double pd = pd_of_z(z, parameters);
    EXPECT_LE(pd, previous);
    EXPECT_GT(pd, 0);
    previous = pd;
  }
}

TEST(Altman, MissingLinesAreUnknownNotZero) {
  book::Accounts accounts = sound_accounts();
  accounts.ebit.reset();
  accounts.equity.reset();
  const std::vector<book::Accounts> all{accounts};
  const book::DefaultEstimate estimate = estimate_default(all, {}, kToday, altman()).value();
  EXPECT_FALSE(estimate.pd_one_year);
  EXPECT_EQ(estimate.zone, "unknown");
  EXPECT_EQ(estimate.missing, (std::vector<std::string>{"ebit", "equity"}));
  EXPECT_EQ(estimate_default({}, {}, kToday, altman())->missing,
            std::vector<std::string>{"accounts"});
}

TEST(Altman, AnAssumedPdIsLabelled) {
  const std::vector<book::Assumption> assumptions{{"pd", .02, .04, .08, "1/year", "the reader"}};
  const book::DefaultEstimate estimate =
      estimate_default({}, assumptions, kToday, altman()).value();
  EXPECT_EQ(estimate.pd_one_year, .04);
  EXPECT_EQ(estimate.zone, "assumed");
  EXPECT_EQ(estimate.evidence.source, "the reader");
}

TEST(Altman, AccountsOfAYearStillToEndAreNotKnown) {
  std::vector<book::Accounts> accounts{sound_accounts(), sound_accounts()};
  accounts[1].year_end = *Date::parse("2024-12-31");
  accounts[1].ebit = -20e6;
  const Date before = *Date::parse("2025-06-30");
  const double earlier = estimate_default(accounts, {}, before, altman())->pd_one_year.value();
  EXPECT_GT(earlier, *estimate_default(accounts, {}, kToday, altman())->pd_one_year);
  const auto none = estimate_default(accounts, {}, *Date::parse("2024-06-30"), altman());
  EXPECT_FALSE(none->pd_one_year);
  EXPECT_EQ(none->missing, std::vector<std::string>{"accounts"});
}

TEST(Altman, AnAssumedPdIsAProbability) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double wrong : {-.01, 5.0, nan}) {
    const std::vector<book::Assumption> assumptions{{"pd", wrong, wrong, wrong, "1/year", "x"}};
    const auto estimate = estimate_default({}, assumptions, kToday, altman());
    ASSERT_FALSE(estimate) << wrong;
    EXPECT_EQ(estimate.error().where.field, "assumptions.pd");
  }
}

TEST(ExpectedLoss, OneYearIsPdTimesLgdTimesExposure) {
  const std::vector<LossPeriod> year{{1, .4, 1000}};
  EXPECT_NEAR(expected_loss(.05, 0, year), 20, 1e-12);
  EXPECT_NEAR(cumulative_pd(.05, 2), 1 - .95 * .95, 1e-15);
  // Cutting the year in two changes nothing but the discounting.
  const std::vector<LossPeriod> halves{{.5, .4, 1000}, {1, .4, 1000}};
  EXPECT_NEAR(expected_loss(.05, 0, halves), 20, 1e-12);
  EXPECT_GT(expected_loss(.05, .1, halves), expected_loss(.05, .1, year));
}

TEST(Price, AddsUp) {
  const PriceInput input{1000, 1.5, 30, .03, .08, .12, .01};
  EXPECT_NEAR(break_even_rate(input), .03 + .02 + .08 * .09 + .01, 1e-15);
}

TEST(Price, TheSpreadBringsTheExpectedLossBack) {
  // Two years, paid at the end of each by those still alive.
  const double pd = .2;
  const double rate = .05;
  const std::vector<LossPeriod> years{{1, .4, 1000}, {2, .6, 1000}};
  const double loss = expected_loss(pd, rate, years);
  const double paid = paying_years(pd, rate, years);
  EXPECT_NEAR(paid, .8 * std::exp(-.05) + .64 * std::exp(-.1), 1e-12);
  const double spread = break_even_rate({1000, paid, loss, 0, 0, 0, 0});
  EXPECT_NEAR(spread * 1000 * (.8 * std::exp(-.05) + .64 * std::exp(-.1)), loss, 1e-9);
}

}  // namespace
}  // namespace pignus::risk
