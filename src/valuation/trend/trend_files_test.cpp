// The shared tables, read as a user's would be, against figures computed from the same files by a
// second implementation; and the program's own figures against them.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include "core/file.h"
#include "registers/io/byte_sources.h"
#include "registers/reference/damodaran.h"
#include "registers/reference/patentworld.h"
#include "support/shared_data.h"
#include "valuation/trend/citation_lags.h"
#include "valuation/trend/trend_inputs.h"

namespace pignus::valuation {
namespace {

using registers::Fact;
using registers::FactSink;
using registers::Problem;
using registers::ReferenceFigure;

const Date kSnapshot = *Date::from_ymd(2026, 2, 22);
const AsOf kNow{kSnapshot, kSnapshot};

FactSink collect(std::vector<ReferenceFigure>& figures) {
  return {[&figures](Fact&& fact) {
            figures.push_back(std::get<ReferenceFigure>(std::move(fact)));
            return true;
          },
          [](Problem&& problem) {
            ADD_FAILURE() << describe(problem.error);
            return true;
          }};
}

std::vector<ReferenceFigure> patentworld(const std::string& name) {
  std::vector<ReferenceFigure> figures;
  const auto bytes = read_file(testing::shared_data("models/patentworld/" + name + ".json"));
  EXPECT_TRUE(bytes) << name;
  if (!bytes) return figures;
  registers::MemorySource source(*bytes);
  const Status status =
      registers::read_patentworld(source, name + ".json", kSnapshot, collect(figures));
  EXPECT_TRUE(status) << describe(status.error());
  return figures;
}

std::vector<ReferenceFigure> damodaran() {
  std::vector<ReferenceFigure> figures;
  for (const char* name : {"wacc.xls", "betas.xls", "margin.xls"}) {
    auto source =
        registers::open_plain_file(testing::shared_data(std::string("models/damodaran/") + name));
    EXPECT_TRUE(source) << name;
    if (!source) continue;
    const Status status = registers::read_damodaran(**source, name, collect(figures));
    EXPECT_TRUE(status) << describe(status.error());
  }
  return figures;
}

YearSeries all_fields(const std::vector<ReferenceFigure>& figures, Date complete_to) {
  std::map<int, double> sums;
  for (const ReferenceFigure& figure : figures) {
    sums[figure.date.earliest()->year()] += figure.value;
  }
  YearSeries series{"all fields", {}, complete_to, {"patentworld", standards::Grade::kSeen}};
  for (const auto& [year, sum] : sums) series.rows.push_back({year, sum, kSnapshot});
  return series;
}

TEST(TrendFiles, TheProgramsGrantsAreThoseOfTheFiles) {
  PIGNUS_NEEDS_SHARED("models/patentworld");
  const auto& own = standards::technology_grants();
  const auto fields = patentworld("wipo_fields_per_year");
  for (const auto& field : own.fields) {
    const YearSeries series =
        figure_series(fields, "patentworld-fields", field.name, "count", own.complete_to);
    const auto rows = rows_as_of(series, kNow);
    ASSERT_EQ(rows.size(), field.grants.size()) << field.name;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_EQ(rows[i].year, own.first_year + static_cast<int>(i));
      ASSERT_EQ(rows[i].count, field.grants[i]) << field.name << " " << rows[i].year;
    }
  }
  const auto sections = patentworld("cpc_sections_per_year");
  for (const auto& section : own.sections) {
    const auto rows =
        rows_as_of(figure_series(sections, "patentworld-sections", std::string(1, section.letter),
                                 "count", own.complete_to),
                   kNow);
    ASSERT_EQ(rows.size(), section.grants.size());
    for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(rows[i].count, section.grants[i]);
  }
}

TEST(TrendFiles, TrendsOfFieldsAreAsComputedElsewhere) {
  PIGNUS_NEEDS_SHARED("models/patentworld");
  struct Row {
    const char* field;
    double growth;
    double low;
    double high;
    double share_growth;
    double share;
  };
  const auto figures = patentworld("wipo_fields_per_year");
  const Date complete = *Date::from_ymd(2024, 12, 31);
  for (const Row& row :
       {Row{"Computer technology", .031579905, .022396104, .040763706, .024676445, .150668861},
        Row{"IT methods for management", .077929736, .039909069, .115950404, .072546575,
            .017131344},
        Row{"Semiconductors", -.012553753, -.023156221, -.001951285, -.020922721, .030267669},
        Row{"Digital communication", .012572866, .001281875, .023863856, .005039844, .096793973},
        Row{"Textile and paper machines", -.023975402, -.036306014, -.011644790, -.032725357,
            .009059966}}) {
    TechnologyData data;
    data.field = figure_series(figures, "patentworld-fields", row.field, "count", complete);
    data.total = all_fields(figures, complete);
    const auto trend = technology_trend(data, kNow);
    ASSERT_TRUE(trend) << row.field;
    EXPECT_NEAR(trend->growth->value, row.growth, 1e-9) << row.field;
    EXPECT_NEAR(trend->growth->low, row.low, 1e-8) << row.field;
    EXPECT_NEAR(trend->growth->high, row.high, 1e-8) << row.field;
    EXPECT_NEAR(trend->share_growth->value, row.share_growth, 1e-9) << row.field;
    EXPECT_NEAR(*trend->share, row.share, 1e-9) << row.field;
    EXPECT_EQ(trend->cut.incomplete, 1) << row.field;  // 2025 ends in September
  }
}

TEST(TrendFiles, CitationsByAgeGiveThePublishedHalfLives) {
  PIGNUS_NEEDS_SHARED("models/patentworld");
  const auto& own = standards::technology_citations();
  const auto published = patentworld("technology_halflife");
  const auto value = [&](char section, const std::string& measure) {
    for (const ReferenceFigure& figure : published) {
      if (figure.item == std::string(1, section) && figure.measure == measure) return figure.value;
    }
    return std::nan("");
  };
  for (const auto& section : own.sections) {
    std::vector<AgeCell> cells;
    for (std::size_t age = 0; age < section.received.size(); ++age) {
      // They count the citations of age a between a - 1 and a, half a year too young.
      cells.push_back(
          {static_cast<double>(age) - 1, static_cast<double>(age), section.received[age], 0});
    }
    EXPECT_NEAR(*raw_half_life(cells), value(section.letter, "half_life_years"), .0501)
        << section.letter;
    EXPECT_EQ(std::accumulate(section.received.begin(), section.received.end(), 0.0),
              value(section.letter, "total_citations"))
        << section.letter;
  }
  const auto made = patentworld("citation_lag_trend");
  std::map<int, double> by_year;
  for (const ReferenceFigure& figure : made) {
    if (figure.measure == "citation_count") by_year[figure.date.earliest()->year()] = figure.value;
  }
  ASSERT_EQ(by_year.size(), own.made.size());
  for (const auto& [year, count] : by_year) {
    EXPECT_EQ(count, own.made[static_cast<std::size_t>(year - own.made_first_year)]) << year;
  }
}

TEST(TrendFiles, LagsOfCitationsMadeAreCorrectedForTheirWindow) {
  PIGNUS_NEEDS_SHARED("models/patentworld");
  struct Row {
    char section;
    int decade;
    double by_mean;
    double by_median;
  };
  const auto lags = patentworld("citation_lag_by_section");
  const auto sections = patentworld("cpc_sections_per_year");
  const auto trend = patentworld("citation_lag_trend");
  const Date all = *Date::from_ymd(2025, 12, 31);  // the part of 2025 was citable, and cited
  const auto made =
      rows_as_of(figure_series(trend, "patentworld-citation-lags", "all", "citation_count", all),
                 {all, kSnapshot});
  for (const Row& row :
       {Row{'H', 2000, .059, .049}, Row{'H', 2010, .015, .003}, Row{'A', 2010, .009, .004},
        Row{'D', 2020, .031, .029}, Row{'C', 1990, .074, .077}}) {
    CitationLags one{row.decade, std::min(row.decade + 9, 2025), 0, 0};
    for (const ReferenceFigure& figure : lags) {
      if (figure.item != std::string(1, row.section) ||
          figure.date.earliest()->year() != row.decade) {
        continue;
      }
      if (figure.measure == "avg_lag_days") one.mean_years = figure.value / 365.25;
      if (figure.measure == "median_lag_days") one.median_years = figure.value / 365.25;
    }
    const auto citable = rows_as_of(
        figure_series(sections, "patentworld-sections", std::string(1, row.section), "count", all),
        {all, kSnapshot});
    const auto rate = obsolescence_from_lags(one, citable, made);
    ASSERT_TRUE(rate) << row.section << row.decade << describe(rate.error());
    EXPECT_NEAR(rate->low, std::min(row.by_mean, row.by_median), .0006) << row.section;
    EXPECT_NEAR(rate->high, std::max(row.by_mean, row.by_median), .0006) << row.section;
  }
}

TEST(TrendFiles, TheHundredLargestOwnersComeAndGo) {
  PIGNUS_NEEDS_SHARED("models/patentworld");
  std::vector<OwnerYear> rows;
  for (const ReferenceFigure& figure : patentworld("company_profiles")) {
    if (figure.measure == "patents.G") {
      rows.push_back({figure.item, figure.date.earliest()->year(), figure.value, figure.known});
    }
  }
  const auto found = entry_and_exit(rows, *Date::from_ymd(2024, 12, 31), kNow);
  ASSERT_TRUE(found) << describe(found.error());
  const OwnershipYear& last = found->years.back();
  EXPECT_EQ(last.year, 2024);
  EXPECT_EQ(last.active, 87);
  EXPECT_NEAR(last.top_share, .128981971, 1e-9);
  EXPECT_FALSE(last.left);
  const OwnershipYear& then = found->years[24];
  EXPECT_EQ(then.year, 2000);
  EXPECT_EQ(then.active, 77);
  EXPECT_EQ(then.entered, 1);
  EXPECT_EQ(then.left, 0);
  EXPECT_EQ(found->entry_rate, 0.0);  // a list picked by size over all years hides entry
  EXPECT_NEAR(*found->exit_rate, 6.0 / 914, 1e-12);
}

TEST(TrendFiles, AnIndustryAgainstTheMarket) {
  PIGNUS_NEEDS_SHARED("models/damodaran");
  const AsOf now{*Date::from_ymd(2025, 6, 30), *Date::from_ymd(2025, 6, 30)};
  const auto figures = damodaran();
  const auto trend = industry_trend(figures, "Semiconductor", *Currency::parse("USD"), now);
  ASSERT_TRUE(trend) << describe(trend.error());
  EXPECT_NEAR(*trend->table_risk_free, .0458, 1e-9);  // stated above the table's header
  EXPECT_NEAR(*trend->equity_premium, .0433, 1e-9);
  EXPECT_NEAR(*trend->own.beta, 1.485871504, 1e-12);
  EXPECT_EQ(trend->own.firms, 63);
  EXPECT_NEAR(trend->own.asset_beta->value, 1.46, 1e-12);
  EXPECT_NEAR(trend->own.asset_beta->low, .96, 1e-12);
  EXPECT_NEAR(trend->own.asset_beta->high, 1.534267220206094, 1e-12);
  EXPECT_NEAR(trend->own.cost_of_capital->value, .10763510523051874, 1e-12);
  EXPECT_NEAR(trend->own.cost_of_capital->low, .08598510523051874, 1e-9);
  EXPECT_NEAR(trend->own.cost_of_capital->high, .11085087586544261, 1e-9);
  EXPECT_NEAR(trend->market.cost_of_capital->value, .07630726667234705, 1e-12);
  EXPECT_NEAR(*trend->own.operating_margin, .2971116134346505, 1e-12);
  const auto before = industry_trend(figures, "Semiconductor", *Currency::parse("USD"),
                                     {*Date::from_ymd(2025, 1, 4), *Date::from_ymd(2025, 1, 4)});
  EXPECT_EQ(before.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::valuation
