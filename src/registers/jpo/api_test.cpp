#include "registers/jpo/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "registers/format.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::StringSource;

std::string answer(const std::string& data, const std::string& status = "100") {
  return R"({"result":{"statusCode":")" + status +
         R"(","errorMessage":"why","remainAccessCount":"9","data":)" + data + "}}";
}

FactList read(const std::string& text) {
  StringSource source(text, 19);
  FactList list;
  const Status status = read_jpo_api(source, "a.json", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kProgress = R"({"applicationNumber":"2018123456","inventionTitle":"袋",
 "applicantAttorney":[{"applicantAttorneyCd":"000000001","name":"甲","applicantAttorneyClass":"1"},
  {"applicantAttorneyCd":"100000002","name":"丙","applicantAttorneyClass":"2"}],
 "filingDate":"20180628","publicationNumber":"502001234","ADPublicationNumber":"2020001234",
 "ADNationalPublicationNumber":"","publicationDate":"20200109","registrationNumber":"",
 "registrationDate":"","erasureIdentifier":"","expireDate":"","disappearanceDate":"",
 "priorityRightInformation":[{"parisPriorityApplicationNumber":"62/123,456",
  "parisPriorityDate":"20170630","parisPriorityCountryCd":"US"}],
 "parentApplicationInformation":{"parentApplicationNumber":"2016111111","filingDate":"20160101"},
 "divisionalApplicationInformation":[{"applicationNumber":"2019222222"}],
 "bibliographyInformation":[{"numberType":"01","number":"2018123456","documentList":[
  {"legalDate":"20180628","documentCode":"A63","documentDescription":"特許願",
   "documentNumber":"51801475960","irirFlg":"0"},
  {"legalDate":"20210304","documentCode":"A131","documentDescription":"拒絶理由通知書",
   "documentNumber":"99999999999"}]}]})";

TEST(JpoApi, ReadsTheProgressOfAPatent) {
  const FactList list = read(answer(kProgress));
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "JP-P-2020001234");
  EXPECT_EQ(one.application_number, "JP2018123456");
  EXPECT_EQ(one.publication_number, "JP2020001234A");
  EXPECT_EQ(one.priority_date.text(), "2017-06-30");
  EXPECT_EQ(one.known.iso(), "2021-03-04") << "the latest day told of";
  ASSERT_EQ(one.owners.size(), 1U);
  EXPECT_EQ(one.owners.front().identifier, "000000001");
  EXPECT_EQ(one.details.at("agent"), "丙");
  EXPECT_EQ(one.details.at("related"), "parent JP2016111111; division JP2019222222");
  ASSERT_EQ(list.events.size(), 2U);
  EXPECT_EQ(list.events[0].code, "A63");
  EXPECT_EQ(list.events[0].details.at("document_number"), "51801475960");
  EXPECT_FALSE(list.events[1].details.contains("document_number")) << "a filler";
}

TEST(JpoApi, ReadsARegistrationItsFeesAndItsEnd) {
  const FactList list = read(answer(R"({"applicationNumber":"2018123456","filingDate":"20180628",
   "registrationNumber":"6999991","registrationDate":"20211224","decisionDate":"20211201",
   "appealTrialDecisiondDate":"","rightPersonInformation":[{"rightPersonCd":"000000003",
   "rightPersonName":"丁"}],"inventionTitle":"袋","numberOfClaims":"002","expireDate":"20380628",
   "nextPensionPaymentDate":"20241224","lastPaymentYearly":"03","erasureIdentifier":"02",
   "disappearanceDate":"20241224","updateDate":"20250901"})"));
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "JP-P-6999991");
  EXPECT_EQ(one.known.iso(), "2025-09-01") << "the register's own day";
  EXPECT_EQ(one.expiry_date.text(), "2038-06-28");
  EXPECT_EQ(one.claim_count, 2);
  EXPECT_EQ(one.details.at("next_fee_date"), "2024-12-24");
  ASSERT_EQ(list.events.size(), 2U);
  EXPECT_EQ(list.events[0].st27, "H10");
  EXPECT_EQ(list.events[0].date.text(), "2024-12-24");
  EXPECT_EQ(list.events[0].details.at("erasure"), "02");
  EXPECT_EQ(list.events[1].st27, "U11");
  EXPECT_EQ(list.events[1].details.at("fee_year"), "3");
  EXPECT_EQ(list.events[1].details.at("paid_until"), "2024-12-24");
  EXPECT_TRUE(list.events[1].date.empty()) << "when it was paid is not said";
}

TEST(JpoApi, ReadsDesignsMarksPrioritiesAndCitations) {
  const FactList list =
      read("[" + answer(R"({"applicationNumber":"2020015234","designArticle":"積み木",
      "designClass":"E2112","filingDate":"20200624","registrationNumber":"1680731",
      "registrationDate":"20210219"})") +
           "," + answer(R"({"applicationNumber":"2024123456","filingDate":"20241118",
      "trademarkForDisplay":"某","transliteration":{"0":"ボウ"},"viennaClass":{},
      "goodsServiceInformation":[{"goodsServiceClass":"29","goodsServiceName":"牛肉",
      "similarCode":"32A01"}],"registrationNumber":""})") +
           "," + answer(R"({"applicationNumber":"2018123456","patentDoc":[{"draftDate":"20210304",
      "citationType":"31","documentNumber":"JPA 408167522"},{"draftDate":"20210404",
      "citationType":"31","documentNumber":"JPA 408167522"}],"nonPatentDoc":[{
      "draftDate":"20210304","citationType":"31","authorName":"戊","paperTitle":"論",
      "issueDate":"20100101"}]})") +
           "," + answer(R"({"applicationNumber":"2018123456","priorityRightInformation":[{
      "nationalPriorityLawCd":"1","nationalPriorityApplicationNumber":"2017210418",
      "nationalPriorityDate":"20171121"}]})") +
           "]");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 4U);
  EXPECT_EQ(list.rights[0].id.value, "JP-D-1680731");
  EXPECT_EQ(list.rights[0].details.at("national_classes"), "E2112");
  EXPECT_EQ(list.rights[1].id.value, "JP-A-T2024123456");
  EXPECT_THAT(list.rights[1].classes, ElementsAre("29"));
  EXPECT_EQ(list.rights[1].details.at("goods.29"), "牛肉");
  EXPECT_EQ(list.rights[1].details.at("transliteration"), "ボウ");
  EXPECT_EQ(list.rights[2].id.value, "JP-A-2018123456");
  ASSERT_EQ(list.rights[2].citations.size(), 2U) << "each document once";
  EXPECT_EQ(list.rights[2].citations[0].document, "JPH08167522A");
  EXPECT_EQ(list.rights[2].citations[1].document, "戊, 論");
  EXPECT_EQ(list.rights[2].known.iso(), "2021-04-04");
  EXPECT_EQ(list.rights[3].type, RightType::kInvention);
  EXPECT_EQ(list.rights[3].priority_date.text(), "2017-11-21");
}

TEST(JpoApi, AnErrorAnswerIsAProblemInTheOfficesWords) {
  const std::pair<const char*, ErrorCode> cases[] = {{"107", ErrorCode::kNotFound},
                                                     {"203", ErrorCode::kLimitExceeded},
                                                     {"204", ErrorCode::kInvalidInput}};
  for (const auto& [status, code] : cases) {
    const FactList list = read(answer("null", status));
    ASSERT_EQ(list.problems.size(), 1U) << status;
    EXPECT_EQ(list.problems.front().error.code, code) << status;
    EXPECT_THAT(list.problems.front().error.message, HasSubstr("why"));
    EXPECT_EQ(list.problems.front().error.where.record, 0U);
  }
  for (const char* data :
       {"null", "[]", R"({"applicationNumber":""})", R"({"applicationNumber":"x"})",
        R"({"applicantAttorney":[{"name":"甲"}]})"}) {
    const FactList list = read(answer(data));
    EXPECT_THAT(list.rights, IsEmpty()) << data;
    EXPECT_EQ(list.problems.size(), 1U) << data;
  }
  const FactList lesser = read(
      answer(R"({"applicationNumber":"2018123456","inventionTitle":"袋","filingDate":"20181301",
      "publicationDate":"20200109"})"));
  EXPECT_EQ(lesser.rights.size(), 1U);
  ASSERT_EQ(lesser.problems.size(), 1U);
  EXPECT_EQ(lesser.problems.front().error.where.field, "filingDate");
  StringSource cut("{\"result\":{\"statusCode\"");
  FactList unread;
  EXPECT_FALSE(read_jpo_api(cut, "a.json", unread.sink()));
}

TEST(JpoApi, DivisionsAndNumbersWithoutADay) {
  const FactList list =
      read("[" + answer(R"({"applicationNumber":"2018123456","publicationNumber":"2020001234",
      "registrationNumber":"6999991"})") +
           "," + answer(R"({"applicationNumber":"2018123456","parentApplicationInformation":{},
      "divisionalApplicationInformation":[{"applicationNumber":"2019222222",
      "ADPublicationNumber":"2020005678","registrationNumber":"7000001","expireDate":"20380628",
      "disappearanceDate":"20240101","divisionalGeneration":"1"},
      {"applicationNumber":"2019333333"}]})") +
           "]");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 3U);
  EXPECT_EQ(list.rights[0].id.value, "JP-A-2018123456") << "of which right is not said";
  EXPECT_EQ(list.rights[0].grant_number, "JP6999991");
  EXPECT_EQ(list.rights[0].known.iso(), "2018-12-31");
  EXPECT_EQ(list.rights[1].details.at("related"), "division JP2019222222; division JP2019333333");
  EXPECT_EQ(list.rights[2].id.value, "JP-P-7000001");
  EXPECT_EQ(list.rights[2].expiry_date.text(), "2038-06-28");
  ASSERT_EQ(list.events.size(), 1U);
  EXPECT_EQ(list.events[0].right.value, "JP-P-7000001");
  EXPECT_EQ(list.events[0].date.text(), "2024-01-01");
}

TEST(JpoApi, IsToldByContent) {
  EXPECT_EQ(format_of(answer(kProgress))->id, "jpo-api");
  EXPECT_EQ(format_of(answer("null", "107"))->id, "jpo-api");
}

}  // namespace
}  // namespace pignus::registers
