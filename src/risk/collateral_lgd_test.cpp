#include "risk/collateral_lgd.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

#include "core/normal.h"
#include "core/random_stream.h"
#include "risk/max_ltv.h"

namespace pignus::risk {
namespace {

double drawn_between(double low, double high) {
  return low + (high - low) * *rc::gen::inRange(0, 10'001) / 10'000.0;
}

CollateralModel drawn_model() {
  return {drawn_between(-.3, .1), drawn_between(.1, .9), drawn_between(.25, 5),
          drawn_between(0, .8), drawn_between(0, .1)};
}

TEST(CollateralLgd, WithoutCorrelationIsAPlainPut) {
  for (const double ltv : {.3, .5, .8, 1.0}) {
    const double deviation = .5;
    const double d = (std::log(ltv) + .125) / deviation;
    const double put = normal_cdf(d) - normal_cdf(d - deviation) / ltv;
    EXPECT_NEAR(expected_lgd(.02, ltv, {0, .5, 1, 0, 0}), put, 1e-12);
  }
}

TEST(CollateralLgd, AgreesWithPlainSimulation) {
  const CollateralModel model{-.1, .5, 1.5, .4, .03};
  const double pd = .1;
  const double ltv = .6;
  constexpr std::uint64_t kPaths = 200'000;
  double losses = 0;
  double shortfalls = 0;
  double defaults = 0;
  for (std::uint64_t path = 0; path < kPaths; ++path) {
    RandomStream stream(7, "test/collateral", path);
    const double driver = stream.normal();
    const double own = stream.normal();
    if (driver >= normal_quantile(pd)) {
      continue;
    }
    const double score =
        model.correlation * driver + std::sqrt(1 - model.correlation * model.correlation) * own;
    const double variance = model.volatility * model.volatility;
    const bool extinct = stream.uniform() > std::exp(-model.extinction * model.years);
    const double value = extinct ? 0
                                 : std::exp((model.drift - variance / 2) * model.years +
                                            model.volatility * std::sqrt(model.years) * score);
    defaults += 1;
    shortfalls += value < ltv ? 1 : 0;
    losses += std::max(0.0, 1 - value / ltv);
  }
  // About 20,000 defaults: four standard errors of a share are .014.
  EXPECT_NEAR(shortfalls / defaults, shortfall_probability(pd, ltv, model), .014);
  EXPECT_NEAR(losses / defaults, expected_lgd(pd, ltv, model), .014);
}

TEST(CollateralLgd, ACertainValueIsTheClosedForm) {
  const CollateralModel model{-.1, .5, 1.5, .2, .02};
  EXPECT_NEAR(expected_lgd(.05, 60, Distribution(100.0), model), expected_lgd(.05, .6, model),
              1e-12);
  EXPECT_EQ(expected_lgd(.05, 60, Distribution(0.0), model), 1);
  const double ltv = max_ltv(.05, model, {.1, .2});
  EXPECT_NEAR(max_exposure(.05, Distribution(100.0), model, {.1, .2}), 100 * ltv, 1e-6);
}

RC_GTEST_PROP(CollateralLgd, RisesWithLtvAndCorrelation, ()) {
  CollateralModel model = drawn_model();
  const double pd = drawn_between(.001, .3);
  const double ltv = drawn_between(.05, 2);
  const double lgd = expected_lgd(pd, ltv, model);
  RC_ASSERT(lgd >= 0 && lgd <= 1);
  RC_ASSERT(expected_lgd(pd, ltv * 1.1, model) >= lgd - 1e-10);
  model.correlation += .1;
  RC_ASSERT(expected_lgd(pd, ltv, model) >= lgd - 1e-10);
}

RC_GTEST_PROP(MaxLtv, FallsWithCorrelationHaircutAndVolatility, ()) {
  CollateralModel model = drawn_model();
  model.extinction = 0;
  model.drift = drawn_between(-.3, 0);
  const double pd = drawn_between(.001, .3);
  const Cover cover{.1, drawn_between(0, .5)};
  const double ltv = max_ltv(pd, model, cover);
  RC_ASSERT(ltv > 0);
  RC_ASSERT(max_ltv(pd, model, {.1, cover.haircut + .1}) < ltv);
  CollateralModel correlated = model;
  correlated.correlation += .1;
  RC_ASSERT(max_ltv(pd, correlated, cover) < ltv + 1e-12);
  // The lower tenth of a lognormal falls with its spread.
  CollateralModel volatile_one = model;
  volatile_one.volatility += .05;
  RC_ASSERT(max_ltv(pd, volatile_one, cover) < ltv + 1e-12);
}

TEST(MaxExposure, AValueThatIsOftenNothingCoversNothing) {
  std::vector<double> values(100, 50.0);
  std::fill(values.begin(), values.begin() + 30, 0.0);
  EXPECT_EQ(max_exposure(.05, Distribution::from_samples(values), {0, .3, 1, .2, 0}, {.1, 0}), 0);
  EXPECT_GT(max_exposure(.05, Distribution::from_samples(values), {0, .3, 1, .2, 0}, {.4, 0}), 0);
}

}  // namespace
}  // namespace pignus::risk
