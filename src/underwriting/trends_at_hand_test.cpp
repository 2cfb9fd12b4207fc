#include "underwriting/trends_at_hand.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace pignus::underwriting {
namespace {

Date day(int year, int month = 6) {
  return Date::from_ymd(year, month, 15).value();
}

const AsOf kNow{day(2026), day(2026)};

registers::RightFacts of_class(const std::string& symbol) {
  registers::RightFacts facts;
  registers::RightRecord record;
  record.type = registers::RightType::kInvention;
  record.classes = {symbol};
  facts.records.push_back(record);
  return facts;
}

registers::ReferenceFigure figure(std::string series, std::string item, std::string measure,
                                  const std::string& date, Date known, double value) {
  registers::ReferenceFigure one;
  one.series = std::move(series);
  one.item = std::move(item);
  one.measure = std::move(measure);
  one.date = RegisterDate::parse(date).value();
  one.known = known;
  one.value = value;
  one.source.file = "table";
  return one;
}

/// Counts of two fields over ten years, the first doubling its share, known on `known`.
MarketFacts user_table(Date known) {
  MarketFacts market;
  for (int year = 2010; year <= 2019; ++year) {
    const std::string text = std::to_string(year);
    market.figures.push_back(
        figure("patentworld-fields", "Control ", "count", text, known, 100 * (year - 2008)));
    market.figures.push_back(figure("patentworld-fields", "Optics", "count", text, known, 1'000));
  }
  return market;
}

TEST(TrendsAtHand, AClassNamesTheFieldAndTheProgramsOwnCountsAreKnownFromTheirDay) {
  const MarketFacts none;
  TrendsAtHand trends(none, kNow);
  const auto* measurement = trends.technology(of_class("G01L9/00")).value();
  ASSERT_NE(measurement, nullptr);
  EXPECT_EQ(measurement->field, "Measurement");
  EXPECT_TRUE(measurement->share_growth.has_value());
  EXPECT_TRUE(measurement->obsolescence.has_value());
  EXPECT_EQ(trends.technology(of_class("G01L9/00")).value(), measurement);  // worked out once
  EXPECT_EQ(trends.technology(of_class("9")).value(), nullptr);
  EXPECT_EQ(trends.technology({}).value(), nullptr);

  TrendsAtHand before(none, {day(2020), day(2020)});
  const auto* unknown = before.technology(of_class("G01L9/00")).value();
  ASSERT_NE(unknown, nullptr);
  EXPECT_FALSE(unknown->share_growth.has_value());
  EXPECT_FALSE(unknown->obsolescence.has_value());
  const auto gap = std::ranges::find(unknown->gaps, "share", &valuation::TrendGap::what);
  ASSERT_NE(gap, unknown->gaps.end());
  EXPECT_EQ(gap->reason, "trend.counts_later");
}

TEST(TrendsAtHand, TheUsersTableComesFirstWhereItHasEnoughYears) {
  const MarketFacts market = user_table(day(2020, 1));
  TrendsAtHand trends(market, {day(2020), day(2020)});
  const auto* control = trends.technology(of_class("G05B19/00")).value();
  ASSERT_NE(control, nullptr);
  EXPECT_EQ(control->field, "Control");
  EXPECT_EQ(control->first_year, 2010);
  EXPECT_EQ(control->last_year, 2018);  // 2019 is taken for a part of a year
  ASSERT_TRUE(control->share_growth.has_value());
  EXPECT_GT(control->share_growth->value, .05);
  EXPECT_NEAR(*control->share, 1'000.0 / 2'000.0, 1e-12);
  EXPECT_NE(control->evidence.front().source.find("table"), std::string::npos);

  TrendsAtHand earlier(market, {day(2019), day(2019)});  // before it was published
  EXPECT_FALSE(earlier.technology(of_class("G05B19/00")).value()->share_growth.has_value());

  MarketFacts few = market;
  std::erase_if(few.figures, [](const auto& one) { return one.date.text() < "2014"; });
  TrendsAtHand too_few(few, kNow);  // five whole years: the program's own counts stand
  EXPECT_EQ(too_few.technology(of_class("G05B19/00")).value()->last_year, 2024);
}

TEST(TrendsAtHand, AnIndustryIsFoundByItsNameOrSaysWhyNot) {
  MarketFacts market;
  const auto add = [&](const char* item, const char* measure, double value) {
    market.figures.push_back(
        figure("damodaran-wacc", item, measure, "2026-01-05", day(2026, 1), value));
  };
  for (const auto& [item, beta] :
       {std::pair{"Pumps", 1.2}, std::pair{"Valves", .8}, std::pair{"Total Market", 1.0}}) {
    add(item, "Beta", beta);
    add(item, "Cost of Equity", .04 + .05 * beta);
    add(item, "Cost of Capital", .03 + .05 * beta);
  }
  const Currency dollar = Currency::parse("USD").value();
  TrendsAtHand trends(market, kNow);
  const auto* pumps = trends.industry("Pumps", dollar).value();
  ASSERT_NE(pumps, nullptr);
  EXPECT_NEAR(pumps->own.cost_of_capital->value, .09, 1e-12);
  EXPECT_NEAR(*pumps->risk_free, .04, 1e-9);
  EXPECT_EQ(trends.industry("", dollar).value(), nullptr);
  const auto* hoses = trends.industry("Hoses", dollar).value();
  ASSERT_NE(hoses, nullptr);
  EXPECT_FALSE(hoses->own.cost_of_capital.has_value());
  EXPECT_EQ(hoses->gaps.front().reason, "trend.no_industry_figures");
  market.figures.front().value = 1e9;
  TrendsAtHand absurd(market, kNow);
  EXPECT_EQ(absurd.industry("Pumps", dollar).error().code, ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace pignus::underwriting
