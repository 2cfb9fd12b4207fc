#include "fleetwork/appraise_rights.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/file.h"
#include "fleetwork/market_lines.h"
#include "report/json.h"
#include "support/any_fact.h"
#include "support/nats_server.h"
#include "underwriting/case_file.h"

namespace pignus::fleetwork {
namespace {

using testing::AnyFact;
using testing::TemporaryFolder;

disclosure::FactsByRight any_rights(std::uint64_t seed) {
  AnyFact any(seed);
  disclosure::FactsByRight rights;
  for (std::uint64_t i = 0; i < 1 + seed % 3; ++i) {
    registers::RightFacts facts;
    facts.id.value = "CN-P-20141000000" + std::to_string(i);
    facts.records.push_back(std::get<registers::RightRecord>(any.of_kind(0)));
    facts.merge();
    rights.emplace(facts.id, std::move(facts));
  }
  return rights;
}

std::string text_of(const disclosure::FactsByRight& rights) {
  std::string text;
  EXPECT_TRUE(write_rights_file(rights, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  return text;
}

std::string no_market() {
  std::string text;
  EXPECT_TRUE(write_market({}, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  return text;
}

RC_GTEST_PROP(RightsFile, RightsComeBackAsTheyWere, (std::uint64_t seed)) {
  const auto rights = any_rights(seed);
  const std::string text = text_of(rights);
  const auto read = parse_rights_file(text, "rights");
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == rights);
  RC_ASSERT(!parse_rights_file(text.substr(0, text.size() / 2), "rights"));
}

TEST(AppraiseRights, GivesWhatIsAppraisedHereInTheOrderAskedFor) {
  const TemporaryFolder folder;
  const auto rights = any_rights(2);
  ASSERT_TRUE(write_file_atomically(folder.path() / "rights", text_of(rights)));
  ASSERT_TRUE(write_file_atomically(folder.path() / "market", no_market()));
  underwriting::AppraiseOptions options;
  options.as_of = {*Date::parse("2026-06-30"), *Date::parse("2026-06-30")};
  options.paths = 50;
  std::vector<registers::RightId> asked;
  for (const auto& [id, facts] : rights) asked.insert(asked.begin(), id);  // backwards
  const fleet::InputFiles inputs{folder.path() / "rights", folder.path() / "market"};
  const Json parameters = appraise_parameters(options, asked);
  const auto result = appraise_rights(inputs, parameters);
  ASSERT_TRUE(result) << describe(result.error());
  const underwriting::MarketFacts market;
  auto appraiser = underwriting::LoneAppraiser::make(market, options).value();
  Json expected = Json::array();
  for (const registers::RightId& id : asked) {
    const auto file = underwriting::lone_right(id, rights.at(id), options.as_of);
    expected.push_back(report::to_json(appraiser.appraise(file).value()));
  }
  EXPECT_EQ(*result, canonical_json(expected));

  EXPECT_FALSE(appraise_rights({inputs.front()}, parameters));
  for (const auto& [name, value] : parameters.items()) {
    Json bad = parameters;
    bad.erase(name);
    EXPECT_FALSE(appraise_rights(inputs, bad)) << name;
    bad[name] = Json::object();
    EXPECT_FALSE(appraise_rights(inputs, bad)) << name;
  }
  const Json missing = appraise_parameters(options, {registers::RightId{"CN-P-1"}});
  EXPECT_EQ(appraise_rights(inputs, missing).error().where.field, "CN-P-1");
}

}  // namespace
}  // namespace pignus::fleetwork
