#include "valuation/cost/cost_lines.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "valuation/cost.h"

namespace pignus::valuation {
namespace {

Date day(int year, int month = 1) {
  return *Date::from_ymd(year, month, 1);
}

PriceIndex index_of() {
  return *PriceIndex::from_points({{day(2018), 100}, {day(2024), 150}});
}

std::vector<CostLine> lines() {
  return {{day(2018), "labour", 100, 1.0},
          {day(2020), "materials", 60, .5},
          {day(2021), "dead end", 40, 0.0}};
}

TEST(CostLines, ByHand) {
  // One line of 100 at index 100, brought to 150; profit 10 %; two years' return at 5 %.
  const CostTerms terms{day(2020), .1, .05};
  const auto value = cost_by_lines({{day(2018), "labour", 100, std::nullopt}}, index_of(),
                                   day(2024), CostBasis::kReproduction, terms, {.1, .2, .3});
  ASSERT_TRUE(value) << describe(value.error());
  EXPECT_NEAR(value->direct.low, 150, 1e-9);
  EXPECT_NEAR(value->profit.low, 15, 1e-9);
  const double years = years_between(day(2018), day(2020));
  const double gross = 165 * std::pow(1.05, years);
  EXPECT_NEAR(value->gross.low, gross, 1e-9);
  EXPECT_NEAR(value->net.low, gross * .9 * .8 * .7, 1e-9);
  EXPECT_EQ(value->net.low, value->net.high);
}

TEST(CostLines, WithoutPhysicalLossTheShortFormAgrees) {
  const auto value = cost_by_lines(lines(), index_of(), day(2024), CostBasis::kReproduction,
                                   {day(2022), 0, 0}, {0, .3, .2});
  ASSERT_TRUE(value);
  EXPECT_NEAR(value->net.low, depreciated_cost(value->direct.low, .3, .2), 1e-9);
}

TEST(CostLines, ReplacementLeavesOutWhatIsNotNeededAgain) {
  const CostTerms terms{day(2022), .1, .05};
  const auto again =
      cost_by_lines(lines(), index_of(), day(2024), CostBasis::kReproduction, terms, {});
  auto partly = lines();
  const auto instead =
      cost_by_lines(partly, index_of(), day(2024), CostBasis::kReplacement, terms, {});
  ASSERT_TRUE(again && instead);
  EXPECT_LT(instead->net.high, again->net.low);
  EXPECT_EQ(instead->parts[2].high, 0);
  partly[2].needed_again.reset();
  const auto unsure =
      cost_by_lines(partly, index_of(), day(2024), CostBasis::kReplacement, terms, {});
  EXPECT_EQ(unsure->net.low, instead->net.low);  // unknown is not zero: two bounds
  EXPECT_GT(unsure->net.high, instead->net.high);
}

TEST(CostLines, BadInputIsNamed) {
  const auto where = [](const CostLine& line, const CostTerms& terms,
                        const CostObsolescence& lost) {
    const auto value = cost_by_lines({lines()[0], line}, index_of(), day(2024),
                                     CostBasis::kReplacement, terms, lost);
    return value ? Where{"accepted", 0, ""} : value.error().where;
  };
  const CostTerms good{day(2022), .1, .05};
  EXPECT_EQ(where({day(2020), "x", 0, {}}, good, {}), (Where{"", 2, "amount"}));
  EXPECT_EQ(where({day(2025), "x", 1, {}}, good, {}), (Where{"", 2, "date"}));
  EXPECT_EQ(where({day(2017), "x", 1, {}}, good, {}), (Where{"", 2, "date"}));
  EXPECT_EQ(where({day(2020), "x", 1, 1.5}, good, {}), (Where{"", 2, "needed_again"}));
  EXPECT_EQ(where({day(2020), "x", NAN, {}}, good, {}).field, "amount");
  EXPECT_EQ(where({day(2020), "x", 1, {}}, {day(2025), .1, .05}, {}).field, "completed");
  EXPECT_EQ(where({day(2020), "x", 1, {}}, {day(2022), NAN, .05}, {}).field, "profit_share");
  EXPECT_EQ(where({day(2020), "x", 1, {}}, good, {0, 1.2, 0}).field, "functional");
  EXPECT_EQ(cost_by_lines({}, index_of(), day(2024), CostBasis::kReplacement, good, {})
                .error()
                .where.field,
            "lines");
}

RC_GTEST_PROP(CostLines, ThePartsSumToTheWhole, ()) {
  std::vector<CostLine> any;
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    any.push_back({day(*rc::gen::inRange(2018, 2024)), "x", *rc::gen::inRange(1, 10'000) / 10.0,
                   std::nullopt});
    if (*rc::gen::arbitrary<bool>()) {
      any.back().needed_again = *rc::gen::inRange(0, 11) / 10.0;
    }
  }
  const auto share = [] { return *rc::gen::inRange(0, 11) / 10.0; };
  const CostObsolescence lost{share(), share(), share()};
  const auto value = cost_by_lines(any, index_of(), day(2024), CostBasis::kReplacement,
                                   {day(2023), share(), share()}, lost);
  RC_ASSERT(value.has_value());
  for (double CostRange::* end : {&CostRange::low, &CostRange::high}) {
    const CostValue& v = *value;
    const double gross = v.direct.*end + v.profit.*end + v.opportunity.*end;
    RC_ASSERT(std::abs(gross - v.gross.*end) <= 1e-9 * (1 + gross));
    const double net = gross - v.physical.*end - v.functional.*end - v.economic.*end;
    RC_ASSERT(std::abs(net - v.net.*end) <= 1e-9 * (1 + gross));
  }
  RC_ASSERT(value->net.low <= value->net.high);
}

TEST(CostLines, StraightLine) {
  EXPECT_EQ(*straight_line_loss(5, 15), .25);
  EXPECT_EQ(straight_line_loss(0, 0).error().where.field, "remaining");
  EXPECT_EQ(straight_line_loss(-1, 5).error().where.field, "age");
}

}  // namespace
}  // namespace pignus::valuation
