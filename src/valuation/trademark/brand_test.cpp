#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "valuation/trademark/brand_income.h"
#include "valuation/trademark/brand_strength.h"

namespace pignus::valuation {
namespace {

BrandYear year() {
  return {12, 1000, 10, 800, 6, 300, 500, 1};
}

double one_year(BrandMethod method) {
  const auto value = brand_value(method, {year()}, {0, 0, .05, .4});
  EXPECT_TRUE(value);
  return value->value;
}

TEST(BrandIncome, ByHand) {
  EXPECT_NEAR(one_year(BrandMethod::kRoyaltyRelief), 12 * 1000 * .05, 1e-9);
  EXPECT_NEAR(one_year(BrandMethod::kPricePremium), 2 * 1000 - 300, 1e-9);
  EXPECT_NEAR(one_year(BrandMethod::kVolumePremium), 200 * 4 - 300, 1e-9);
  EXPECT_NEAR(one_year(BrandMethod::kIncomeSplit), (6 * 1000 - 300 - 500) * .4, 1e-9);
  const auto taxed = brand_value(BrandMethod::kRoyaltyRelief, {year()}, {.25, .21, .05, 0});
  EXPECT_NEAR(taxed->value, 600 * .75 / 1.1, 1e-9);
}

// The published vector of relief from royalty: 10 M growing 5 %, eight years, 3 %, tax 25 %, 18 %.
TEST(BrandIncome, RoyaltyReliefIsTheOneOfTechnology) {
  std::vector<BrandYear> years;
  for (int t = 1; t <= 8; ++t) {
    BrandYear one;
    one.price = 10e6 * std::pow(1.05, t);
    one.volume = 1;
    years.push_back(one);
  }
  const auto value = brand_value(BrandMethod::kRoyaltyRelief, years, {.25, .18, .03, 0});
  ASSERT_TRUE(value);
  EXPECT_NEAR(value->value, 1'198'162.06, .005);
}

RC_GTEST_PROP(BrandIncome, PriceAndVolumePremiumAreTheWholeDifference, ()) {
  const auto number = [] { return *rc::gen::inRange(0, 2000) / 10.0; };
  BrandYear one{number(), number(), number(), number(), number(), number(), 0, 1};
  const BrandTerms terms{*rc::gen::inRange(0, 90) / 100.0, *rc::gen::inRange(0, 90) / 100.0, 0, 0};
  const auto both = brand_premium_value({one}, terms);
  RC_ASSERT(both.has_value());
  const double with = (one.price - one.unit_cost) * one.volume - one.brand_cost;
  const double without = (one.generic_price - one.unit_cost) * one.generic_volume;
  RC_ASSERT(std::abs(both->years[0].before_tax - (with - without)) < 1e-6);
  const auto price = brand_value(BrandMethod::kPricePremium, {one}, terms);
  one.brand_cost = 0;
  const auto volume = brand_value(BrandMethod::kVolumePremium, {one}, terms);
  RC_ASSERT(std::abs(price->value + volume->value - both->value) < 1e-6);
}

RC_GTEST_PROP(BrandIncome, RisesWithRoyaltyAndSurvivalAndScales, ()) {
  std::vector<BrandYear> years(static_cast<std::size_t>(*rc::gen::inRange(1, 10)), year());
  const BrandTerms terms{.25, .1, .05, .4};
  const double base = brand_value(BrandMethod::kRoyaltyRelief, years, terms)->value;
  BrandTerms dearer = terms;
  dearer.royalty_rate = .06;
  RC_ASSERT(brand_value(BrandMethod::kRoyaltyRelief, years, dearer)->value > base);
  auto scaled = years;
  auto dying = years;
  for (std::size_t i = 0; i < years.size(); ++i) {
    scaled[i].price *= 7;
    dying[i].survival = std::pow(.9, static_cast<double>(i + 1));
  }
  RC_ASSERT(std::abs(brand_value(BrandMethod::kRoyaltyRelief, scaled, terms)->value / base - 7) <
            1e-9);
  RC_ASSERT(brand_value(BrandMethod::kRoyaltyRelief, dying, terms)->value < base);
  const auto split = brand_value(BrandMethod::kIncomeSplit, years, terms);
  double sum = 0;
  for (const BrandYearPart& part : split->years) {
    sum += part.present_value;
  }
  RC_ASSERT(sum == split->value);
}

TEST(BrandIncome, BadInputIsNamed) {
  const auto where = [](std::vector<BrandYear> years, const BrandTerms& terms) {
    const auto value = brand_value(BrandMethod::kPricePremium, years, terms);
    return value ? Where{"accepted", 0, ""} : value.error().where;
  };
  const BrandTerms good{.25, .1, .05, .4};
  EXPECT_EQ(where({}, good).field, "years");
  BrandYear bad = year();
  bad.volume = -1;
  EXPECT_EQ(where({year(), bad}, good), (Where{"", 2, "volume"}));
  bad = year();
  bad.survival = 1.2;
  EXPECT_EQ(where({bad}, good).field, "survival");
  BrandYear weak = year();
  weak.survival = .5;
  EXPECT_EQ(where({weak, year()}, good), (Where{"", 2, "survival"}));
  EXPECT_EQ(where({year()}, {1, .1, 0, 0}).field, "tax_rate");
  EXPECT_EQ(where({year()}, {.2, -.1, 0, 0}).field, "discount_rate");
  EXPECT_EQ(where({year()}, {.2, .1, 2, 0}).field, "royalty_rate");
  EXPECT_EQ(where({year()}, {.2, .1, 0, NAN}).field, "brand_share");
}

TEST(BrandStrength, PlaceInTheRange) {
  const RateRange range{.01, .05};
  EXPECT_NEAR(royalty_of_strength(range, {75, 75})->median(), .04, 1e-12);
  EXPECT_NEAR(discount_of_strength({.1, .2}, {75, 75})->median(), .125, 1e-12);
  const auto unsure = royalty_of_strength(range, {0, 100});
  EXPECT_NEAR(unsure->quantile(.1), .014, 1e-4);
  EXPECT_NEAR(unsure->quantile(.9), .046, 1e-4);
  EXPECT_EQ(royalty_of_strength({.05, .01}, {0, 100}).error().where.field, "royalty");
  EXPECT_EQ(discount_of_strength({.05, 1.5}, {0, 100}).error().where.field, "discount");
  EXPECT_EQ(royalty_of_strength(range, {60, 40}).error().where.field, "strength");
}

}  // namespace
}  // namespace pignus::valuation
