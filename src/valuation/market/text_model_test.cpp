#include "valuation/market/text_model.h"

#include <gtest/gtest.h>

#include "valuation/market/coverage.h"

namespace pignus::valuation {
namespace {

/// Six fields, so that words of one are rare in all.
std::vector<text::RightText> made_up_rights() {
  const std::vector<std::vector<std::string>> fields{
      {"rotor", "blade", "propeller", "drone", "hover"},
      {"anode", "cathode", "lithium", "electrolyte", "separator"},
      {"valve", "piston", "pump", "casing", "impeller"},
      {"antenna", "modulation", "spectrum", "carrier", "channel"},
      {"enzyme", "antibody", "peptide", "receptor", "assay"},
      {"cement", "girder", "formwork", "rebar", "slab"}};
  std::vector<text::RightText> rights;
  for (std::size_t i = 0; i < 48; ++i) {
    const auto& words = fields[i % fields.size()];
    text::RightText right;
    right.id = "R" + std::to_string(100 + i);
    right.title = words[i % 5] + " " + words[(i / 2 + 1) % 5];
    right.claims = "1. A " + words[(i + 2) % 5] + " wherein said " + words[(i / 3) % 5] +
                   " comprises a plurality of " + words[(i + 3) % 5] + "s";
    rights.push_back(right);
  }
  return rights;
}

TEST(TextModel, TheProgramsOwnLoads) {
  const TextModel& model = embedded_text_model();
  EXPECT_GT(model.similarity.words_only.words, 0);
  EXPECT_EQ(model.bag({"a", "Rotor blades", "", "", {}}).terms,
            (text::TermCounts{{"blade", model.fields.title}, {"rotor", model.fields.title}}));
  EXPECT_FALSE(embedded_similarity_card().not_for.empty());
}

TEST(TextModel, AnotherListOfStopWordsIsRefused) {
  standards::StopWords list = standards::embedded_stop_words();
  list.version += "-changed";
  const auto refused = text_model(embedded_similarity_card(), list);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  standards::SimilarityCard card = embedded_similarity_card();
  card.words_only.words = -1;
  EXPECT_EQ(text_model(card, standards::embedded_stop_words()).error().where.field, "words_only");
}

TEST(TextModel, TheLearnedMeasureTakesThePlaceOfTheCosine) {
  const TextModel& model = embedded_text_model();
  auto space = space_of(made_up_rights(), model);
  ASSERT_TRUE(space);
  SimilarityTerms terms;
  terms.weights = {0, 1, 0, 0, 0, 0};
  terms.text = learned_text(std::make_shared<text::TextSpace>(std::move(*space)), model.similarity);
  const auto features = [&](const char* title) {
    TradedFeatures made;
    made.terms = model.bag({"x", title, "", "", {}}).terms;
    return made;
  };
  const auto alike = [&](const char* left, const char* right) {
    return similarity(features(left), features(right), terms);
  };
  EXPECT_NEAR(alike("drone rotor", "drone rotor").value, 1, 1e-12);
  EXPECT_EQ(alike("drone rotor", "rotor blade").value, alike("rotor blade", "drone rotor").value);
  EXPECT_GT(alike("drone rotor", "rotor blade").value, alike("drone rotor", "lithium anode").value);
  EXPECT_EQ(alike("drone rotor", "").known_weight, 0);
}

text::RightText product() {
  return {"",
          "Hover One",
          "A drone that can hover for an hour: each propeller is driven by its "
          "own rotor with light blades.",
          "",
          {}};
}

TEST(Coverage, TheRightOfTheFieldComesFirstAndSaysWhy) {
  const auto rights = made_up_rights();
  const std::vector<text::RightText> offered{rights[1], rights[6], rights[8]};
  const auto answer = rights_speaking_of(product(), offered, rights, embedded_text_model());
  ASSERT_TRUE(answer) << describe(answer.error());
  ASSERT_EQ(answer->candidates.size(), 3U);
  EXPECT_EQ(answer->texts, 48U);
  EXPECT_TRUE(answer->thin);
  const CoverageCandidate& first = answer->candidates[0];
  EXPECT_EQ(first.id, rights[6].id);
  EXPECT_TRUE(first.shares_words && first.from_claims);
  EXPECT_GT(first.words_found, .5);
  EXPECT_FALSE(first.similar.words.empty());
  const CoverageCandidate& last = answer->candidates[2];
  EXPECT_FALSE(last.shares_words);
  EXPECT_EQ(last.words_found, 0);
  EXPECT_FALSE(last.words_missing.empty());
}

TEST(Coverage, ChineseProductsFindChineseRights) {
  std::vector<text::RightText> offered{
      {"CN-P-1", "一种无人机旋翼", "", "1.一种无人机旋翼，其特征在于，所述旋翼的桨叶可折叠。", {}},
      {"CN-P-2", "锂离子电池隔膜", "", "1.一种锂离子电池隔膜，其特征在于，包括陶瓷涂层。", {}}};
  const auto answer = rights_speaking_of({"", "", "可折叠桨叶的無人機", "", {}}, offered,
                                         made_up_rights(), embedded_text_model());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->candidates[0].id, "CN-P-1");
  EXPECT_TRUE(answer->candidates[0].shares_words);
  EXPECT_FALSE(answer->candidates[1].shares_words);
}

TEST(Coverage, BadInputIsNamed) {
  const auto rights = made_up_rights();
  const auto field = [&](const text::RightText& described,
                         const std::vector<text::RightText>& offered) {
    const auto answer = rights_speaking_of(described, offered, rights, embedded_text_model());
    return answer ? std::string("accepted") : answer.error().where.field;
  };
  EXPECT_EQ(field(product(), {}), "offered");
  EXPECT_EQ(field(product(), {rights[0], rights[0]}), "offered");
  EXPECT_EQ(field({"", "the", "", "", {}}, {rights[0]}), "product");
  EXPECT_EQ(field(product(), {rights[0]}), "accepted");
}

}  // namespace
}  // namespace pignus::valuation
