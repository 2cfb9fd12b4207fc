#include "registers/cnipa/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "registers/format.h"
#include "support/fact_list.h"
#include "support/replaced.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::replaced;
using testing::StringSource;

FactList read(const std::string& text) {
  StringSource source(text, 13);
  FactList list;
  const Status status = read_cnipa_publications(source, "a.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

// A made-up utility model: 201220123456 has the check digit 3.
std::string older() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data>
 <cn-publication-reference>
  <document-id><country>CN</country><doc-number>202712345</doc-number><kind>U</kind>
   <date>20130206</date></document-id>
  <gazette-reference><gazette-num>29-06</gazette-num><date>20130206</date></gazette-reference>
 </cn-publication-reference>
 <application-reference appl-type="实用新型"><document-id><country>CN</country>
  <doc-number>201220123456.3</doc-number><date>20120328</date></document-id></application-reference>
 <priority-claims><priority-claim sequence="1" kind="international"><country>US</country>
  <doc-number>13/123,456</doc-number><date>20110401</date></priority-claim></priority-claims>
 <classifications-ipcr><classification-ipcr><text>A41D    1/00    (2006.01)I</text>
 </classification-ipcr></classifications-ipcr>
 <invention-title><![CDATA[一种口袋]]></invention-title>
 <cn-related-documents><division><relation><parent-doc><document-id><country>CN</country>
  <doc-number>201020123456.0</doc-number></document-id></parent-doc></relation></division>
 </cn-related-documents>
 <cn-parties><cn-applicants><cn-applicant sequence="1"><addressbook><name>甲公司</name><address>
  <text>某市某路1号</text></address></addressbook></cn-applicant></cn-applicants>
  <cn-inventors><cn-inventor sequence="1"><name>张三</name></cn-inventor></cn-inventors>
  <cn-assignees><cn-assignee>
   <addressbook><name>乙公司</name></addressbook></cn-assignee></cn-assignees>
  <cn-agents><cn-agent sequence="1"><cn-agency><name>某代理所 11000</name></cn-agency>
   <name>李四</name></cn-agent></cn-agents></cn-parties>
</cn-bibliographic-data>
<application-body><claims><claim id="c1"><claim-text>1. a</claim-text></claim>
<claim id="c2"><claim-text>2. b</claim-text></claim></claims>
<drawings><figure num="1"/></drawings></application-body></cn-patent-document>
)";
}

std::string newer() {
  return R"(<?xml version="1.0" encoding="utf-8"?>
<b:PatentDocumentAndRelated xmlns:b="http://www.sipo.gov.cn/XMLSchema/business"
  xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xsdVersion="V2.2.1" country="CN"
  docNumber="113000001" kind="B" datePublication="20220503">
 <b:BibliographicData>
  <b:PublicationReference dataFormat="standard"><base:DocumentID><base:DocNumber>x</base:DocNumber>
  </base:DocumentID></b:PublicationReference>
  <b:PublicationReference dataFormat="original"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>113000001</base:DocNumber>
   <base:Kind>B</base:Kind><base:Date>20220503</base:Date></base:DocumentID>
  </b:PublicationReference>
  <b:PublicAvailabilityDate><b:UnexaminedPrintedWithoutGrant><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>113000001</base:DocNumber>
   <base:Kind>A</base:Kind><base:Date>20210622</base:Date></base:DocumentID>
   </b:UnexaminedPrintedWithoutGrant><b:GazetteReference><b:GazetteNumber>38-1801</b:GazetteNumber>
   <base:Date>20220503</base:Date></b:GazetteReference></b:PublicAvailabilityDate>
  <b:ApplicationReference dataFormat="original" applType="10"><base:DocumentID>
   <base:DocNumber>201410234381.X</base:DocNumber><base:Date>20140529</base:Date>
   </base:DocumentID></b:ApplicationReference>
  <b:ClassificationIPCRDetails><b:ClassificationIPCR><b:Section>G</b:Section>
   <b:MainClass>06</b:MainClass><b:Subclass>F</b:Subclass><b:MainGroup>16</b:MainGroup>
   <b:Subgroup>27</b:Subgroup></b:ClassificationIPCR></b:ClassificationIPCRDetails>
  <b:InventionTitle dataFormat="original">一种方法</b:InventionTitle>
  <b:Parties><b:ApplicantDetails><b:Applicant dataFormat="original"><base:AddressBook>
   <base:Name>甲公司</base:Name><base:Address><base:Street>0</base:Street>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:Text>某市</base:Text></base:Address>
   </base:AddressBook><b:OrganizationCode>0000000000</b:OrganizationCode></b:Applicant>
   </b:ApplicantDetails>
   <b:AssigneeDetails><b:Assignee dataFormat="original"><base:AddressBook><base:Name>乙公司</base:Name>
   </base:AddressBook><b:OrganizationCode>1234567890</b:OrganizationCode></b:Assignee>
   <b:Assignee dataFormat="standard"><base:AddressBook><base:Name>YI</base:Name></base:AddressBook>
   </b:Assignee></b:AssigneeDetails>
   <b:InventorDetails><b:Inventor><base:AddressBook><base:Name>张三</base:Name></base:AddressBook>
   </b:Inventor></b:InventorDetails></b:Parties>
  <b:DatePCTArticle2239Fulfilled><base:Date>20150101</base:Date></b:DatePCTArticle2239Fulfilled>
  <b:PCTOrRegionalFilingData><base:DocumentID><base:WIPOST3Code>US</base:WIPOST3Code>
   <base:DocNumber>PCT/US2013/012345</base:DocNumber><base:Date>20130601</base:Date>
   </base:DocumentID></b:PCTOrRegionalFilingData>
  <b:ReferencesCited><b:Citation><b:PatentCitation><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>101000002</base:DocNumber>
   <base:Kind>A</base:Kind></base:DocumentID></b:PatentCitation></b:Citation>
   <b:Citation>CN 101000003 A,2007.07.18,全文</b:Citation>
   <b:Citation><b:NonPatentCitation>某书</b:NonPatentCitation></b:Citation></b:ReferencesCited>
 </b:BibliographicData>
 <b:Claims dataFormat="original"><b:Claim num="1"/><b:Claim num="2"/><b:Claim num="3"/></b:Claims>
</b:PatentDocumentAndRelated>
)";
}

TEST(CnipaPublication, ReadsTheOlderGeneration) {
  const FactList list = read(older());
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "CN-U-201220123456");
  EXPECT_EQ(one.type, RightType::kUtilityModel);
  EXPECT_EQ(one.application_number, "CN201220123456.3");
  EXPECT_EQ(one.grant_number, "CN202712345U");
  EXPECT_EQ(one.publication_number, "") << "a utility model is published with its grant";
  EXPECT_EQ(one.grant_date.text(), "2013-02-06");
  EXPECT_EQ(one.filing_date.text(), "2012-03-28");
  EXPECT_EQ(one.priority_date.text(), "2011-04-01");
  EXPECT_EQ(one.known.iso(), "2013-02-06");
  EXPECT_EQ(one.title, "一种口袋");
  EXPECT_THAT(one.classes, ElementsAre("A41D1/00"));
  ASSERT_EQ(one.owners.size(), 1U);
  EXPECT_EQ(one.owners.front().name, "乙公司") << "the assignee goes before the applicant";
  EXPECT_EQ(one.details.at("applicant"), "甲公司");
  EXPECT_THAT(one.inventors, ElementsAre("张三"));
  EXPECT_EQ(one.claim_count, 2);
  EXPECT_EQ(one.figure_count, 1);
  EXPECT_EQ(one.details.at("agency"), "某代理所 11000");
  EXPECT_EQ(one.details.at("agent"), "李四");
  EXPECT_EQ(one.details.at("gazette"), "29-06");
  EXPECT_EQ(one.details.at("related"), "division CN201020123456.0");
  EXPECT_EQ(one.source.record, 1U);
}

TEST(CnipaPublication, ReadsTheNewerGenerationWhateverItsPrefix) {
  const FactList list = read(newer());
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "CN-P-201410234381");
  EXPECT_EQ(one.grant_number, "CN113000001B");
  EXPECT_EQ(one.grant_date.text(), "2022-05-03");
  EXPECT_EQ(one.publication_number, "CN113000001A");
  EXPECT_EQ(one.publication_date.text(), "2021-06-22");
  ASSERT_EQ(one.owners.size(), 1U);
  EXPECT_EQ(one.owners.front(), (Party{"乙公司", "", "1234567890"}));
  EXPECT_THAT(one.classes, ElementsAre("G06F16/27"));
  EXPECT_EQ(one.claim_count, 3);
  EXPECT_FALSE(one.figure_count) << "no drawings said is not none";
  EXPECT_EQ(one.details.at("international_application"), "PCT/US2013/012345");
  EXPECT_EQ(one.details.at("national_phase_date"), "2015-01-01");
  ASSERT_EQ(one.citations.size(), 3U);
  EXPECT_EQ(one.citations[0].document, "CN101000002A");
  EXPECT_EQ(one.citations[1].document, "CN101000003A");
  EXPECT_EQ(one.citations[1].date.text(), "2007-07-18");
  EXPECT_FALSE(one.citations[2].is_patent);
}

TEST(CnipaPublication, ReadsADesign) {
  const FactList list = read(R"(<b:PatentDocumentAndRelated xmlns:b="x" kind="S" country="CN">
 <b:DesignBibliographicData>
  <b:PublicationReference dataFormat="original"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>304000001</base:DocNumber>
   <base:Kind>S</base:Kind><base:Date>20170728</base:Date></base:DocumentID>
  </b:PublicationReference>
  <b:ApplicationReference dataFormat="original"><base:DocumentID>
   <base:DocNumber>201730033448.8</base:DocNumber><base:Date>20170207</base:Date>
  </base:DocumentID></b:ApplicationReference>
  <b:ClassificationLocarno><b:EditionStatement>10</b:EditionStatement>
   <b:MainClassification>11-02</b:MainClassification>
   <b:FurtherClassification>21-01</b:FurtherClassification></b:ClassificationLocarno>
  <b:DesignTitle>某物</b:DesignTitle>
  <b:Parties><b:DesignerDetails><b:Designer><base:AddressBook><base:Name>张三</base:Name>
   </base:AddressBook></b:Designer></b:DesignerDetails></b:Parties>
 </b:DesignBibliographicData></b:PatentDocumentAndRelated>)");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "CN-D-201730033448");
  EXPECT_EQ(one.type, RightType::kDesign);
  EXPECT_EQ(one.grant_number, "CN304000001S");
  EXPECT_EQ(one.title, "某物");
  EXPECT_THAT(one.classes, ElementsAre("11-02", "21-01"));
  EXPECT_THAT(one.inventors, ElementsAre("张三"));
}

TEST(CnipaPublication, ReadsSeveralDocumentsOfBothGenerationsAndOtherEncodings) {
  const FactList both = read(older() + newer() + older());
  EXPECT_EQ(both.rights.size(), 3U);
  EXPECT_THAT(both.problems, IsEmpty());
  // "一种口袋" as GB18030.
  const std::string chinese =
      replaced(replaced(older(), "UTF-8", "GBK"), "<![CDATA[一种口袋]]>", "\xd2\xbb\xd6\xd6");
  const std::string ascii = replaced(replaced(chinese, "实用新型", ""), "某市某路1号", "");
  std::string bare;
  for (const char* name : {"甲公司", "张三", "乙公司", "某代理所 11000", "李四"}) {
    bare = replaced(bare.empty() ? ascii : bare, name, "x");
  }
  const FactList gbk = read(bare);
  ASSERT_EQ(gbk.rights.size(), 1U);
  EXPECT_EQ(gbk.rights.front().title, "一种");
}

TEST(CnipaPublication, TellsGrantsFromPublicationsByKindAndYear) {
  const auto kind = [](const std::string& code, const std::string& day) {
    const FactList list = read(replaced(
        replaced(older(), "<kind>U</kind>", "<kind>" + code + "</kind>"), "20130206", day));
    EXPECT_EQ(list.rights.size(), 1U);
    return list.rights.empty() ? std::string() : list.rights.front().grant_number;
  };
  EXPECT_EQ(kind("A", "20130206"), "");
  EXPECT_EQ(kind("Y", "20090206"), "CN202712345Y");
  EXPECT_EQ(kind("B", "19910206"), "") << "announced, not granted, under the law before 1993";
}

TEST(CnipaPublication, ABadDocumentIsAProblemThatNamesTheField) {
  const std::pair<const char*, const char*> breaks[] = {
      {"201220123456.3", "201220123456.4"},
      {"<doc-number>201220123456.3</doc-number>", ""},
      {"<doc-number>202712345</doc-number>", ""},
      {"<date>20130206</date></document-id>", "</document-id>"},
      {"</claims>", "</claim>"}};
  for (const auto& [from, to] : breaks) {
    const FactList list = read(older() + replaced(older(), from, to) + newer());
    EXPECT_EQ(list.rights.size(), 2U) << from;
    ASSERT_EQ(list.problems.size(), 1U) << from;
    EXPECT_EQ(list.problems.front().error.where.record, 2U) << from;
    EXPECT_NE(list.problems.front().sha256, "") << from;
  }
  const FactList lesser = read(replaced(older(), "20110401", "20111301"));
  ASSERT_EQ(lesser.rights.size(), 1U) << "the record is kept";
  ASSERT_EQ(lesser.problems.size(), 1U);
  EXPECT_EQ(lesser.problems.front().error.where.field, "priority-claim/date");
}

TEST(CnipaPublication, SaysWhenAVersionIsNew) {
  const FactList list =
      read(replaced(newer(), "V2.2.1", "V3.0.0") + replaced(newer(), "V2.2.1", "V3.0.0"));
  EXPECT_EQ(list.rights.size(), 2U);
  ASSERT_EQ(list.problems.size(), 1U) << "once a file";
  EXPECT_EQ(list.problems.front().error.where.field, "version");
  EXPECT_THAT(list.problems.front().error.message, HasSubstr("V3.0.0"));
}

TEST(CnipaPublication, TheFormOfFifteenDigitsStandsIn) {
  const auto id = [](const std::string& standard) {
    const FactList list = read(replaced(newer(), "201410234381.X", standard));
    return list.rights.empty() ? "" : list.rights.front().id.value;
  };
  EXPECT_EQ(id("102014000234381"), "CN-P-201410234381");
  EXPECT_EQ(id("102014080000986"), "CN-P-201480000986") << "through the PCT";
  EXPECT_EQ(id("101992000014287"), "CN-P-92114287");
  EXPECT_EQ(id("302014000000001"), "CN-D-201430000001");
  EXPECT_EQ(id("992014000234381"), "");
}

TEST(CnipaPublication, IsToldByContent) {
  for (const std::string& text : {older(), newer()}) {
    const Format* format = format_of(text);
    ASSERT_NE(format, nullptr);
    EXPECT_EQ(format->id, "cnipa-publication");
  }
}

}  // namespace
}  // namespace pignus::registers
