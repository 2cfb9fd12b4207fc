#include "registers/uspto/sgml_grant.h"

#include <algorithm>
#include <cctype>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/uspto/sgml_tree.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using testing::StringSource;

struct Made {
  std::string number = "06999991";
  std::string date = "20020108";
  std::string version = "2.5";
  std::string extra = {};      ///< behind B500
  std::string technical = {};  ///< inside B500
  std::string title = "Made-up pump";
};

std::string grant(const Made& made = {}) {
  return "<PATDOC DTD=\"" + made.version + "\" STATUS=\"Build\"><SDOBI><B100><B110><DNUM><PDAT>" +
         made.number + "</PDAT></DNUM></B110><B130><PDAT>B1</PDAT></B130><B140><DATE><PDAT>" +
         made.date +
         "</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100><B200><B210><DNUM><PDAT>"
         "09999991</PDAT></DNUM></B210><B211US><PDAT>09</PDAT></B211US><B220><DATE><PDAT>"
         "19990203</PDAT></DATE></B220></B200><B500><B540><STEXT><PDAT>" +
         made.title + "</PDAT></STEXT></B540>" + made.technical + "</B500>" + made.extra +
         "</SDOBI><SDOCL><CL><CLM ID=\"CLM-00001\"><PARA><PTEXT><PDAT>1. A pump.</PDAT></PTEXT>"
         "</PARA></CLM><CLM ID=\"CLM-00002\"><PARA><PTEXT><PDAT>2. The pump of </PDAT><CLREF "
         "ID=\"CLM-00001\"><PDAT>claim 1</PDAT></CLREF></PTEXT></PARA></CLM></CL></SDOCL>"
         "</PATDOC>\n";
}

FactList read(const std::string& text, std::size_t piece = 1U << 20) {
  FactList list;
  StringSource source(text, piece);
  const Status status = read_uspto_sgml_grants(source, "pg.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(UsptoSgmlGrant, ReadsNumbersDatesAndClaims) {
  const FactList list = read(grant() + grant({.number = "RE037999"}));
  ASSERT_EQ(list.rights.size(), 2U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.id.value, "US-P-6999991");
  EXPECT_EQ(record.grant_number, "US6999991B1");
  EXPECT_EQ(record.application_number, "US09/999991");
  EXPECT_EQ(record.known.iso(), "2002-01-08");
  EXPECT_EQ(record.claim_count, 2);
  EXPECT_EQ(record.independent_claim_count, 1);
  EXPECT_EQ(list.rights[1].id.value, "US-R-37999");
  EXPECT_EQ(list.rights[1].type, RightType::kReissue);
}

TEST(UsptoSgmlGrant, EntitiesOfTheDtdBecomeCharacters) {
  const FactList list =
      read(grant({.title = "A&mdash;B &frac12; &ldquo;&agr;&rdquo; R&amp;D &lt; &#176; &foo;"}));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].title, "A—B ½ “α” R&D < ° &foo;");
}

TEST(UsptoSgmlGrant, UnclosedFlagsAndLowerCaseAreRead) {
  const std::string technical =
      "<B560><B561><PCIT><DOC><DNUM><PDAT>D. 271298</PDAT></DNUM><DATE><PDAT>19831100</PDAT>"
      "</DATE></DOC></PCIT><CITED-BY-EXAMINER></B561><B562><NCIT><STEXT><PDAT>A book"
      "</PDAT></STEXT></NCIT><CITED-BY-OTHER></B562></B560><B570><B577><PDAT>2</PDAT></B577></B570>"
      "<B590><B595><PDAT>3</PDAT></B595><B596><PDAT>5</PDAT></B596><B597US></B590>";
  const std::string text = grant({.extra = "<B400><B472><B473US><B474><PDAT>14</PDAT></B474>"
                                           "</B472></B400>",
                                  .technical = technical});
  std::string lower = text;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const FactList list = read(text + lower);
  ASSERT_EQ(list.rights.size(), 2U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  ASSERT_EQ(record.citations.size(), 2U);
  EXPECT_EQ(record.citations[0].document, "USD271298");
  EXPECT_TRUE(record.citations[0].by_examiner);
  EXPECT_FALSE(record.citations[1].by_examiner);
  EXPECT_FALSE(record.citations[1].is_patent);
  EXPECT_EQ(record.figure_count, 5);
  EXPECT_TRUE(record.terminal_disclaimer);
  EXPECT_EQ(record.details.at("term_years"), "14");
  EXPECT_EQ(list.rights[1].id, record.id);
  EXPECT_EQ(list.rights[1].independent_claim_count, 1);
}

TEST(UsptoSgmlGrant, RelationsPrioritiesAndInternationalData) {
  const FactList list = read(grant(
      {.extra =
           "<B300><B310><DNUM><PDAT>971605</PDAT></DNUM></B310><B320><DATE><PDAT>19970408"
           "</PDAT></DATE></B320><B330><CTRY><PDAT>NO</PDAT></CTRY></B330><B310><DNUM><PDAT>"
           "9-1</PDAT></DNUM></B310><B320><DATE><PDAT>19970401</PDAT></DATE></B320><B330><CTRY>"
           "<PDAT>SE</PDAT></CTRY></B330></B300><B600><B630><B632><PARENT-US><CDOC><DOC><DNUM>"
           "<PDAT>09/999991</PDAT></DNUM></DOC></CDOC><PDOC><DOC><DNUM><PDAT>08/123456</PDAT>"
           "</DNUM><DATE><PDAT>19960101</PDAT></DATE></DOC></PDOC><PPUB><DOC><DNUM><PDAT>5999999"
           "</PDAT></DNUM></DOC></PPUB></PARENT-US></B632></B630><B680US><DOC><DNUM><PDAT>"
           "60/049070</PDAT></DNUM><DATE><PDAT>19950711</PDAT></DATE></DOC></B680US></B600>"
           "<B700><B720><B721><PARTY-US><NAM><FNM><PDAT>Eva</PDAT></FNM><SNM><STEXT><PDAT>Muster"
           "</PDAT></STEXT></SNM></NAM><ADR><STATE><PDAT>CA</PDAT></STATE></ADR></PARTY-US></B721>"
           "</B720></B700><B800><B860><B861><DOC><DNUM><PDAT>PCT/SE98/00001</PDAT></DNUM><DATE>"
           "<PDAT>19980101</PDAT></DATE></DOC></B861><B864US><DATE><PDAT>19990203</PDAT></DATE>"
           "</B864US></B860></B800>"}));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_THAT(record.family, ::testing::ElementsAre("NO971605", "SE91", "US08/123456", "US5999999",
                                                    "US60/049070", "PCT/SE1998/000001"));
  EXPECT_EQ(record.priority_date.text(), "1995-07-11");
  EXPECT_EQ(record.details.at("term_from"), "1996-01-01");
  EXPECT_EQ(record.details.at("national_phase_date"), "1999-02-03");
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Eva Muster", "US", ""}}));
}

TEST(UsptoSgmlGrant, BadRecordsAreProblems) {
  std::string cut = grant();
  cut.resize(cut.size() - 60);
  const FactList list = read(grant({.number = "X1"}) + grant({.date = "20020000"}) + cut + grant() +
                             grant({.technical = "</B999>"}) + "<PATDOC></PATDOC>");
  EXPECT_EQ(list.rights.size(), 2U);
  ASSERT_EQ(list.problems.size(), 5U);
  EXPECT_EQ(list.problems[0].error.where.field, "B110");
  EXPECT_EQ(list.problems[1].error.where.field, "B140");
  EXPECT_EQ(list.problems[3].error.where.field, "SDOBI");
}

TEST(UsptoSgmlGrant, ANewVersionIsTold) {
  const FactList list = read(grant({.version = "3.1"}));
  EXPECT_EQ(list.rights.size(), 1U);
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_EQ(list.problems[0].error.where.field, "version");
}

TEST(UsptoSgmlTree, DepthIsBounded) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "<A>";
  SgmlTree tree;
  read_sgml_tree(text, tree);
  EXPECT_TRUE(tree.too_deep);
}

}  // namespace
}  // namespace pignus::registers
