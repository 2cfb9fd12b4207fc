#include "underwriting/product_coverage.h"

#include <gtest/gtest.h>

namespace pignus::underwriting {
namespace {

book::RightFile offered(const std::string& key, const std::string& title,
                        registers::RightType type = registers::RightType::kInvention) {
  book::RightFile file;
  file.offered.stated_number = key;
  file.offered.id = registers::RightId{key};
  file.offered.title = title;
  registers::RightRecord record;
  record.id = *file.offered.id;
  record.type = type;
  file.facts.records.push_back(record);
  return file;
}

std::vector<book::RightFile> three_rights() {
  return {offered("CN-P-201910000001", "电容式压力传感器膜片"),
          offered("CN-P-201910000002", "Redundant flow meter for clean water"),
          offered("CN-T-99999811", "Flow meter", registers::RightType::kTrademark),
          offered("CN-P-201910000003", "")};
}

TEST(ProductCoverage, NamesTheRightThatSpeaksOfEachProductInEitherLanguage) {
  book::Dossier dossier;
  dossier.products = {{"meters", "A flow meter with redundant channels measures water in pipes."},
                      {"传感器", "带陶瓷膜片的压力传感器，用于工业压力测量。"}};
  const auto coverage = coverage_of_products(dossier, three_rights(), {}).value();
  ASSERT_EQ(coverage.size(), 2U);
  for (const auto& one : coverage) {
    ASSERT_EQ(one.rights.size(),
              2U);  // a mark speaks of no product, nor does a right without words
    EXPECT_EQ(one.without_text, 1U);
    EXPECT_TRUE(one.thin);
    EXPECT_EQ(one.texts, 2U);
    EXPECT_TRUE(one.rights.front().shares_words);
    EXPECT_FALSE(one.rights.back().shares_words);
    EXPECT_GT(one.rights.front().words_found, .3);
  }
  EXPECT_EQ(coverage[0].rights.front().right.value, "CN-P-201910000002");
  EXPECT_EQ(coverage[1].rights.front().right.value, "CN-P-201910000001");
  const auto& missing = coverage[0].rights.front().words_missing;
  EXPECT_EQ(missing, (std::vector<std::string>{"clean"}));
}

TEST(ProductCoverage, RightsDealtInTeachWhichWordsAreRare) {
  book::Dossier dossier;
  dossier.products = {{"meters", "A flow meter with redundant channels."}};
  MarketFacts market;
  for (int i = 0; i < 220; ++i) {
    const registers::RightId id{"CN-P-2017" + std::to_string(10'000'000 + i)};
    market.traded.emplace(id, offered(id.value, "").facts);
    market.traded.at(id).records[0].title = "Pump casing " + std::to_string(i % 40 + 100);
  }
  const auto coverage = coverage_of_products(dossier, three_rights(), market).value();
  EXPECT_EQ(coverage[0].texts, 222U);
  EXPECT_FALSE(coverage[0].thin);
}

TEST(ProductCoverage, SaysWhyNothingCanBeSaid) {
  book::Dossier dossier;
  EXPECT_TRUE(coverage_of_products(dossier, three_rights(), {})->empty());
  dossier.products = {{"…", "!"}};
  EXPECT_EQ(coverage_of_products(dossier, three_rights(), {})->front().unknown,
            "coverage.no_words");
  dossier.products = {{"meters", "A flow meter"}};
  EXPECT_EQ(coverage_of_products(dossier, {offered("CN-P-201910000003", "")}, {})->front().unknown,
            "coverage.no_titles");
}

}  // namespace
}  // namespace pignus::underwriting
