#include "standards/scorecard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "standards/embedded.h"
#include "standards/evidence_items.h"
#include "standards/method_parameters.h"
#include "standards/valuation_parameters.h"
#include "standards/weight_set.h"

namespace pignus::standards {
namespace {

constexpr std::string_view kHead = R"(id = "card"
version = "1"
title = "t"
scenario = "s"
source = "x"
grade = "own"
[weights]
source = "x"
grade = "own"
[points]
source = "x"
grade = "own"
)";

std::string node(const std::string& id, const std::string& parent, double weight,
                 const std::string& more) {
  return "[[nodes]]\nid = \"" + id + "\"\n" +
         (parent.empty() ? "" : "parent = \"" + parent + "\"\n") +
         "name = \"n\"\nname_zh = \"名\"\nweight = " + std::to_string(weight) +
         "\nsource = \"x\"\ngrade = \"own\"\n" + more;
}

const std::string kAsk = "question = \"q\"\n";

Result<Scorecard> parse(const std::string& nodes) {
  return parse_scorecard(std::string(kHead) + nodes, "f.toml");
}

TEST(Scorecard, WeightsThatDoNotSumToOneAreRefusedByNode) {
  ASSERT_TRUE(parse(node("a", "", .4, kAsk) + node("b", "", .6, kAsk)));
  const auto root = parse(node("a", "", .4, kAsk) + node("b", "", .5, kAsk));
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().where.field, "");
  const auto below = parse(node("a", "", 1, "") + node("b", "a", .5, kAsk));
  ASSERT_FALSE(below);
  EXPECT_EQ(below.error().where.field, "a");
  EXPECT_EQ(parse(node("a", "", 1, "")).error().where.field, "a");  // a group with nothing in it
}

TEST(Scorecard, SaysWhatIsWrong) {
  const auto field = [](const Result<Scorecard>& card) {
    return card ? std::string("accepted") : card.error().where.field;
  };
  EXPECT_EQ(field(parse("")), "nodes");
  EXPECT_NE(field(parse(node("a", "b", 1, kAsk))).find("parent"), std::string::npos);
  EXPECT_NE(field(parse(node("a", "", .5, kAsk) + node("a", "", .5, kAsk))).find("id"),
            std::string::npos);
  EXPECT_NE(field(parse(node("a", "", 1, kAsk) + node("b", "a", 1, kAsk))).find("parent"),
            std::string::npos);
  EXPECT_NE(field(parse(node("a", "", 1, "measure = \"claims\"\n"))).find("points"),
            std::string::npos);
  EXPECT_NE(field(parse(node("a", "", -1, kAsk))).find("weight"), std::string::npos);
  EXPECT_NE(field(parse(node("a", "", 1, kAsk + "colour = 1\n"))).find("colour"),
            std::string::npos);
  EXPECT_NE(field(parse(node("a", "", 1,
                             kAsk + "points = [{value = 1, score = 0}, {value = 1, score = 5}]\n")))
                .find("value"),
            std::string::npos);
}

TEST(Scorecard, TheProgramsOwnCardsAreSound) {
  for (const char* name : {"gbt-42748", "t-isc", "kipa-smart"}) {
    const auto card = load_scorecard(name);
    ASSERT_TRUE(card) << describe(card.error());
    EXPECT_TRUE(check_weights(*card)) << name;
    EXPECT_EQ(card->points_evidence.grade, Grade::kOwn) << name;
  }
}

TEST(Scorecard, TheStandardsTreeHasItsShape) {
  const auto card = load_scorecard("gbt-42748");
  ASSERT_TRUE(card) << describe(card.error());
  int first = 0;
  int second = 0;
  int third = 0;
  for (const ScorecardNode& node : card->nodes) {
    const bool of_first = node.parent.empty();
    first += of_first ? 1 : 0;
    second += !of_first && !node.is_leaf() ? 1 : 0;
    third += node.is_leaf() ? 1 : 0;
    // Only what was read or remembered of the standard may claim to be the standard's.
    EXPECT_TRUE(!node.is_leaf() || node.evidence.grade == Grade::kOwn) << node.id;
  }
  EXPECT_EQ(first, 3);
  EXPECT_EQ(second, 14);
  EXPECT_EQ(third, 27);
  EXPECT_EQ(card->weight_evidence.grade, Grade::kOwn);
  EXPECT_EQ(card->gates.size(), 2U);
}

TEST(Scorecard, PublishedWeightsOfKipaAndTheEightIndicators) {
  const auto kipa = load_scorecard("kipa-smart");
  const auto isc = load_scorecard("t-isc");
  ASSERT_TRUE(kipa && isc);
  EXPECT_EQ(kipa->node("rights")->weight, .35);
  EXPECT_EQ(kipa->node("technology")->weight, .35);
  EXPECT_EQ(kipa->node("usability")->weight, .30);
  EXPECT_EQ(isc->nodes.size(), 8U);
}

WeightSet set_for(const Scorecard& card) {
  WeightSet set{"mine",
                "3",
                card.id,
                card.version,
                "finance",
                "credit \"committee\"",
                *Date::from_ymd(2026, 6, 30),
                {"minutes of the meeting", Grade::kOwn},
                {}};
  set.weights = {{"legal", .5}, {"technical", .2}, {"economic", .3}};
  return set;
}

TEST(WeightSet, SavedAndReadAgainItIsTheSame) {
  const auto card = load_scorecard("gbt-42748");
  ASSERT_TRUE(card);
  const WeightSet set = set_for(*card);
  const auto again = parse_weight_set(to_toml(set), "w.toml");
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, set);
  const auto weighted = with_weights(*card, *again);
  ASSERT_TRUE(weighted) << describe(weighted.error());
  EXPECT_EQ(weighted->node("legal")->weight, .5);
  EXPECT_EQ(weighted->weight_evidence.source, "minutes of the meeting");
}

TEST(WeightSet, IsForOneVersionOfOneCard) {
  const auto card = load_scorecard("gbt-42748");
  ASSERT_TRUE(card);
  WeightSet set = set_for(*card);
  set.scorecard_version = "0";
  EXPECT_EQ(with_weights(*card, set).error().code, ErrorCode::kConflict);
  set = set_for(*card);
  set.weights["nothing"] = .5;
  EXPECT_EQ(with_weights(*card, set).error().where.field, "nothing");
  set = set_for(*card);
  set.weights["legal"] = .6;
  EXPECT_EQ(with_weights(*card, set).error().code, ErrorCode::kInvalidInput);
}

TEST(WeightSet, AsJsonItComesBackAsItWas) {
  const auto card = load_scorecard("gbt-42748");
  ASSERT_TRUE(card);
  const WeightSet set = set_for(*card);
  const auto again = weight_sets_from_json(weight_sets_json({set}));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, std::vector<WeightSet>{set});
  Json wrong = weight_sets_json({set});
  wrong[0]["weights"]["legal"] = "half";
  EXPECT_FALSE(weight_sets_from_json(wrong));
  wrong = weight_sets_json({set});
  wrong[0].erase("author");
  EXPECT_NE(weight_sets_from_json(wrong).error().where.field.find("author"), std::string::npos);
  EXPECT_FALSE(weight_sets_from_json(Json(7)));
}

TEST(WeightSet, IsTakenInPlaceOfItsCardsOwn) {
  auto parameters = load_valuation_parameters();
  ASSERT_TRUE(parameters) << describe(parameters.error());
  const auto card = load_scorecard("gbt-42748");
  const WeightSet set = set_for(*card);
  ValuationParameters taken = *parameters;
  ASSERT_TRUE(take_weights({set}, taken));
  EXPECT_EQ(taken.weight_sets, std::vector<WeightSet>{set});
  for (const Scorecard& one : taken.scorecards) {
    const bool own = one.id == "gbt-42748";
    EXPECT_EQ(one.weight_evidence == set.evidence, own) << one.id;
  }
  taken = *parameters;
  EXPECT_EQ(take_weights({set, set}, taken).error().code, ErrorCode::kConflict);
  WeightSet other = set;
  other.scorecard = "nothing";
  taken = *parameters;
  EXPECT_EQ(take_weights({other}, taken).error().code, ErrorCode::kNotFound);
  other = set;
  other.weights["legal"] = .6;
  taken = *parameters;
  EXPECT_EQ(take_weights({other}, taken).error().code, ErrorCode::kInvalidInput);
}

TEST(WeightSet, TheProgramsOwnSetsFitTheirCards) {
  const auto sets = load_weight_sets();
  ASSERT_TRUE(sets) << describe(sets.error());
  EXPECT_GE(sets->size(), 4U);
  for (const WeightSet& set : *sets) {
    const auto card = load_scorecard(set.scorecard);
    ASSERT_TRUE(card);
    const auto weighted = with_weights(*card, set);
    EXPECT_TRUE(weighted) << describe(weighted.error());
  }
}

RC_GTEST_PROP(WeightSet, AnyTextsAndWeightsRoundTrip, ()) {
  WeightSet set;
  const auto text = rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  set.id = "i" + *text;
  set.version = "1";
  set.scorecard = "c" + *text;
  set.scorecard_version = "1";
  set.scenario = "s" + *text;
  set.author = "a" + *text;
  set.evidence.source = "s" + *text;
  set.saved = Date::from_days(*rc::gen::inRange(0, 40'000));
  set.weights = {{"a" + *text, *rc::gen::inRange(1, 1'000'001) / 1e6}, {"b", 1.0}};
  const auto again = parse_weight_set(to_toml(set), "w.toml");
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == set);
}

TEST(MethodParameters, TheProgramsOwnFilesAreSound) {
  for (const char* name : {"comparables", "hedonic", "cost", "trademark"}) {
    const auto set = load_method_parameters(name);
    EXPECT_TRUE(set) << describe(set.error());
  }
}

TEST(EvidenceItems, TheProgramsOwnListIsSoundAndEveryKindHasAGate) {
  const auto items = load_evidence_items();
  ASSERT_TRUE(items) << describe(items.error());
  std::set<std::string> gated;
  for (const EvidenceItemRow& row : *items) {
    if (row.role == EvidenceItemRole::kGate) {
      gated.insert(row.kinds.begin(), row.kinds.end());
    }
  }
  EXPECT_EQ(gated, (std::set<std::string>{"data", "know_how", "software"}));
  EXPECT_FALSE(parse_evidence_items("id = \"x\"\nversion = \"1\"\n", "f.toml"));
}

}  // namespace
}  // namespace pignus::standards
