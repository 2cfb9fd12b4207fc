#include "survival/accelerated.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "support/made_up_spells.h"
#include "survival/time_law.h"

namespace pignus::survival {
namespace {

using testing::SpellRows;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr TimeLaw kLaws[] = {TimeLaw::kWeibull, TimeLaw::kExponential, TimeLaw::kLognormal,
                             TimeLaw::kLoglogistic};

TEST(TimeLaw, DerivativesAndTailsAgree) {
  for (const TimeLaw law : kLaws) {
    for (double w = -6; w <= 3; w += 0.5) {
      const double h = 1e-5;
      for (const auto& of : {log_density, log_survival, log_distribution}) {
        const Jet jet = of(law, w);
        EXPECT_NEAR((of(law, w + h).value - of(law, w - h).value) / (2 * h), jet.slope,
                    1e-6 * (1 + std::abs(jet.slope)));
        EXPECT_NEAR((of(law, w + h).slope - of(law, w - h).slope) / (2 * h), jet.curvature,
                    1e-6 * (1 + std::abs(jet.curvature)));
        EXPECT_LE(jet.curvature, 0);  // log-concave: what makes the climb safe
      }
      EXPECT_NEAR(std::exp(log_survival(law, w).value) + std::exp(log_distribution(law, w).value),
                  1, 1e-12);
      // The density is minus the slope of the survival.
      EXPECT_NEAR(log_density(law, w).value,
                  std::log(-log_survival(law, w).slope) + log_survival(law, w).value, 1e-9);
    }
    EXPECT_NEAR(std::exp(log_distribution(law, law_quantile(law, 0.3)).value), 0.3, 1e-12);
  }
}

TEST(TimeLaw, NormalTailGoesOnWithoutAStep) {
  const Jet before = log_survival(TimeLaw::kLognormal, 24.999999);
  const Jet after = log_survival(TimeLaw::kLognormal, 25.000001);
  EXPECT_NEAR(before.slope, after.slope, 1e-5);
  EXPECT_NEAR(after.value - before.value, 2e-6 * before.slope, 1e-9);
  EXPECT_NEAR(log_survival(TimeLaw::kLognormal, 100).value, -5005.5242086942, 1e-9);
}

TEST(Accelerated, ExponentialWithoutColumnsIsEventsOverTime) {
  const std::vector<double> lower{1, 2, 3, 4};
  const std::vector<double> upper{1, 2, kInfinity, kInfinity};
  const auto fit = fit_accelerated({lower, upper, {}, {}, {}}, TimeLaw::kExponential).value();
  EXPECT_NEAR(fit.coefficients[0], std::log(10.0 / 2), 1e-12);
  EXPECT_NEAR(fit.covariance.at(0, 0), 1.0 / 2, 1e-12);  // one over the events
  EXPECT_NEAR(fit.log_likelihood, (2 * std::log(0.2)) - 2, 1e-12);
  EXPECT_NEAR(accelerated_survival(fit, fit.coefficients[0], 5), std::exp(-1), 1e-12);
  EXPECT_NEAR(accelerated_quantile(fit, fit.coefficients[0], 0.5), 5 * std::log(2), 1e-10);
}

TEST(Accelerated, LognormalOfEventsIsLeastSquares) {
  const std::vector<double> time{1, 3, 2, 8};
  const std::vector<double> x{0, 1, 2, 3};
  const std::vector<Column> columns{{"x", x}};
  const auto fit = fit_accelerated({time, time, {}, {}, columns}, TimeLaw::kLognormal).value();
  double slope = 0, mean = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    slope += (x[i] - 1.5) * std::log(time[i]) / 5;
    mean += std::log(time[i]) / 4;
  }
  EXPECT_NEAR(fit.coefficients[1], slope, 1e-12);
  EXPECT_NEAR(fit.coefficients[0], mean - (1.5 * slope), 1e-12);
  double squares = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    squares += std::pow(std::log(time[i]) - mean - (slope * (x[i] - 1.5)), 2) / 4;
  }
  EXPECT_NEAR(fit.scale, std::sqrt(squares), 1e-12);
}

TEST(Accelerated, FindsTheCoefficientsThatMadeTheTimes) {
  RandomStream stream(3, "test/accelerated");
  for (const TimeLaw law : kLaws) {
    std::vector<double> x, lower, upper;
    const double scale = law == TimeLaw::kExponential ? 1 : 0.7;
    for (int i = 0; i < 8000; ++i) {
      x.push_back(stream.normal());
      const double time =
          std::exp(1 + (0.5 * x.back()) + (scale * law_quantile(law, stream.uniform())));
      const double censored = 20 * stream.uniform();
      lower.push_back(std::min(time, censored));
      upper.push_back(time <= censored ? time : kInfinity);
      if (i % 3 == 0 && time <= censored) {  // seen only between two visits
        lower.back() = std::floor(time);
        upper.back() = std::floor(time) + 1;
      }
    }
    const std::vector<Column> columns{{"x", x}};
    const auto fit = fit_accelerated({lower, upper, {}, {}, columns}, law).value();
    EXPECT_NEAR(fit.coefficients[0], 1, 4 * std::sqrt(fit.covariance.at(0, 0)));
    EXPECT_NEAR(fit.coefficients[1], 0.5, 4 * std::sqrt(fit.covariance.at(1, 1)));
    EXPECT_NEAR(fit.scale, scale, 0.03);
    EXPECT_LT(fit.covariance.at(1, 1), 0.001);
  }
}

RC_GTEST_PROP(Accelerated, UnitOfTimeOnlyMovesTheIntercept, (std::uint64_t seed)) {
  const SpellRows rows = testing::simulated_rows(seed, 120, {0.4, -0.3});
  auto bounds = testing::small_bounds(rows, true);
  const auto columns = rows.columns();
  for (const TimeLaw law : kLaws) {
    const auto years = fit_accelerated({bounds.lower, bounds.upper, {}, {}, columns}, law).value();
    auto months = bounds;
    for (double& time : months.lower) time *= 12;
    for (double& time : months.upper) time *= 12;
    const auto other = fit_accelerated({months.lower, months.upper, {}, {}, columns}, law).value();
    RC_ASSERT(std::abs(other.coefficients[0] - years.coefficients[0] - std::log(12)) < 1e-8);
    RC_ASSERT(std::abs(other.coefficients[1] - years.coefficients[1]) < 1e-8);
    RC_ASSERT(std::abs(other.scale - years.scale) < 1e-8);
  }
}

RC_GTEST_PROP(Accelerated, WeightTwoIsTheRowTwice, (std::uint64_t seed)) {
  const SpellRows rows = testing::simulated_rows(seed, 80, {0.4});
  const auto bounds = testing::small_bounds(rows, true);
  const std::vector<double> weight(80, 2.0);
  auto twice = bounds;
  twice.lower.insert(twice.lower.end(), bounds.lower.begin(), bounds.lower.end());
  twice.upper.insert(twice.upper.end(), bounds.upper.begin(), bounds.upper.end());
  std::vector<double> x = rows.x[0];
  x.insert(x.end(), rows.x[0].begin(), rows.x[0].end());
  const auto columns = rows.columns();
  const std::vector<Column> twice_columns{{"x1", x}};
  for (const TimeLaw law : kLaws) {
    const auto one =
        fit_accelerated({bounds.lower, bounds.upper, weight, {}, columns}, law).value();
    const auto two =
        fit_accelerated({twice.lower, twice.upper, {}, {}, twice_columns}, law).value();
    RC_ASSERT(std::abs(one.coefficients[1] - two.coefficients[1]) < 1e-9);
    RC_ASSERT(std::abs(one.covariance.at(1, 1) - two.covariance.at(1, 1)) < 1e-9);
  }
}

TEST(Accelerated, RefusesByName) {
  const auto where = [](const std::vector<double>& lower, const std::vector<double>& upper,
                        const std::vector<double>& x = {}) {
    std::vector<Column> columns;
    if (!x.empty()) columns.push_back({"x", x});
    const auto fit = fit_accelerated({lower, upper, {}, {}, columns}, TimeLaw::kWeibull);
    EXPECT_FALSE(fit);
    return fit ? Where{} : fit.error().where;
  };
  EXPECT_EQ(where({1, -1}, {1, 2}), (Where{{}, 2, "lower"}));
  EXPECT_EQ(where({1, 3}, {1, 2}), (Where{{}, 2, "upper"}));
  EXPECT_EQ(where({1, 0}, {1, 0}), (Where{{}, 2, "upper"}));
  EXPECT_EQ(where({1, 0}, {1, kInfinity}), (Where{{}, 2, "upper"}));
  EXPECT_EQ(where({1, NAN}, {1, 2}), (Where{{}, 2, "lower"}));
  EXPECT_EQ(where({1, 2}, {kInfinity, kInfinity}).field, "upper");
  EXPECT_EQ(where({2, 2, 2}, {2, 2, 2}).field, "upper");  // no spread: the scale falls to 0
  EXPECT_EQ(where({1, 2, 3}, {1, 2, 3}, {1, 1, 1}).field, "x");
  EXPECT_EQ(where({1, 2, 3}, {1, 2, 3}, {1, NAN, 1}), (Where{{}, 2, "x"}));
  // Every row with the mark is censored: its time has no upper bound.
  EXPECT_EQ(
      where({1, 2, 3, 4, 2, 5}, {1, 2, 3, kInfinity, kInfinity, kInfinity}, {0, 0, 0, 1, 1, 1})
          .field,
      "x");
}

TEST(Accelerated, RangesThatALineRunsThroughHaveNoFiniteEstimate) {
  const std::vector<double> lower{0, 0, 2, 2};
  const std::vector<double> upper{1, 1, kInfinity, kInfinity};
  const std::vector<double> x{0, 1, 3, 4};
  const std::vector<Column> columns{{"x", x}};
  for (const TimeLaw law : {TimeLaw::kWeibull, TimeLaw::kLognormal, TimeLaw::kLoglogistic}) {
    const auto fit = fit_accelerated({lower, upper, {}, {}, columns}, law);
    ASSERT_FALSE(fit);
    EXPECT_NE(fit.error().message.find("no finite estimate"), std::string::npos)
        << fit.error().message;
  }
}

}  // namespace
}  // namespace pignus::survival
