#include "learning/model_card.h"

#include <functional>
#include <gtest/gtest.h>

#include "learning/model_package.h"

namespace pignus::learning {
namespace {

ModelCard sound_card() {
  ModelCard card;
  card.name = "quality";
  card.version = "1";
  card.what = "What \"it\" is,\nin two lines.";
  card.target = "ln(1 + citations) | 引用";
  card.software = "pignus 0.1.0";
  card.seed = 18'446'744'073'709'551'615U;
  card.source = "a made-up table";
  card.rows = 1'303;
  card.period = "1990-1993";
  card.data_sha256 = std::string(64, 'a');
  card.features = {"CLAIMS", "CAT=1"};
  card.leaks = {{"GENERAL", "computed from the answer"}};
  card.out_of_time = "trained on 1990-1993, tested on 1994-1995";
  card.out_of_family = "families are unknown";
  card.choices = {{"depth 3", 0.9, 0.8, true}, {"depth 2", 0.95, 0.81, false}};
  card.metrics = {{"Spearman", "least squares", 0.35, 0.25, 0.35 - 0.25, -0.01, 0.04, true},
                  {"pinball loss", "cohort quantiles", 0.1, 0.2, 0.1 - 0.2, -0.12, -0.08, false}};
  card.coverage = {{"all", 100, 91, 0.91, 0.83, 0.95, 1.5}, {"CAT 1", 10, 5, 0.5, 0.7, 1, 2}};
  card.not_for = {"prices"};
  card.model_sha256 = std::string(64, '0');
  return card;
}

TEST(ModelCard, ReadBackItIsTheSameCard) {
  const ModelCard card = sound_card();
  const auto again = parse_card(card_toml(card), "card.toml");
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(*again, card);
  EXPECT_EQ(card_toml(*again), card_toml(card));
}

TEST(ModelCard, VerdictsFollowTheIntervals) {
  const ModelCard card = sound_card();
  EXPECT_EQ(card.metrics[0].verdict(), "not told apart");
  EXPECT_EQ(card.metrics[1].verdict(), "better");
  CardMetric worse = card.metrics[1];
  worse.higher_is_better = true;
  EXPECT_EQ(worse.verdict(), "worse");
  EXPECT_TRUE(card.coverage[0].holds());
  EXPECT_FALSE(card.coverage[1].holds());
}

TEST(ModelCard, ThePageSaysWhatTheCardSays) {
  const std::string page = card_markdown(sound_card());
  for (const char* said :
       {"# quality, version 1", "1303 rows of 1990-1993, a made-up table",
        "not told apart: the interval contains zero",
        "| all | 100 | 91 | 91.0 % | 83.0 % to 95.0 % ",
        "| CAT 1 | 10 | 5 | 50.0 % | 70.0 % to 100.0 % | 2.000 | no |", "- prices",
        "- GENERAL: computed from the answer", "ln(1 + citations) \\| 引用", "SHA-256 aaaaaaaa",
        "pinball loss (less is better)", "| depth 3 | 0.9000 | 0.8000 | yes |"}) {
    EXPECT_NE(page.find(said), std::string::npos) << said << "\n" << page;
  }
}

std::string refused(const std::function<void(ModelCard&)>& change) {
  ModelCard card = sound_card();
  change(card);
  const auto read = parse_card(card_toml(card), "card.toml");
  if (read) {
    return "accepted";
  }
  EXPECT_EQ(read.error().where.file, "card.toml");
  return read.error().where.field;
}

TEST(ModelCard, WhatIsNotSaidIsRefusedByField) {
  EXPECT_EQ(refused([](ModelCard&) {}), "accepted");
  EXPECT_EQ(refused([](ModelCard& c) { c.what = "  "; }), "what");
  EXPECT_EQ(refused([](ModelCard& c) { c.target.clear(); }), "target");
  EXPECT_EQ(refused([](ModelCard& c) { c.source.clear(); }), "trained.source");
  EXPECT_EQ(refused([](ModelCard& c) { c.rows = 0; }), "trained.rows");
  EXPECT_EQ(refused([](ModelCard& c) { c.data_sha256 = "abc"; }), "trained.data_sha256");
  EXPECT_EQ(refused([](ModelCard& c) { c.model_sha256[3] = 'A'; }), "model_sha256");
  EXPECT_EQ(refused([](ModelCard& c) { c.out_of_time.clear(); }), "tested.out_of_time");
  EXPECT_EQ(refused([](ModelCard& c) { c.out_of_family.clear(); }), "tested.out_of_family");
  EXPECT_EQ(refused([](ModelCard& c) { c.leaks.clear(); }), "leak");
  EXPECT_EQ(refused([](ModelCard& c) { c.leaks.push_back({"CLAIMS", "why"}); }), "leak");
  EXPECT_EQ(refused([](ModelCard& c) { c.choices.clear(); }), "choice");
  EXPECT_EQ(refused([](ModelCard& c) { c.choices[0].chosen = false; }), "choice");
  EXPECT_EQ(refused([](ModelCard& c) { c.choices[1].chosen = true; }), "choice");
  EXPECT_EQ(refused([](ModelCard& c) { c.choices[1].squared = -0.1; }), "choice");
  EXPECT_EQ(refused([](ModelCard& c) { c.metrics.clear(); }), "metric");
  EXPECT_EQ(refused([](ModelCard& c) { c.metrics[0].difference = 0.2; }), "metric");
  EXPECT_EQ(refused([](ModelCard& c) { c.metrics[0].low = 0.05; }), "metric");
  EXPECT_EQ(refused([](ModelCard& c) { c.coverage.clear(); }), "coverage");
  EXPECT_EQ(refused([](ModelCard& c) { c.coverage[0].covered = 101; }), "coverage");
  EXPECT_EQ(refused([](ModelCard& c) { c.coverage[0].share = 0.92; }), "coverage");
  EXPECT_EQ(refused([](ModelCard& c) { c.promised_coverage = 1; }), "tested.promised_coverage");
}

TEST(ModelCard, ACardThatSaysMoreThanItsFiguresIsRefused) {
  const std::string toml = card_toml(sound_card());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = toml;
    changed.replace(changed.find(from), from.size(), to);
    return parse_card(changed, "card.toml");
  };
  EXPECT_TRUE(with("name = ", "name = "));
  EXPECT_FALSE(with("verdict = \"not told apart\"", "verdict = \"better\""));
  EXPECT_FALSE(with("holds = false", "holds = true"));
  EXPECT_FALSE(with("[trained]\n", "[trained]\nextra = 1\n"));
  EXPECT_FALSE(with("pignus-model-card/1", "pignus-model-card/2"));
  EXPECT_FALSE(parse_card("not toml at all =", "card.toml"));
}

TEST(ModelPackage, AModelWithoutASoundCardDoesNotLoad) {
  const auto package = seal(sound_card(), "the bytes of a model");
  ASSERT_TRUE(package) << describe(package.error());
  ASSERT_TRUE(open_package(*package));
  EXPECT_EQ(open_package(*package)->name, "quality");

  ModelPackage bare = *package;
  bare.card_toml.clear();
  ASSERT_FALSE(open_package(bare));
  EXPECT_EQ(open_package(bare).error().message, "a model without a card does not load");

  ModelPackage changed = *package;
  changed.model_bytes.back() = 'L';
  ASSERT_FALSE(open_package(changed));
  EXPECT_EQ(open_package(changed).error().code, ErrorCode::kCorrupt);

  ModelCard untested = sound_card();
  untested.metrics.clear();
  EXPECT_FALSE(seal(untested, "the bytes of a model"));
}

}  // namespace
}  // namespace pignus::learning
