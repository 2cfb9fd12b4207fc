#include "survival/curves.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/freireich.h"
#include "support/made_up_spells.h"

namespace pignus::survival {
namespace {

using testing::Freireich;

TEST(Curves, FreireichByArm) {
  const Freireich data;
  const auto curves = survival_curves({{}, data.weeks, data.relapse, {}, data.arm}).value();
  ASSERT_EQ(curves.size(), 2U);
  const std::vector<std::pair<double, double>> published{
      {6, .8571}, {7, .8067}, {10, .7529}, {13, .6902}, {16, .6275}, {22, .5378}, {23, .4482}};
  for (const auto& [week, survival] : published) {
    EXPECT_NEAR(survival_at(curves[0], week), survival, 5e-5) << week;
  }
  EXPECT_EQ(survival_at(curves[0], 5.9), 1);
  EXPECT_EQ(quantile(curves[0], 0.5), 23);
  EXPECT_EQ(quantile(curves[1], 0.5), 8);
  EXPECT_EQ(quantile(curves[0], 0.9), std::nullopt);
  // Nobody is left after the last relapse on placebo: its error and interval are unknown.
  EXPECT_EQ(curves[1].points.back().survival, 0);
  EXPECT_EQ(curves[1].points.back().survival_error, std::nullopt);
  EXPECT_EQ(curves[1].points.back().interval, std::nullopt);
}

TEST(Curves, FirstStepByHand) {
  const Freireich data;
  CurveOptions options;
  const auto at_six = [&](IntervalScale scale) {
    options.scale = scale;
    return survival_curves({{}, data.weeks, data.relapse, {}, data.arm}, options)
        .value()
        .front()
        .points.front();
  };
  const double s = 18.0 / 21;
  const double error = std::sqrt(3.0 / (21 * 18));  // of log S
  const double z = 1.959963984540054;
  const CurvePoint plain = at_six(IntervalScale::kPlain);
  EXPECT_NEAR(plain.survival_error.value(), s * error, 1e-15);
  EXPECT_NEAR(plain.interval->lower, s - (z * s * error), 1e-14);
  EXPECT_EQ(plain.interval->upper, 1);  // 1.0068 is cut
  EXPECT_NEAR(plain.hazard, 3.0 / 21, 1e-16);
  EXPECT_NEAR(plain.hazard_error, std::sqrt(3.0) / 21, 1e-16);
  EXPECT_EQ(plain.censored, 1);
  EXPECT_NEAR(at_six(IntervalScale::kLog).interval->lower, s * std::exp(-z * error), 1e-14);
  const CurvePoint log_log = at_six(IntervalScale::kLogLog);
  EXPECT_NEAR(log_log.interval->lower, std::pow(s, std::exp(-z * error / std::log(s))), 1e-14);
  EXPECT_NEAR(log_log.interval->upper, std::pow(s, std::exp(z * error / std::log(s))), 1e-14);
}

TEST(Curves, LateEntryIsAtRiskOnlyFromThenOn) {
  const std::vector<double> entry{0, 1, 5};
  const std::vector<double> exit{2, 4, 6};
  const std::vector<std::uint8_t> event{1, 1, 1};
  const auto points = survival_curves({entry, exit, event, {}, {}}).value().front().points;
  EXPECT_EQ(points[0].at_risk, 2);
  EXPECT_EQ(points[1].at_risk, 1);
  EXPECT_EQ(points[2].at_risk, 1);
}

TEST(Curves, RefusesByRowAndField) {
  const std::vector<double> times{1, NAN};
  const std::vector<double> good{1, 2};
  const std::vector<double> zero{1, 0};
  const std::vector<std::uint8_t> event{1, 2};
  const std::vector<std::uint8_t> events{1, 0};
  const auto where = [](const Spells& spells) { return survival_curves(spells).error().where; };
  EXPECT_EQ(where({{}, times, events, {}, {}}), (Where{{}, 2, "exit"}));
  EXPECT_EQ(where({{}, good, event, {}, {}}), (Where{{}, 2, "event"}));
  EXPECT_EQ(where({good, good, events, {}, {}}), (Where{{}, 1, "entry"}));
  EXPECT_EQ(where({{}, good, events, zero, {}}), (Where{{}, 2, "weight"}));
  EXPECT_EQ(where({{}, {}, {}, {}, {}}).field, "exit");
  CurveOptions options;
  options.confidence = 1;
  EXPECT_EQ(survival_curves({{}, good, events, {}, {}}, options).error().where.field, "confidence");
}

RC_GTEST_PROP(Curves, WithoutCensoringSurvivalIsTheShareLeft, ()) {
  const auto raw =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 20)));
  const std::vector<double> times(raw.begin(), raw.end());
  const std::vector<std::uint8_t> event(times.size(), 1);
  const auto curve = survival_curves({{}, times, event, {}, {}}).value().front();
  for (const CurvePoint& point : curve.points) {
    const auto left =
        std::count_if(times.begin(), times.end(), [&](double time) { return time > point.time; });
    const double share = static_cast<double>(left) / static_cast<double>(times.size());
    RC_ASSERT(std::abs(point.survival - share) < 1e-12);
    if (!point.survival_error) continue;
    // Greenwood then is the binomial error.
    const double binomial = std::sqrt(share * (1 - share) / static_cast<double>(times.size()));
    RC_ASSERT(std::abs(*point.survival_error - binomial) < 1e-12);
  }
}

RC_GTEST_PROP(Curves, WeightTwoIsTheRowTwiceAndStrataStandAlone, ()) {
  const auto rows = testing::simulated_rows(*rc::gen::arbitrary<std::uint64_t>(), 40, {0.3}, 4);
  auto doubled = rows;
  doubled.weight.assign(40, 2.0);
  auto twice = rows;
  for (std::size_t i = 0; i < 40; ++i) {
    twice.exit.push_back(rows.exit[i]);
    twice.event.push_back(rows.event[i]);
    twice.entry.push_back(rows.entry[i]);
    twice.stratum.push_back(rows.stratum[i]);
  }
  twice.weight.assign(80, 1.0);
  const auto by_weight = survival_curves(doubled.all_spells()).value();
  RC_ASSERT(by_weight == survival_curves(twice.all_spells()).value());
  for (const Curve& curve : by_weight) {
    testing::SpellRows own;
    for (std::size_t i = 0; i < 40; ++i) {
      if (rows.stratum[i] != curve.stratum) continue;
      own.exit.push_back(rows.exit[i]);
      own.event.push_back(rows.event[i]);
      own.entry.push_back(rows.entry[i]);
      own.weight.push_back(2);
      own.stratum.push_back(curve.stratum);
    }
    RC_ASSERT(survival_curves(own.all_spells()).value().front() == curve);
  }
}

}  // namespace
}  // namespace pignus::survival
