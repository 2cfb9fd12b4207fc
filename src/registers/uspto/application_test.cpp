#include "registers/uspto/application.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/uspto/pap.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using testing::StringSource;

struct Made {
  std::string version = "v4.4 2014-04-03";
  std::string number = "20190000123";
  std::string application = "15999991";
  std::string date = "20190103";
  std::string extra = {};
  std::string claims =
      "<claim id=\"CLM-00001\"><claim-text>1. A pump.</claim-text></claim>"
      "<claim id=\"CLM-00002\"><claim-text>The pump of <claim-ref idref=\"CLM-00001\">claim "
      "1</claim-ref>.</claim-text></claim>"
      "<claim id=\"CLM-00003-00009\"><claim-text><b>3</b>-<b>9</b>. (canceled)</claim-text></claim>"
      "<claim id=\"CLM-00010\"><claim-text>10. A method.</claim-text></claim>";
};

std::string application(const Made& made = {}) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE us-patent-application SYSTEM "
         "\"x.dtd\" [ ]>\n<us-patent-application lang=\"EN\" dtd-version=\"" +
         made.version +
         "\"><us-bibliographic-data-application lang=\"EN\">"
         "<publication-reference><document-id><country>US</country><doc-number>" +
         made.number + "</doc-number><kind>A1</kind><date>" + made.date +
         "</date></document-id></publication-reference>"
         "<application-reference appl-type=\"utility\"><document-id><country>US</country>"
         "<doc-number>" +
         made.application +
         "</doc-number><date>20170203</date></document-id></application-reference>"
         "<invention-title>Made-up <i>pump</i></invention-title>" +
         made.extra + "</us-bibliographic-data-application><abstract><p>x</p></abstract><claims>" +
         made.claims + "</claims></us-patent-application>\n";
}

FactList read(const std::string& text, std::size_t piece = 1U << 20) {
  FactList list;
  StringSource source(text, piece);
  const Status status = read_uspto_applications(source, "a.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(UsptoApplication, KeysByTheApplicationAndKeepsThePublication) {
  const FactList list = read(application());
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.id.value, "US-A-15999991");
  EXPECT_EQ(record.application_number, "US15/999991");
  EXPECT_EQ(record.publication_number, "US2019000123A1");
  EXPECT_EQ(record.publication_date.text(), "2019-01-03");
  EXPECT_EQ(record.known.iso(), "2019-01-03");
  EXPECT_TRUE(record.grant_number.empty());
  EXPECT_EQ(record.title, "Made-up pump");
  EXPECT_EQ(record.claim_count, 3);  // the cancelled ones do not count
  EXPECT_EQ(record.independent_claim_count, 2);
}

TEST(UsptoApplication, ContinuityTellsWhereTheTermRunsFrom) {
  const FactList list = read(application(
      {.extra =
           "<us-related-documents><continuation><relation><parent-doc><document-id>"
           "<country>US</country><doc-number>14/123,456</doc-number><date>20150506</date>"
           "</document-id><parent-grant-document><document-id><country>US</country>"
           "<doc-number>9999998</doc-number></document-id></parent-grant-document></parent-doc>"
           "<child-doc><document-id><country>US</country><doc-number>15999991</doc-number>"
           "</document-id></child-doc></relation></continuation><us-provisional-application>"
           "<document-id><country>US</country><doc-number>61999999</doc-number>"
           "<date>20140506</date></document-id></us-provisional-application>"
           "</us-related-documents>"}));
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& record = list.rights[0];
  EXPECT_THAT(record.family, ::testing::ElementsAre("US14/123456", "US9999998", "US61/999999"));
  EXPECT_EQ(record.details.at("continuity"),
            "continuation US14/123456 2015-05-06 US9999998; provisional US61/999999 2014-05-06");
  EXPECT_EQ(record.details.at("term_from"), "2015-05-06");
  EXPECT_EQ(record.priority_date.text(), "2014-05-06");
}

TEST(UsptoApplication, KeepsPartiesClassesAndPlants) {
  const FactList list = read(application(
      {.extra = "<classification-national><country>US</country><main-classification>623001160"
                "</main-classification><further-classification>PLT205000</further-classification>"
                "</classification-national><us-botanic><latin-name>Rosa x</latin-name>"
                "<variety>MADEUP</variety></us-botanic><us-parties><us-applicants><us-applicant "
                "app-type=\"applicant\"><addressbook><orgname>Made-up AG</orgname><address>"
                "<country>CH</country></address></addressbook></us-applicant></us-applicants>"
                "<inventors><inventor><addressbook><last-name>Muster</last-name><first-name>Eva"
                "</first-name></addressbook></inventor></inventors></us-parties>"}));
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Made-up AG", "CH", ""}}));
  EXPECT_THAT(record.inventors, ::testing::ElementsAre("Eva Muster"));
  EXPECT_EQ(record.details.at("uspc"), "623/1.16; PLT/205");
  EXPECT_EQ(record.details.at("botanical_name"), "Rosa x");
  EXPECT_EQ(record.details.at("variety"), "MADEUP");
}

TEST(UsptoApplication, CombinationsOfClassesCountOnce) {
  const auto symbol = [](const std::string& group) {
    return "<classification-cpc><section>F</section><class>04</class><subclass>B</subclass>"
           "<main-group>" +
           group + "</main-group><subgroup>00</subgroup></classification-cpc>";
  };
  const FactList list = read(application(
      {.extra = "<classifications-cpc><main-cpc>" + symbol("1") + "</main-cpc><further-cpc>" +
                symbol("2") + "<combination-set><combination-rank>" + symbol("1") +
                "</combination-rank><combination-rank>" + symbol("3") +
                "</combination-rank></combination-set></further-cpc></classifications-cpc>"}));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_THAT(list.rights[0].classes, ::testing::ElementsAre("F04B1/00", "F04B2/00", "F04B3/00"));
}

TEST(UsptoApplication, EmptyElementsAreUnknown) {
  const FactList list = read(application(
      {.extra = "<us-term-of-grant><us-term-extension/></us-term-of-grant><figures>"
                "<number-of-figures/></figures><assignees/><us-related-documents/>"
                "<classification-national/><priority-claims><priority-claim/></priority-claims>"}));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  EXPECT_FALSE(list.rights[0].figure_count.has_value());
}

TEST(UsptoApplication, ABadRecordIsAProblemAndTheNextIsRead) {
  const std::string bad_number = application({.application = "none"});
  const std::string bad_date = application({.date = "20190000"});
  std::string cut = application();
  cut.resize(cut.size() / 2);
  const FactList list = read(bad_number + bad_date + cut + application());
  EXPECT_EQ(list.rights.size(), 1U);
  ASSERT_EQ(list.problems.size(), 3U);
  EXPECT_EQ(list.problems[0].error.where.field, "application-reference");
  EXPECT_EQ(list.problems[1].error.where.field, "publication-reference/date");
  EXPECT_EQ(list.problems[1].error.where.record, 2U);
}

TEST(UsptoApplication, ANewVersionIsToldOnceAndRead) {
  const std::string text = application({.version = "v5.0 2030-01-01"});
  const FactList list = read(text + text);
  EXPECT_EQ(list.rights.size(), 2U);
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_EQ(list.problems[0].error.code, ErrorCode::kUnsupported);
  EXPECT_EQ(list.problems[0].error.where.field, "version");
}

TEST(UsptoApplication, CutsFallAnywhere) {
  const std::string text = application() + application({.application = "15999992"});
  const FactList whole = read(text);
  for (const std::size_t piece : {1U, 7U, 100U}) {
    EXPECT_EQ(read(text, piece).rights, whole.rights) << piece;
  }
}

std::string pap(const std::string& extra = "", const std::string& claims = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE patent-application-publication "
         "SYSTEM \"pap-v16-2002-01-01.dtd\" []>\n<patent-application-publication>"
         "<subdoc-bibliographic-information><document-id><doc-number>20020000123</doc-number>"
         "<kind-code>A1</kind-code><document-date>20020103</document-date></document-id>"
         "<publication-filing-type>new</publication-filing-type><domestic-filing-data>"
         "<application-number><doc-number> 09999991 </doc-number></application-number>"
         "<application-number-series-code>09</application-number-series-code>"
         "<filing-date>20000203</filing-date></domestic-filing-data><technical-information>"
         "<title-of-invention>Made-up\n pump</title-of-invention></technical-information>" +
         extra + "</subdoc-bibliographic-information>" + claims +
         "</patent-application-publication>";
}

FactList read_pap_text(const std::string& text) {
  FactList list;
  StringSource source(text);
  const Status status = read_uspto_pap(source, "p.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(UsptoPap, ReadsAssigneesPrioritiesAndProvisionals) {
  const FactList list = read_pap_text(
      pap("<foreign-priority-data><priority-application-number><doc-number>199 00 001.2"
          "</doc-number></priority-application-number><filing-date>19990204</filing-date>"
          "<country-code>DE</country-code></foreign-priority-data><assignee><organization-name>"
          "Made-up GmbH</organization-name><address><city>Ulm</city><country><country-code>DE"
          "</country-code></country></address><assignee-type>03</assignee-type></assignee>"
          "<continuity-data><non-provisional-of-provisional><document-id><doc-number>60111111"
          "</doc-number><document-date>19990301</document-date></document-id>"
          "</non-provisional-of-provisional><division-of><parent-child><child><document-id>"
          "<doc-number>09999991</doc-number></document-id></child><parent><document-id>"
          "<doc-number>08111111</doc-number><document-date>19970101</document-date>"
          "</document-id></parent></parent-child></division-of></continuity-data>"));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.id.value, "US-A-09999991");
  EXPECT_EQ(record.title, "Made-up pump");
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Made-up GmbH", "DE", ""}}));
  EXPECT_THAT(record.family, ::testing::ElementsAre("DE199000012", "US60/111111", "US08/111111"));
  EXPECT_EQ(record.priority_date.text(), "1997-01-01");
  EXPECT_EQ(record.details.at("term_from"), "1997-01-01");
  EXPECT_EQ(record.details.at("assignee_role"), "03");
}

TEST(UsptoPap, EntitiesOfTheDtdBecomeCharacters) {
  std::string text = pap();
  text.replace(text.find("Made-up\n pump"), 13, "A&mdash;B &amp; &lt;C&foo;");
  const FactList list = read_pap_text(text);
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].title, "A—B & <C&foo;");
}

TEST(UsptoPap, TellsDependentClaimsByTheirWords) {
  const FactList list = read_pap_text(
      pap("",
          "<subdoc-claims><claim id=\"CLM-00001\"><claim-text>1. A pump.</claim-text></claim>"
          "<claim id=\"CLM-00002\"><claim-text>2. The pump of Claim 1.</claim-text></claim>"
          "<claim id=\"CLM-00003\"><claim-text>3. As <dependent-claim-reference "
          "depends_on=\"CLM-00002\">before</dependent-claim-reference>.</claim-text></claim>"
          "<claim id=\"CLM-00004\"><claim-text>4. A thing we claim for 2 uses."
          "</claim-text></claim></subdoc-claims>"));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].claim_count, 4);
  EXPECT_EQ(list.rights[0].independent_claim_count, 2);
}

TEST(UsptoPap, TellsANewVersionByItsDoctype) {
  std::string text = pap();
  text.replace(text.find("pap-v16"), 7, "pap-v29");
  const FactList list = read_pap_text(text);
  EXPECT_EQ(list.rights.size(), 1U);
  ASSERT_EQ(list.problems.size(), 1U);
  EXPECT_EQ(list.problems[0].error.where.field, "version");
}

}  // namespace
}  // namespace pignus::registers
