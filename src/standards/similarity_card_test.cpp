#include "standards/similarity_card.h"

#include <gtest/gtest.h>

namespace pignus::standards {
namespace {

SimilarityCard made_up() {
  SimilarityCard card;
  card.id = "text-similarity";
  card.version = "1";
  card.trained = *Date::parse("2026-01-02");
  card.evidence = {"made up", Grade::kOwn};
  card.trained_on = "pairs \"of\" titles";
  card.tested_on = "other pairs";
  card.not_for = {"infringement"};
  card.stop_words = "list/1";
  card.k1 = 1.2;
  card.b = .75;
  card.k3 = 7;
  card.title_weight = 2;
  card.abstract_weight = 1;
  card.claims_weight = 1;
  card.latent_rank = 100;
  card.words_only = {-1.25, 7.5, 2, 0};
  card.with_classes = {-2, 1e-3, 1.0 / 3, 4};
  card.measured = {{"titles", "words", .75, .7, .8, 1200}};
  return card;
}

TEST(SimilarityCard, IsWrittenAsItIsRead) {
  const SimilarityCard card = made_up();
  const auto read = parse_similarity_card(to_toml(card), "card.toml");
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(*read, card);
}

TEST(SimilarityCard, WithoutItsCardAModelDoesNotLoad) {
  const auto field = [](auto change) {
    SimilarityCard card = made_up();
    change(card);
    const auto read = parse_similarity_card(to_toml(card), "card.toml");
    return read ? std::string("accepted") : read.error().where.field;
  };
  EXPECT_EQ(field([](SimilarityCard&) {}), "accepted");
  EXPECT_EQ(field([](SimilarityCard& card) { card.trained_on.clear(); }), "trained_on");
  EXPECT_EQ(field([](SimilarityCard& card) { card.tested_on.clear(); }), "tested_on");
  EXPECT_EQ(field([](SimilarityCard& card) { card.not_for.clear(); }), "not_for");
  EXPECT_EQ(field([](SimilarityCard& card) { card.measured.clear(); }), "measured");
  EXPECT_EQ(field([](SimilarityCard& card) { card.latent_rank = -1; }), "latent.rank");
  const auto unknown = parse_similarity_card(to_toml(made_up()) + "surprise = 1\n", "card.toml");
  EXPECT_FALSE(unknown);
}

}  // namespace
}  // namespace pignus::standards
