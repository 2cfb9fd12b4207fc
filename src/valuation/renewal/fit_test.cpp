#include "valuation/renewal/fit.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "core/normal.h"
#include "valuation/renewal/mean_value.h"
#include "valuation/renewal/ordered_probit.h"

namespace pignus::valuation {
namespace {

/// The US fees of the cohort granted in 1996, four years bought at each.
RenewalModel us_scenario(double decay) {
  return {0, 0, decay, .10, 17, {{4, 980, 4}, {8, 2480, 4}, {12, 4110, 4}}};
}
const RenewalCohort kUsCohort{2229, {.84, .63, .49}};

RenewalModel any_model() {
  RenewalModel model = us_scenario(*rc::gen::inRange(0, 20) / 100.0);
  model.mu = *rc::gen::inRange(600, 900) / 100.0;
  model.sigma = *rc::gen::inRange(80, 300) / 100.0;
  return model;
}

RenewalCohort cohort_of(const RenewalModel& model, double rights) {
  RenewalCohort cohort{rights, {}};
  for (const auto& fee : model.fees) {
    cohort.shares.push_back(probability_renewed(model, fee.age));
  }
  return cohort;
}

RC_GTEST_PROP(RenewalFit, ACohortOfTheModelGivesItsNumbersBack, ()) {
  const RenewalModel truth = any_model();
  const RenewalCohort cohort = cohort_of(truth, 5000);
  RC_PRE(cohort.shares.front() < .999 && cohort.shares.back() > .001);
  const auto fit = fit_renewal(truth, cohort);
  RC_ASSERT(fit.has_value());
  RC_ASSERT(std::abs(fit->model.mu - truth.mu) < 1e-5);
  RC_ASSERT(std::abs(fit->model.sigma - truth.sigma) < 1e-5);
  RC_ASSERT(std::abs(fit->deviance) < 1e-6);
  // Within its own parentheses: the macro takes an expression apart and evaluates every part.
  RC_ASSERT((fit->mu.low && *fit->mu.low < truth.mu));
  RC_ASSERT((fit->mu.high && *fit->mu.high > truth.mu));
  RC_ASSERT((fit->sigma.low && *fit->sigma.low < truth.sigma));
  RC_ASSERT((fit->sigma.high && *fit->sigma.high > truth.sigma));
}

RC_GTEST_PROP(RenewalFit, MoneyOnlyShiftsIt, ()) {
  const RenewalModel truth = any_model();
  const RenewalCohort cohort = cohort_of(truth, 2000);
  RC_PRE(cohort.shares.front() < .999 && cohort.shares.back() > .001);
  RenewalModel other = truth;
  for (auto& fee : other.fees) {
    fee.cost *= 7.25;
  }
  const auto fit = fit_renewal(truth, cohort);
  const auto scaled = fit_renewal(other, cohort);
  RC_ASSERT(std::abs(scaled->model.mu - fit->model.mu - std::log(7.25)) < 1e-6);
  RC_ASSERT(std::abs(scaled->model.sigma - fit->model.sigma) < 1e-6);
  RC_ASSERT(std::abs(scaled->median_value / fit->median_value - 7.25) < 1e-4);
}

RC_GTEST_PROP(RenewalFit, MoreRightsNarrowTheIntervals, ()) {
  const RenewalModel truth = any_model();
  RenewalCohort cohort = cohort_of(truth, 500);
  RC_PRE(cohort.shares.front() < .99 && cohort.shares.back() > .01);
  const auto few = fit_renewal(truth, cohort);
  cohort.rights = 5000;
  const auto many = fit_renewal(truth, cohort);
  RC_ASSERT(*many->mu.high - *many->mu.low < *few->mu.high - *few->mu.low);
  RC_ASSERT(*many->sigma.high / *many->sigma.low < *few->sigma.high / *few->sigma.low);
}

TEST(RenewalFit, TheUsSharesAreMetWithinTwoPointsUnderEveryDecay) {
  const auto scenarios = fit_renewal_scenarios(us_scenario(0), kUsCohort, default_decays());
  ASSERT_TRUE(scenarios) << scenarios.error().message;
  ASSERT_EQ(scenarios->fits.size(), 3U);
  for (const RenewalFit& fit : scenarios->fits) {
    for (std::size_t i = 0; i < fit.shares.size(); ++i) {
      EXPECT_NEAR(fit.shares[i], kUsCohort.shares[i], .02) << fit.model.decay << " " << i;
    }
    EXPECT_EQ(fit.degrees_of_freedom, 1);
    // Half of the rights paid everything: nearly all of the mean is theirs, and it is not seen.
    EXPECT_NEAR(fit.share_paying_all, .49, .02);
    EXPECT_GT(fit.mean_from_paying_all, .9);
    EXPECT_LT(*fit.median_value_interval.low, fit.median_value);
    EXPECT_GT(*fit.median_value_interval.high, fit.median_value);
  }
  // Medians differ by less than a factor of three between the decays, means by more than five.
  EXPECT_LT(scenarios->median_high / scenarios->median_low, 3);
  EXPECT_GT(scenarios->mean_high / scenarios->mean_low, 5);
  EXPECT_LT(scenarios->likeliest_decay, .05);
  EXPECT_FALSE(scenarios->decay.low);
  ASSERT_TRUE(scenarios->decay.high);
  EXPECT_GT(*scenarios->decay.high, scenarios->likeliest_decay);
}

TEST(RenewalFit, AKnownDecayLiesWithinItsProfileInterval) {
  RenewalModel truth = us_scenario(.12);
  truth.mu = 8.3;
  truth.sigma = 2.2;
  truth.fees = {{4, 980, 4}, {6, 1500, 2}, {8, 2480, 4}, {10, 2000, 2}, {12, 6110, 4}};
  const auto scenarios = fit_renewal_scenarios(truth, cohort_of(truth, 1e7), default_decays());
  ASSERT_TRUE(scenarios) << scenarios.error().message;
  EXPECT_NEAR(scenarios->likeliest_decay, .12, .005);
  ASSERT_TRUE(scenarios->decay.low && scenarios->decay.high);
  EXPECT_LT(*scenarios->decay.low, .12);
  EXPECT_GT(*scenarios->decay.high, .12);
}

TEST(RenewalFit, AProfileEndIsWhereTheLikelihoodHasFallen) {
  const RenewalModel scenario = us_scenario(.10);
  const auto fit = fit_renewal(scenario, kUsCohort);
  ASSERT_TRUE(fit);
  std::vector<double> thresholds;
  for (const auto& fee : scenario.fees) {
    thresholds.push_back(log_return_needed(scenario, fee.age));
  }
  const std::vector<double> counts{2229 * .16, 2229 * .21, 2229 * .14, 2229 * .49};
  // By a plain search over sigma, mu held at the interval's end.
  for (const double mu : {*fit->mu.low, *fit->mu.high}) {
    double best = -1e9;
    for (double sigma = 1; sigma < 4; sigma += .0005) {
      best = std::max(best, probit_log_likelihood(thresholds, counts, {mu / sigma, 1 / sigma}));
    }
    EXPECT_NEAR(2 * (fit->log_likelihood - best), 3.8415, .001);
  }
}

RC_GTEST_PROP(MeanValue, AgreesWithTheSumOverStrata, ()) {
  RenewalModel model = any_model();
  model.sigma = *rc::gen::inRange(50, 130) / 100.0;  // where strata still reach the tail
  const MeanValue closed = mean_value_at_start(model);
  const double strata = renewal_outlook(model, {0, 0}).value.mean();
  RC_ASSERT(std::abs(closed.mean / strata - 1) < .02);
  RC_ASSERT(closed.from_paying_all <= closed.mean);
}

TEST(RenewalFit, BadInputIsRefusedByName) {
  const auto refused = [](const RenewalModel& scenario, const RenewalCohort& cohort) {
    const auto fit = fit_renewal(scenario, cohort);
    return fit ? "" : fit.error().where.field;
  };
  const RenewalModel good = us_scenario(.10);
  EXPECT_EQ(refused(good, kUsCohort), "");
  EXPECT_EQ(refused(good, {0, {.84, .63, .49}}), "rights");
  EXPECT_EQ(refused(good, {2229, {.84, .63}}), "shares");
  EXPECT_EQ(refused(good, {2229, {.84, .90, .49}}), "shares");
  EXPECT_EQ(refused(good, {2229, {1.2, .63, .49}}), "shares");
  EXPECT_EQ(refused(good, {2229, {1, 1, 1}}), "shares");
  EXPECT_EQ(refused(good, {2229, {.5, .5, .5}}), "shares");
  RenewalModel bad = good;
  bad.fees.resize(1);
  EXPECT_EQ(refused(bad, {2229, {.84}}), "fees");
  bad = good;
  bad.fees[1].cost = 100;  // asks less than the first: nobody would stop there
  EXPECT_EQ(refused(bad, kUsCohort), "fees");
  bad = good;
  bad.fees[2].age = 18;
  EXPECT_EQ(refused(bad, kUsCohort), "fees.age");
  bad = good;
  bad.fees[0].cost = -1;
  EXPECT_EQ(refused(bad, kUsCohort), "fees.cost");
  EXPECT_EQ(refused(us_scenario(-.1), kUsCohort), "decay");
  EXPECT_EQ(fit_renewal_scenarios(good, kUsCohort, {}).error().where.field, "decays");
}

}  // namespace
}  // namespace pignus::valuation
