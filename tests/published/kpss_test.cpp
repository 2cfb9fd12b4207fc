// The stock-market value of Kogan, Papanikolaou, Seru and Stoffman (2017): vectors recomputed
// independently for a noise of .04, gamma of .0146 and a firm worth 1e9, and the simulation test of
// the replication files. There the printed gammas (.042; .047 and .038 by kind) are themselves
// estimates; theory has ln(1 + 1/25) = .0392 and ln(1 + 1.21/25) = .0473.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "valuation/kpss/estimator.h"
#include "valuation/kpss/simulation.h"
#include "valuation/method_parameters.h"

namespace pignus::valuation {
namespace {

TEST(Kpss, PublishedVectors) {
  KpssGrant grant;
  grant.noise_deviation = .04;
  grant.gamma = method_parameters().at("kpss_gamma").mode;
  grant.grant_expected = method_parameters().at("kpss_grant_expected").mode;
  grant.market_value = 1e9;
  const auto at = [&grant](double gained) {
    grant.gained = gained;
    return *kpss_value(grant);
  };
  EXPECT_NEAR(kpss_signal_share(grant.gamma), .014493936801632, 1e-15);
  EXPECT_NEAR(at(-.02), 8'497'416.30, .005);
  EXPECT_NEAR(at(0), 8'732'539.48, .005);
  EXPECT_NEAR(at(.02), 8'976'308.52, .005);
  EXPECT_NEAR(at(.05), 9'358'770.42, .005);
}

/// A longer market by the environment: `./check` can ask for 40,000 firms.
KpssMarket market() {
  KpssMarket asked;
  if (const char* firms = std::getenv("PIGNUS_KPSS_FIRMS")) {
    asked.firms = static_cast<std::uint32_t>(std::strtoul(firms, nullptr, 10));
  }
  return asked;
}

std::vector<FirmDay> of_one_kind(std::vector<FirmDay> days) {
  for (FirmDay& day : days) {
    day.kind = std::min(day.kind, 1);
  }
  return days;
}

class KpssSimulation : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    truth_ = new KpssTrueDays(*simulate_kpss_days(market(), 20170501, 0, market().firms));
  }
  static void TearDownTestSuite() {
    delete truth_;
    truth_ = nullptr;
  }
  static const KpssTrueDays* truth_;
};
const KpssTrueDays* KpssSimulation::truth_ = nullptr;

TEST_F(KpssSimulation, GammaIsThatOfTheoryAndOfPrint) {
  const auto one = estimate_gamma(of_one_kind(truth_->days), {1, false});
  ASSERT_TRUE(one) << one.error().message;
  const double theory = .4 * std::log(1 + 1.21 / 25) + .6 * std::log(1 + 1.0 / 25);
  EXPECT_NEAR(theory, .042, .0005);
  EXPECT_NEAR(one->gamma[0], theory, 3 * one->standard_error[0]);
  const auto two = estimate_gamma(truth_->days, {2, false});
  ASSERT_TRUE(two) << two.error().message;
  EXPECT_NEAR(two->gamma[0], .0473, 3 * two->standard_error[0]);
  EXPECT_NEAR(two->gamma[1], .0392, 3 * two->standard_error[1]);
  RecordProperty("gamma", std::to_string(one->gamma[0]));
  RecordProperty("gamma_error", std::to_string(one->standard_error[0]));
}

TEST_F(KpssSimulation, TheWorthOfPatentsHasThePrintedMoments) {
  const SampleMoments worth = try_kpss(*truth_, {.042})->worth;
  EXPECT_NEAR(worth.mean, .415, .012);
  EXPECT_NEAR(worth.standard_deviation, .433, .012);
  EXPECT_NEAR(worth.p50, .271, .012);
  EXPECT_NEAR(worth.p90, 1.011, .035);
}

TEST_F(KpssSimulation, SoHasTheEstimateWithThePrintedGamma) {
  const auto trial = try_kpss(*truth_, {.042});
  ASSERT_TRUE(trial);
  EXPECT_NEAR(trial->estimate.mean, .413, .012);
  EXPECT_NEAR(trial->estimate.standard_deviation, .241, .008);
  EXPECT_NEAR(trial->estimate.p50, .411, .02);
  EXPECT_NEAR(trial->estimate.p90, .740, .015);
  EXPECT_NEAR(trial->correlation, .557, .02);
}

TEST_F(KpssSimulation, OneDistributionHidesTheGapAndTwoShowIt) {
  const auto one = try_kpss(*truth_, {.042});
  const auto two = try_kpss(*truth_, {.047, .038});
  ASSERT_TRUE(one);
  ASSERT_TRUE(two);
  EXPECT_NEAR(one->true_gap, .040, .006);
  EXPECT_NEAR(one->estimated_gap, .001, .003);
  EXPECT_NEAR(two->estimated_gap, .045, .004);
}

TEST_F(KpssSimulation, TheWholeWayFromReturns) {
  const auto gamma = estimate_gamma(of_one_kind(truth_->days), {1, false});
  ASSERT_TRUE(gamma);
  const auto trial = try_kpss(*truth_, gamma->gamma);
  ASSERT_TRUE(trial);
  EXPECT_NEAR(trial->correlation, .557, .02);
  // The estimate's mean goes with the root of gamma, so it shares gamma's error.
  const double error = 3 * gamma->standard_error[0] / (2 * .042) * .413;
  EXPECT_NEAR(trial->estimate.mean, .413, .01 + error);
}

TEST(KpssSimulationSeed, RangesOfFirmsGiveTheSameDays) {
  KpssMarket small;
  small.firms = 30;
  small.days = 40;
  const auto whole = simulate_kpss_days(small, 7, 0, 30);
  std::vector<double> joined;
  for (const std::uint32_t first : {0U, 11U, 25U}) {
    const std::uint32_t count = first == 0 ? 11 : first == 11 ? 14 : 5;
    const auto part = simulate_kpss_days(small, 7, first, count);
    joined.insert(joined.end(), part->worth.begin(), part->worth.end());
  }
  EXPECT_EQ(joined, whole->worth);
  EXPECT_NE(simulate_kpss_days(small, 8, 0, 30)->worth, whole->worth);
}

}  // namespace
}  // namespace pignus::valuation
