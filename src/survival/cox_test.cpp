#include "survival/cox.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/freireich.h"
#include "support/made_up_spells.h"

namespace pignus::survival {
namespace {

using testing::Freireich;
using testing::SpellRows;

CoxFit fitted(const CoxInput& input, Ties ties = Ties::kEfron, std::size_t threads = 1) {
  CoxOptions options;
  options.ties = ties;
  options.threads = threads;
  return fit_cox(input, options).value();
}

Error refused(const CoxInput& input) {
  const auto fit = fit_cox(input);
  EXPECT_FALSE(fit);
  return fit ? Error{} : fit.error();
}

/// The log partial likelihood by its definition, without truncation: the slow oracle.
double by_definition(const SpellRows& rows, const std::vector<double>& b, Ties ties) {
  const auto linear = [&](std::size_t i) {
    double sum = 0;
    for (std::size_t j = 0; j < b.size(); ++j) sum += b[j] * rows.x[j][i];
    return sum;
  };
  double value = 0;
  for (std::size_t i = 0; i < rows.exit.size(); ++i) {
    if (rows.event[i] == 0) continue;
    double at_risk = 0, tied = 0, before = 0, count = 0;
    for (std::size_t k = 0; k < rows.exit.size(); ++k) {
      if (rows.exit[k] >= rows.exit[i]) at_risk += std::exp(linear(k));
      if (rows.exit[k] == rows.exit[i] && rows.event[k] != 0) {
        tied += std::exp(linear(k));
        count += 1;
        before += k < i ? 1 : 0;
      }
    }
    value += linear(i) - std::log(at_risk - (ties == Ties::kEfron ? before / count * tied : 0));
  }
  return value;
}

TEST(Cox, Freireich) {
  const Freireich data;
  const std::vector<Column> columns{{"treated", data.treated}};
  const CoxInput input{{{}, data.weeks, data.relapse, {}, {}}, columns, {}};
  EXPECT_NEAR(fitted(input, Ties::kBreslow).coefficients[0], -1.5092, 5e-5);
  EXPECT_NEAR(fitted(input, Ties::kEfron).coefficients[0], -1.5721, 5e-5);
  EXPECT_EQ(fitted(input).events, 30U);
}

TEST(Cox, LikelihoodIsItsDefinitionAndTheEstimateItsMaximum) {
  SpellRows rows = testing::small_rows();
  for (const Ties ties : {Ties::kEfron, Ties::kBreslow}) {
    const auto columns = rows.columns();
    const CoxFit fit = fitted({rows.spells(), columns, {}}, ties);
    const std::vector<double>& b = fit.coefficients;
    EXPECT_NEAR(fit.log_likelihood_null, by_definition(rows, {0, 0}, ties), 1e-10);
    EXPECT_NEAR(fit.log_likelihood, by_definition(rows, b, ties), 1e-10);
    // Curvature by differences against the inverse covariance.
    const double h = 1e-4;
    const auto at = [&](double d0, double d1) {
      return by_definition(rows, {b[0] + d0, b[1] + d1}, ties);
    };
    EXPECT_NEAR((at(h, 0) - at(-h, 0)) / (2 * h), 0, 1e-6);
    EXPECT_NEAR((at(0, h) - at(0, -h)) / (2 * h), 0, 1e-6);
    const Symmetric information = Cholesky(fit.covariance).inverse();
    EXPECT_NEAR(-(at(h, 0) - (2 * at(0, 0)) + at(-h, 0)) / (h * h), information.at(0, 0), 1e-4);
    EXPECT_NEAR(-(at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h),
                information.at(0, 1), 1e-4);
  }
}

TEST(Cox, FindsTheCoefficientsThatMadeTheRows) {
  const std::vector<double> truth{0.5, -0.25, 1, 0};
  const SpellRows rows = testing::simulated_rows(11, 20'000, truth);
  const auto columns = rows.columns();
  const CoxFit fit = fitted({rows.spells(), columns, {}});
  for (std::size_t j = 0; j < truth.size(); ++j) {
    const double error = std::sqrt(fit.covariance.at(j, j));
    EXPECT_LT(error, 0.02);
    EXPECT_NEAR(fit.coefficients[j], truth[j], 4 * error) << j;
  }
  // The hazard that made them is 1 at x = 0: its integral to 1 is 1.
  const auto after = std::find_if(fit.baseline.begin(), fit.baseline.end(),
                                  [](const BaselineStep& step) { return step.time > 1; });
  EXPECT_NEAR(std::prev(after)->cumulative, 1, 0.05);
}

TEST(Cox, SameBytesAtAnyNumberOfThreads) {
  for (const double digits : {0.0, 10.0}) {
    const SpellRows rows = testing::simulated_rows(5, 20'000, {0.4, -0.3, 0.2}, digits);
    const auto columns = rows.columns();
    for (const Spells& spells : {rows.spells(), rows.all_spells()}) {
      const CoxInput input{spells, columns, {}};
      const CoxFit one = fitted(input);
      EXPECT_EQ(fitted(input, Ties::kEfron, 2), one);
      EXPECT_EQ(fitted(input, Ties::kEfron, 5), one);
    }
  }
}

SpellRows shuffled(const SpellRows& rows, std::uint64_t seed) {
  RandomStream stream(seed, "test/shuffle");
  std::vector<std::size_t> order(rows.exit.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
  SpellRows result;
  result.x.resize(rows.x.size());
  for (const std::size_t i : order) {
    result.exit.push_back(rows.exit[i]);
    result.entry.push_back(rows.entry[i]);
    result.event.push_back(rows.event[i]);
    result.weight.push_back(rows.weight[i]);
    result.stratum.push_back(rows.stratum[i]);
    for (std::size_t j = 0; j < rows.x.size(); ++j) result.x[j].push_back(rows.x[j][i]);
  }
  return result;
}

RC_GTEST_PROP(Cox, OrderOfRowsChangesNoByte, (std::uint64_t seed)) {
  const SpellRows rows = testing::simulated_rows(seed, 300, {0.4, -0.3}, *rc::gen::element(0., 5.));
  const SpellRows other = shuffled(rows, seed + 1);
  const auto columns = rows.columns();
  const auto other_columns = other.columns();
  RC_ASSERT(fitted({rows.spells(), columns, {}}) == fitted({other.spells(), other_columns, {}}));
  RC_ASSERT(fitted({rows.all_spells(), columns, {}}) ==
            fitted({other.all_spells(), other_columns, {}}));
}

RC_GTEST_PROP(Cox, RisingTransformsOfTimeChangeNothing, (std::uint64_t seed)) {
  const SpellRows rows = testing::simulated_rows(seed, 200, {0.4, -0.3}, 8);
  SpellRows bent = rows;
  for (double& time : bent.exit) time = std::exp(time) - 20;
  for (double& time : bent.entry) time = std::exp(time) - 20;
  const auto columns = rows.columns();
  const CoxFit one = fitted({rows.all_spells(), columns, {}});
  const CoxFit other = fitted({bent.all_spells(), columns, {}});
  for (std::size_t j = 0; j < 2; ++j) {
    RC_ASSERT(std::abs(one.coefficients[j] - other.coefficients[j]) < 1e-11);
  }
}

RC_GTEST_PROP(Cox, WeightTwoIsTheRowTwiceByBreslow, (std::uint64_t seed)) {
  SpellRows rows = testing::simulated_rows(seed, 100, {0.4, -0.3}, 8);
  rows.weight.assign(100, 2.0);
  SpellRows twice = rows;
  for (std::size_t i = 0; i < 100; ++i) {
    twice.exit.push_back(rows.exit[i]);
    twice.entry.push_back(rows.entry[i]);
    twice.event.push_back(rows.event[i]);
    twice.stratum.push_back(rows.stratum[i]);
    for (std::size_t j = 0; j < 2; ++j) twice.x[j].push_back(rows.x[j][i]);
  }
  twice.weight.assign(200, 1.0);
  const auto columns = rows.columns();
  const auto twice_columns = twice.columns();
  const CoxFit one = fitted({rows.all_spells(), columns, {}}, Ties::kBreslow);
  const CoxFit two = fitted({twice.all_spells(), twice_columns, {}}, Ties::kBreslow);
  for (std::size_t j = 0; j < 2; ++j) {
    RC_ASSERT(std::abs(one.coefficients[j] - two.coefficients[j]) < 1e-10);
    RC_ASSERT(std::abs(one.covariance.at(j, j) - two.covariance.at(j, j)) < 1e-10);
  }
}

RC_GTEST_PROP(Cox, ScaleAndPlaceOfAColumnOnlyRescaleIt, (std::uint64_t seed)) {
  const SpellRows rows = testing::simulated_rows(seed, 200, {0.4, -0.3});
  SpellRows moved = rows;
  for (double& value : moved.x[0]) value = 1e6 + (1000 * value);
  const auto columns = rows.columns();
  const auto moved_columns = moved.columns();
  const CoxFit one = fitted({rows.spells(), columns, {}});
  const CoxFit other = fitted({rows.spells(), moved_columns, {}});
  RC_ASSERT(std::abs((other.coefficients[0] * 1000) - one.coefficients[0]) < 1e-8);
  RC_ASSERT(std::abs(other.coefficients[1] - one.coefficients[1]) < 1e-8);
}

TEST(Cox, ScoreResidualsSumToZeroAndTheSandwichIsNearTheModelWhereItHolds) {
  const SpellRows rows = testing::simulated_rows(3, 5000, {0.5, -0.25}, 20);
  const auto columns = rows.columns();
  const CoxInput input{rows.all_spells(), columns, {}};
  for (const Ties ties : {Ties::kEfron, Ties::kBreslow}) {
    CoxOptions options;
    options.ties = ties;
    const CoxFit fit = fitted(input, ties);
    const auto residuals = score_residuals(input, fit, options).value();
    for (std::size_t j = 0; j < 2; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < 5000; ++i) sum += rows.weight[i] * residuals[(i * 2) + j];
      EXPECT_NEAR(sum, 0, 1e-8);
    }
    // Without ties, and entered at the start, the model holds exactly.
    const SpellRows smooth = testing::simulated_rows(3, 5000, {0.5, -0.25});
    const auto smooth_columns = smooth.columns();
    const CoxInput unweighted{smooth.spells(), smooth_columns, {}};
    const CoxFit plain = fitted(unweighted, ties);
    const auto robust = robust_covariance(unweighted, plain, {}, options).value();
    EXPECT_NEAR(robust.at(0, 0) / plain.covariance.at(0, 0), 1, 0.1);
  }
}

TEST(Cox, RefusesByName) {
  SpellRows rows = testing::small_rows();
  const auto with = [&](std::size_t column, std::vector<double> values) {
    SpellRows changed = rows;
    changed.x[column] = std::move(values);
    const auto columns = changed.columns();
    return refused({changed.spells(), columns, {}});
  };
  std::vector<double> holed = rows.x[1];
  holed[6] = NAN;
  EXPECT_EQ(with(1, holed).where, (Where{{}, 7, "x2"}));
  EXPECT_EQ(with(1, std::vector<double>(60, 0.1)).where.field, "x2");
  EXPECT_EQ(with(1, std::vector<double>(60, 0.0)).where.field, "x2");
  std::vector<double> copy = rows.x[0];
  for (double& value : copy) value = 3 - (2 * value);
  EXPECT_EQ(with(1, copy).where.field, "x2");
  EXPECT_EQ(with(1, {1, 2}).where.field, "x2");
  EXPECT_EQ(refused({rows.spells(), {}, {}}).code, ErrorCode::kInvalidInput);
  SpellRows censored = rows;
  censored.event.assign(60, 0);
  const auto columns = censored.columns();
  EXPECT_EQ(refused({censored.spells(), columns, {}}).where.field, "event");
  std::vector<double> offset(60);
  offset[9] = 1e4;
  EXPECT_EQ(refused({rows.spells(), columns, offset}).where, (Where{{}, 10, "offset"}));
}

TEST(Cox, ConstantWithinStrataIsNoInformation) {
  SpellRows rows = testing::small_rows();
  for (std::size_t i = 0; i < 60; ++i) rows.x[1][i] = 0.1 * rows.stratum[i];
  const auto columns = rows.columns();
  Spells spells = rows.spells();
  spells.stratum = rows.stratum;
  EXPECT_EQ(refused({spells, columns, {}}).where.field, "x2");
}

TEST(Cox, SeparationIsNamedAndEnds) {
  // Who has the event first always has the larger x2, beside a column that is well behaved.
  SpellRows rows = testing::simulated_rows(9, 200, {0.5, 0});
  for (std::size_t i = 0; i < 200; ++i) rows.x[1][i] = -rows.exit[i];
  auto columns = rows.columns();
  Error error = refused({rows.spells(), columns, {}});
  EXPECT_EQ(error.where.field, "x2");
  EXPECT_NE(error.message.find("no finite estimate"), std::string::npos);
  // No event where the mark is set: its coefficient falls without end.
  for (std::size_t i = 0; i < 200; ++i) rows.x[1][i] = rows.event[i] == 0 && i % 2 == 0 ? 1 : 0;
  columns = rows.columns();
  error = refused({rows.spells(), columns, {}});
  EXPECT_EQ(error.where.field, "x2");
  EXPECT_NE(error.message.find("no finite estimate"), std::string::npos);
  EXPECT_EQ(refused({rows.all_spells(), columns, {}}).where.field, "x2");
}

TEST(Cox, OneEventIsEnoughWhereItsRowIsNotExtreme) {
  const std::vector<double> exit{1, 2, 3};
  const std::vector<std::uint8_t> event{1, 0, 0};
  const std::vector<double> middle{0, -1, 2};
  std::vector<Column> columns{{"x", middle}};
  const CoxFit fit = fitted({{{}, exit, event, {}, {}}, columns, {}});
  // The maximum of -log(1 + e^-b + e^2b): e^-b = 2 e^2b.
  EXPECT_NEAR(fit.coefficients[0], -std::log(2.0) / 3, 1e-12);
  const std::vector<double> extreme{3, -1, 2};
  columns[0].values = extreme;
  EXPECT_EQ(refused({{{}, exit, event, {}, {}}, columns, {}}).where.field, "x");
}

}  // namespace
}  // namespace pignus::survival
