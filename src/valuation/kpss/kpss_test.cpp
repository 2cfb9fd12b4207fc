#include <array>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "core/random_stream.h"
#include "valuation/kpss/estimator.h"
#include "valuation/kpss/gamma.h"
#include "valuation/kpss/simulation.h"

namespace pignus::valuation {
namespace {

RC_GTEST_PROP(KpssEstimator, IsPositiveAndRisesWithTheReturnAndTheSignal, ()) {
  const double noise = *rc::gen::inRange(1, 200) / 1000.0;
  const double gamma = *rc::gen::inRange(1, 200) / 1000.0;
  const double gained = *rc::gen::inRange(-900, 900) / 1000.0;
  const double value = kpss_expected_return(gained, noise, gamma);
  RC_ASSERT(value > 0);
  RC_ASSERT(kpss_expected_return(gained + .001, noise, gamma) > value);
}

TEST(KpssEstimator, AgreesWithIntegrationOfThePosterior) {
  // v ~ N+(0, s_v^2), R = v + e: the mean of v given R, by the plain integral.
  const double noise = .04;
  const double gamma = .05;
  const double signal = noise * std::sqrt(std::expm1(gamma));
  for (const double gained : {-.3, -.05, 0.0, .02, .2}) {
    double weight = 0;
    double mean = 0;
    for (int i = 0; i < 200'000; ++i) {
      const double v = signal * 12 * (i + .5) / 200'000;
      const double e = (gained - v) / noise;
      const double density = std::exp(-v * v / (2 * signal * signal) - e * e / 2 +
                                      gained * gained / (2 * noise * noise));
      weight += density;
      mean += v * density;
    }
    EXPECT_NEAR(kpss_expected_return(gained, noise, gamma) / (mean / weight), 1, 1e-6) << gained;
  }
}

TEST(KpssEstimator, FarOutItGoesOnSmoothly) {
  // The ratio of two vanishing tails is handed to a continued fraction there.
  const double noise = .01;
  const double gamma = .05;
  const double hand_over = -12 * noise / std::sqrt(kpss_signal_share(gamma));
  const double before = kpss_expected_return(hand_over + 1e-9, noise, gamma);
  const double after = kpss_expected_return(hand_over - 1e-9, noise, gamma);
  EXPECT_NEAR(before / after, 1, 1e-6);
  EXPECT_GT(kpss_expected_return(-9, noise, gamma), 0);
}

TEST(KpssEstimator, NoiseIsWhatIsLeftOfTheVariance) {
  const std::array<KpssDayKind, 2> kinds{KpssDayKind{.05, .1}, KpssDayKind{.03, .2}};
  const double noise = kpss_noise_variance(.0004, kinds, 1);
  EXPECT_NEAR(.7 * noise + .1 * noise * std::exp(.05) + .2 * noise * std::exp(.03), .0004, 1e-15);
  const std::array<KpssDayKind, 1> published{KpssDayKind{.0146, .1}};
  EXPECT_NEAR(kpss_noise_variance(.0004, published, 3),
              3 * .0004 / (1 + 3 * .1 * std::expm1(.0146)), 1e-18);
}

TEST(KpssEstimator, BadInputIsRefusedByName) {
  const KpssGrant good{.01, .04, .0146, 1e9, 2, .56};
  using Change = std::function<void(KpssGrant&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"gained", [](KpssGrant& g) { g.gained = -2; }},
      {"noise_deviation", [](KpssGrant& g) { g.noise_deviation = 0; }},
      {"gamma", [](KpssGrant& g) { g.gamma = 0; }},
      {"market_value", [](KpssGrant& g) { g.market_value = -1; }},
      {"patents_that_day", [](KpssGrant& g) { g.patents_that_day = 0; }},
      {"grant_expected", [](KpssGrant& g) { g.grant_expected = 1; }}};
  ASSERT_TRUE(kpss_value(good));
  for (const auto& [field, change] : cases) {
    KpssGrant bad = good;
    change(bad);
    ASSERT_FALSE(kpss_value(bad)) << field;
    EXPECT_EQ(kpss_value(bad).error().where.field, field);
  }
  KpssGrant alone = good;
  alone.patents_that_day = 1;
  EXPECT_NEAR(*kpss_value(alone), 2 * *kpss_value(good), 1e-6);
}

/// ln R^2 given exactly: an effect a firm, an effect a day, and gamma on grant days.
std::vector<FirmDay> exact_days(const std::vector<double>& gamma) {
  std::vector<FirmDay> days;
  for (std::uint32_t firm = 0; firm < 12; ++firm) {
    for (std::uint32_t day = 0; day < 30; ++day) {
      RandomStream stream(4, "test/gamma", firm * 30 + day);
      if (stream.uniform() < .2) {
        continue;  // an uneven panel
      }
      const auto kind = static_cast<int>(stream.below(gamma.size() + 1));
      const double effect = kind == 0 ? 0 : gamma[static_cast<std::size_t>(kind) - 1];
      const double log_square = -6 + .3 * firm + std::sin(day) + effect;
      days.push_back({firm * 1000 + 7, day + 20000, kind,
                      std::exp(log_square / 2) * (stream.uniform() < .5 ? -1 : 1)});
    }
  }
  return days;
}

TEST(Gamma, IsFoundExactlyBehindBothEffects) {
  const auto one = estimate_gamma(exact_days({.25}), {1, true});
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_NEAR(one->gamma[0], .25, 1e-8);
  EXPECT_LT(one->standard_error[0], 1e-8);
  const auto two = estimate_gamma(exact_days({.25, -.1}), {2, true});
  ASSERT_TRUE(two);
  EXPECT_NEAR(two->gamma[0], .25, 1e-8);
  EXPECT_NEAR(two->gamma[1], -.1, 1e-8);
  // Without the days' effects it is off.
  EXPECT_GT(std::abs(estimate_gamma(exact_days({.25}), {1, false})->gamma[0] - .25), 1e-3);
}

TEST(Gamma, ItsErrorIsHonest) {
  // Over repeated markets the estimate lies within two errors of the truth about as often as said.
  KpssMarket market;
  market.firms = 40;
  market.days = 100;
  int inside = 0;
  constexpr int kMarkets = 200;
  for (int i = 0; i < kMarkets; ++i) {
    const auto truth = simulate_kpss_days(market, static_cast<std::uint64_t>(i), 0, 40);
    const auto estimate = estimate_gamma(truth->days, {2, false});
    ASSERT_TRUE(estimate);
    inside +=
        std::abs(estimate->gamma[0] - std::log(1 + 1.21 / 25)) < 2 * estimate->standard_error[0];
  }
  // 95.4 per cent of 200, give or take three of its own deviations (9).
  EXPECT_GE(inside, 182);
}

TEST(Gamma, DaysWithoutMoveAreCountedAndLeftOut) {
  auto days = exact_days({.25});
  const std::size_t before = days.size();
  days.push_back({7, 20001, 1, 0});
  const auto estimate = estimate_gamma(days, {1, true});
  ASSERT_TRUE(estimate);
  EXPECT_EQ(estimate->days_without_move, 1U);
  EXPECT_EQ(estimate->days_used, before);
}

TEST(Gamma, BadInputIsRefusedByName) {
  const auto refused = [](const std::vector<FirmDay>& days, int kinds) {
    const auto estimate = estimate_gamma(days, {kinds, true});
    return estimate ? "" : estimate.error().where.field;
  };
  EXPECT_EQ(refused({}, 1), "days");
  EXPECT_EQ(refused(exact_days({.1}), 0), "kinds");
  EXPECT_EQ(refused(exact_days({.1, .2}), 1), "kind");
  EXPECT_EQ(refused(exact_days({.1}), 2), "kinds");  // no day of the second kind
  auto days = exact_days({.1});
  days[3].gained = std::nan("");
  EXPECT_EQ(refused(days, 1), "gained");
  for (FirmDay& day : days) {
    day.gained = .01;
    day.kind = day.day % 2 == 0 ? 1 : 0;  // grants that the days' effects take whole
  }
  EXPECT_EQ(refused(days, 1), "kinds");
}

TEST(KpssSimulationInput, IsRefusedByName) {
  const auto refused = [](KpssMarket market) {
    const auto truth = simulate_kpss_days(market, 1, 0, 1);
    return truth ? "" : truth.error().where.field;
  };
  KpssMarket market;
  market.firms = 0;
  EXPECT_EQ(refused(market), "firms");
  market = {};
  market.days = 1;
  EXPECT_EQ(refused(market), "days");
  market = {};
  market.science_share = .9;
  EXPECT_EQ(refused(market), "other_share");
  market = {};
  market.noise = 0;
  EXPECT_EQ(refused(market), "noise");
  EXPECT_EQ(simulate_kpss_days({}, 1, 3999, 2).error().where.field, "count");
  const auto truth = simulate_kpss_days({}, 1, 0, 3);
  EXPECT_EQ(try_kpss(*truth, {}).error().where.field, "gammas");
  EXPECT_EQ(try_kpss(*truth, {-.1}).error().where.field, "gammas");
  EXPECT_EQ(try_kpss({}, {.1}).error().where.field, "days");
}

}  // namespace
}  // namespace pignus::valuation
