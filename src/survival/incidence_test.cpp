#include "survival/incidence.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/made_up_spells.h"
#include "survival/curves.h"

namespace pignus::survival {
namespace {

TEST(Incidence, ByHand) {
  const std::vector<double> exit{1, 2, 3, 4};
  const std::vector<std::uint8_t> cause{1, 2, 0, 1};
  const auto points = cumulative_incidence({{}, exit, cause, {}, {}}, 2).value().front().points;
  EXPECT_DOUBLE_EQ(points[0].incidence[0], 0.25);
  EXPECT_DOUBLE_EQ(points[1].incidence[1], 0.25);
  EXPECT_DOUBLE_EQ(points[3].incidence[0], 0.75);
  EXPECT_DOUBLE_EQ(points[3].survival, 0);
  EXPECT_NEAR(points[0].error[0], std::sqrt(0.25 * 0.75 / 4), 1e-15);
}

RC_GTEST_PROP(Incidence, SumsToOneWithSurvivalAndIsBinomialWithoutCensoring, ()) {
  const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(1, 15), rc::gen::inRange(1, 4))));
  std::vector<double> exit;
  std::vector<std::uint8_t> cause;
  for (const auto& [time, k] : raw) {
    exit.push_back(time);
    cause.push_back(static_cast<std::uint8_t>(k));
  }
  const auto n = static_cast<double>(exit.size());
  const auto curves = cumulative_incidence({{}, exit, cause, {}, {}}, 3).value();
  for (const auto& point : curves.front().points) {
    double sum = point.survival;
    for (std::size_t k = 0; k < 3; ++k) {
      double count = 0;
      for (std::size_t i = 0; i < exit.size(); ++i) {
        if (exit[i] <= point.time && cause[i] == k + 1) count += 1;
      }
      sum += point.incidence[k];
      const double share = count / n;
      RC_ASSERT(std::abs(point.incidence[k] - share) < 1e-12);
      RC_ASSERT(std::abs((point.error[k] * point.error[k]) - (share * (1 - share) / n)) < 1e-12);
    }
    RC_ASSERT(std::abs(sum - 1) < 1e-12);
  }
}

TEST(Incidence, OneCauseIsKaplanMeier) {
  const auto rows = testing::simulated_rows(4, 200, {0.3}, 10);
  const auto curves = survival_curves(rows.all_spells()).value();
  const auto incidence = cumulative_incidence(rows.all_spells(), 1).value();
  ASSERT_EQ(curves.size(), incidence.size());
  for (std::size_t s = 0; s < curves.size(); ++s) {
    for (std::size_t i = 0; i < curves[s].points.size(); ++i) {
      const auto& point = incidence[s].points[i];
      EXPECT_NEAR(point.incidence[0], 1 - curves[s].points[i].survival, 1e-12);
      if (curves[s].points[i].survival_error) {
        EXPECT_NEAR(point.error[0], *curves[s].points[i].survival_error, 1e-7);
      }
    }
  }
}

TEST(Incidence, RefusesACauseThatIsNotCounted) {
  const std::vector<double> exit{1, 2};
  const std::vector<std::uint8_t> cause{1, 3};
  EXPECT_EQ(cumulative_incidence({{}, exit, cause, {}, {}}, 2).error().where,
            (Where{{}, 2, "event"}));
  EXPECT_EQ(cumulative_incidence({{}, exit, cause, {}, {}}, 0).error().where.field, "event");
}

}  // namespace
}  // namespace pignus::survival
