#include "standards/rule_set.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace pignus::standards {
namespace {

const Date kJune2026 = *Date::parse("2026-06-30");

std::string small_set(const std::string& change_from = "", const std::string& change_to = "") {
  std::string text = R"(id = "x"
version = "1"
title = "standard.x"
jurisdiction = "CN"
right_types = ["invention"]
in_force_from = 2020-01-01
in_force_until = 2020-12-31
source = "a paper"
grade = "seen"

[[rules]]
id = "1"
test = "granted"
message = "rule.not_granted"
source = "a paper"
grade = "seen"
)";
  if (!change_from.empty()) {
    text.replace(text.find(change_from), change_from.size(), change_to);
  }
  return text;
}

TEST(RuleSet, EmbeddedSetsParseAndAreSourced) {
  std::set<std::string> names;
  for (const RuleSet& set : embedded_rule_sets()) {
    EXPECT_TRUE(names.insert(set.name()).second) << set.name();
    EXPECT_FALSE(set.evidence.source.empty());
    for (const Rule& rule : set.rules) {
      EXPECT_TRUE(rule.message.starts_with("rule.")) << rule.message;
    }
  }
  EXPECT_EQ(names, (std::set<std::string>{"cn-patent-pledge-2009", "cn-patent-pledge-2021",
                                          "cn-trademark-pledge-2020", "us-perfection-1"}));
}

TEST(RuleSet, ListOf2021HasTwelveSeenGroundsTwoOfThemCurable) {
  const auto chosen = rule_sets_for(embedded_rule_sets(), "CN", "utility_model", kJune2026);
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_EQ(chosen[0].version, "2021");
  ASSERT_EQ(chosen[0].rules.size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) {
    const Rule& rule = chosen[0].rules[i];
    EXPECT_EQ(rule.id, std::to_string(i + 1));
    EXPECT_EQ(rule.evidence.grade, Grade::kSeen);
    EXPECT_EQ(!rule.curable_by.empty(), rule.id == "10" || rule.id == "11") << rule.id;
  }
}

TEST(RuleSet, TheDayChoosesTheList) {
  const auto sets = embedded_rule_sets();
  const auto version_on = [&](const char* day) {
    const auto chosen = rule_sets_for(sets, "CN", "invention", *Date::parse(day));
    return chosen.empty() ? std::string("none") : chosen.at(0).version;
  };
  EXPECT_EQ(version_on("2021-11-15"), "2021");
  EXPECT_EQ(version_on("2021-11-14"), "2009");
  EXPECT_EQ(version_on("2009-07-22"), "none");
  EXPECT_TRUE(rule_sets_for(sets, "US", "utility_model", kJune2026).empty());
}

TEST(RuleSet, TheTrademarkListIsRecalledThroughout) {
  const auto chosen = rule_sets_for(embedded_rule_sets(), "CN", "trademark", kJune2026);
  ASSERT_EQ(chosen.size(), 1U);
  for (const Rule& rule : chosen[0].rules) {
    EXPECT_NE(rule.evidence.grade, Grade::kSeen) << rule.id;
  }
}

TEST(RuleSet, ErrorsNameFileAndKey) {
  ASSERT_TRUE(parse_rule_set(small_set(), "f.toml"));
  const auto refused = [](const std::string& from, const std::string& to) {
    const auto set = parse_rule_set(small_set(from, to), "f.toml");
    EXPECT_FALSE(set) << to;
    return set ? Where{} : set.error().where;
  };
  EXPECT_EQ(refused("test = \"granted\"", "test = \"grated\""),
            (Where{"f.toml", 13, "rules[1].test"}));
  EXPECT_EQ(refused("version = \"1\"\n", "").field, "version");
  EXPECT_EQ(refused("version", "versoin").field, "version");
  EXPECT_EQ(refused("2020-12-31", "2019-12-31").field, "in_force_until");
  EXPECT_EQ(refused("2020-01-01", "\"2020-01-01\"").field, "in_force_from");
  EXPECT_EQ(refused("message =", "messages = \"\"\nmessage =").field, "rules[1].messages");
  EXPECT_EQ(refused("grade = \"seen\"\n\n", "grade = \"sure\"\n\n").field, "grade");
  EXPECT_EQ(refused("id = \"x\"", "id = x").record, 1U);
}

}  // namespace
}  // namespace pignus::standards
