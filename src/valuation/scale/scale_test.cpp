#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <string>
#include <variant>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "core/normal.h"
#include "registers/io/byte_sources.h"
#include "registers/reference/damodaran.h"
#include "support/shared_data.h"
#include "valuation/scale/ncses.h"
#include "valuation/scale/offered_lots.h"
#include "valuation/scale/prior.h"

namespace pignus::valuation {
namespace {

double tail_ratio(const ScalePrior& prior) {
  return prior.value.quantile(.9) / prior.value.quantile(.1);
}

ScaleRequest any_request() {
  ScaleRequest request;
  request.industry = *rc::gen::elementOf(scale_industries(scale_parameters()));
  if (*rc::gen::arbitrary<bool>()) {
    request.employees = std::exp(*rc::gen::inRange(0, 1300) / 100.0);
  }
  if (*rc::gen::arbitrary<bool>()) {
    request.quality = *rc::gen::inRange(2, 998) / 1000.0;
  }
  return request;
}

RC_GTEST_PROP(ScalePrior, OneRightIsNeverKnownBetterThanByAFactorOfTwentyFive, ()) {
  RC_ASSERT(tail_ratio(*scale_prior(any_request(), scale_parameters())) >= 25);
}

RC_GTEST_PROP(ScalePrior, NoAssumptionBringsTheSpreadBelowTheFloor, ()) {
  standards::ParameterSet narrow = scale_parameters();
  standards::ModelParameter& ratio = narrow.values.at("mean_over_median");
  ratio.low = ratio.mode = ratio.high = 1 + *rc::gen::inRange(1, 100) / 1000.0;
  for (auto& [name, parameter] : narrow.values) {
    if (name.ends_with("_error")) {
      parameter.low = parameter.mode = parameter.high = .01;
    }
  }
  const auto prior = scale_prior(any_request(), narrow);
  RC_ASSERT(prior.has_value());
  RC_ASSERT(tail_ratio(*prior) >= 25);
}

TEST(ScalePrior, TheFloorIsSaidWhenItBinds) {
  // One source that is sure of itself, in a population without spread.
  standards::ParameterSet narrow = scale_parameters();
  for (const char* name : {"licence_tax", "kpss_error", "asking_error"}) {
    narrow.values.erase(name);
  }
  narrow.values.at("mean_over_median").mode = 1.1;
  narrow.values.at("auction_error").mode = .1;
  auto& rights = narrow.values.at("auction_rights_a_lot");
  rights.low = rights.high = rights.mode;
  const auto prior = scale_prior({}, narrow);
  ASSERT_TRUE(prior) << prior.error().message;
  EXPECT_TRUE(prior->widened);
  EXPECT_EQ(prior->sigma_log, least_sigma_log());
  EXPECT_GE(tail_ratio(*prior), 25);
  EXPECT_LT(tail_ratio(*prior), 25.3);
  EXPECT_EQ(prior->sources[0].unknown, "licence_tax");
  EXPECT_EQ(prior->sources[2].weight, 1);
}

RC_GTEST_PROP(ScalePrior, TheSourcesAddUpToTheWhole, ()) {
  const auto prior = scale_prior(any_request(), scale_parameters());
  RC_ASSERT(prior.has_value());
  RC_ASSERT(prior->sources.size() == 4U);
  double weights = 0;
  double contributions = 0;
  for (const ScaleSource& source : prior->sources) {
    weights += source.weight;
    contributions += source.contribution;
    RC_ASSERT(!source.figures.empty());
    RC_ASSERT(source.log_median.has_value() == source.unknown.empty());
  }
  RC_ASSERT(std::abs(weights - 1) < 1e-12);
  RC_ASSERT(std::abs(contributions + prior->quality_shift - prior->log_median) < 1e-12);
}

RC_GTEST_PROP(ScalePrior, QualityMovesTheMiddleNoFurtherThanItsShareAllows, ()) {
  ScaleRequest request = any_request();
  request.quality = *rc::gen::inRange(2, 998) / 1000.0;
  const auto with = scale_prior(request, scale_parameters());
  const double z = std::abs(normal_quantile(*request.quality));
  request.quality.reset();
  const auto without = scale_prior(request, scale_parameters());
  RC_ASSERT((with && without));
  // Its part in the variance of the log value is at most .113: so far and no further.
  const double moved = std::abs(with->log_median - without->log_median);
  RC_ASSERT(moved <= z * without->sigma_log * std::sqrt(.113) + 1e-12);
  RC_ASSERT(with->sigma_log <= without->sigma_log);
}

TEST(QualityShift, KeepsThePopulationsSpread) {
  // Over all percentiles, the variance of the shifts and what is left are the whole's.
  const double sigma = 2.1;
  const double r_squared = .07;
  double variance = 0;
  constexpr int kCells = 20'000;
  for (int i = 0; i < kCells; ++i) {
    const double shift = quality_shift((i + .5) / kCells, sigma, r_squared).shift;
    variance += shift * shift / kCells;
  }
  const double left = quality_shift(.5, sigma, r_squared).sigma_left;
  EXPECT_NEAR(variance / (variance + left * left), r_squared, 1e-4);
  EXPECT_NEAR(std::sqrt(variance + left * left), sigma, 1e-3);
  EXPECT_NEAR(quality_shift(.5, sigma, r_squared).shift, 0, 1e-12);
  // Top decile's edge: 1.2816 x 2.1 x sqrt(.07).
  EXPECT_NEAR(quality_shift(.9, sigma, r_squared).shift, .7120, 1e-4);
}

TEST(ScalePrior, SmallFirmsRightsAreWorthLess) {
  const auto median = [](double employees) {
    return scale_prior({"all", employees, {}}, scale_parameters())->value.median();
  };
  EXPECT_LT(median(20), median(45));
  EXPECT_LT(median(1000), median(30'000));
  // Listed firms' median of 7.4 million is not a small firm's.
  EXPECT_LT(median(30), 3e5);
  EXPECT_GT(median(30), 1e3);
}

TEST(ScalePrior, AnUnknownFirmSizeWidensAndIsNoSmallFirmForSure) {
  const auto known = scale_prior({"all", 100, {}}, scale_parameters());
  const auto unknown = scale_prior({"all", {}, {}}, scale_parameters());
  ASSERT_TRUE(known && unknown);
  EXPECT_GT(unknown->sources[1].error, known->sources[1].error);
}

TEST(ScalePrior, WhatIsSuppressedIsUnknownAndWeighsNothing) {
  standards::ParameterSet parameters = scale_parameters();
  parameters.values.erase("licence_revenue_software");
  const auto prior = scale_prior({"software", 100, {}}, parameters);
  ASSERT_TRUE(prior) << prior.error().message;
  EXPECT_FALSE(prior->sources[0].log_median);
  EXPECT_EQ(prior->sources[0].weight, 0);
  EXPECT_EQ(prior->sources[0].unknown, "licence_revenue_software");
  EXPECT_FALSE(prior->licence_share_of_sales);
  const auto all = scale_prior({"software", 100, {}}, scale_parameters());
  EXPECT_TRUE(all->licence_share_of_sales);
  EXPECT_GT(prior->sources[1].weight, all->sources[1].weight);
}

TEST(ScalePrior, BadRequestsAreRefusedByField) {
  const auto refused = [](const ScaleRequest& request) {
    const auto prior = scale_prior(request, scale_parameters());
    return prior ? std::string() : prior.error().where.field;
  };
  EXPECT_EQ(refused({"alchemy", {}, {}}), "industry");
  EXPECT_EQ(refused({"all", 0, {}}), "employees");
  EXPECT_EQ(refused({"all", std::nan(""), {}}), "employees");
  EXPECT_EQ(refused({"all", 10, 1}), "quality");
  EXPECT_EQ(refused({"all", 10, std::nan("")}), "quality");
  standards::ParameterSet bad = scale_parameters();
  bad.values.at("quality_r_squared").mode = .5;
  EXPECT_EQ(scale_prior({}, bad).error().where.field, "quality_r_squared");
  bad = scale_parameters();
  std::erase_if(bad.values, [](const auto& entry) {
    return entry.first.starts_with("kpss_") || entry.first.starts_with("auction_") ||
           entry.first.starts_with("licence_");
  });
  EXPECT_EQ(scale_prior({}, bad).error().where.field, "sources");
}

TEST(OfferedLots, TheSoldAreTheDearestPartOfAll) {
  // Draws of quantiles from a known lognormal, the upper 60 in a hundred sold.
  const double mu = 9;
  const double sigma = 1.4;
  constexpr int kLots = 100'000;
  double sum = 0;
  for (int i = 4 * kLots / 10; i < kLots; ++i) {
    sum += std::exp(mu + sigma * normal_quantile((i + .5) / kLots));
  }
  const double median = std::exp(mu + sigma * normal_quantile(.7));
  const auto prices = prices_of_all({kLots, .6 * kLots, median, sum / (.6 * kLots)});
  ASSERT_TRUE(prices) << prices.error().message;
  EXPECT_NEAR(prices->mu, mu, 2e-3);
  EXPECT_NEAR(prices->sigma, sigma, 2e-3);
  const auto all_sold = prices_of_all({10, 10, 100, 100 * std::exp(.5)});
  EXPECT_NEAR(all_sold->sigma, 1, 1e-9);
  EXPECT_NEAR(all_sold->mu, std::log(100), 1e-9);
  EXPECT_EQ(prices_of_all({10, 11, 1, 2}).error().where.field, "offered");
  EXPECT_EQ(prices_of_all({10, 0, 1, 2}).error().where.field, "sold");
  EXPECT_EQ(prices_of_all({10, 5, 2, 1}).error().where.field, "mean_price");
}

NcsesColumn made_up_column(const std::string& cells) {
  const auto table = parse_csv("industry_and_company_size_full_path,field_revenuea\n" + cells, "t");
  return *ncses_column(*table, "field_revenue");
}

TEST(Ncses, SuppressedIsUnknownAndZeroIsANumber) {
  const NcsesColumn column = made_up_column(
      "All,\"['24,625', 'i ']\"\nA,\"['D', '  ']\"\nB,\"['0', '&nbsp;']\"\n"
      "C,\"['*', '  ']\"\nE,\"['1,632 - 1,731', ' ']\"\nD,\"['&nbsp;', '&nbsp;']\"\n"
      "\"10&#8211;19<sup>c</sup>\",\"['7', 'r ']\"\n");
  EXPECT_EQ(column.at("All")->figure, 24625);
  EXPECT_TRUE(column.at("All")->imputed);
  EXPECT_EQ(column.at("A")->kind, CellKind::kSuppressed);
  EXPECT_FALSE(column.at("A")->figure);
  EXPECT_EQ(column.at("B")->figure, 0);
  EXPECT_EQ(column.at("C")->kind, CellKind::kRounded);
  EXPECT_EQ(column.at("D")->kind, CellKind::kBlank);
  EXPECT_EQ(column.at("E")->kind, CellKind::kRange);
  EXPECT_EQ(column.at("E")->least, 1632);
  EXPECT_EQ(column.at("E")->most, 1731);
  EXPECT_FALSE(column.at("E")->figure);
  EXPECT_EQ(column.at("10–19")->figure, 7);
  using Terms = std::vector<NcsesTerm>;
  EXPECT_EQ(ncses_sum(column, Terms{{"All"}, {"B"}}), 24625);
  EXPECT_EQ(ncses_sum(column, Terms{{"All"}, {"10–19", -1}}), 24618);
  EXPECT_FALSE(ncses_sum(column, Terms{{"All"}, {"A"}}));
  EXPECT_FALSE(ncses_sum(column, Terms{{"All"}, {"nowhere"}}));
}

TEST(Ncses, AYearCountsWhereBothItsCellsAreKnown) {
  const NcsesColumn known = made_up_column("All,\"['10', ' ']\"\n");
  const NcsesColumn hidden = made_up_column("All,\"['D', ' ']\"\n");
  const NcsesColumn none = made_up_column("All,\"['0', ' ']\"\n");
  const std::vector<NcsesTerm> all{{"All"}};
  const auto two = licence_income(std::vector<LicenceYear>{{known, known}, {known, hidden}}, all);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->years, 1);
  EXPECT_EQ(two->revenue_millions, 10);
  EXPECT_FALSE(licence_income(std::vector<LicenceYear>{{hidden, known}}, all));
  EXPECT_FALSE(licence_income(std::vector<LicenceYear>{{known, none}}, all));
  EXPECT_EQ(licence_income(std::vector<LicenceYear>{{none, known}}, all)->revenue_millions, 0);
}

TEST(Ncses, OddTablesAreRefused) {
  const auto refused = [](const std::string& text) {
    const auto column = ncses_column(*parse_csv(text, "t"), "field_revenue");
    return column ? std::string() : column.error().where.field;
  };
  const std::string path = "industry_and_company_size_full_path";
  EXPECT_EQ(refused(path + ",other\nAll,1\n"), "field_revenue");
  EXPECT_EQ(refused(path + ",field_revenuea,field_revenueb\nAll,1,2\n"), "field_revenue");
  EXPECT_EQ(refused("other,field_revenuea\nAll,1\n"), path);
  EXPECT_EQ(refused(path + ",field_revenuea\nAll,many\n"), "field_revenuea");
  EXPECT_EQ(refused(path + ",field_revenuea\nAll,9 - 3\n"), "field_revenuea");
  EXPECT_EQ(refused(path + ",field_revenuea\nAll,1\nAll,2\n"), path);
}

/// The rows that stand behind each group of scale.toml.
std::map<std::string, std::vector<NcsesTerm>> groups() {
  const std::string making = "All industries -> Manufacturing industries";
  const std::string serving = "All industries -> Nonmanufacturing industries";
  const std::string chemicals = making + " -> Chemicals";
  const std::string electronics = making + " -> Computer and electronic products";
  const std::string size = "All companies (number of domestic employees) -> ";
  const std::string science = serving + " -> Professional, scientific, and technical services";
  return {
      {"all", {{"All industries"}}},
      {"software",
       {{serving + " -> Information -> Publishing -> Software publishers"},
        {science + " -> Computer systems design and related services"},
        {serving + " -> Information -> Data processing, hosting, and related services"}}},
      {"pharmaceuticals", {{chemicals + " -> Pharmaceuticals and medicines"}}},
      {"medical_devices", {{making + " -> Miscellaneous -> Medical equipment and supplies"}}},
      {"consumer_products",
       {{making + " -> Miscellaneous -> Other miscellaneous manufacturing"},
        {making + " -> Furniture and related products"},
        {making + " -> Textile, apparel, and leather products"}}},
      {"electronics", {{electronics}}},
      {"chemicals", {{chemicals}, {chemicals + " -> Pharmaceuticals and medicines", -1}}},
      {"automotive_industrial",
       {{making + " -> Transportation equipment -> Motor vehicles, bodies, trailers, and parts"},
        {making + " -> Machinery"}}},
      {"semiconductors", {{electronics + " -> Semiconductor and other electronic components"}}},
      {"small", {{size + "Small companies -> 10–19"}, {size + "Small companies -> 20–49"}}},
      {"medium", {{size + "Medium companies -> 50–99"}, {size + "Medium companies -> 100–249"}}},
      {"large",
       {{size + "Large companies -> 250–499"},
        {size + "Large companies -> 500–999"},
        {size + "Large companies -> 1,000–4,999"},
        {size + "Large companies -> 5,000–9,999"},
        {size + "Large companies -> 10,000–24,999"},
        {size + "Large companies -> 25,000 or more"}}}};
}

NcsesColumn column_of(const char* id, const char* name) {
  const auto table = read_csv(testing::shared_data("models/ncses/" + std::string(id) + ".csv"));
  const auto column = table ? ncses_column(*table, name) : tl::unexpected(table.error());
  EXPECT_TRUE(column) << id << " " << (column ? "" : describe(column.error()));
  return column ? *column : NcsesColumn{};
}

TEST(RealScale, TheFiguresOfTheProgramAreThoseOfTheTables) {
  PIGNUS_NEEDS_SHARED("models/ncses/12324.csv");
  constexpr std::array<std::array<const char*, 3>, 3> kTables{
      {{"2756", "2755", "2702"}, {"8860", "8859", "8799"}, {"12324", "12323", "12268"}}};
  std::vector<LicenceYear> years;
  std::vector<NcsesColumn> sales;
  for (const auto& [revenue, patents, sold] : kTables) {
    years.push_back(
        {column_of(revenue, "field_revenue"), column_of(patents, "field_patents_issued")});
    sales.push_back(column_of(sold, "field_sales_r_d_performers_or_fundersa_worldwide"));
  }
  const auto& values = scale_parameters().values;
  for (const auto& [group, terms] : groups()) {
    const auto income = licence_income(years, terms);
    ASSERT_TRUE(income) << group;
    EXPECT_EQ(income->years, 3) << group;
    EXPECT_EQ(values.at("licence_revenue_" + group).mode, income->revenue_millions) << group;
    EXPECT_EQ(values.at("licence_patents_" + group).mode, income->patents) << group;
    if (values.contains("licence_sales_" + group)) {
      double sum = 0;
      for (const NcsesColumn& column : sales) {
        sum += ncses_sum(column, terms).value_or(std::nan(""));
      }
      EXPECT_EQ(values.at("licence_sales_" + group).mode, sum) << group;
    }
  }
  // Suppressed in 2022: unknown there, and so is what it would be part of.
  const NcsesColumn& latest = years.back().revenue;
  const std::vector<NcsesTerm> telecommunications{
      {"All industries -> Nonmanufacturing industries -> Information -> Telecommunications"}};
  EXPECT_FALSE(ncses_sum(latest, telecommunications));
}

TEST(RealScale, MarketFactsCarryOver) {
  PIGNUS_NEEDS_SHARED("models/market-facts.csv");
  const auto table = read_csv(testing::shared_data("models/market-facts.csv"));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->rows.size(), 27U);
  const auto fact = [&](std::string_view period, std::string_view metric) -> std::string {
    for (const CsvRow& row : table->rows) {
      if (table->at(row, "period") == period && table->at(row, "metric") == metric) {
        return std::string(table->at(row, "value"));
      }
    }
    return "";
  };
  const auto shown = [](const char* name) {
    return std::to_string(std::lround(scale_parameters().at(name).mode));
  };
  EXPECT_EQ(fact("2008 spring", "lots offered / sold"),
            shown("auction_lots_offered") + "/" + shown("auction_lots_sold"));
  EXPECT_EQ(fact("2008 spring", "average lot price"), shown("auction_mean_price"));
  EXPECT_EQ(fact("2008 spring", "median lot price"), shown("auction_median_price"));
  EXPECT_EQ(fact("2014-2015", "asking price per US-issued patent"),
            shown("asking_price_us_patent"));
  const auto band = [](const std::string& industry) {
    const auto& royalty = scale_parameters().at("royalty_" + industry);
    return std::to_string(std::lround(100 * royalty.low)) + "-" +
           std::to_string(std::lround(100 * royalty.high));
  };
  EXPECT_EQ(fact("undated", "software and SaaS"), band("software"));
  EXPECT_EQ(fact("undated", "pharmaceuticals and biotech"), band("pharmaceuticals"));
  EXPECT_EQ(fact("undated", "medical devices"), band("medical_devices"));
  EXPECT_EQ(fact("undated", "consumer products"), band("consumer_products"));
  EXPECT_EQ(fact("undated", "electronics and hardware"), band("electronics"));
  EXPECT_EQ(fact("undated", "chemicals and materials"), band("chemicals"));
  EXPECT_EQ(fact("undated", "automotive and industrial"), band("automotive_industrial"));
  EXPECT_EQ(fact("undated", "semiconductors"), band("semiconductors"));
  EXPECT_EQ(fact("undated", "all industries typical band"), band("all"));
}

TEST(RealScale, CostsOfCapitalAreThoseOfTheIndustryTable) {
  PIGNUS_NEEDS_SHARED("models/damodaran/wacc.xls");
  const auto bytes = read_file(testing::shared_data("models/damodaran/wacc.xls"));
  ASSERT_TRUE(bytes);
  std::map<std::string, double> costs;
  registers::MemorySource source(*bytes);
  const registers::FactSink sink{[&costs](registers::Fact&& fact) {
                                   const auto& figure = std::get<registers::ReferenceFigure>(fact);
                                   if (figure.measure == "Cost of Capital") {
                                     costs[figure.item] = figure.value;
                                   }
                                   return true;
                                 },
                                 [](registers::Problem&&) { return true; }};
  const Status status = registers::read_damodaran(source, "wacc.xls", sink);
  ASSERT_TRUE(status) << describe(status.error());
  const std::map<std::string, std::string> rows{{"all", "Total Market"},
                                                {"software", "Software (System & Application)"},
                                                {"pharmaceuticals", "Drugs (Pharmaceutical)"},
                                                {"medical_devices", "Healthcare Products"},
                                                {"consumer_products", "Household Products"},
                                                {"electronics", "Electronics (General)"},
                                                {"chemicals", "Chemical (Specialty)"},
                                                {"automotive_industrial", "Machinery"},
                                                {"semiconductors", "Semiconductor"}};
  ASSERT_EQ(rows.size(), scale_industries(scale_parameters()).size());
  for (const auto& [industry, row] : rows) {
    ASSERT_TRUE(costs.contains(row)) << row;
    EXPECT_NEAR(scale_parameters().at("cost_of_capital_" + industry).mode, costs.at(row), 1e-6);
  }
}

TEST(RealScale, TheListedFirmsQuantilesAreThoseOfTheReplicationTables) {
  PIGNUS_NEEDS_SHARED("models/kpss_aggregate/table_1_summarystats.tex");
  const auto line_with = [](const char* file, const std::string& words) {
    const auto text = read_file(testing::shared_data(std::string("models/kpss_aggregate/") + file));
    const std::size_t at = text ? text->find(words) : std::string::npos;
    return at == std::string::npos ? std::string() : text->substr(at, text->find('\n', at) - at);
  };
  const auto printed = [](const char* name) {
    // Three places, as the tables have them.
    std::string text = std::to_string(scale_parameters().at(name).mode);
    return text.substr(0, text.find('.') + 4);
  };
  const std::string values = line_with("table_1_summarystats.tex", "Pat Val: KPSS (const. usd)");
  EXPECT_NE(values.find(" " + printed("kpss_median_millions") + "&"), std::string::npos) << values;
  const std::string slopes = line_with("Table_3_PatValueScience.tex", "Log (Market cap");
  EXPECT_NE(slopes.find(" " + printed("kpss_size_elasticity") + "***"), std::string::npos)
      << slopes;
}

}  // namespace
}  // namespace pignus::valuation
