// The figures of docs/methods/text-similarity.md, held from below on the shared files.
#include <algorithm>
#include <gtest/gtest.h>

#include "support/proxy_texts.h"
#include "support/shared_data.h"
#include "text/pair_evaluation.h"
#include "valuation/market/text_model.h"

namespace pignus::valuation {
namespace {

using testing::ProxyText;
using testing::shared_data;

TEST(TextProxies, TitlesOfOneMainGroupAreToldFromOthers) {
  const std::string file = "models/drones/lens_drones.csv.zip";
  PIGNUS_NEEDS_SHARED(file);
  const auto texts = testing::read_drones(shared_data(file));
  ASSERT_TRUE(texts) << describe(texts.error());
  ASSERT_EQ(texts->size(), 9071U);
  const TextModel& model = embedded_text_model();
  std::vector<text::RightBag> train;
  std::vector<text::StudiedRight> test;
  for (const ProxyText& one : *texts) {
    if (testing::in_first_half(one)) {
      train.push_back(model.bag(one.text));
    } else {
      test.push_back(testing::studied(one, model.tokenizer, model.fields));
    }
  }
  // Fewer directions than the model has: the test is to be quick.
  text::LatentOptions latent = model.latent;
  latent.rank = 20;
  const auto space = text::text_space_of(train, model.bm25, latent);
  ASSERT_TRUE(space);
  const auto judged = text::evaluate_pairs(*space, test, text::same_group_pairs(test, 1),
                                           model.similarity, {20, 1});
  ASSERT_TRUE(judged) << describe(judged.error());
  EXPECT_GT(judged->anchors, 2000U);
  for (const text::MeasureResult& one : judged->measures) {
    EXPECT_GT(one.auc.value, .58) << one.name;
  }
}

TEST(TextProxies, AbstractsFindTheirOwnClaims) {
  PIGNUS_NEEDS_SHARED("uspto/grants/ipg130416.xml");
  const auto texts = testing::read_grant_texts(shared_data("uspto/grants"));
  ASSERT_TRUE(texts) << describe(texts.error());
  ASSERT_GT(texts->size(), 50U);
  const TextModel& model = embedded_text_model();
  std::vector<text::RightBag> claims;
  for (const ProxyText& one : *texts) {
    claims.push_back(model.bag({one.text.id, "", "", one.text.claims, {}}));
  }
  const auto index = text::index_of(claims, model.bm25);
  ASSERT_TRUE(index);
  int first = 0;
  for (const ProxyText& one : *texts) {
    const auto hits = index->search(model.bag({"", "", one.text.abstract_text, "", {}}).terms, 1);
    first += !hits.empty() && index->id(hits[0].document) == one.text.id ? 1 : 0;
  }
  EXPECT_GT(first, .9 * static_cast<double>(texts->size()));
}

TEST(TextProxies, ChineseClaimsFindTheirOwnAbstract) {
  PIGNUS_NEEDS_SHARED("cnipa/cn_new1.xml");
  const auto texts = testing::read_chinese_texts(shared_data("cnipa"));
  ASSERT_TRUE(texts) << describe(texts.error());
  ASSERT_EQ(texts->size(), 6U);
  const TextModel& model = embedded_text_model();
  std::vector<text::RightBag> abstracts;
  for (const ProxyText& one : *texts) {
    abstracts.push_back(model.bag({one.text.id, "", one.text.abstract_text, "", {}}));
  }
  const auto index = text::index_of(abstracts, model.bm25);
  ASSERT_TRUE(index);
  int asked = 0;
  int first = 0;
  for (const ProxyText& one : *texts) {
    for (const std::string& claim : one.single_claims) {
      const auto hits = index->search(model.bag({"", "", "", claim, {}}).terms, 1);
      ++asked;
      first += !hits.empty() && index->id(hits[0].document) == one.text.id ? 1 : 0;
    }
  }
  EXPECT_EQ(asked, 90);
  EXPECT_GT(first, 70);
}

}  // namespace
}  // namespace pignus::valuation
