#include "fleetwork/underwrite_case.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "book/dossier_json.h"
#include "core/file.h"
#include "fleetwork/case_lines.h"
#include "fleetwork/market_lines.h"
#include "standards/weight_set.h"
#include "store/fact_lines.h"
#include "support/any_fact.h"
#include "support/nats_server.h"

namespace pignus::fleetwork {
namespace {

using testing::AnyFact;
using testing::TemporaryFolder;

book::Dossier made_up_dossier() {
  book::Dossier dossier;
  dossier.title = "made up";
  dossier.firm.name = "Made-up \xE6\xB3\xB5 Ltd";
  dossier.jurisdiction = "CN";
  dossier.currency = *Currency::parse("CNY");
  dossier.as_of = *Date::parse("2025-06-30");
  book::OfferedRight offered;
  offered.stated_number = "CN-P-201410234381";
  offered.id = registers::RightId{"CN-P-201410234381"};
  dossier.rights = {offered};
  dossier.firm.employees = 30;
  dossier.products = {{"pump", "a casing \xE6\xB3\xB5"}};
  return dossier;
}

disclosure::FactsByRight any_facts(std::uint64_t seed) {
  AnyFact any(seed);
  disclosure::FactsByRight facts;
  for (std::uint64_t right = 0; right < seed % 4; ++right) {
    registers::RightFacts one;
    one.id.value = "CN-P-" + std::to_string(right);
    for (std::uint64_t i = 0; i < seed % 3; ++i) {
      one.records.push_back(std::get<registers::RightRecord>(any.of_kind(0)));
      one.events.push_back(std::get<registers::LegalEvent>(any.of_kind(1)));
      one.recordings.push_back(std::get<registers::Recording>(any.of_kind(2)));
      one.retractions.push_back(std::get<registers::Retraction>(any.of_kind(3)));
    }
    one.merge();
    facts.emplace(registers::RightId{"CN-A-" + std::to_string(right)}, std::move(one));
  }
  return facts;
}

underwriting::MarketFacts any_market(std::uint64_t seed) {
  AnyFact any(seed);
  underwriting::MarketFacts market;
  for (std::uint64_t i = 0; i < seed % 5; ++i) {
    market.trades.push_back(std::get<registers::TradeReport>(any.of_kind(5)));
  }
  for (std::uint64_t i = 0; i < seed % 4; ++i) {
    market.figures.push_back(std::get<registers::ReferenceFigure>(any.of_kind(4)));
  }
  market.traded = any_facts(seed);
  return market;
}

std::string market_text(const underwriting::MarketFacts& market) {
  std::string text;
  EXPECT_TRUE(write_market(market, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  return text;
}

std::string case_text(const book::Dossier& dossier, const disclosure::FactsByRight& facts) {
  std::string text;
  EXPECT_TRUE(write_case(dossier, facts, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  return text;
}

RC_GTEST_PROP(CaseLines, ACaseComesBackAsItWas, (std::uint64_t seed)) {
  const auto facts = any_facts(seed);
  const std::string text = case_text(made_up_dossier(), facts);
  const auto read = parse_case(text, "case");
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->facts == facts);
  RC_ASSERT(book::to_json(read->dossier) == book::to_json(made_up_dossier()));
  RC_ASSERT(case_text(read->dossier, read->facts) == text);
}

RC_GTEST_PROP(MarketLines, AMarketComesBackAsItWas, (std::uint64_t seed)) {
  const underwriting::MarketFacts market = any_market(seed);
  const std::string text = market_text(market);
  const auto read = parse_market(text, "market");
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == market);
  RC_ASSERT(!parse_market(text.substr(0, text.size() / 2), "market"));
}

TEST(MarketLines, WhatIsNoMarketIsRefused) {
  const std::string text = market_text(any_market(7));
  EXPECT_TRUE(parse_market(text, "market"));
  EXPECT_FALSE(parse_market(text + text, "market"));
  EXPECT_FALSE(parse_market("{\"format\":\"pignus.case/1\"}\n", "market"));
  EXPECT_FALSE(parse_market("{\"format\":\"pignus.market/1\"}\n", "market"));
  const std::string header = "{\"format\":\"pignus.market/2\"}\n";
  const std::string end = "{\"end\":{\"figures\":0,\"rights\":0,\"trades\":0}}\n";
  EXPECT_TRUE(parse_market(header + end, "market"));
  const std::string event = store::line_of(AnyFact(1).of_kind(1)) + "\n";
  const std::string trade = store::line_of(AnyFact(1).of_kind(5)) + "\n";
  EXPECT_FALSE(parse_market(header + event + end, "market"));
  const auto counted = parse_market(header + trade + end, "market");
  ASSERT_FALSE(counted);
  EXPECT_EQ(counted.error().where.field, "end.trades");
  const std::string figure = store::line_of(AnyFact(1).of_kind(4)) + "\n";
  const auto figures = parse_market(header + figure + end, "market");
  ASSERT_FALSE(figures);
  EXPECT_EQ(figures.error().where.field, "end.figures");
}

TEST(CaseLines, WhatIsCutOffOrNoCaseIsRefused) {
  const std::string text = case_text(made_up_dossier(), any_facts(7));
  for (std::size_t bytes = 0; bytes < text.size(); bytes += 13) {
    EXPECT_FALSE(parse_case(text.substr(0, bytes), "case")) << bytes;
  }
  EXPECT_FALSE(parse_case(text + text, "case"));
  EXPECT_FALSE(parse_case("{\"format\":\"pignus.case/2\"}\n", "case"));
  // A fact before any right, a right twice, a figure among a right's facts.
  const auto lines = [&](const std::string& more) {
    const auto second = text.find('\n', text.find('\n') + 1) + 1;
    return parse_case(text.substr(0, second) + more, "case");
  };
  const std::string event = store::line_of(AnyFact(1).of_kind(1)) + "\n";
  const std::string figure = store::line_of(AnyFact(1).of_kind(4)) + "\n";
  const std::string right = "{\"right\":{\"asked\":\"A\",\"id\":\"A\"}}\n";
  const std::string end = "{\"end\":{\"rights\":1}}\n";
  EXPECT_TRUE(lines(right + event + end));
  EXPECT_FALSE(lines(event + right + end));
  EXPECT_FALSE(lines(right + right + end));
  EXPECT_FALSE(lines(right + figure + end));
  EXPECT_FALSE(lines(right + right + "{\"end\":{\"rights\":2}}\n"));
  const auto counted = lines(right + "{\"end\":{\"rights\":3}}\n");
  ASSERT_FALSE(counted);
  EXPECT_EQ(counted.error().where.field, "end.rights");
  EXPECT_EQ(counted.error().where.record, 4U);
}

TEST(UnderwriteCase, GivesTheReportsOfTheSameCaseUnderwrittenHere) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "case";
  ASSERT_TRUE(write_file_atomically(file, case_text(made_up_dossier(), {})));
  const auto market = folder.path() / "market";
  ASSERT_TRUE(write_file_atomically(market, market_text(any_market(4))));
  const underwriting::UnderwriteOptions options{
      {*Date::parse("2025-06-30"), *Date::parse("2025-06-30")}, ~std::uint64_t{0}, 500, "test 1"};
  const auto result = underwrite_case({file, market}, underwrite_parameters(options));
  ASSERT_TRUE(result) << describe(result.error());
  const auto reports = parse_underwritten(*result);
  ASSERT_TRUE(reports) << describe(reports.error());
  const auto here =
      underwriting::underwrite(made_up_dossier(), {}, any_market(4), options, silent_progress());
  ASSERT_EQ(reports->has_value(), here.has_value());
  ASSERT_TRUE(here) << describe(here.error());
  const Reports expected = reports_of(*here);
  EXPECT_EQ((*reports)->json, expected.json);
  EXPECT_EQ((*reports)->english, expected.english);
  EXPECT_EQ((*reports)->chinese, expected.chinese);
}

TEST(UnderwriteCase, AUsersOwnWeightsTravelWithTheParameters) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "case";
  ASSERT_TRUE(write_file_atomically(file, case_text(made_up_dossier(), {})));
  const auto market = folder.path() / "market";
  ASSERT_TRUE(write_file_atomically(market, market_text({})));
  const auto own = standards::load_weight_sets();
  ASSERT_TRUE(own) << describe(own.error());
  underwriting::UnderwriteOptions options{
      {*Date::parse("2025-06-30"), *Date::parse("2025-06-30")}, 1, 100, "test 1", {own->front()}};
  const auto text = underwrite_case({file, market}, underwrite_parameters(options));
  ASSERT_TRUE(text) << describe(text.error());
  const auto reports = parse_underwritten(*text);
  ASSERT_TRUE(reports && *reports);
  const auto report = parse_json((*reports)->json, "report");
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(report->at("provenance").at("weight_sets"),
            standards::weight_sets_json({own->front()}));
  // One that fits no card is the case's own error, not one of the work.
  options.weight_sets.front().scorecard = "nothing";
  const auto refused = underwrite_case({file, market}, underwrite_parameters(options));
  ASSERT_TRUE(refused) << describe(refused.error());
  const auto told = parse_underwritten(*refused);
  ASSERT_TRUE(told) << describe(told.error());
  ASSERT_FALSE(*told);
  EXPECT_EQ(told->error().code, ErrorCode::kNotFound);
}

TEST(UnderwriteCase, InputsParametersAndResultsThatAreNotOursAreRefused) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "case";
  ASSERT_TRUE(write_file_atomically(file, case_text(made_up_dossier(), {})));
  const auto market = folder.path() / "market";
  ASSERT_TRUE(write_file_atomically(market, market_text({})));
  const underwriting::UnderwriteOptions options{
      {*Date::parse("2025-06-30"), *Date::parse("2025-06-30")}, 1, 100, "test 1"};
  const Json good = underwrite_parameters(options);
  for (const auto& [name, value] : good.items()) {
    Json bad = good;
    bad.erase(name);
    EXPECT_FALSE(underwrite_case({file, market}, bad)) << name;
    bad[name] = Json::array({7});
    EXPECT_FALSE(underwrite_case({file, market}, bad)) << name;
  }
  EXPECT_FALSE(underwrite_case({file}, good));
  EXPECT_FALSE(underwrite_case({file, file}, good));
  ASSERT_TRUE(write_file_atomically(file, "no case"));
  EXPECT_FALSE(underwrite_case({file, market}, good));
  for (const char* text :
       {"", "{}", "{\"error\":null,\"reports\":null}", "{\"error\":{},\"reports\":null}",
        "{\"error\":null,\"reports\":{\"json\":\"\",\"english\":\"\"}}"}) {
    EXPECT_FALSE(parse_underwritten(text)) << text;
  }
  const auto failed = parse_underwritten(
      R"({"error":{"code":"conflict","field":"f","file":"a","message":"m","record":2},"reports":null})");
  ASSERT_TRUE(failed) << describe(failed.error());
  ASSERT_FALSE(*failed);
  EXPECT_EQ(failed->error(), (Error{ErrorCode::kConflict, "m", {"a", 2, "f"}}));
}

}  // namespace
}  // namespace pignus::fleetwork
