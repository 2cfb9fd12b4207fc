#include "registers/kipo/marks_xml.h"

#include <gtest/gtest.h>

#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

testing::FactList read(const std::string& xml, std::size_t piece = 1U << 20) {
  testing::FactList list;
  testing::StringSource source(xml, piece);
  const auto status = read_kipo_marks(source, "kr.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(KipoMarks, ReadsBothSpellings) {
  const std::string pascal =
      "<response><body><items><TotalSearchCount>1</TotalSearchCount><TradeMarkInfo>"
      "<ApplicationNumber>4020190000099</ApplicationNumber><ApplicationDate>20190101"
      "</ApplicationDate><RegistrationNumber>4015000010000</RegistrationNumber>"
      "<RegistrationDate>20191223</RegistrationDate><ApplicationStatus>등록</ApplicationStatus>"
      "<GoodClassificationCode>43|09</GoodClassificationCode><ApplicantName>오크</ApplicantName>"
      "<RegistrationRightholderName>도토리|오크</RegistrationRightholderName><Title>돈</Title>"
      "</TradeMarkInfo></items></body></response>";
  const std::string camel =
      "<response><header><responseTime>2017-06-09 09:37:40</responseTime><resultCode>00"
      "</resultCode></header><body><items><item><applicationNumber>4020190000099"
      "</applicationNumber><applicationDate>20190101</applicationDate><registrationNumber>"
      "4015000010000</registrationNumber><registrationDate>20191223</registrationDate>"
      "<applicationStatus>등록</applicationStatus><classificationCode>43 09</classificationCode>"
      "<applicantName>오크</applicantName><regPrivilegeName>도토리|오크</regPrivilegeName>"
      "<title>돈</title><viennaCode/></item></items></body></response>";
  for (const std::string& xml : {pascal, camel}) {
    EXPECT_TRUE(is_kipo_marks(xml));
    const auto list = read(xml, 17);
    ASSERT_EQ(list.rights.size(), 1U);
    const RightRecord& right = list.rights[0];
    EXPECT_EQ(right.id.value, "KR-T-4020190000099");
    EXPECT_EQ(right.grant_number, "KR401500001");
    EXPECT_EQ(right.classes, (std::vector<std::string>{"43", "9"}));
    EXPECT_EQ(right.owners, (std::vector<Party>{{"도토리", "", ""}, {"오크", "", ""}}));
    EXPECT_EQ(right.details.at("applicant"), "오크");
    EXPECT_EQ(list.events.at(0).st27, "F10");
    EXPECT_TRUE(list.problems.empty());
  }
  EXPECT_EQ(read(pascal).rights[0].known.iso(), "2019-12-23");
  EXPECT_EQ(read(camel).rights[0].known.iso(), "2017-06-09");
}

TEST(KipoMarks, SaysRefusalsBadNumbersAndPages) {
  const auto list = read(
      "<response><header><resultCode>30</resultCode><resultMsg>NO KEY</resultMsg></header><body>"
      "<items><totalCount>9</totalCount><item><applicationNumber>12</applicationNumber></item>"
      "<item><applicationNumber></item></items></body></response>");
  ASSERT_EQ(list.problems.size(), 4U);
  EXPECT_EQ(list.problems[0].error.where.field, "applicationNumber");
  EXPECT_EQ(list.problems[2].error.where.field, "resultCode");
  EXPECT_EQ(list.problems[3].error.code, ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace pignus::registers
