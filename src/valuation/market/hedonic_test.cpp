#include "valuation/market/hedonic.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <sstream>

#include "core/random_stream.h"
#include "standards/method_parameters.h"
#include "support/shared_data.h"
#include "valuation/market/hedonic_deals.h"

namespace pignus::valuation {
namespace {

HedonicPrior prior_of(double deviation, int columns = 2) {
  HedonicPrior prior;
  for (int i = 0; i < columns; ++i) {
    prior.columns.push_back({"x" + std::to_string(i), 0, deviation});
  }
  prior.residual_deviation = 1;
  prior.residual_weight = 4;
  prior.least_rows = 3;
  return prior;
}

std::vector<HedonicRow> simulated(int count, double noise, std::uint64_t seed = 1) {
  std::vector<HedonicRow> rows;
  for (int i = 0; i < count; ++i) {
    RandomStream stream(seed, "test/hedonic", static_cast<std::uint64_t>(i));
    HedonicRow row;
    row.id = std::to_string(i);
    row.x = {stream.normal(), stream.normal() * 2};
    row.log_price = 10 + .5 * row.x[0] - .25 * row.x[1] + noise * stream.normal();
    rows.push_back(row);
  }
  return rows;
}

// Five points by hand: x = 1..5, y = 2 4 5 4 5 has slope .6 and intercept 2.2.
TEST(Hedonic, WithAWidePriorItIsOrdinaryLeastSquares) {
  std::vector<HedonicRow> rows;
  const double y[] = {2, 4, 5, 4, 5};
  for (int i = 0; i < 5; ++i) {
    rows.push_back({std::to_string(i), {static_cast<double>(i + 1)}, y[i], 1});
  }
  const auto model = fit_hedonic(rows, prior_of(1e6, 1));
  ASSERT_TRUE(model) << describe(model.error());
  EXPECT_NEAR(model->coefficients[0], .6, 1e-9);
  EXPECT_NEAR(predict(*model, {0})->log_location, 2.2, 1e-9);
  EXPECT_NEAR(model->r_squared, .6, 1e-9);
  EXPECT_EQ(model->degrees, 8);  // four of the prior, four of five rows less their mean
}

TEST(Hedonic, WithANarrowPriorItIsThePrior) {
  HedonicPrior prior = prior_of(1e-6);
  prior.columns[0].prior_mean = .1;
  const auto model = fit_hedonic(simulated(50, .5), prior);
  ASSERT_TRUE(model);
  EXPECT_NEAR(model->coefficients[0], .1, 1e-6);
  EXPECT_NEAR(model->coefficients[1], 0, 1e-6);
}

TEST(Hedonic, FindsWhatMadeTheData) {
  const auto model = fit_hedonic(simulated(20'000, .5), prior_of(1));
  ASSERT_TRUE(model);
  EXPECT_NEAR(model->coefficients[0], .5, 4 * model->deviations[0]);
  EXPECT_NEAR(model->coefficients[1], -.25, 4 * model->deviations[1]);
  EXPECT_LT(model->deviations[0], .005);
  EXPECT_NEAR(std::sqrt(model->residual_variance), .5, .01);
}

TEST(Hedonic, NineIntervalsInTenHoldAlsoFromFewSales) {
  int held = 0;
  constexpr int kTrials = 800;
  HedonicPrior prior = prior_of(1);
  prior.columns[0].prior_mean = .3;
  for (int trial = 0; trial < kTrials; ++trial) {
    const auto seed = static_cast<std::uint64_t>(trial);
    RandomStream truth(7, "test/hedonic/truth", seed);
    // Drawn from the prior itself: then the interval is exact, at any number of rows.
    double chi = 0;
    for (int i = 0; i < 4; ++i) {
      const double z = truth.normal();
      chi += z * z;
    }
    const double s = std::sqrt(4 / chi);
    const double b[] = {.3 + s * truth.normal(), s * truth.normal()};
    std::vector<HedonicRow> rows = simulated(7, 0, seed);
    for (HedonicRow& row : rows) {
      row.log_price = 3 + b[0] * row.x[0] + b[1] * row.x[1] + s * truth.normal();
    }
    const std::vector<double> x{rows.back().x};
    const double y = rows.back().log_price;
    rows.pop_back();
    const auto prediction = predict(*fit_hedonic(rows, prior), x);
    ASSERT_TRUE(prediction);
    const double p = prediction->price.probability_below(std::exp(y));
    held += p > .05 && p < .95 ? 1 : 0;
  }
  // Four binomial standard deviations.
  EXPECT_NEAR(held / static_cast<double>(kTrials), .9, 4 * std::sqrt(.09 / kTrials));
}

TEST(Hedonic, EmpiricalBayesShrinksMoreWhereTheColumnsSayNothing) {
  HedonicPrior prior = prior_of(1);
  prior.shrinkage = {.01, .1, 1, 10};
  auto noise = simulated(200, 1);
  for (HedonicRow& row : noise) {
    RandomStream stream(3, "test/noise", static_cast<std::uint64_t>(std::stoi(row.id)));
    row.log_price = stream.normal();
  }
  EXPECT_EQ(fit_hedonic(noise, prior)->shrinkage, .01);
  EXPECT_GT(fit_hedonic(simulated(200, .1), prior)->shrinkage, .01);
}

TEST(Hedonic, FartherFromTheSalesIsWider) {
  const auto model = fit_hedonic(simulated(30, .5), prior_of(1));
  ASSERT_TRUE(model);
  const auto near = predict(*model, model->center);
  const auto far = predict(*model, {9, 0});
  EXPECT_LT(near->log_scale, far->log_scale);
  EXPECT_NEAR(near->leverage, 0, 1e-15);
  EXPECT_TRUE(near->outside.empty());
  EXPECT_EQ(far->outside, std::vector<std::string>{"x0"});
}

TEST(Hedonic, AShareOfALotWeighsLess) {
  auto rows = simulated(30, .5);
  rows[0].log_price += 20;
  const double alone = fit_hedonic(rows, prior_of(1))->mean_log_price;
  rows[0].rights = 40;
  EXPECT_LT(fit_hedonic(rows, prior_of(1))->mean_log_price, alone);
}

TEST(Hedonic, BadInputIsNamed) {
  const auto where = [](const std::vector<HedonicRow>& rows, const HedonicPrior& prior) {
    const auto model = fit_hedonic(rows, prior);
    return model ? Where{"accepted", 0, ""} : model.error().where;
  };
  auto rows = simulated(10, 1);
  EXPECT_EQ(where({rows[0], rows[1]}, prior_of(1)).field, "least_rows");
  rows[4].x[1] = std::nan("");
  EXPECT_EQ(where(rows, prior_of(1)), (Where{"", 5, "x1"}));
  rows = simulated(10, 1);
  rows[2].x.pop_back();
  EXPECT_EQ(where(rows, prior_of(1)), (Where{"", 3, "x"}));
  EXPECT_EQ(where(simulated(10, 1), prior_of(0)).field, "x0");
  const auto model = fit_hedonic(simulated(10, 1), prior_of(1));
  EXPECT_EQ(predict(*model, {1}).error().where.field, "x");
  EXPECT_EQ(predict(*model, {1, INFINITY}).error().where.field, "x1");
}

RC_GTEST_PROP(Hedonic, CurrencyMovesThePriceAndNothingElse, ()) {
  auto rows = simulated(*rc::gen::inRange(5, 40), .7, *rc::gen::inRange(0, 1000));
  const double shift = *rc::gen::inRange(-50, 51) / 10.0;
  HedonicPrior prior = prior_of(.5);
  prior.shrinkage = {.25, 1, 4};
  const auto base = fit_hedonic(rows, prior);
  for (HedonicRow& row : rows) {
    row.log_price += shift;
  }
  const auto moved = fit_hedonic(rows, prior);
  RC_ASSERT(base && moved);
  for (std::size_t j = 0; j < 2; ++j) {
    RC_ASSERT(std::abs(base->coefficients[j] - moved->coefficients[j]) < 1e-9);
  }
  const auto before = predict(*base, {1, 1});
  const auto after = predict(*moved, {1, 1});
  RC_ASSERT(std::abs(after->price.median() / before->price.median() / std::exp(shift) - 1) < 1e-8);
}

TEST(HedonicDeals, ColumnsNotKnownOfTheRightLeaveTheModel) {
  const auto prior = hedonic_prior(*standards::load_method_parameters("hedonic"));
  ASSERT_TRUE(prior) << describe(prior.error());
  const auto index = PriceIndex::from_points({{*Date::from_ymd(2010, 1, 1), 1}});
  std::vector<Transaction> deals;
  for (int i = 0; i < 15; ++i) {
    Transaction deal;
    deal.id = std::to_string(i);
    deal.date = *Date::from_ymd(2020, 1 + i % 12, 1);
    deal.price = 1000 * std::exp(.2 * i);
    deal.features.type = registers::RightType::kInvention;
    deal.features.citations = i;
    deal.features.age_years = 20 - i;
    deals.push_back(deal);
  }
  deals[14].features.citations.reset();
  deals[13].outcome = DealOutcome::kUnsold;
  TradedFeatures subject;
  subject.type = registers::RightType::kInvention;
  subject.citations = 5;
  subject.age_years = 12;
  const Date day = *Date::from_ymd(2024, 1, 1);
  const auto value = value_by_hedonic(subject, deals, *index, day, *prior);
  ASSERT_TRUE(value) << describe(value.error());
  ASSERT_TRUE(value->prediction);
  EXPECT_EQ(value->columns_unknown, (std::vector<std::string>{"ln_family", "legal_strength"}));
  EXPECT_EQ(value->model->rows, 13);
  ASSERT_EQ(value->left_out.size(), 2U);
  EXPECT_EQ(value->left_out[0].reason, "censored");
  EXPECT_EQ(value->left_out[1].reason, "unknown.ln_citations");
  subject.citations = 40;
  EXPECT_GT(value_by_hedonic(subject, deals, *index, day, *prior)->prediction->log_location,
            value->prediction->log_location);
  deals.resize(9);
  EXPECT_EQ(value_by_hedonic(subject, deals, *index, day, *prior)->refusal, "too_few");
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) {
      ++end;
    }
    for (std::size_t k = i; k < end; ++k) {
      result[order[k]] = static_cast<double>(i + end - 1) / 2;
    }
    i = end;
  }
  return result;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n;
  const double mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

// ln(1 + CRECEIVE) on GYEAR, ln(1 + CLAIMS), ln(1 + CMADE), ln(1 + BCKGTLAG), ORIGINAL and the CAT
// dummies, fitted on 1990 to 1993: on 1994 and 1995 R2 .072 and Spearman .33 are the reference.
TEST(Hedonic, ReferenceRegressionOfCitations) {
  PIGNUS_NEEDS_SHARED("models/nber_sample/NBERPatCitSample90to95C.csv");
  std::ifstream in(testing::shared_data("models/nber_sample/NBERPatCitSample90to95C.csv"));
  std::string line;
  std::getline(in, line);
  std::vector<HedonicRow> train;
  std::vector<HedonicRow> test;
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    std::istringstream cut(line);
    for (std::string cell; std::getline(cut, cell, ',');) {
      cells.push_back(cell);
    }
    const auto number = [&](std::size_t i) { return std::strtod(cells.at(i).c_str(), nullptr); };
    if (cells.at(6).find_first_of("0123456789") == std::string::npos ||
        cells.at(8).find_first_of("0123456789") == std::string::npos ||
        cells.at(10).find_first_of("0123456789") == std::string::npos) {
      continue;  // the regression needs every column
    }
    HedonicRow row;
    row.id = cells.at(1);
    row.x = {number(2), std::log1p(number(5)), std::log1p(number(6)), std::log1p(number(10)),
             number(8)};
    for (int category = 2; category <= 6; ++category) {
      row.x.push_back(number(4) == category ? 1 : 0);
    }
    row.log_price = std::log1p(number(3));
    (number(2) <= 1993 ? train : test).push_back(row);
  }
  const auto model = fit_hedonic(train, prior_of(1e4, 10));
  ASSERT_TRUE(model) << describe(model.error());
  std::vector<double> expected;
  std::vector<double> seen;
  double errors = 0;
  for (const HedonicRow& row : test) {
    expected.push_back(predict(*model, row.x)->log_location);
    seen.push_back(row.log_price);
    errors += std::pow(expected.back() - seen.back(), 2);
  }
  const double mean = std::accumulate(seen.begin(), seen.end(), 0.0) / seen.size();
  double all = 0;
  for (const double y : seen) {
    all += (y - mean) * (y - mean);
  }
  EXPECT_NEAR(1 - errors / all, .072, .003) << train.size() << " " << test.size();
  EXPECT_NEAR(correlation(ranks(expected), ranks(seen)), .33, .01);
}

}  // namespace
}  // namespace pignus::valuation
