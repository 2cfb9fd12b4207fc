// Industry figures, and the rules by which trends move inputs.
#include "valuation/trend/trend_inputs.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "standards/embedded.h"

namespace pignus::valuation {
namespace {

using registers::ReferenceFigure;

const Date kTable = *Date::from_ymd(2025, 1, 5);
const Date kLater = *Date::from_ymd(2026, 1, 5);
const AsOf kNow{*Date::from_ymd(2025, 6, 30), *Date::from_ymd(2025, 6, 30)};

Currency currency(const char* code) {
  return *Currency::parse(code);
}

ReferenceFigure figure(std::string series, std::string item, std::string measure, double value,
                       Date known = kTable) {
  ReferenceFigure one;
  one.series = std::move(series);
  one.item = std::move(item);
  one.measure = std::move(measure);
  one.date = known;
  one.known = known;
  one.value = value;
  one.unit = "1";
  one.source.file = "table.xls";
  return one;
}

/// Two industries and the market, risk-free 4 per cent, premium 5.
std::vector<ReferenceFigure> tables(Date known = kTable, double free = .04) {
  std::vector<ReferenceFigure> all;
  struct Row {
    const char* item;
    double beta;
    double capital;
    double asset_beta;
    double margin;
  };
  for (const Row& row : {Row{"Pumps", 1.4, .10, 1.2, .15}, Row{"Valves", .8, .07, .7, .08},
                         Row{"Total Market", 1.0, .08, .8, .1}}) {
    all.push_back(figure("damodaran-wacc", row.item, "Number of Firms", 12, known));
    all.push_back(figure("damodaran-wacc", row.item, "Beta", row.beta, known));
    all.push_back(
        figure("damodaran-wacc", row.item, "Cost of Equity", free + .05 * row.beta, known));
    all.push_back(figure("damodaran-wacc", row.item, "Cost of Capital", row.capital, known));
    all.push_back(figure("damodaran-betas", row.item, "Unlevered beta corrected for cash",
                         row.asset_beta, known));
    all.push_back(figure("damodaran-betas", row.item, "2023", row.asset_beta - .3, known));
    all.push_back(figure("damodaran-betas", row.item, "2024", row.asset_beta + .1, known));
    all.push_back(figure("damodaran-betas", row.item, "Average (2021-25)", 9, known));
    all.push_back(figure("damodaran-margin", row.item, "Pre-tax Unadjusted Operating Margin",
                         row.margin, known));
  }
  return all;
}

TEST(IndustryTrend, ReadsTheRowAndTheMarket) {
  const auto trend = industry_trend(tables(), "Pumps", currency("USD"), kNow);
  ASSERT_TRUE(trend) << describe(trend.error());
  EXPECT_EQ(trend->own.beta, 1.4);
  EXPECT_EQ(trend->own.operating_margin, .15);
  EXPECT_EQ(trend->own.firms, 12);
  EXPECT_NEAR(*trend->table_risk_free, .04, 1e-12);
  EXPECT_NEAR(*trend->equity_premium, .05, 1e-12);
  EXPECT_EQ(trend->risk_free, trend->table_risk_free);
  EXPECT_EQ(trend->own.asset_beta->observations, 3);
  EXPECT_NEAR(trend->own.cost_of_capital->value, .10, 1e-12);
  EXPECT_NEAR(trend->own.cost_of_capital->low, .10 - .3 * .05, 1e-12);
  EXPECT_NEAR(trend->own.cost_of_capital->high, .10 + .1 * .05, 1e-12);
  EXPECT_NEAR(trend->market.cost_of_capital->value, .08, 1e-12);
  EXPECT_FALSE(trend->growth);
  EXPECT_EQ(trend->gaps, (std::vector<TrendGap>{{"industry_growth", "trend.no_growth_table"},
                                                {"industry_growth", "trend.no_market_growth"}}));
  EXPECT_FALSE(trend->evidence.empty());
}

TEST(IndustryTrend, UsesTheLastVintageThatWasKnown) {
  auto both = tables();
  const auto next = tables(kLater, .03);
  both.insert(both.begin(), next.begin(), next.end());
  const auto then = industry_trend(both, "Pumps", currency("USD"), kNow);
  ASSERT_TRUE(then);
  EXPECT_NEAR(*then->table_risk_free, .04, 1e-12);
  const auto since = industry_trend(both, "Pumps", currency("USD"), {kLater, kLater});
  ASSERT_TRUE(since);
  EXPECT_NEAR(*since->table_risk_free, .03, 1e-12);
  const Date before = kTable.plus_days(-1);
  EXPECT_EQ(industry_trend(both, "Pumps", currency("USD"), {before, before}).error().code,
            ErrorCode::kNotFound);
}

TEST(IndustryTrend, AnotherCurrencyNeedsItsRateAndSaysSo) {
  auto figures = tables();
  const auto without = industry_trend(figures, "Pumps", currency("EUR"), kNow);
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->risk_free);
  EXPECT_EQ(without->gaps.back(), (TrendGap{"risk_free", "trend.no_rate_in_currency"}));
  figures.push_back(figure("risk-free", "EUR", "rate", .025));
  const auto with = industry_trend(figures, "Pumps", currency("EUR"), kNow);
  ASSERT_TRUE(with);
  EXPECT_EQ(with->risk_free, .025);
}

TEST(IndustryTrend, AbsurdFiguresAndUnknownIndustriesAreRefused) {
  auto figures = tables();
  EXPECT_EQ(industry_trend(figures, "Hoses", currency("USD"), kNow).error().where.field, "Hoses");
  figures.push_back(figure("damodaran-wacc", "Hoses", "Cost of Capital", 7));
  EXPECT_EQ(industry_trend(figures, "Hoses", currency("USD"), kNow).error().where.field,
            "Cost of Capital");
  figures.back().value = std::nan("");
  EXPECT_EQ(industry_trend(figures, "Hoses", currency("USD"), kNow).error().where,
            (Where{"table.xls", figures.size(), "Cost of Capital"}));
  // Costs of equity off one line imply no rate.
  figures.back() = figure("damodaran-wacc", "Pumps", "Cost of Equity", .2);
  const auto bent = industry_trend(figures, "Valves", currency("USD"), kNow);
  ASSERT_TRUE(bent);
  figures.erase(figures.begin() + 2);  // the sound cost of equity of pumps
  const auto off = industry_trend(figures, "Valves", currency("USD"), kNow);
  ASSERT_TRUE(off);
  EXPECT_FALSE(off->table_risk_free);
  EXPECT_EQ(off->own.cost_of_capital->low, off->own.cost_of_capital->value);
}

ValuationInputs general() {
  const standards::Evidence evidence{"assumed", standards::Grade::kOwn};
  return {{"economic_life", Distribution::triangular(2, 8, 15), "years", evidence},
          {"revenue_growth", Distribution::triangular(-.05, 0, .05), "1/year", evidence},
          {"discount_rate", Distribution::triangular(.15, .18, .25), "1/year", evidence}};
}

TechnologyTrend technology(TrendEstimate rate, double neutral, TrendEstimate share) {
  TechnologyTrend trend;
  trend.obsolescence = Obsolescence{rate, {}, {}, {}};
  trend.neutral_obsolescence = Obsolescence{{neutral, neutral, neutral, 1}, {}, {}, {}};
  trend.share_growth = share;
  trend.evidence = {{"counts", standards::Grade::kSeen}};
  trend.citations = standards::Evidence{"citations", standards::Grade::kSeen};
  return trend;
}

const TrendMove& move_of(const TrendedInputs& inputs, const std::string& trend) {
  for (const TrendMove& move : inputs.moves) {
    if (move.trend == trend) return move;
  }
  ADD_FAILURE() << trend;
  return inputs.moves.front();
}

bool same(const ValuationInputs& a, const ValuationInputs& b) {
  return a.economic_life.value == b.economic_life.value &&
         a.revenue_growth.value == b.revenue_growth.value &&
         a.discount_rate.value == b.discount_rate.value &&
         a.economic_life.evidence == b.economic_life.evidence;
}

TEST(TrendInputs, AnUnknownTrendLeavesTheAssumptionAndSaysSo) {
  const auto inputs = apply_trends(general(), std::nullopt, std::nullopt, own_trend_rules());
  ASSERT_TRUE(inputs);
  EXPECT_TRUE(same(inputs->inputs, general()));
  ASSERT_EQ(inputs->moves.size(), 5U);
  for (const TrendMove& move : inputs->moves) {
    EXPECT_FALSE(move.known());
    EXPECT_EQ(move.direction, 0);
    EXPECT_EQ(move.unknown, move.input == "discount_rate" || move.trend == "industry_growth"
                                ? "trend.no_industry"
                                : "trend.no_field");
  }
}

TEST(TrendInputs, TheRuleByHand) {
  // Median life 8.30 years, half of a difference of .04 a year: factor 1 / (1 + .5 * 8.30 * .04).
  const auto field = technology({.09, .09, .09, 25}, .05, {.08, .08, .08, 10});
  const auto industry = industry_trend(tables(), "Pumps", currency("USD"), kNow);
  ASSERT_TRUE(industry);
  const auto inputs = apply_trends(general(), field, *industry, own_trend_rules());
  ASSERT_TRUE(inputs) << describe(inputs.error());
  const double life = general().economic_life.value.median();
  EXPECT_NEAR(inputs->inputs.economic_life.value.median(), life / (1 + .5 * life * .04), 1e-9);
  EXPECT_NEAR(inputs->inputs.revenue_growth.value.median(),
              general().revenue_growth.value.median() + .25 * .08, 1e-9);
  EXPECT_EQ(inputs->inputs.economic_life.evidence.source,
            "assumed; moved by obsolescence (citations)");
  const TrendMove& slow = move_of(*inputs, "obsolescence");
  EXPECT_EQ(slow.direction, -1);
  EXPECT_EQ(slow.neutral, .05);
  EXPECT_EQ(slow.with_neutral.economic_life.value, general().economic_life.value);
  EXPECT_EQ(slow.with_neutral.revenue_growth.value, inputs->inputs.revenue_growth.value);
  EXPECT_EQ(move_of(*inputs, "share_growth").direction, 1);
  const TrendMove& capital = move_of(*inputs, "industry_capital_cost");
  EXPECT_EQ(capital.direction, 1);  // two points above the market
  EXPECT_GT(inputs->inputs.discount_rate.value.mean(), general().discount_rate.value.mean() + .01);
  // Its past is wider below than above: the spread goes through.
  EXPECT_GT(inputs->inputs.discount_rate.value.standard_deviation(),
            general().discount_rate.value.standard_deviation());
  EXPECT_EQ(move_of(*inputs, "industry_growth").unknown, "trend.no_growth_table");
  EXPECT_TRUE(move_of(*inputs, "risk_free").known());
  EXPECT_EQ(move_of(*inputs, "risk_free").direction, 0);
}

TEST(TrendInputs, MovesAreBounded) {
  const auto field = technology({3, 3, 3, 25}, .05, {-2, -2, -2, 10});
  const auto inputs = apply_trends(general(), field, std::nullopt, own_trend_rules());
  ASSERT_TRUE(inputs);
  const double life = general().economic_life.value.median();
  EXPECT_NEAR(inputs->inputs.economic_life.value.median(), life / 1.5, 1e-9);
  EXPECT_NEAR(inputs->inputs.revenue_growth.value.median(),
              general().revenue_growth.value.median() - .03, 1e-9);
  EXPECT_TRUE(move_of(*inputs, "obsolescence").bounded);
  EXPECT_TRUE(move_of(*inputs, "share_growth").bounded);
  const auto rising = technology({-9, -9, -9, 25}, .05, {0, 0, 0, 10});
  const auto longer = apply_trends(general(), rising, std::nullopt, own_trend_rules());
  ASSERT_TRUE(longer);
  EXPECT_NEAR(longer->inputs.economic_life.value.median(), life * 1.5, 1e-9);
}

TEST(TrendInputs, ACommitteeSeesWhichTrendMovedTheValue) {
  const auto field = technology({.09, .08, .10, 25}, .05, {.04, .02, .06, 10});
  const auto industry = industry_trend(tables(), "Pumps", currency("EUR"), kNow);
  ASSERT_TRUE(industry);
  const auto inputs = apply_trends(general(), field, *industry, own_trend_rules());
  ASSERT_TRUE(inputs);
  // A growing annuity of one, by the medians.
  const auto value_of = [](const ValuationInputs& in) -> Result<double> {
    const double rate = in.discount_rate.value.median() - in.revenue_growth.value.median();
    return (1 - std::exp(-rate * in.economic_life.value.median())) / rate;
  };
  const auto moves = value_moves(*inputs, value_of);
  ASSERT_TRUE(moves);
  ASSERT_EQ(moves->size(), 5U);
  EXPECT_EQ((*moves)[0].trend, "obsolescence");
  EXPECT_EQ((*moves)[0].direction, -1);
  EXPECT_EQ((*moves)[1].direction, 1);
  EXPECT_EQ((*moves)[2].unknown, "trend.no_growth_table");
  EXPECT_EQ((*moves)[2].direction, 0);
  EXPECT_EQ((*moves)[3].direction, -1);
  EXPECT_EQ((*moves)[4].unknown, "trend.no_rate_in_currency");
  EXPECT_NEAR((*moves)[0].with_trends - (*moves)[0].with_neutral, (*moves)[0].change, 1e-12);
  const auto broken = value_moves(*inputs, [](const ValuationInputs&) -> Result<double> {
    return fail(ErrorCode::kInvalidInput, "no value");
  });
  EXPECT_FALSE(broken);
}

TEST(TrendInputs, RefusesAnIntervalThatDoesNotHoldItsValue) {
  const auto field = technology({.09, .10, .12, 25}, .05, {0, 0, 0, 10});
  EXPECT_EQ(apply_trends(general(), field, std::nullopt, own_trend_rules()).error().where.field,
            "obsolescence");
  auto dead = general();
  dead.economic_life.value = Distribution(0.0);
  EXPECT_EQ(apply_trends(dead, std::nullopt, std::nullopt, own_trend_rules()).error().where.field,
            "economic_life");
}

TEST(TrendRules, AreBoundedGradedAndOwn) {
  const auto parsed = standards::parse_parameters(standards::embedded_file("valuation/trends.toml"),
                                                  "valuation/trends.toml");
  ASSERT_TRUE(parsed);
  for (const auto& [name, parameter] : parsed->values) {
    EXPECT_EQ(parameter.evidence.grade, standards::Grade::kOwn) << name;
  }
  auto wild = *parsed;
  wild.values.at("life_factor_most").mode = .5;
  EXPECT_EQ(trend_rules(wild).error().where.field, "life_factor_most");
}

struct Drawn {
  TrendEstimate estimate;
  double neutral;
};

/// Any estimate within a wide range, with its interval.
Drawn draw(double scale) {
  const auto number = [](int low, int high) { return *rc::gen::inRange(low, high) / 1000.0; };
  const double value = number(-300, 301) * scale;
  return {{value, value - number(0, 200) * scale, value + number(0, 200) * scale, 10},
          number(-100, 101) * scale};
}

TrendEstimate raised(TrendEstimate estimate, double by) {
  return {estimate.value + by, estimate.low + by, estimate.high + by, estimate.observations};
}

bool nowhere_above(const Distribution& low, const Distribution& high) {
  for (std::size_t i = 0; i < low.grid().size(); ++i) {
    if (low.grid()[i] > high.grid()[i] + 1e-12) return false;
  }
  return true;
}

RC_GTEST_PROP(TrendInputs, FasterObsolescenceNeverLengthensLife, ()) {
  const Drawn drawn = draw(1);
  const double by = *rc::gen::inRange(0, 300) / 1000.0;
  const auto slow = apply_trends(general(), technology(drawn.estimate, drawn.neutral, {}),
                                 std::nullopt, own_trend_rules());
  const auto fast =
      apply_trends(general(), technology(raised(drawn.estimate, by), drawn.neutral, {}),
                   std::nullopt, own_trend_rules());
  RC_ASSERT(slow.has_value() && fast.has_value());
  RC_ASSERT(nowhere_above(fast->inputs.economic_life.value, slow->inputs.economic_life.value));
  // And never beyond the bound.
  const Distribution most = general().economic_life.value.scaled(1.5);
  const Distribution least = general().economic_life.value.scaled(1 / 1.5);
  RC_ASSERT(nowhere_above(slow->inputs.economic_life.value, most));
  RC_ASSERT(nowhere_above(least, fast->inputs.economic_life.value));
}

RC_GTEST_PROP(TrendInputs, HigherGrowthNeverLowersGrowth, ()) {
  const Drawn drawn = draw(1);
  const double by = *rc::gen::inRange(0, 300) / 1000.0;
  const TrendEstimate still{.05, .05, .05, 1};
  const auto low = apply_trends(general(), technology(still, .05, drawn.estimate), std::nullopt,
                                own_trend_rules());
  const auto high = apply_trends(general(), technology(still, .05, raised(drawn.estimate, by)),
                                 std::nullopt, own_trend_rules());
  RC_ASSERT(low.has_value() && high.has_value());
  RC_ASSERT(nowhere_above(low->inputs.revenue_growth.value, high->inputs.revenue_growth.value));
}

RC_GTEST_PROP(TrendInputs, DearerCapitalNeverLowersTheRateAndAnUnknownTrendMovesNothing, ()) {
  const Drawn drawn = draw(.5);
  const double by = *rc::gen::inRange(0, 300) / 1000.0;
  IndustryTrend industry;
  industry.own.cost_of_capital = drawn.estimate;
  industry.market.cost_of_capital = TrendEstimate{drawn.neutral, drawn.neutral, drawn.neutral, 1};
  const auto cheap = apply_trends(general(), std::nullopt, industry, own_trend_rules());
  industry.own.cost_of_capital = raised(drawn.estimate, by);
  const auto dear = apply_trends(general(), std::nullopt, industry, own_trend_rules());
  RC_ASSERT(cheap.has_value() && dear.has_value());
  RC_ASSERT(nowhere_above(cheap->inputs.discount_rate.value, dear->inputs.discount_rate.value));
  RC_ASSERT(cheap->inputs.economic_life.value == general().economic_life.value);
  RC_ASSERT(cheap->inputs.revenue_growth.value == general().revenue_growth.value);
}

}  // namespace
}  // namespace pignus::valuation
