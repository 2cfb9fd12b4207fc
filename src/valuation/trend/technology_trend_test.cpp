// Trends of fields: what is known on a day, decay, owners, and the program's own figures against a
// second implementation.
#include "valuation/trend/technology_trend.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "core/random_stream.h"
#include "valuation/trend/citation_lags.h"
#include "valuation/trend/own_register.h"

namespace pignus::valuation {
namespace {

Date day(int year, int month = 1, int of_month = 1) {
  return *Date::from_ymd(year, month, of_month);
}

AsOf on(Date date) {
  return {date, date};
}

const AsOf kToday = on(day(2026, 6, 30));

TEST(YearSeries, UsesNothingLaterAndNoPartOfAYear) {
  const YearSeries series{"f",
                          {{2018, 5, day(2019)},
                           {2019, 6, day(2020)},
                           {2019, 7, day(2021)},
                           {2020, 8, day(2021)},
                           {2021, 9, day(2022)}},
                          day(2020, 12, 31),
                          {"s", standards::Grade::kSeen}};
  YearCut cut;
  const auto now = rows_as_of(series, on(day(2023)), &cut);
  ASSERT_EQ(now.size(), 3U);
  EXPECT_EQ(now[1].count, 7);       // as revised
  EXPECT_EQ(cut, (YearCut{1, 0}));  // 2021 is a part of a year
  const auto then = rows_as_of(series, on(day(2020, 6, 1)), &cut);
  ASSERT_EQ(then.size(), 2U);
  EXPECT_EQ(then[1].count, 6);  // as it was first known
  EXPECT_EQ(cut, (YearCut{1, 2}));
  // Known since, but of a year not over on the day that is valued.
  EXPECT_EQ(rows_as_of(series, {day(2019, 6, 1), day(2023)}).size(), 1U);
  EXPECT_EQ(last_years(now, 2).size(), 2U);
}

TEST(TechnologyTrend, OfAFieldIsAsComputedElsewhere) {
  const auto place = technology_place(std::vector<std::string>{"G06F17/30", "H04L9/32"});
  EXPECT_EQ(place.field, 6);
  EXPECT_EQ(place.section, 'G');
  const auto data =
      technology_data(standards::technology_grants(), standards::technology_citations(), place);
  const auto trend = technology_trend(data, kToday);
  ASSERT_TRUE(trend) << describe(trend.error());
  EXPECT_EQ(trend->field, "Computer technology");
  EXPECT_EQ(trend->first_year, 2015);
  EXPECT_EQ(trend->last_year, 2024);
  EXPECT_NEAR(trend->growth->value, 0.031579905, 1e-9);
  EXPECT_NEAR(trend->total_growth->value, 0.007695016, 1e-9);
  EXPECT_NEAR(trend->share_growth->value, 0.024676445, 1e-9);
  EXPECT_NEAR(*trend->share, 0.150668861, 1e-9);
  ASSERT_TRUE(trend->obsolescence);
  EXPECT_NEAR(trend->obsolescence->rate.value, 0.060070947, 1e-8);
  EXPECT_NEAR(trend->obsolescence->rate.low, 0.057688, 1e-6);
  EXPECT_NEAR(trend->obsolescence->rate.high, 0.067617, 1e-6);  // the older half's
  EXPECT_NEAR(*trend->obsolescence->half_life_years, 13.175499, 1e-5);
  ASSERT_TRUE(trend->neutral_obsolescence);
  EXPECT_NEAR(trend->neutral_obsolescence->rate.value, 0.048021048, 1e-8);
  EXPECT_EQ(trend->gaps, (std::vector<TrendGap>{{"ownership", "trend.no_owners"}}));
}

TEST(TechnologyTrend, BeforeTheFiguresWereKnownNothingIs) {
  const auto data =
      technology_data(standards::technology_grants(), standards::technology_citations(), {6, 'G'});
  const auto then = technology_trend(data, on(day(2020, 1, 1)));
  ASSERT_TRUE(then);
  EXPECT_FALSE(then->growth || then->share_growth || then->share || then->obsolescence);
  EXPECT_EQ(then->cut, (YearCut{0, 49}));
  // A valuation of 2016 by somebody who knows the snapshot sees the counts up to 2015 only, and no
  // citations: those reach to 2025.
  const auto back = technology_trend(data, {day(2016, 6, 1), day(2026, 6, 1)});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->last_year, 2015);
  EXPECT_NEAR(back->growth->value, 0.103775798, 1e-9);
  EXPECT_FALSE(back->obsolescence);
}

TEST(TechnologyTrend, AFieldWithoutCountsIsSeenByItsSectionAndAnUnknownPlaceNotAtAll) {
  const auto& grants = standards::technology_grants();
  const auto& citations = standards::technology_citations();
  const auto section = technology_trend(technology_data(grants, citations, {11, 'G'}), kToday);
  ASSERT_TRUE(section);
  EXPECT_EQ(section->field, "G");
  EXPECT_TRUE(section->growth);
  const auto nothing = technology_trend(technology_data(grants, citations, {}), kToday);
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->growth || nothing->obsolescence);
  EXPECT_EQ(nothing->gaps.size(), 4U);
}

TEST(Obsolescence, SectionsAreAsComputedElsewhere) {
  struct Row {
    char section;
    double rate;
    double low;
    double high;
    double half_life;
  };
  for (const Row& row : {Row{'A', 0.020244024, 0.003018, 0.035713, 36.674760},
                         Row{'B', 0.052809185, 0.045552, 0.070849, 14.018401},
                         Row{'C', 0.059597739, 0.056955, 0.069874, 12.949238},
                         Row{'D', 0.072763402, 0.068763, 0.086697, 10.458099},
                         Row{'E', 0.047622633, 0.035881, 0.065738, 15.755783},
                         Row{'F', 0.049236427, 0.033161, 0.073550, 14.433534},
                         Row{'G', 0.060070947, 0.057688, 0.067617, 13.175499},
                         Row{'H', 0.064347343, 0.056493, 0.076718, 12.140205}}) {
    const auto fit = fit_obsolescence(section_age_cells(
        standards::technology_citations(), standards::technology_grants(), row.section));
    ASSERT_TRUE(fit) << row.section;
    EXPECT_NEAR(fit->rate.value, row.rate, 1e-8) << row.section;
    EXPECT_NEAR(fit->rate.low, row.low, 1e-6) << row.section;
    EXPECT_NEAR(fit->rate.high, row.high, 1e-6) << row.section;
    EXPECT_NEAR(*fit->half_life_years, row.half_life, 1e-5) << row.section;
    EXPECT_EQ(fit->rate.observations, 25);
  }
}

TEST(Obsolescence, NeedsAgesInOrderAndEnoughOfThem) {
  std::vector<AgeCell> cells{{0, 1, 5, 10}, {1, 2, 4, 10}, {1.5, 3, 4, 10}};
  EXPECT_EQ(fit_obsolescence(cells).error().where, (Where{"", 3, "age"}));
  cells.pop_back();
  EXPECT_EQ(fit_obsolescence(cells).error().where.field, "cells");
}

/// Rights filed evenly over the years, cited at a rate that decays with age; the register is seen
/// until a day, so that young rights have shown only the beginning.
std::vector<OwnRight> simulated(double rate, int count, Date until, std::uint64_t seed) {
  constexpr double kCitationsAYear = 1.5;
  std::vector<OwnRight> rights;
  for (int i = 0; i < count; ++i) {
    RandomStream stream(seed, "trend/test", static_cast<std::uint64_t>(i));
    OwnRight right;
    right.field = 6;
    right.filing = day(1996).plus_days(static_cast<std::int32_t>(stream.below(28 * 365)));
    right.known = right.filing.plus_days(540);
    right.owner = "owner " + std::to_string(stream.below(40));
    for (double age = 0; age < 30;) {
      age -= std::log(stream.uniform()) / kCitationsAYear;  // at the highest rate, then thinned
      const auto cited = right.filing.plus_days(static_cast<std::int32_t>(age * 365.25));
      if (stream.uniform() < std::exp(-rate * age) && cited <= until) right.cited.push_back(cited);
    }
    rights.push_back(std::move(right));
  }
  return rights;
}

TEST(OwnRegister, TruncationIsCorrected) {
  constexpr double kRate = 0.08;
  const Date until = day(2024, 12, 31);
  const auto rights = simulated(kRate, 1500, until, 7);
  const auto data = own_register_data(rights, 6, on(until));
  ASSERT_TRUE(data);
  const auto fit = fit_obsolescence(data->cited);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->rate.value, kRate, .012);
  EXPECT_LT(fit->rate.low, kRate);
  EXPECT_GT(fit->rate.high, kRate);
  // True half-life ln 2 / rate = 8.66; what was seen by then looks younger.
  EXPECT_NEAR(*fit->half_life_years, std::log(2) / kRate, .8);
  EXPECT_LT(*raw_half_life(data->cited), 6);
  // Uncorrected, the fall with age would seem twice as fast.
  std::vector<AgeCell> naive = data->cited;
  for (AgeCell& cell : naive) cell.exposure = 1;
  const auto uncorrected = fit_obsolescence(naive);
  ASSERT_TRUE(uncorrected);
  EXPECT_GT(uncorrected->rate.value, 1.5 * kRate);
}

TEST(OwnRegister, NothingLaterIsUsed) {
  const Date then = day(2015, 6, 30);
  auto rights = simulated(.08, 400, day(2024, 12, 31), 11);
  const auto trend = own_register_trend(rights, 6, on(then));
  ASSERT_TRUE(trend) << describe(trend.error());
  EXPECT_EQ(trend->last_year, 2012);  // 18 months back is 30 December 2013: that year is not whole
  // Whatever happens after the day changes nothing.
  for (OwnRight& right : rights) {
    std::erase_if(right.cited, [&](Date cited) { return cited > then; });
  }
  std::erase_if(rights, [&](const OwnRight& right) { return right.known > then; });
  const auto same = own_register_trend(rights, 6, on(then));
  ASSERT_TRUE(same);
  EXPECT_EQ(same->growth, trend->growth);
  EXPECT_EQ(same->obsolescence->rate, trend->obsolescence->rate);
  EXPECT_EQ(same->ownership->years, trend->ownership->years);
}

TEST(OwnRegister, FewRightsTellNoRateAndAnotherFieldIsSilent) {
  const auto rights = simulated(.08, 15, day(2024, 12, 31), 3);
  const auto few = own_register_trend(rights, 6, on(day(2024, 12, 31)));
  ASSERT_TRUE(few);
  EXPECT_FALSE(few->obsolescence);
  const auto other = own_register_trend(rights, 7, on(day(2024, 12, 31)));
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->growth || other->obsolescence || other->ownership);
  EXPECT_EQ(other->share, 0.0);  // seen: the others filed, nobody here
  EXPECT_FALSE(own_register_trend(rights, 0, on(day(2024))));
  auto wrong = rights;
  wrong[1].field = 36;
  EXPECT_EQ(own_register_trend(wrong, 6, on(day(2024))).error().where, (Where{"", 2, "field"}));
}

TEST(CitationLags, TheRateThatMadeThemIsFound) {
  // One citing year, 30 cohorts of a stock that grows: lags by the formula, at a rate of .06.
  std::vector<YearCount> citable;
  for (int year = 1990; year <= 2020; ++year) {
    citable.push_back({year, 100 * std::exp(.03 * (year - 1990)), day(2021)});
  }
  const std::vector<YearCount> made{{2020, 1000, day(2021)}};
  double total = 0;
  double mean = 0;
  std::vector<double> shares;
  for (int age = 0; age <= 30; ++age) {
    const double years = age == 0 ? 1.0 / 3 : age;
    shares.push_back(citable[static_cast<std::size_t>(30 - age)].count * std::exp(-.06 * years) *
                     (1 - std::exp(-.5 * years)) * (age == 0 ? .5 : 1));
    total += shares.back();
    mean += shares.back() * years;
  }
  double below = 0;
  int age = 0;
  while (below + shares[static_cast<std::size_t>(age)] < total / 2) {
    below += shares[static_cast<std::size_t>(age++)];
  }
  const double median = age - .5 + (total / 2 - below) / shares[static_cast<std::size_t>(age)];
  const auto rate = obsolescence_from_lags({2020, 2020, mean / total, median}, citable, made);
  ASSERT_TRUE(rate) << describe(rate.error());
  EXPECT_NEAR(rate->low, .06, 1e-9);
  EXPECT_NEAR(rate->high, .06, 1e-9);
  EXPECT_EQ(obsolescence_from_lags({2020, 2020, 31, 5}, citable, made).error().where.field,
            "mean_years");
  EXPECT_EQ(obsolescence_from_lags({1990, 2020, 5, 5}, citable, made).error().where.field,
            "first_year");
  EXPECT_EQ(obsolescence_from_lags({2020, 2020, 5, 5}, {}, made).error().where.field, "citable");
  EXPECT_EQ(obsolescence_from_lags({2020, 2020, 29.9, 5}, citable, made).error().code,
            ErrorCode::kNotFound);
}

TEST(Ownership, CountsWhoCameAndWhoLeft) {
  const Date known = day(2021);
  const std::vector<OwnerYear> rows{
      {"a", 2010, 3, known}, {"a", 2015, 1, known},    {"a", 2019, 1, known}, {"b", 2010, 1, known},
      {"b", 2015, 1, known}, {"c", 2015, 2, known},    {"d", 2019, 4, known}, {"d", 2019, 1, known},
      {"e", 2019, 0, known}, {"f", 2020, 9, day(2022)}};
  const auto found = entry_and_exit(rows, day(2020, 12, 31), on(day(2021, 6, 1)));
  ASSERT_TRUE(found) << describe(found.error());
  ASSERT_EQ(found->years.size(), 3U);
  EXPECT_EQ(found->years[0], (OwnershipYear{2010, 2, std::nullopt, 0, .75}));
  EXPECT_EQ(found->years[1], (OwnershipYear{2015, 3, 1, 2, .5}));
  EXPECT_EQ(found->years[2], (OwnershipYear{2019, 2, 1, std::nullopt, 5.0 / 6}));
  EXPECT_EQ(found->entry_rate, 2.0 / 5);
  EXPECT_EQ(found->exit_rate, 2.0 / 5);
  EXPECT_EQ(entry_and_exit(rows, day(2020, 12, 31), on(day(2019))).error().code,
            ErrorCode::kNotFound);
  const std::vector<OwnerYear> nameless{{"", 2010, 3, known}};
  EXPECT_EQ(entry_and_exit(nameless, day(2020, 12, 31), kToday).error().where,
            (Where{"", 1, "owner"}));
}

TEST(TechnologyTrend, WrongDataAreRefusedByName) {
  auto data =
      technology_data(standards::technology_grants(), standards::technology_citations(), {6, 'G'});
  data.field.rows[4].count = -1;
  EXPECT_EQ(technology_trend(data, kToday).error().where, (Where{"", 5, "field"}));
  data.field.rows[4].count = 1;
  data.cited[3].from = 9;
  EXPECT_EQ(technology_trend(data, kToday).error().where.field, "age");
}

}  // namespace
}  // namespace pignus::valuation
