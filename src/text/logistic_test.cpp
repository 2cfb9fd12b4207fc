#include "text/logistic.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "core/random_stream.h"

namespace pignus::text {
namespace {

using Labels = std::vector<std::uint8_t>;

Matrix column(const std::vector<double>& values) {
  Matrix matrix(values.size(), 1);
  matrix.values = values;
  return matrix;
}

// One mark of 0 or 1: the answer is the table's. 30 of 100 against 60 of 100.
TEST(Logistic, OneMarkIsTheOddsRatio) {
  std::vector<double> marks;
  Labels labels;
  for (int i = 0; i < 200; ++i) {
    marks.push_back(i < 100 ? 0 : 1);
    labels.push_back((i < 30 || (i >= 100 && i < 160)) ? 1 : 0);
  }
  const auto fit = fit_logistic(column(marks), labels, {.ridge = 1e-9});
  ASSERT_TRUE(fit);
  const double base = std::log(30.0 / 70);
  EXPECT_NEAR(fit->coefficients[0], base, 1e-8);
  EXPECT_NEAR(fit->coefficients[1], std::log(60.0 / 40) - base, 1e-8);
  EXPECT_NEAR(fit->standard_errors[0], std::sqrt(1.0 / 30 + 1.0 / 70), 1e-7);
  EXPECT_NEAR(fit->standard_errors[1], std::sqrt(1.0 / 30 + 1.0 / 70 + 1.0 / 60 + 1.0 / 40), 1e-7);
  EXPECT_NEAR(fit->log_likelihood,
              30 * std::log(.3) + 70 * std::log(.7) + 60 * std::log(.6) + 40 * std::log(.4), 1e-9);
}

TEST(Logistic, FindsTheCoefficientsThatMadeTheData) {
  Matrix features(20'000, 2);
  Labels labels;
  for (std::size_t row = 0; row < features.rows; ++row) {
    RandomStream stream(3, "logistic_test", row);
    features.at(row, 0) = stream.normal();
    features.at(row, 1) = 5 + 2 * stream.normal();
    const double x = -2 + 1.5 * features.at(row, 0) + .4 * features.at(row, 1);
    labels.push_back(stream.uniform() < logistic(x) ? 1 : 0);
  }
  const auto fit = fit_logistic(features, labels);
  ASSERT_TRUE(fit);
  const double truth[] = {-2, 1.5, .4};
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_NEAR(fit->coefficients[j], truth[j], 4 * fit->standard_errors[j]) << j;
    EXPECT_LT(fit->standard_errors[j], .1);
  }
}

TEST(Logistic, SeparableClassesHaveAnAnswer) {
  const auto fit = fit_logistic(column({1, 2, 3, 4}), {0, 0, 1, 1});
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->coefficients[1], 1);
  EXPECT_TRUE(std::isfinite(fit->coefficients[1]));
  EXPECT_NEAR(fit->coefficients[0] + 2.5 * fit->coefficients[1], 0, 1e-6);
}

TEST(Logistic, AColumnThatDoesNotVaryHasNoSlope) {
  Matrix features(4, 2);
  features.values = {1, 7, 2, 7, 1, 7, 2, 7};
  const auto fit = fit_logistic(features, {0, 1, 1, 0});
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->coefficients[2], 0, 1e-9);
}

TEST(Logistic, BadInputIsNamed) {
  const auto field = [](const Matrix& features, const Labels& labels) {
    const auto fit = fit_logistic(features, labels);
    return fit ? std::string("accepted") : fit.error().where.field;
  };
  EXPECT_EQ(field(column({1, 2}), {1}), "labels");
  EXPECT_EQ(field(column({1, 2}), {1, 1}), "labels");
  EXPECT_EQ(field(column({1, 2}), {1, 2}), "labels");
  EXPECT_EQ(field(column({}), {}), "labels");
  EXPECT_EQ(field(column({1, std::numeric_limits<double>::infinity()}), {0, 1}), "features");
  EXPECT_EQ(fit_logistic(column({1, 2}), {0, 1}, {.ridge = 0}).error().where.field, "ridge");
}

TEST(Logistic, FarEndsDoNotOverflow) {
  EXPECT_EQ(logistic(1000), 1);
  EXPECT_EQ(logistic(-1000), 0);
  EXPECT_EQ(logistic(0), .5);
}

}  // namespace
}  // namespace pignus::text
