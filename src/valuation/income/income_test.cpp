#include <array>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "valuation/income/excess_earnings.h"
#include "valuation/income/with_and_without.h"
#include "valuation/method_parameters.h"
#include "valuation/tab.h"

namespace pignus::valuation {
namespace {

constexpr IncomeRates kPlain{0, .20, CashTiming::kEndOfYear, 0};

std::vector<double> some_figures(int years, int low, int high) {
  std::vector<double> figures;
  for (int t = 0; t < years; ++t) {
    figures.push_back(*rc::gen::inRange(low, high));
  }
  return figures;
}

TEST(PresentValue, MidYearIsHalfAYearEarlier) {
  const std::vector<double> flows{100, 50, -20};
  EXPECT_NEAR(present_value(flows, .2, CashTiming::kEndOfYear), 100 / 1.2 + 50 / 1.44 - 20 / 1.728,
              1e-12);
  EXPECT_NEAR(present_value(flows, .2, CashTiming::kMidYear),
              present_value(flows, .2, CashTiming::kEndOfYear) * std::sqrt(1.2), 1e-12);
}

RC_GTEST_PROP(PresentValue, TheImpliedRateIsTheRateOfThePrice, ()) {
  const auto flows = some_figures(*rc::gen::inRange(1, 20), 1, 1000);
  const double rate = *rc::gen::inRange(-20, 200) / 100.0;
  const auto timing = *rc::gen::element(CashTiming::kMidYear, CashTiming::kEndOfYear);
  const auto implied = internal_rate_of_return(flows, present_value(flows, rate, timing), timing);
  RC_ASSERT(implied.has_value());
  RC_ASSERT(std::abs(*implied - rate) < 1e-9);
}

TEST(PresentValue, ARateIsRefusedWhereThereIsNoneOrMoreThanOne) {
  const auto refused = [](const std::vector<double>& flows, double price) {
    const auto rate = internal_rate_of_return(flows, price, CashTiming::kEndOfYear);
    return rate ? "" : rate.error().where.field;
  };
  EXPECT_EQ(refused({}, 100), "flows");
  EXPECT_EQ(refused({-10, -10}, 100), "flows");
  EXPECT_EQ(refused({230, -132}, 100), "flows");  // 10 and 20 per cent both fit
  EXPECT_EQ(refused({50, 60}, 0), "price");
  EXPECT_EQ(refused({50, std::nan("")}, 100), "flows");
  EXPECT_EQ(refused({120}, 100), "");
}

ExcessEarningsCase two_years() {
  return {{{100, 100}, {1, 1}, 0, {{"plant", {200, 200}, .10, {10, 10}}}}, kPlain};
}

TEST(ExcessEarnings, TwoYearsByHand) {
  // A year: 100 earned, 20 return on the plant, 10 of wear; 70 left.
  const auto result = excess_earnings(two_years());
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->value, 70 / 1.2 + 70 / 1.44, 1e-12);
  EXPECT_NEAR(result->charge_values.at(0), 30 / 1.2 + 30 / 1.44, 1e-12);
  EXPECT_EQ(result->years.at(1).charges, 30);
}

TEST(ExcessEarnings, AttritionShareTimingAndBenefit) {
  ExcessEarningsCase assumed = two_years();
  assumed.share = {.5, .5};
  assumed.attrition = .19;
  assumed.rates = {.25, .20, CashTiming::kMidYear, 10};
  const auto result = excess_earnings(assumed);
  ASSERT_TRUE(result);
  const double expected = .5 * 70 * (.9 / std::sqrt(1.2) + .9 * .81 / std::pow(1.2, 1.5));
  EXPECT_NEAR(result->value_before_benefit, expected, 1e-12);
  EXPECT_EQ(result->benefit, tax_amortisation_factor(.25, .20, 10));
  EXPECT_NEAR(result->value, expected * result->benefit, 1e-12);
}

ExcessEarningsCase any_case() {
  const int years = *rc::gen::inRange(1, 12);
  ExcessEarningsCase assumed;
  assumed.nopat = some_figures(years, -100, 1000);
  for (const double share : some_figures(years, 1, 101)) {
    assumed.share.push_back(share / 100);
  }
  assumed.attrition = *rc::gen::inRange(0, 60) / 100.0;
  const int assets = *rc::gen::inRange(0, 4);
  for (int j = 0; j < assets; ++j) {
    assumed.contributory.push_back({"asset" + std::to_string(j), some_figures(years, 0, 500),
                                    *rc::gen::inRange(0, 30) / 100.0, some_figures(years, 0, 50)});
  }
  assumed.rates = {.25, *rc::gen::inRange(0, 60) / 100.0,
                   *rc::gen::element(CashTiming::kMidYear, CashTiming::kEndOfYear),
                   *rc::gen::inRange(0, 15)};
  return assumed;
}

RC_GTEST_PROP(ExcessEarnings, ThePartsSumToTheWhole, ()) {
  const auto result = excess_earnings(any_case());
  RC_ASSERT(result.has_value());
  double charges = 0;
  for (const double value : result->charge_values) {
    charges += value;
  }
  RC_ASSERT(std::abs(result->earnings_value - charges - result->value_before_benefit) < 1e-6);
}

RC_GTEST_PROP(ExcessEarnings, ScalesWithMoneyAndFallsWithWhatOthersAsk, ()) {
  const ExcessEarningsCase assumed = any_case();
  const double value = excess_earnings(assumed)->value;
  ExcessEarningsCase scaled = assumed;
  for (double& figure : scaled.nopat) {
    figure *= 7.25;
  }
  for (ContributoryAsset& asset : scaled.contributory) {
    for (std::size_t t = 0; t < asset.balance.size(); ++t) {
      asset.balance[t] *= 7.25;
      asset.return_of[t] *= 7.25;
    }
  }
  RC_ASSERT(std::abs(excess_earnings(scaled)->value - 7.25 * value) < 1e-6);
  ExcessEarningsCase dearer = assumed;
  const std::vector<double> nothing(assumed.nopat.size(), 0);
  const std::vector<double> employed(assumed.nopat.size(), 10);
  dearer.contributory.push_back({"workforce", employed, .12, nothing});
  RC_ASSERT(excess_earnings(dearer)->value < value);
}

RC_GTEST_PROP(ExcessEarnings, RisesWithLifeAndFallsWithAttritionWhereSomethingIsLeft, ()) {
  ExcessEarningsCase assumed = any_case();
  for (double& figure : assumed.nopat) {
    figure += 2000;  // above all charges
  }
  const double value = excess_earnings(assumed)->value;
  ExcessEarningsCase longer = assumed;
  longer.nopat.push_back(2000);
  longer.share.push_back(.5);
  for (ContributoryAsset& asset : longer.contributory) {
    asset.balance.push_back(100);
    asset.return_of.push_back(10);
  }
  RC_ASSERT(excess_earnings(longer)->value > value);
  ExcessEarningsCase fading = assumed;
  fading.attrition += .1;
  RC_ASSERT(excess_earnings(fading)->value < value);
}

TEST(ExcessEarnings, BadInputIsRefusedByName) {
  using Change = std::function<void(ExcessEarningsCase&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"nopat", [](auto& c) { c.nopat.clear(); }},
      {"nopat", [](auto& c) { c.nopat[0] = std::nan(""); }},
      {"share", [](auto& c) { c.share.pop_back(); }},
      {"share", [](auto& c) { c.share[0] = 1.5; }},
      {"attrition", [](auto& c) { c.attrition = 1; }},
      {"contributory.plant.balance", [](auto& c) { c.contributory[0].balance[0] = -1; }},
      {"contributory.plant.balance", [](auto& c) { c.contributory[0].balance.pop_back(); }},
      {"contributory.plant.return_of", [](auto& c) { c.contributory[0].return_of[1] = -1; }},
      {"contributory.plant.return_on", [](auto& c) { c.contributory[0].return_on = 9; }},
      {"contributory.plant", [](auto& c) { c.contributory.push_back(c.contributory[0]); }},
      {"tax_rate", [](auto& c) { c.rates.tax_rate = 1.2; }},
      {"discount_rate", [](auto& c) { c.rates.discount_rate = 12; }},
      {"amortisation_years", [](auto& c) { c.rates.amortisation_years = -3; }}};
  for (const auto& [field, change] : cases) {
    ExcessEarningsCase assumed = two_years();
    change(assumed);
    const auto result = excess_earnings(assumed);
    ASSERT_FALSE(result) << field;
    EXPECT_EQ(result.error().where.field, field);
    EXPECT_NE(result.error().message.find(field), std::string::npos);
  }
}

/// A business bought at its worth under its cost of capital, split into plant and the right.
struct Bought {
  std::vector<double> flows{300, 300, 300, 300, 300};
  double wacc = .12;
  double price = present_value(flows, wacc, CashTiming::kMidYear);
  std::vector<AssetReturn> assets{{"plant", .4 * price, .06}, {"right", .6 * price, .16}};

  Result<ReturnCheck> check() const {
    return check_returns(assets, wacc, flows, price, CashTiming::kMidYear,
                         method_parameters().at("return_check_tolerance").mode);
  }
};

TEST(ReturnCheck, OneStoryAgreesAndAnotherDoesNot) {
  Bought bought;
  auto check = bought.check();
  ASSERT_TRUE(check);
  EXPECT_NEAR(check->irr, .12, 1e-9);
  EXPECT_NEAR(check->wara, .12, 1e-12);
  EXPECT_TRUE(check->agrees);
  bought.assets[1].rate = .30;
  check = bought.check();
  ASSERT_TRUE(check);
  EXPECT_NEAR(check->wara, .204, 1e-12);
  EXPECT_NEAR(check->spread, .084, 1e-9);
  EXPECT_FALSE(check->agrees);
  bought.assets.pop_back();
  check = bought.check();
  ASSERT_FALSE(check);
  EXPECT_EQ(check.error().where.field, "assets");
}

TEST(WithAndWithout, ByHand) {
  const BusinessYear with{1000, 600, 100, 50, 10};
  const BusinessYear without{800, 560, 80, 20, 0};
  EXPECT_NEAR(free_cash_flow(with, .25), 300 * .75 + 100 - 50 - 10, 1e-12);
  const auto result =
      with_and_without({{{with}, {without}}, {.25, .10, CashTiming::kEndOfYear, 0}});
  ASSERT_TRUE(result);
  // 265 with, 180 without.
  EXPECT_NEAR(result->value, 85 / 1.1, 1e-12);
}

std::vector<BusinessYear> any_plan(int years) {
  std::vector<BusinessYear> plan;
  for (int t = 0; t < years; ++t) {
    const auto figures = some_figures(5, 0, 1000);
    plan.push_back({figures[0], figures[1], figures[2], figures[3], figures[4]});
  }
  return plan;
}

RC_GTEST_PROP(WithAndWithout, SwappedPlansGiveTheOppositeAndOnePlanNothing, ()) {
  const int years = *rc::gen::inRange(1, 10);
  const WithAndWithoutCase assumed{{any_plan(years), any_plan(years)},
                                   {.25, .15, CashTiming::kMidYear, 10}};
  const double value = with_and_without(assumed)->value;
  RC_ASSERT(std::abs(with_and_without({{assumed.without, assumed.with}, assumed.rates})->value +
                     value) < 1e-9);
  RC_ASSERT(with_and_without({{assumed.with, assumed.with}, assumed.rates})->value == 0);
}

RC_GTEST_PROP(WithAndWithout, PremiumProfitIsItsShortForm, ()) {
  const int years = *rc::gen::inRange(1, 10);
  const IncomeRates rates{.25, .15, CashTiming::kMidYear, 10};
  std::vector<PremiumYear> premiums;
  WithAndWithoutCase plans{{any_plan(years), any_plan(years)}, rates};
  for (int t = 0; t < years; ++t) {
    const auto figures = some_figures(4, 0, 100);
    const PremiumYear year{figures[0], figures[1], figures[2], figures[3]};
    premiums.push_back(year);
    // The same sales at the plain price, the saving not made, the upkeep not spent.
    BusinessYear& with = plans.with[static_cast<std::size_t>(t)];
    BusinessYear& without = plans.without[static_cast<std::size_t>(t)];
    with.revenue += year.units * year.price_premium;
    without = with;
    without.revenue -= year.units * year.price_premium;
    without.operating_costs += year.units * year.cost_saving;
    with.operating_costs += year.upkeep;
  }
  RC_ASSERT(std::abs(premium_profit(premiums, rates)->value - with_and_without(plans)->value) <
            1e-6);
}

TEST(WithAndWithout, BadInputIsRefusedByName) {
  const WithAndWithoutCase good{{{{1, 1, 1, 1, 1}}, {{1, 1, 1, 1, 1}}}, kPlain};
  const auto refused = [](const WithAndWithoutCase& assumed) {
    const auto result = with_and_without(assumed);
    return result ? "" : result.error().where.field;
  };
  EXPECT_EQ(refused(good), "");
  WithAndWithoutCase bad = good;
  bad.with.clear();
  EXPECT_EQ(refused(bad), "with");
  bad = good;
  bad.without.emplace_back();
  EXPECT_EQ(refused(bad), "without");
  bad = good;
  bad.with[0].revenue = -5;
  EXPECT_EQ(refused(bad), "with.revenue");
  bad = good;
  bad.without[0].investment = std::nan("");
  EXPECT_EQ(refused(bad), "without.investment");
  EXPECT_EQ(premium_profit({{-1, 1, 1, 1}}, kPlain).error().where.field, "units");
  EXPECT_EQ(premium_profit({}, kPlain).error().where.field, "years");
}

}  // namespace
}  // namespace pignus::valuation
