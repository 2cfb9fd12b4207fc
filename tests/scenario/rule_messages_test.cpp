// Every ground of every rule set, and every document that settles one, can be said in both
// languages.
#include <gtest/gtest.h>

#include "report/messages.h"
#include "standards/rule_set.h"

namespace pignus::testing {
namespace {

TEST(RuleMessages, EveryRuleCanBeSaid) {
  const report::Messages& messages = report::Messages::built_in();
  for (const standards::RuleSet& set : standards::embedded_rule_sets()) {
    EXPECT_TRUE(messages.contains(set.title)) << set.title;
    for (const standards::Rule& rule : set.rules) {
      EXPECT_TRUE(messages.contains(rule.message)) << rule.message;
      EXPECT_TRUE(messages.contains(rule.message + ".unknown")) << rule.message;
      EXPECT_TRUE(messages.contains("matter." + rule.message.substr(5))) << rule.message;
      EXPECT_TRUE(rule.settles.empty() || messages.contains(rule.settles)) << rule.settles;
      EXPECT_EQ(rule.settles.empty(), rule.test == standards::RuleTest::kOther) << rule.id;
    }
  }
}

TEST(RuleMessages, EveryFindingHasItsQuestion) {
  const report::Messages& messages = report::Messages::built_in();
  int cases = 0;
  for (const auto& [key, message] : messages.all()) {
    if (key.starts_with("finding.") && key.find('.', 8) != std::string::npos) {
      EXPECT_TRUE(messages.contains("question." + key.substr(8))) << key;
      ++cases;
    }
  }
  EXPECT_GT(cases, 30);
}

}  // namespace
}  // namespace pignus::testing
