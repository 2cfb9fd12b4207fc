#include "registers/wipo/st96.h"

#include <gtest/gtest.h>

#include "registers/format.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

testing::FactList read(const std::string& xml, std::size_t piece = 1U << 20) {
  testing::FactList list;
  testing::StringSource source(xml, piece);
  const auto status = read_wipo_st96(source, "st96.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

/// The same document with elements under any prefix.
std::string prefixed(std::string xml, const std::string& prefix) {
  if (prefix.empty()) return xml;
  std::string out;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    out += xml[i];
    if (xml[i] != '<' || xml[i + 1] == '?' || xml[i + 1] == '!') continue;
    if (xml[i + 1] == '/') out += xml[++i];
    out += prefix + ":";
  }
  const auto end = out.find('>');
  return out.insert(end,
                    " xmlns:" + prefix + "=\"http://www.wipo.int/standards/XMLSchema/ST96/T\"");
}

const std::string kMarks =
    "<TrademarkApplication><TrademarkBag><Trademark><RegistrationOfficeCode>CA"
    "</RegistrationOfficeCode><ApplicationNumber><IPOfficeCode>CA</IPOfficeCode>"
    "<ApplicationNumberText>1700001</ApplicationNumberText></ApplicationNumber>"
    "<RegistrationNumber>TMA900001</RegistrationNumber><ApplicationDate>2014-11-03</"
    "ApplicationDate>"
    "<RegistrationDate>2016-01-04</RegistrationDate><ExpiryDate>2031-01-04</ExpiryDate>"
    "<MarkCurrentStatusCode>Registered</MarkCurrentStatusCode>"
    "<MarkCurrentStatusDate>2016-01-04</MarkCurrentStatusDate>"
    "<MarkRepresentation><MarkReproduction><WordMarkSpecification><MarkVerbalElementText>"
    "<![CDATA[OAK & ACORN]]></MarkVerbalElementText></WordMarkSpecification></MarkReproduction>"
    "</MarkRepresentation><GoodsServicesBag><GoodsServices><GoodsServicesClassificationBag>"
    "<GoodsServicesClassification><ClassificationKindCode>Nice</ClassificationKindCode>"
    "<ClassNumber>7</ClassNumber></GoodsServicesClassification></GoodsServicesClassificationBag>"
    "<ClassDescriptionBag><ClassDescription><GoodsServicesDescriptionText>Presses"
    "</GoodsServicesDescriptionText></ClassDescription></ClassDescriptionBag></GoodsServices>"
    "</GoodsServicesBag><ApplicantBag><Applicant sequenceNumber=\"1\"><Contact><Name><EntityName>"
    "Oak Ltd</EntityName></Name><CountryCode>CA</CountryCode></Contact></Applicant>"
    "<Applicant sequenceNumber=\"2\"><Contact><Name><PersonName><PersonStructuredName><FirstName>"
    "Ada</FirstName><LastName>Oak</LastName></PersonStructuredName></PersonName></Name></Contact>"
    "</Applicant></ApplicantBag><MarkEventBag><MarkEvent><MarkEventCategory>Registered"
    "</MarkEventCategory><MarkEventDate>2016-01-04</MarkEventDate></MarkEvent></MarkEventBag>"
    "</Trademark><Trademark><RegistrationOfficeCode>CA</RegistrationOfficeCode></Trademark>"
    "</TrademarkBag></TrademarkApplication>";

TEST(WipoSt96, ReadsAnyOfficesMarksUnderAnyPrefix) {
  for (const char* prefix : {"", "tmk", "x"}) {
    const std::string xml = prefixed(kMarks, prefix);
    EXPECT_TRUE(is_wipo_st96(xml));
    const auto list = read(xml, 33);
    ASSERT_EQ(list.rights.size(), 1U) << prefix;
    const RightRecord& right = list.rights[0];
    EXPECT_EQ(right.id.value, "CA-T-TMA900001");
    EXPECT_EQ(right.application_number, "CA1700001");
    EXPECT_EQ(right.title, "OAK & ACORN");
    EXPECT_EQ(right.expiry_date.text(), "2031-01-04");
    EXPECT_EQ(right.known.iso(), "2016-01-04");
    EXPECT_EQ(right.classes, std::vector<std::string>{"7"});
    EXPECT_EQ(right.details.at("goods.7"), "Presses");
    EXPECT_EQ(right.owners, (std::vector<Party>{{"Oak Ltd", "CA", ""}, {"Ada Oak", "", ""}}));
    EXPECT_EQ(list.events.size(), 2U);
    ASSERT_EQ(list.problems.size(), 1U);  // the mark without a number
    EXPECT_EQ(list.problems[0].error.where.record, 2U);
  }
}

TEST(WipoSt96, AUsMarkHasItsOwnRules) {
  const auto list = read(
      "<Transaction><TrademarkTransactionBody><Trademark><RegistrationOfficeCode>US"
      "</RegistrationOfficeCode><ApplicationNumber><ApplicationNumberText>74000001"
      "</ApplicationNumberText></ApplicationNumber><RegistrationNumber>2100001</RegistrationNumber>"
      "<ApplicationDate>1995-02-07-05:00</ApplicationDate><RegistrationDate>1998-08-04"
      "</RegistrationDate><ApplicantBag><Applicant sequenceNumber=\"10\"><EntityName>Old"
      "</EntityName></Applicant><Applicant sequenceNumber=\"31\"><EntityName>New</EntityName>"
      "</Applicant></ApplicantBag><MarkEventBag><MarkEvent><NationalMarkEvent><MarkEventCode>RNL1Q"
      "</MarkEventCode></NationalMarkEvent><MarkEventDate>2008-08-11</MarkEventDate></MarkEvent>"
      "</MarkEventBag><AssignmentBag><Assignment><AssignmentIdentifier>41910383"
      "</AssignmentIdentifier><AssignmentConveyanceCategory>GRANT OF SECURITY INTEREST"
      "</AssignmentConveyanceCategory><AssignmentRecordedDate>2010-04-23</AssignmentRecordedDate>"
      "<AssignmentExecutedDate>2010-02-15</AssignmentExecutedDate><Assignor><EntityName>New"
      "</EntityName></Assignor><Assignee><EntityName>Bank</EntityName></Assignee></Assignment>"
      "</AssignmentBag></Trademark></TrademarkTransactionBody></Transaction>");
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].owners, (std::vector<Party>{{"New", "", ""}}));
  EXPECT_EQ(list.events.at(0).code, "RNL1");
  EXPECT_EQ(list.events.at(0).details.at("paid_until"), "2018-08-04");
  EXPECT_EQ(list.recordings.at(0).id, "004191/0383");
  EXPECT_EQ(list.recordings[0].conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_EQ(list.recordings[0].grantors[0].executed.text(), "2010-02-15");
}

TEST(WipoSt66, TakesApplicantsFromBesideTheMark) {
  const std::string xml =
      "<Transaction><TradeMarkTransactionBody><TransactionContentDetails><TransactionData>"
      "<TradeMarkDetails><TradeMark><RegistrationOfficeCode>US</RegistrationOfficeCode>"
      "<ApplicationNumber>76000001</ApplicationNumber><ApplicationDate>2000-05-09-04:00"
      "</ApplicationDate><WordMarkSpecification><MarkVerbalElementText>OAK</MarkVerbalElementText>"
      "</WordMarkSpecification></TradeMark></TradeMarkDetails><ApplicantDetails><Applicant>"
      "<FreeFormatNameLine>Oak</FreeFormatNameLine><FreeFormatNameLine>Ltd</FreeFormatNameLine>"
      "<PartyTypeCode>10</PartyTypeCode></Applicant></ApplicantDetails></TransactionData>"
      "</TransactionContentDetails></TradeMarkTransactionBody></Transaction>";
  EXPECT_TRUE(is_wipo_st66(xml));
  EXPECT_FALSE(is_wipo_st96(xml));
  const auto list = read(xml);
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].id.value, "US-T-76000001");
  EXPECT_EQ(list.rights[0].filing_date.text(), "2000-05-09");
  EXPECT_EQ(list.rights[0].owners, (std::vector<Party>{{"Oak Ltd", "", ""}}));
}

TEST(WipoSt96, ReadsDesignsOneRightEach) {
  const auto list = read(
      "<DesignApplication><RegistrationOfficeCode>US</RegistrationOfficeCode><ApplicationNumber>"
      "<ApplicationNumberText>29000001</ApplicationNumberText></ApplicationNumber><ApplicationDate>"
      "2017-08-29</ApplicationDate><DesignBag><Design><RegistrationNumber>D800001"
      "</RegistrationNumber><RegistrationDate>2019-01-29</RegistrationDate><DesignTitleText>Chair"
      "</DesignTitleText></Design><Design><DesignTitleText>Stool</DesignTitleText></Design>"
      "</DesignBag><ApplicantBag><Applicant><EntityName>Oak</EntityName></Applicant></ApplicantBag>"
      "<DesignApplicationEventBag><DesignApplicationEvent><DesignApplicationEventCategory>Filed"
      "</DesignApplicationEventCategory><DesignApplicationEventDate>2017-08-29"
      "</DesignApplicationEventDate></DesignApplicationEvent></DesignApplicationEventBag>"
      "</DesignApplication>");
  ASSERT_EQ(list.rights.size(), 2U);
  EXPECT_EQ(list.rights[0].id.value, "US-D-800001");
  EXPECT_EQ(list.rights[1].id.value, "US-A-29000001");
  EXPECT_EQ(list.rights[1].owners[0].name, "Oak");
  EXPECT_EQ(list.events.size(), 2U);
}

TEST(WipoSt96, ReadsPatentPublicationsOfAnyOffice) {
  const auto list = read(
      "<PatentPublication><BibliographicData><PatentPublicationIdentification><IPOfficeCode>EP"
      "</IPOfficeCode><PublicationNumber>1234567</PublicationNumber><PatentDocumentKindCode>B1"
      "</PatentDocumentKindCode><PublicationDate>2012-05-02</PublicationDate>"
      "</PatentPublicationIdentification><ApplicationIdentification><IPOfficeCode>EP</IPOfficeCode>"
      "<ApplicationNumber><ApplicationNumberText>02762866</ApplicationNumberText>"
      "</ApplicationNumber><FilingDate>2002-07-01</FilingDate></ApplicationIdentification>"
      "<InventionTitleBag><InventionTitle>PRESS <i>A</i></InventionTitle></InventionTitleBag>"
      "</BibliographicData></PatentPublication>");
  ASSERT_EQ(list.rights.size(), 1U) << describe(list.problems.at(0).error);
  EXPECT_EQ(list.rights[0].id.value, "EP-P-1234567");
  EXPECT_EQ(list.rights[0].title, "PRESS A");
  EXPECT_EQ(list.rights[0].grant_date.text(), "2012-05-02");
}

TEST(WipoSt96, SaysVersionsBadRecordsAndWrongFiles) {
  const auto list = read(
      "<TrademarkApplication st96Version=\"V12_0\"><Trademark>"
      "<RegistrationOfficeCode>?</RegistrationOfficeCode></Trademark>"
      "<Trademark><a></Trademark></TrademarkApplication>");
  ASSERT_EQ(list.problems.size(), 3U);
  EXPECT_EQ(list.problems[0].error.where.field, "version");
  EXPECT_EQ(list.problems[1].error.where.field, "RegistrationOfficeCode");
  testing::FactList none;
  testing::StringSource source("<TrademarkBag/>");
  EXPECT_EQ(read_wipo_st96(source, "f", none.sink()).error().code, ErrorCode::kUnsupported);
  std::string deep = "<Trademark>";
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  for (int i = 0; i < 1000; ++i) deep += "</a>";
  EXPECT_EQ(read(deep + "</Trademark>").problems.at(0).error.code, ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace pignus::registers
