// The kernel against figures of a second implementation (plain Python: weighted least squares on
// the working response, the t distribution by Simpson's rule).
#include "valuation/trend/log_trend.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

#include "valuation/trend/student_t.h"

namespace pignus::valuation {
namespace {

/// US utility patents of the field "Computer technology", 2015 to 2024, and of all fields.
constexpr double kComputers[] = {38204, 40015, 39129, 37012, 46010,
                                 48435, 47975, 48606, 48229, 48161};
constexpr double kAll[] = {292573, 297663, 313571, 303172, 350023,
                           347797, 323437, 318969, 308214, 319648};

std::vector<TrendCell> cells(bool share) {
  std::vector<TrendCell> made;
  for (int i = 0; i < 10; ++i) {
    made.push_back({2015.0 + i, kComputers[i], share ? kAll[i] : 1.0});
  }
  return made;
}

TEST(StudentT, QuantilesOfItsTable) {
  EXPECT_NEAR(student_t_quantile(.95, 1), 6.313751515, 1e-8);
  EXPECT_NEAR(student_t_quantile(.95, 2), 2.919985580, 1e-8);
  EXPECT_NEAR(student_t_quantile(.95, 8), 1.859548038, 1e-8);
  EXPECT_NEAR(student_t_quantile(.975, 10), 2.228138852, 1e-8);
  EXPECT_NEAR(student_t_quantile(.95, 23), 1.713871528, 1e-8);
  EXPECT_NEAR(student_t_quantile(.05, 23), -1.713871528, 1e-8);
  EXPECT_NEAR(student_t_cdf(0, 7), .5, 1e-15);
}

TEST(LogTrend, IsAsComputedElsewhere) {
  const auto growth = fit_log_trend(cells(false));
  ASSERT_TRUE(growth) << describe(growth.error());
  EXPECT_NEAR(growth->slope.value, 0.031579905, 1e-9);
  EXPECT_NEAR(growth->error, 0.004938727, 1e-9);
  EXPECT_NEAR(growth->slope.low, 0.022396104, 1e-8);
  EXPECT_NEAR(growth->slope.high, 0.040763706, 1e-8);
  EXPECT_EQ(growth->slope.observations, 10);
  EXPECT_EQ(growth->lags, 2);
  const auto share = fit_log_trend(cells(true));
  ASSERT_TRUE(share);
  EXPECT_NEAR(share->slope.value, 0.024676445, 1e-9);
  EXPECT_NEAR(share->slope.low, 0.014120031, 1e-8);
  EXPECT_NEAR(share->slope.high, 0.035232858, 1e-8);
}

TEST(LogTrend, AnExactExponentialIsFoundAndPoissonsErrorRemains) {
  std::vector<TrendCell> exact;
  for (int i = 0; i < 8; ++i) exact.push_back({double(i), 100 * std::exp(-.2 * i), 1});
  const auto fit = fit_log_trend(exact);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->slope.value, -.2, 1e-12);
  EXPECT_NEAR(fit->rate(3), exact[3].count, 1e-9);
  EXPECT_GT(fit->error, .01);  // a hundred counts cannot be surer than that
}

TEST(LogTrend, ZerosAreCountsAndGapsAreNone) {
  const std::vector<TrendCell> sparse{{2010, 0, 1}, {2011, 1, 1}, {2013, 0, 1},
                                      {2014, 2, 1}, {2017, 3, 1}, {2018, 6, 1}};
  const auto fit = fit_log_trend(sparse);
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->slope.value, 0);
  double rest = 0;  // the likelihood's equations hold
  double moment = 0;
  for (const TrendCell& cell : sparse) {
    rest += cell.count - fit->rate(cell.x);
    moment += (cell.count - fit->rate(cell.x)) * (cell.x - 2010);
  }
  EXPECT_NEAR(rest, 0, 1e-8);
  EXPECT_NEAR(moment, 0, 1e-7);
}

TEST(LogTrend, RefusesWhatIsNoTrend) {
  const auto field_of = [](std::vector<TrendCell> made) {
    const auto fit = fit_log_trend(made);
    EXPECT_FALSE(fit);
    return fit ? Where{} : fit.error().where;
  };
  std::vector<TrendCell> made = cells(false);
  made[3].count = -1;
  EXPECT_EQ(field_of(made), (Where{"", 4, "count"}));
  made = cells(false);
  made[3].count = std::nan("");
  EXPECT_EQ(field_of(made), (Where{"", 4, "count"}));
  made = cells(false);
  made[3].x = made[2].x;
  EXPECT_EQ(field_of(made), (Where{"", 4, "x"}));
  made = cells(false);
  made[0].exposure = 0;
  EXPECT_EQ(field_of(made), (Where{"", 1, "exposure"}));
  made.resize(5);
  made[0].exposure = 1;
  EXPECT_EQ(field_of(made), (Where{"", 0, "cells"}));
  made = cells(false);
  for (std::size_t i = 2; i < made.size(); ++i) made[i].count = 0;
  EXPECT_EQ(field_of(made), (Where{"", 0, "cells"}));
}

RC_GTEST_PROP(LogTrend, ScaleChangesOnlyTheLevelAndTimeTurnsTheSign, ()) {
  std::vector<TrendCell> made;
  const int years = *rc::gen::inRange(6, 20);
  for (int i = 0; i < years; ++i) {
    made.push_back({2000.0 + i, double(*rc::gen::inRange(50, 5000)), 1});
  }
  const auto base = fit_log_trend(made);
  RC_ASSERT(base.has_value());
  std::vector<TrendCell> scaled = made;
  for (TrendCell& cell : scaled) cell.exposure = 7;
  const auto other = fit_log_trend(scaled);
  RC_ASSERT(other.has_value());
  RC_ASSERT(std::abs(other->slope.value - base->slope.value) < 1e-9);
  RC_ASSERT(std::abs(other->error - base->error) < 1e-9);
  std::vector<TrendCell> turned;
  for (auto at = made.rbegin(); at != made.rend(); ++at) turned.push_back({-at->x, at->count, 1});
  const auto back = fit_log_trend(turned);
  RC_ASSERT(back.has_value());
  RC_ASSERT(std::abs(back->slope.value + base->slope.value) < 1e-9);
  RC_ASSERT(std::abs(back->error - base->error) < 1e-9);
}

}  // namespace
}  // namespace pignus::valuation
