#include "policy/trademark_closure.h"

#include <gtest/gtest.h>

namespace pignus::policy {
namespace {

registers::RightFacts mark(const char* id, const char* words, std::vector<std::string> classes) {
  registers::RightFacts facts;
  facts.id = {id};
  registers::RightRecord record;
  record.id = facts.id;
  record.type = registers::RightType::kTrademark;
  record.title = words;
  record.classes = std::move(classes);
  record.known = *Date::parse("2020-01-01");
  facts.records = {record};
  return facts;
}

TEST(TrademarkClosure, SameWordsInASharedClassGoTogether) {
  const auto one = mark("CN-T-99999811", "MINGHENG", {"9"});
  const auto same = mark("CN-T-99999812", "MINGHENG", {"9", "42"});
  const auto elsewhere = mark("CN-T-99999813", "MINGHENG", {"25"});
  const auto other = mark("CN-T-99999814", "OTHER", {"9"});
  const auto closure = mark_closure(one, {&same, &elsewhere, &other});
  EXPECT_EQ(closure.together, (std::vector<registers::RightId>{same.id}));
  EXPECT_TRUE(closure.left_out.empty());
}

TEST(TrademarkClosure, ARelatedMarkNotOfferedIsNamed) {
  auto one = mark("CN-T-99999811", "MINGHENG", {"9"});
  one.records[0].family = {"CN-T-99999815"};
  EXPECT_EQ(mark_closure(one, {}).left_out, (std::vector<registers::RightId>{{"CN-T-99999815"}}));
  const auto related = mark("CN-T-99999815", "明蘅", {"9"});
  EXPECT_TRUE(mark_closure(one, {&related}).left_out.empty());
}

TEST(TrademarkClosure, APatentHasNone) {
  auto patent = mark("CN-P-202019999203", "x", {"9"});
  patent.records[0].type = registers::RightType::kInvention;
  patent.records[0].family = {"CN-T-99999815"};
  EXPECT_TRUE(mark_closure(patent, {}).left_out.empty());
}

}  // namespace
}  // namespace pignus::policy
