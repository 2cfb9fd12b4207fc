#include "valuation/market_methods.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "support/valuation_parameters.h"
#include "valuation/appraise.h"
#include "valuation/market/deals.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

const Currency kYuan = Currency::parse("CNY").value();
const Date kDay = Date::from_ymd(2026, 6, 30).value();

registers::RightFacts facts_of(const std::string& key, const std::string& title) {
  registers::RightRecord record;
  record.id = registers::RightId{key};
  record.type = registers::RightType::kInvention;
  record.filing_date = Date::from_ymd(2017, 5, 1).value();
  record.title = title;
  record.classes = {"G01L9/00"};
  record.family = {"US10000001B2"};
  registers::RightFacts facts;
  facts.id = record.id;
  facts.records.push_back(record);
  return facts;
}

registers::TradeReport sale(int number, std::int64_t yuan) {
  registers::TradeReport report;
  report.id = std::to_string(number);
  report.kind = "sale";
  report.outcome = "sold";
  report.date = Date::from_ymd(2024, 3, 1 + number).value();
  report.known = Date::from_ymd(2024, 4, 1).value();
  report.rights = {registers::RightId{"CN-P-20171000000" + std::to_string(number)}};
  report.price = Money{yuan * 100, kYuan};
  report.source.registry = "exchange";
  return report;
}

struct Market {
  std::vector<registers::TradeReport> reports;
  FactsOfRights facts;

  explicit Market(int sales) {
    for (int i = 0; i < sales; ++i) {
      reports.push_back(sale(i, 100'000 + 10'000 * i));
      const registers::RightId& id = reports.back().rights.front();
      facts.emplace(id, facts_of(id.value, "Capacitive pressure sensor"));
    }
  }
  Result<Deals> deals() const {
    return deals_of(reports, facts, kYuan, {}, parameters().exchange, kDay);
  }
};

Result<book::Appraisal> appraised(const Deals* deals) {
  book::OfferedRight offered;
  offered.id = registers::RightId{"CN-P-201810000009"};
  const registers::RightFacts facts = facts_of(offered.id->value, "Pressure sensor, capacitive");
  registers::LegalStatus status;
  status.state = registers::LegalState::kInForce;
  status.term_end = Date::from_ymd(2037, 4, 30);
  return appraise({.offered = offered,
                   .facts = facts,
                   .status = status,
                   .parameters = parameters(),
                   .assumptions = {},
                   .jurisdiction = "CN",
                   .currency = kYuan,
                   .as_of = kDay,
                   .seed = 1,
                   .paths = 500,
                   .product = std::nullopt,
                   .fees = std::nullopt,
                   .deals = deals});
}

const book::MethodValue* method(const book::Appraisal& appraisal, const std::string& name) {
  const auto found = std::find_if(appraisal.methods.begin(), appraisal.methods.end(),
                                  [&](const auto& one) { return one.method == name; });
  return found == appraisal.methods.end() ? nullptr : &*found;
}

bool refuses(const book::Appraisal& appraisal, const std::string& text) {
  const auto& all = appraisal.methods_refused;
  return std::find(all.begin(), all.end(), text) != all.end();
}

TEST(MarketMethods, SalesOfLikeRightsSetTheValue) {
  const Deals deals = Market(9).deals().value();
  ASSERT_EQ(deals.transactions.size(), 9U);
  const book::Appraisal appraisal = appraised(&deals).value();
  const book::MethodValue* comparables = method(appraisal, "comparables");
  ASSERT_NE(comparables, nullptr);
  EXPECT_GT(comparables->value.median(), 90'000);
  EXPECT_LT(comparables->value.median(), 190'000);
  EXPECT_EQ(comparables->inputs.front().name, "deals_used");
  EXPECT_EQ(comparables->inputs.front().value.median(), 9);
  EXPECT_GT(comparables->weight, method(appraisal, "renewal")->weight);
}

TEST(MarketMethods, RefuseWithTheirReason) {
  EXPECT_TRUE(refuses(*appraised(nullptr), "market_methods:refused.no_deals"));
  const Deals none = Market(0).deals().value();
  EXPECT_TRUE(refuses(*appraised(&none), "market_methods:refused.no_deals"));
  const Deals few = Market(2).deals().value();
  const book::Appraisal appraisal = appraised(&few).value();
  EXPECT_TRUE(refuses(appraisal, "comparables:refused.deals_too_few"));
  EXPECT_TRUE(refuses(appraisal, "hedonic:refused.deals_too_few"));
}

TEST(MarketMethods, EnoughSalesFeedTheRegression) {
  Market market(9);
  for (int i = 0; i < 9; ++i) {
    registers::TradeReport more = sale(i, 200'000 + 5'000 * i);
    more.id = "more" + more.id;
    market.reports.push_back(more);
  }
  const Deals deals = market.deals().value();
  const book::Appraisal appraisal = appraised(&deals).value();
  const book::MethodValue* hedonic = method(appraisal, "hedonic");
  ASSERT_NE(hedonic, nullptr);
  EXPECT_GT(hedonic->value.median(), 50'000);
  EXPECT_LT(hedonic->value.median(), 400'000);
}

/// Sales of rights of six fields, each with words of its own.
Market market_of_fields(int sales) {
  static const std::vector<std::vector<std::string>> kFields{
      {"Capacitive", "pressure", "sensor", "membrane", "bridge"},
      {"Anode", "cathode", "lithium", "electrolyte", "separator"},
      {"Valve", "piston", "pump", "casing", "impeller"},
      {"Antenna", "modulation", "spectrum", "carrier", "channel"},
      {"Enzyme", "antibody", "peptide", "receptor", "assay"},
      {"Cement", "girder", "formwork", "rebar", "slab"}};
  Market market(0);
  for (int i = 0; i < sales; ++i) {
    const auto& words = kFields[static_cast<std::size_t>(i) % kFields.size()];
    const auto at = static_cast<std::size_t>(i);
    registers::TradeReport report = sale(i % 25, 100'000 + 100 * i);
    report.id = "field" + std::to_string(i);
    report.rights = {registers::RightId{"CN-P-2017" + std::to_string(10'000'000 + i)}};
    market.facts.emplace(
        report.rights.front(),
        facts_of(report.rights.front().value, words[at / 6 % 5] + " " + words[(at / 12 + 1) % 5] +
                                                  " " + words[(at / 18 + 2) % 5]));
    market.reports.push_back(std::move(report));
  }
  return market;
}

TEST(MarketMethods, WithEnoughTitlesTheirLikenessIsLearned) {
  const Deals few = market_of_fields(199).deals().value();
  EXPECT_FALSE(few.titles.learned);
  const Deals deals = market_of_fields(240).deals().value();
  ASSERT_TRUE(deals.titles.learned);
  EXPECT_EQ(deals.titles.texts, 240U);
  const TitleMeasure& titles = deals.titles;
  const auto subject = titles.terms_of("Pressure sensor, capacitive");
  const double alike = titles.text(subject, titles.terms_of("Membrane bridge sensor")).value();
  const double unlike = titles.text(subject, titles.terms_of("Cement slab")).value();
  EXPECT_GT(alike, unlike + .1);
  EXPECT_EQ(titles.text(subject, subject), 1);
  // What is placed beforehand and what is placed when asked give the same.
  for (const Transaction& deal : deals.transactions) {
    ASSERT_EQ(titles.text(subject, deal.features.terms), titles.text(deal.features.terms, subject));
  }
  const book::Appraisal appraisal = appraised(&deals).value();
  const book::MethodValue* comparables = method(appraisal, "comparables");
  ASSERT_NE(comparables, nullptr);
  EXPECT_EQ(comparables->inputs.back().name, "deal_titles");
  EXPECT_EQ(comparables->inputs.back().value.median(), 240);
}

TEST(Deals, WhatIsNoPriceOfARightIsLeftOutWithItsReason) {
  Market market(3);
  market.reports[0].kind = "licence";
  market.reports[1].price = Money{100, Currency::parse("SGD").value_or(kYuan)};
  market.reports.push_back(market.reports[2]);
  market.reports.back().price = Money{777'00, kYuan};  // reported again, later
  market.reports.back().known = Date::from_ymd(2025, 1, 1).value();
  const Deals deals = market.deals().value();
  ASSERT_EQ(deals.transactions.size(), 1U);
  EXPECT_EQ(deals.transactions.front().id, "exchange:2");
  EXPECT_EQ(deals.transactions.front().price, 777);
  ASSERT_EQ(deals.left_out.size(), 2U);
  EXPECT_NE(deals.left_out[0].reason.find("licence"), std::string::npos);
  EXPECT_NE(deals.left_out[1].reason.find("no rate"), std::string::npos);
  EXPECT_EQ(deals.index->first(), deals.transactions.front().date);
}

TEST(Deals, FeaturesOfALotAreThoseKnownOfItsRights) {
  FactsOfRights facts;
  facts.emplace(registers::RightId{"CN-P-1"}, facts_of("CN-P-1", "Pump"));
  const std::vector<registers::RightId> lot{registers::RightId{"CN-P-1"},
                                            registers::RightId{"CN-P-2"}};
  const TradedFeatures features = features_of_lot(lot, facts, {kDay, kDay});
  EXPECT_EQ(features.type, registers::RightType::kInvention);
  EXPECT_EQ(features.classes, (std::vector<std::string>{"G01L9/00"}));
  EXPECT_NEAR(*features.age_years, 9.16, .01);
  EXPECT_EQ(features.family_size, 2);
  EXPECT_FALSE(features.citations);
  const std::vector<registers::RightId> mixed{registers::RightId{"CN-P-1"},
                                              registers::RightId{"CN-T-2"}};
  EXPECT_EQ(features_of_lot(mixed, facts, {kDay, kDay}).type, registers::RightType::kUnknown);
}

}  // namespace
}  // namespace pignus::valuation
