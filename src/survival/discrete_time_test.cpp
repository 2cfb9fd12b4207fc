#include "survival/discrete_time.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"

namespace pignus::survival {
namespace {

struct Rows {
  std::vector<std::uint32_t> first, last;
  std::vector<std::uint8_t> event;
  std::vector<double> x;
};

/// Four periods with odds 1/9, 1/4, 1/9, 1/4 at x = 0, log odds ratio 0.8.
Rows simulated(std::uint64_t seed, std::size_t count) {
  const double levels[] = {std::log(1.0 / 9), std::log(1.0 / 4), std::log(1.0 / 9),
                           std::log(1.0 / 4)};
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(seed, "test/discrete", i);
    rows.x.push_back(stream.normal());
    const auto first = static_cast<std::uint32_t>(1 + stream.below(2));
    std::uint32_t period = first;
    bool event = false;
    for (;; ++period) {
      const double hazard = 1 / (1 + std::exp(-levels[period - 1] - (0.8 * rows.x.back())));
      event = stream.uniform() < hazard;
      if (event || period == 4) break;
    }
    rows.first.push_back(first);
    rows.last.push_back(period);
    rows.event.push_back(event ? 1 : 0);
  }
  return rows;
}

TEST(DiscreteTime, WithoutColumnsTheHazardIsEventsOverRowsAtRisk) {
  const std::vector<std::uint32_t> last{1, 1, 2, 2, 2};
  const std::vector<std::uint8_t> event{1, 0, 1, 0, 0};
  const auto fit = fit_discrete_time({{}, last, event, {}, {}, {}}).value();
  EXPECT_NEAR(discrete_hazard(fit, 0, 0), 1.0 / 5, 1e-12);
  EXPECT_NEAR(discrete_hazard(fit, 1, 0), 1.0 / 3, 1e-12);
  EXPECT_NEAR(fit.covariance.at(1, 1), 1 / (3 * (1.0 / 3) * (2.0 / 3)), 1e-12);
  EXPECT_NEAR(fit.log_likelihood,
              std::log(0.2) + (4 * std::log(0.8)) + std::log(1.0 / 3) + (2 * std::log(2.0 / 3)),
              1e-12);
}

TEST(DiscreteTime, FindsTheCoefficientsThatMadeTheRows) {
  const Rows rows = simulated(1, 20'000);
  const std::vector<Column> columns{{"x", rows.x}};
  const auto fit = fit_discrete_time({rows.first, rows.last, rows.event, {}, columns, {}}).value();
  EXPECT_NEAR(fit.coefficients[0], 0.8, 4 * std::sqrt(fit.covariance.at(4, 4)));
  EXPECT_LT(fit.covariance.at(4, 4), 0.001);
  EXPECT_NEAR(discrete_hazard(fit, 0, 0), 0.1, 0.015);
  EXPECT_NEAR(discrete_hazard(fit, 3, 0), 0.2, 0.02);
}

RC_GTEST_PROP(DiscreteTime, PlaceOfAColumnMovesOnlyTheLevels, (std::uint64_t seed)) {
  const Rows rows = simulated(seed, 400);
  std::vector<double> moved = rows.x;
  for (double& value : moved) value += 5;
  const std::vector<std::uint32_t> band{0, 0, 1, 1};
  const std::vector<Column> columns{{"x", rows.x}};
  const std::vector<Column> moved_columns{{"x", moved}};
  const auto one =
      fit_discrete_time({rows.first, rows.last, rows.event, {}, columns, band}).value();
  const auto other =
      fit_discrete_time({rows.first, rows.last, rows.event, {}, moved_columns, band}).value();
  RC_ASSERT(std::abs(one.coefficients[0] - other.coefficients[0]) < 1e-9);
  RC_ASSERT(std::abs(one.levels[1] - other.levels[1] - (5 * one.coefficients[0])) < 1e-8);
  // Var(level - 5 b) by the parts of the first.
  const Symmetric& v = one.covariance;
  RC_ASSERT(std::abs(v.at(1, 1) + (25 * v.at(2, 2)) - (10 * v.at(1, 2)) -
                     other.covariance.at(1, 1)) < 1e-9);
}

TEST(DiscreteTime, RefusesByName) {
  const std::vector<std::uint32_t> last{1, 1, 2, 2};
  const std::vector<std::uint8_t> event{1, 0, 1, 0};
  const auto where = [](const DiscreteInput& input) {
    const auto fit = fit_discrete_time(input);
    EXPECT_FALSE(fit);
    return fit ? Where{} : fit.error().where;
  };
  const std::vector<std::uint32_t> late{1, 1, 3, 1};
  EXPECT_EQ(where({late, last, event, {}, {}, {}}), (Where{{}, 3, "first"}));
  const std::vector<std::uint32_t> long_stay{1, 1, 2, 10'001};
  EXPECT_EQ(where({{}, long_stay, event, {}, {}, {}}), (Where{{}, 4, "last"}));
  const std::vector<std::uint8_t> none{1, 0, 0, 0};
  EXPECT_EQ(where({{}, last, none, {}, {}, {}}).field, "band");
  const std::vector<std::uint32_t> together{0, 0};
  EXPECT_TRUE(fit_discrete_time({{}, last, none, {}, {}, together}));
  const std::vector<std::uint32_t> gap{0, 2};
  EXPECT_EQ(where({{}, last, event, {}, {}, gap}), (Where{{}, 2, "band"}));
  const std::vector<double> constant{3, 3, 3, 3};
  const std::vector<double> tells{1, 0, 1, 0};
  std::vector<Column> columns{{"x", constant}};
  EXPECT_EQ(where({{}, last, event, {}, columns, {}}).field, "x");
  columns[0].values = tells;
  EXPECT_EQ(where({{}, last, event, {}, columns, together}).field, "x");
}

TEST(DiscreteTime, AColumnThatTellsEventsHasNoFiniteEstimate) {
  const std::vector<std::uint32_t> last(6, 1);
  const std::vector<std::uint8_t> event{1, 1, 1, 0, 0, 0};
  const auto refused = [&](const std::vector<double>& x) {
    const std::vector<Column> columns{{"x", x}};
    const auto fit = fit_discrete_time({{}, last, event, {}, columns, {}});
    return !fit && fit.error().where.field == "x" &&
           fit.error().message.find("no finite estimate") != std::string::npos;
  };
  EXPECT_TRUE(refused({1, 1, 1, 0, 0, 0}));
  EXPECT_TRUE(refused({7, 5, 4, 3, 2, 0}));
  EXPECT_TRUE(refused({7, 5, 4, 4, 2, 0}));  // they touch: still without end
  EXPECT_FALSE(refused({7, 5, 3, 4, 2, 0}));
}

}  // namespace
}  // namespace pignus::survival
