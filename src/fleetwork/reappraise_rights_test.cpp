#include "fleetwork/reappraise_rights.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "fleetwork/appraise_rights.h"
#include "fleetwork/market_lines.h"
#include "support/any_fact.h"
#include "support/nats_server.h"
#include "underwriting/case_file.h"

namespace pignus::fleetwork {
namespace {

using testing::TemporaryFolder;

const registers::RightId kRight{"CN-P-201410234381"};

disclosure::FactsByRight invention(const char* event) {
  registers::RightRecord record;
  record.id = kRight;
  record.type = registers::RightType::kInvention;
  record.filing_date = *RegisterDate::parse("2017-05-01");
  record.grant_date = *RegisterDate::parse("2020-03-01");
  record.known = *Date::parse("2020-03-01");
  registers::RightFacts facts;
  facts.id = kRight;
  facts.records = {record};
  if (*event != '\0') {
    registers::LegalEvent ended;
    ended.right = kRight;
    ended.st27 = event;
    ended.date = *Date::parse("2026-03-01");
    facts.events = {ended};
  }
  facts.merge();
  return {{kRight, facts}};
}

class ReappraiseRights : public ::testing::Test {
 protected:
  std::filesystem::path put(const std::string& name, const disclosure::FactsByRight& rights) {
    std::string text;
    EXPECT_TRUE(write_rights_file(rights, [&text](std::string_view piece) {
      text += piece;
      return Status{};
    }));
    EXPECT_TRUE(write_file_atomically(folder_.path() / name, text));
    return folder_.path() / name;
  }
  std::filesystem::path market() {
    std::string text;
    EXPECT_TRUE(write_market({}, [&text](std::string_view piece) {
      text += piece;
      return Status{};
    }));
    EXPECT_TRUE(write_file_atomically(folder_.path() / "market", text));
    return folder_.path() / "market";
  }

  TemporaryFolder folder_;
  underwriting::ReappraiseOptions options_{{*Date::parse("2025-06-30"), *Date::parse("2025-06-30")},
                                           {*Date::parse("2026-06-30"), *Date::parse("2026-06-30")},
                                           3,
                                           100};
  std::vector<ReappraisedRight> asked_{{kRight, *Currency::parse("CNY")}};
};

TEST_F(ReappraiseRights, TellsWhatChangedStepByStep) {
  const fleet::InputFiles inputs{put("before", invention("")), put("after", invention("H10")),
                                 market(), market()};
  const auto result = reappraise_rights(inputs, reappraise_parameters(options_, asked_));
  ASSERT_TRUE(result) << describe(result.error());
  const Json made = Json::parse(*result).at(0);
  EXPECT_EQ(made.at("right"), kRight.value);
  EXPECT_GT(made.at("again").at("mean"), 0);
  EXPECT_NE(made.at("aged"), made.at("again").at("mean"));
  EXPECT_EQ(made.at("told"), 0);
  EXPECT_EQ(made.at("after").at("mean"), 0);
  EXPECT_EQ(made.at("after").at("state"), "lapsed");
  EXPECT_EQ(made.at("legal").at(0).at("message"), "reappraise.reason.state");
}

TEST_F(ReappraiseRights, TheFirstStepIsTheAppraisalOfTheDayBefore) {
  const auto facts = invention("");
  const fleet::InputFiles inputs{put("before", facts), put("after", facts), market(), market()};
  const auto result = reappraise_rights(inputs, reappraise_parameters(options_, asked_));
  ASSERT_TRUE(result) << describe(result.error());
  underwriting::AppraiseOptions lone;
  lone.as_of = options_.before;
  lone.seed = options_.seed;
  lone.paths = options_.paths;
  const underwriting::MarketFacts none;
  auto appraiser = underwriting::LoneAppraiser::make(none, lone).value();
  const auto before =
      appraiser.appraise(underwriting::lone_right(kRight, facts.at(kRight), options_.before));
  const Json made = Json::parse(*result).at(0);
  EXPECT_EQ(made.at("again").at("sha256"), value_json(*before).at("sha256"));
}

TEST_F(ReappraiseRights, RefusesParametersThatAreNotOurs) {
  const fleet::InputFiles inputs{put("before", invention("")), put("after", invention("")),
                                 market(), market()};
  const Json parameters = reappraise_parameters(options_, asked_);
  EXPECT_FALSE(reappraise_rights({inputs[0], inputs[1]}, parameters));
  for (const auto& [name, value] : parameters.items()) {
    Json bad = parameters;
    bad.erase(name);
    EXPECT_FALSE(reappraise_rights(inputs, bad)) << name;
    bad[name] = Json::object();
    EXPECT_FALSE(reappraise_rights(inputs, bad)) << name;
  }
  std::swap(options_.before, options_.after);
  EXPECT_EQ(reappraise_rights(inputs, reappraise_parameters(options_, asked_)).error().where.field,
            "as_of");
}

}  // namespace
}  // namespace pignus::fleetwork
