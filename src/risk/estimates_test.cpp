// The firm's score, expected loss over the term, and the price.
#include <gtest/gtest.h>
#include <vector>

#include "risk/altman.h"
#include "risk/expected_loss.h"
#include "risk/price.h"
#include "standards/risk_parameters.h"

namespace pignus::risk {
namespace {

standards::ParameterSet altman() {
  return standards::load_risk_parameters().value().altman;
}

book::Accounts sound_accounts() {
  book::Accounts accounts;
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
  const book::DefaultEstimate estimate = estimate_default(accounts, {}, altman());
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
  const book::DefaultEstimate estimate = estimate_default(all, {}, altman());
  EXPECT_FALSE(estimate.pd_one_year);
  EXPECT_EQ(estimate.zone, "unknown");
  EXPECT_EQ(estimate.missing, (std::vector<std::string>{"ebit", "equity"}));
  EXPECT_EQ(estimate_default({}, {}, altman()).missing, std::vector<std::string>{"accounts"});
}

TEST(Altman, AnAssumedPdIsLabelled) {
  const std::vector<book::Assumption> assumptions{{"pd", .02, .04, .08, "1/year", "the reader"}};
  const book::DefaultEstimate estimate = estimate_default({}, assumptions, altman());
  EXPECT_EQ(estimate.pd_one_year, .04);
  EXPECT_EQ(estimate.zone, "assumed");
  EXPECT_EQ(estimate.evidence.source, "the reader");
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
  const PriceInput input{1000, 2, 30, .03, .08, .12, .01};
  EXPECT_NEAR(break_even_rate(input), .03 + .015 + .08 * .09 + .01, 1e-15);
}

}  // namespace
}  // namespace pignus::risk
