#include "registers/plain/plain_format.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fact_list.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Texts = std::map<std::string, std::string>;

Texts good() {
  return {{"rights.csv",
           "# a comment\n"
           "right,type,known,title,grant_date,owners,claims,terminal_disclaimer,classes\n"
           "US8789601B2,invention,2014-07-29,\"Pump, big\",2014-07,A;US|B;CN;91X,20,yes,E21B43/26\n"
           "CN-T-12345678,trademark,2020-01-01,,,,,,9\n"},
          {"events.csv",
           "right,date,code,known,details\nUS-P-8789601,2018-01-05,M1551,,fee_year=4|party=A\n"},
          {"recordings.csv",
           "office,id,recorded,conveyance,class,secured_amount,releases\n"
           "US,49342/819,2019-01-08,SECURITY INTEREST,,USD 10.00,\n"
           "US,049109/0610,2019-05-07,RELEASE OF REEL 049342 FRAME 0819,,,\n"
           "CN,Y2020000001,2020-05-07,some words,security_interest,,\n"},
          {"recording_parties.csv",
           "recording,role,name,executed\n49342/819,grantor,A,2019-01-07\n"
           "049342/0819,grantee,BANK,\n049109/0610,grantor,BANK,\n049109/0610,grantee,A,\n"
           "Y2020000001,grantor,A,\nY2020000001,grantee,B,\n"},
          {"recording_properties.csv",
           "recording,right\n049342/0819,US8789601\n049109/0610,US-P-8789601\n"
           "Y2020000001,CN-T-12345678\n"}};
}

struct Outcome {
  Status status;
  FactList list;
};

Outcome read(const Texts& texts) {
  Outcome outcome;
  std::map<std::string, CsvTable> tables;
  for (const auto& [file, text] : texts) {
    auto table = parse_csv(text, file);
    EXPECT_TRUE(table) << describe(table.error());
    tables.emplace(file, std::move(*table));
  }
  outcome.status = read_plain_tables(tables, outcome.list.sink());
  return outcome;
}

TEST(PlainFormat, ReadsAllFiveFiles) {
  const Outcome outcome = read(good());
  ASSERT_TRUE(outcome.status) << describe(outcome.status.error());
  for (const auto& problem : outcome.list.problems) {
    ADD_FAILURE() << describe(problem.error);
  }
  ASSERT_EQ(outcome.list.rights.size(), 2U);
  const RightRecord& right = outcome.list.rights.front();
  EXPECT_EQ(right.id.value, "US-P-8789601");
  EXPECT_EQ(right.title, "Pump, big");
  EXPECT_EQ(right.grant_date.text(), "2014-07");
  EXPECT_EQ(right.owners, (std::vector<Party>{{"A", "US", ""}, {"B", "CN", "91X"}}));
  EXPECT_EQ(right.claim_count, 20);
  EXPECT_FALSE(right.independent_claim_count) << "unknown is not zero";
  EXPECT_TRUE(right.terminal_disclaimer);
  EXPECT_EQ(right.source.record, 3U) << "the line";
  ASSERT_EQ(outcome.list.events.size(), 1U);
  EXPECT_EQ(outcome.list.events.front().details.at("fee_year"), "4");
  ASSERT_EQ(outcome.list.recordings.size(), 3U);
  const Recording* lien = outcome.list.recording("049342/0819");
  ASSERT_NE(lien, nullptr);
  EXPECT_EQ(lien->conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_EQ(lien->secured_amount->text(), "USD 10.00");
  EXPECT_EQ(lien->effective().iso(), "2019-01-07");
  EXPECT_EQ(outcome.list.recording("049109/0610")->releases, "049342/0819");
  EXPECT_EQ(outcome.list.recording("Y2020000001")->conveyance_class,
            ConveyanceClass::kSecurityInterest)
      << "the class given goes before the text";
}

TEST(PlainFormat, ReadsReferencesAndTrades) {
  const Outcome outcome =
      read({{"references.csv",
             "series,item,measure,date,known,value,unit,origin\n"
             "fx,USD/CNY,rate,2024-01-02,2024-01-02,7.1,CNY per USD,a page\n"
             "royalty,pumps,median,2023,2024-02-01,much,1,\n"
             "royalty,pumps,median,2023,,0.05,1,\n"},
            {"trades.csv",
             "id,kind,known,date,rights,price,royalty_rate,details\n"
             "1,sale,2024-06-01,2024-05,US9000001B2|US9000002B2,USD 10.00,,lots=2\n"
             "2,gift,2024-06-01,,,,,\n3,licence,2024-06-01,,,,5,\n"}});
  ASSERT_TRUE(outcome.status) << describe(outcome.status.error());
  ASSERT_EQ(outcome.list.figures.size(), 1U);
  EXPECT_EQ(outcome.list.figures[0].value, 7.1);
  EXPECT_EQ(outcome.list.figures[0].source.origin, "a page");
  ASSERT_EQ(outcome.list.trades.size(), 1U);
  EXPECT_EQ(outcome.list.trades[0].rights.size(), 2U);
  EXPECT_EQ(outcome.list.trades[0].price->text(), "USD 10.00");
  EXPECT_EQ(outcome.list.trades[0].details.at("lots"), "2");
  std::vector<std::string> places;
  for (const auto& problem : outcome.list.problems) {
    places.push_back(problem.error.where.file + " " + std::to_string(problem.error.where.record) +
                     " " + problem.error.where.field);
  }
  EXPECT_EQ(places, (std::vector<std::string>{"references.csv 3 value", "references.csv 4 known",
                                              "trades.csv 3 kind", "trades.csv 4 royalty_rate"}));
}

TEST(PlainFormat, EachMistakeNamesFileLineAndColumn) {
  struct Mistake {
    const char *file, *from, *to;
    std::uint64_t line;
    const char* column;
  };
  const std::vector<Mistake> mistakes{
      {"rights.csv", "US8789601B2", "nonsense", 3, "right"},
      {"rights.csv", ",invention,", ",invented,", 3, "type"},
      {"rights.csv", "2014-07-29", "2014-07", 3, "known"},
      {"rights.csv", "2014-07,", "2014-13,", 3, "grant_date"},
      {"rights.csv", "A;US", "A;USA", 3, "owners"},
      {"rights.csv", "20,yes", "many,yes", 3, "claims"},
      {"rights.csv", "20,yes", "20,ja", 3, "terminal_disclaimer"},
      {"events.csv", "M1551", "", 2, "code"},
      {"events.csv", "party=A", "party", 2, "details"},
      {"events.csv", "fee_year=4|party", "fee_year=4||party", 2, "details"},
      {"recordings.csv", "49342/819", "49342", 2, "id"},
      {"recordings.csv", "049109/0610", "049342/0819", 3, "id"},
      {"recordings.csv", "security_interest", "security", 4, "class"},
      {"recordings.csv", "USD 10.00", "10", 2, "secured_amount"},
      {"recording_parties.csv", "49342/819,grantor", "49342/819,giver", 2, "role"},
      {"recording_parties.csv", "2019-01-07", "yesterday", 2, "executed"},
      {"recording_parties.csv", "49342/819,grantor", "49342/818,grantor", 2, "recording"},
      {"recording_properties.csv", "049342/0819", "049342/0818", 2, "recording"},
      {"recording_properties.csv", "US8789601", "US", 2, "right"}};
  for (const auto& mistake : mistakes) {
    Texts texts = good();
    std::string& text = texts[mistake.file];
    const std::size_t at = text.find(mistake.from);
    ASSERT_NE(at, std::string::npos) << mistake.from;
    text.replace(at, std::string_view(mistake.from).size(), mistake.to);
    const Outcome outcome = read(texts);
    ASSERT_TRUE(outcome.status);
    const bool told = std::ranges::any_of(outcome.list.problems, [&](const Problem& problem) {
      return problem.error.where == Where{mistake.file, mistake.line, mistake.column};
    });
    EXPECT_TRUE(told) << mistake.file << ": " << mistake.to;
  }
}

TEST(PlainFormat, ARecordingWithABadOrMissingRowIsLeftOutWhole) {
  for (const auto& [file, cut] :
       {std::pair{"recording_parties.csv", "049342/0819,grantee,BANK,\n"},
        std::pair{"recording_properties.csv", "049342/0819,US8789601\n"}}) {
    Texts texts = good();
    texts[file].erase(texts[file].find(cut), std::string_view(cut).size());
    const Outcome outcome = read(texts);
    EXPECT_EQ(outcome.list.recording("049342/0819"), nullptr);
    ASSERT_EQ(outcome.list.problems.size(), 1U);
    EXPECT_THAT(outcome.list.problems.front().error.message, HasSubstr("left out: it has no"));
    EXPECT_EQ(outcome.list.recordings.size(), 2U);
  }
}

TEST(PlainFormat, RefusesMisspeltColumnsFilesAndEmptyFolders) {
  Texts texts = good();
  texts["events.csv"] = "right,date,kode\nUS-P-1,2020-01-01,X\n";
  const Outcome column = read(texts);
  ASSERT_FALSE(column.status);
  EXPECT_EQ(column.status.error().where.file, "events.csv");
  EXPECT_THAT(describe(column.status.error()), HasSubstr("kode"));
  EXPECT_THAT(column.list.rights, IsEmpty()) << "columns are checked before any row";

  FactList list;
  const Status missing = read_plain_registers("/no/such/folder", list.sink());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::registers
