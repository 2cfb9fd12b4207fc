#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "core/csv.h"
#include "core/random_stream.h"
#include "support/shared_data.h"
#include "valuation/firm/least_squares.h"
#include "valuation/firm/market_value.h"

namespace pignus::valuation {
namespace {

TEST(LeastSquares, AnswersByHandAndFindsWhatFollows) {
  // y = 1, 2, 2, 4 on x = 0, 1, 2, 3: slope .9, constant .9, residual squares .7.
  const Design line{2, {1, 0, 1, 1, 1, 2, 1, 3}};
  const std::vector<double> y{1, 2, 2, 4};
  const auto fit = least_squares(line, y);
  ASSERT_TRUE(fit) << fit.error().message;
  EXPECT_NEAR(fit->coefficients[0], .9, 1e-12);
  EXPECT_NEAR(fit->coefficients[1], .9, 1e-12);
  EXPECT_NEAR(fit->residual_squares, .7, 1e-12);
  EXPECT_NEAR(r_squared(y, std::vector<double>{.9, 1.8, 2.7, 3.6}), 1 - .7 / 4.75, 1e-12);
  const Design twice{3, {1, 0, 0, 1, 1, 2, 1, 2, 4, 1, 3, 6}};
  EXPECT_EQ(least_squares(twice, y).error().where.record, 3U);
  EXPECT_EQ(least_squares(line, std::vector<double>{1, 2, 3}).error().where.field, "y");
  EXPECT_EQ(least_squares({2, {1, 0}}, std::vector<double>{1}).error().where.field, "design");
  EXPECT_EQ(least_squares({1, {1, std::nan("")}}, std::vector<double>{1, 2}).error().where.field,
            "design");
}

RC_GTEST_PROP(LeastSquares, ResidualsAreAtRightAnglesToEveryColumn, ()) {
  const auto width = static_cast<std::size_t>(*rc::gen::inRange(1, 6));
  const std::size_t rows = width + static_cast<std::size_t>(*rc::gen::inRange(0, 20));
  RandomStream stream(*rc::gen::arbitrary<std::uint64_t>(), "test/least-squares");
  Design design{width, {}};
  std::vector<double> y;
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      design.values.push_back(stream.normal() + 1e4 * static_cast<double>(j));  // nearly parallel
    }
    y.push_back(stream.normal());
  }
  const auto fit = least_squares(design, y);
  RC_ASSERT(fit.has_value());
  for (std::size_t j = 0; j < width; ++j) {
    double product = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      double left = y[i];
      for (std::size_t k = 0; k < width; ++k) {
        left -= fit->coefficients[k] * design.row(i)[k];
      }
      product += left * design.row(i)[j];
    }
    RC_ASSERT(std::abs(product) < 1e-4);
  }
}

/// Firms whose value follows from size and, by `weight`, from their patents.
std::vector<FirmYear> made_up_firms(double weight, int count) {
  std::vector<FirmYear> rows;
  for (int i = 0; i < count; ++i) {
    RandomStream stream(11, "test/firms", static_cast<std::uint64_t>(i));
    const double size = stream.normal() * 1.5;
    for (int year = 1995; year < 1998; ++year) {
      FirmYear row;
      row.firm = "Made Up " + std::to_string(i);
      row.year = year;
      row.sales = std::exp(6 + size + .2 * stream.normal());
      row.employment = std::exp(1 + size + .3 * stream.normal());
      row.capital = std::exp(5 + size + .4 * stream.normal());
      row.research_stock = std::exp(4 + .5 * size + stream.normal());
      row.patents = static_cast<double>(stream.below(40));
      row.citations = static_cast<double>(stream.below(200));
      row.value = std::exp(1 + .8 * std::log(row.sales) + weight * std::log1p(row.patents) +
                           .5 * stream.normal());
      rows.push_back(row);
    }
  }
  return rows;
}

TEST(FirmValue, CoefficientsThatMadeTheDataComeBack) {
  const auto model = fit_firm_value(made_up_firms(.4, 600), FirmColumns::kInnovation);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_NEAR(model->coefficients[1], .8, .1);
  EXPECT_NEAR(model->coefficients[5], .4, .05);
  EXPECT_NEAR(model->residual_deviation, .5, .03);
  FirmYear firm = made_up_firms(0, 1).front();
  const double before = *log_firm_value(*model, firm);
  firm.value.reset();
  EXPECT_EQ(*log_firm_value(*model, firm), before);
}

TEST(FirmValue, WhatIsLeftOutTellsWhetherPatentsAdd) {
  const auto none = hold_out_firms(made_up_firms(0, 300));
  const auto some = hold_out_firms(made_up_firms(.4, 300));
  ASSERT_TRUE(none && some);
  EXPECT_EQ(none->firms, 300U);
  EXPECT_EQ(none->rows, 900U);
  EXPECT_LT(none->gain.low, 0);
  EXPECT_LT(std::abs(none->gain.value), .01);
  EXPECT_GT(some->gain.low, .02);
  EXPECT_LT(some->gain.low, some->gain.value);
  EXPECT_GT(some->gain.high, some->gain.value);
  EXPECT_NEAR(some->gain.value, some->innovation.value - some->size.value, 1e-12);
}

TEST(FirmValue, TheOrderOfTheRowsDoesNotMoveTheTest) {
  std::vector<FirmYear> rows = made_up_firms(.2, 60);
  const auto given = hold_out_firms(rows);
  std::reverse(rows.begin(), rows.end());
  const auto reversed = hold_out_firms(rows);
  ASSERT_TRUE(given && reversed);
  EXPECT_NEAR(given->innovation.value, reversed->innovation.value, 1e-10);
  EXPECT_EQ(deal_folds(rows, 7).at("Made Up 0"), 0U);
}

TEST(FirmValue, BadRowsAreRefusedByRecordAndField) {
  const auto refused = [](std::vector<FirmYear> rows) {
    const auto model = fit_firm_value(rows, FirmColumns::kSize);
    return model ? std::string()
                 : std::to_string(model.error().where.record) + model.error().where.field;
  };
  const std::vector<FirmYear> good = made_up_firms(.2, 30);
  EXPECT_EQ(refused(good), "");
  auto bad = good;
  bad[4].sales = 0;
  EXPECT_EQ(refused(bad), "5sales");
  bad = good;
  bad[6].value = -1;
  EXPECT_EQ(refused(bad), "7value");
  bad = good;
  bad[8].patents = std::nan("");
  EXPECT_EQ(refused(bad), "9patents");
  bad = good;
  for (FirmYear& row : bad) {
    row.value.reset();
  }
  EXPECT_EQ(refused(bad), "0value");
  EXPECT_EQ(hold_out_firms(made_up_firms(0, 12)).error().where.field, "folds");
  const auto table = parse_csv(
      "company,year,sales,employment,capital,randd,patents,cites,value\n"
      "A,1999,1,1,1,0,NA,0,5\n",
      "f.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(firm_years_of(*table).error().where.field, "patents");
}

TEST(RealFirms, TheReferenceIsMetOnFirmsLeftOut) {
  PIGNUS_NEEDS_SHARED("models/firm-innovation/InstInnovation.csv");
  const auto table = read_csv(testing::shared_data("models/firm-innovation/InstInnovation.csv"));
  ASSERT_TRUE(table) << table.error().message;
  const auto rows = firm_years_of(*table);
  ASSERT_TRUE(rows) << describe(rows.error());
  EXPECT_EQ(rows->size(), 6208U);
  const auto test = hold_out_firms(*rows);
  ASSERT_TRUE(test) << test.error().message;
  EXPECT_EQ(test->rows, 6193U);
  EXPECT_EQ(test->firms, 803U);
  EXPECT_NEAR(test->size_mean, .775, .001);
  EXPECT_NEAR(test->innovation_mean, .795, .001);
  EXPECT_GT(test->gain.low, 0);
  HoldOutOptions with_years;
  with_years.year_effects = true;
  const auto by_year = hold_out_firms(*rows, with_years);
  ASSERT_TRUE(by_year);
  EXPECT_NEAR(by_year->size_mean, .776, .001);
  EXPECT_NEAR(by_year->innovation_mean, .797, .001);
}

}  // namespace
}  // namespace pignus::valuation
