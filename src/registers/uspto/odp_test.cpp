#include "registers/uspto/odp.h"

#include <gtest/gtest.h>

#include "registers/uspto/odp_text.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

testing::FactList read(const std::string& json, std::size_t piece = 1U << 20) {
  testing::FactList list;
  testing::StringSource source(json, piece);
  const auto status = read_uspto_odp(source, "odp.json", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kWhole = R"({"count": 1, "patentFileWrapperDataBag": [{
  "eventDataBag": [{"eventCode": "M1551", "eventDescriptionText": "Payment  of fee",
                    "eventDate": "2021-05-04"},
                   {"eventCode": "X"}],
  "applicationMetaData": {"filingDate": "2014-03-01", "effectiveFilingDate": "2014-03-02",
    "inventionTitle": "WIDGET\n PRESS", "patentNumber": "9999001", "grantDate": "2017-11-07",
    "applicationTypeCode": "UTL", "applicationStatusCode": 150,
    "applicationStatusDescriptionText": "Patented Case", "applicationStatusDate": "2017-10-18",
    "entityStatusData": {"businessEntityStatusCategory": "Small"},
    "earliestPublicationNumber": "US 2015-0123456 A1", "earliestPublicationDate": "2015-05-07",
    "cpcClassificationBag": ["B30B   1/02", "B30B9/00"],
    "applicantBag": [{"applicantNameText": "Acorn Presses, Inc.",
                      "correspondenceAddressBag": [{"countryCode": "US"}]}],
    "inventorBag": [{"inventorNameText": "Ada  Oak"}]},
  "patentTermAdjustmentData": {"adjustmentTotalQuantity": 41.0,
    "patentTermAdjustmentHistoryDataBag": [{"eventDate": "2017-11-07"}]},
  "parentContinuityBag": [{"claimParentageTypeCode": "PRO", "parentApplicationNumberText":
    "61000001", "parentApplicationFilingDate": "2013-03-01",
    "childApplicationNumberText": "14000001"}],
  "childContinuityBag": [{"childApplicationNumberText": "PCTUS1400002", "childPatentNumber": "",
    "parentApplicationNumberText": "14000001", "childApplicationFilingDate": "2014-02-28"}],
  "foreignPriorityBag": [{"ipOfficeName": "JAPAN", "applicationNumberText": "2012-000123",
                          "filingDate": "2012-09-01"},
                         {"ipOfficeName": "ATLANTIS", "applicationNumberText": "7"}],
  "assignmentBag": [{"reelNumber": 30001, "frameNumber": 12, "assignmentRecordedDate":
    "2014-04-01", "conveyanceText": "SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).",
    "assignorBag": [{"assignorName": "ACORN PRESSES, INC.", "executionDate": "2014-03-28"}],
    "assigneeBag": [{"assigneeNameText": "BANK OF THE VALLEY",
                     "assigneeAddress": {"geographicRegionCode": "JPX"}}]}],
  "lastIngestionDateTime": "2025-07-18T22:45:35", "applicationNumberText": "14000001"}]})";

TEST(UsptoOdp, ReadsAFileWrapperInAnyPieces) {
  for (const std::size_t piece : {1U, 63U, 100000U}) {
    const auto list = read(kWhole, piece);
    ASSERT_EQ(list.rights.size(), 1U);
    const RightRecord& right = list.rights[0];
    EXPECT_EQ(right.id.value, "US-P-9999001");
    EXPECT_EQ(right.type, RightType::kInvention);
    EXPECT_EQ(right.application_number, "US14/000001");
    EXPECT_EQ(right.publication_number, "US2015123456A1");
    EXPECT_EQ(right.grant_number, "US9999001");
    EXPECT_EQ(right.title, "WIDGET PRESS");
    EXPECT_EQ(right.filing_date.text(), "2014-03-01");
    EXPECT_EQ(right.priority_date.text(), "2012-09-01");
    EXPECT_EQ(right.term_adjustment_days, 41);
    EXPECT_EQ(right.owners, (std::vector<Party>{{"Acorn Presses, Inc.", "US", ""}}));
    EXPECT_EQ(right.inventors, std::vector<std::string>{"Ada Oak"});
    EXPECT_EQ(right.classes, (std::vector<std::string>{"B30B1/02", "B30B9/00"}));
    EXPECT_EQ(right.family,
              (std::vector<std::string>{"US61/000001", "PCT/US2014/000002", "JP2012000123"}));
    EXPECT_EQ(right.details.at("priority.1"), "ATLANTIS 7");
    EXPECT_EQ(right.details.at("entity_status"), "Small");
    EXPECT_EQ(right.details.at("effective_filing_date"), "2014-03-02");
    EXPECT_EQ(right.known.iso(), "2025-07-18");
    ASSERT_EQ(list.events.size(), 1U);
    EXPECT_EQ(list.events[0].code, "M1551");
    EXPECT_EQ(list.events[0].description, "Payment of fee");
    EXPECT_EQ(list.events[0].right.value, "US-P-9999001");
    ASSERT_EQ(list.problems.size(), 1U);  // the event without a date
    EXPECT_EQ(list.problems[0].error.where.field, "eventDate");
    ASSERT_EQ(list.recordings.size(), 1U);
    EXPECT_EQ(list.recordings[0].id, "030001/0012");
    EXPECT_EQ(list.recordings[0].conveyance_class, ConveyanceClass::kSecurityInterest);
    EXPECT_EQ(list.recordings[0].grantees[0].party.country, "JP");
    EXPECT_EQ(list.recordings[0].properties[0].right.value, "US-P-9999001");
  }
}

TEST(UsptoOdp, AnswersOfPartOfAFileGiveTheirPart) {
  const auto events = read(R"({"count":1,"patentFileWrapperDataBag":[{"applicationNumberText":
    "14000001","eventDataBag":[{"eventCode":"PGM/","eventDate":"2017-11-07"}]}]})");
  EXPECT_TRUE(events.rights.empty());
  ASSERT_EQ(events.events.size(), 1U);
  EXPECT_EQ(events.events[0].right.value, "US-A-14000001");
  const auto adjustment = read(R"({"count":1,"patentFileWrapperDataBag":[{"applicationNumberText":
    "14000001","patentTermAdjustmentData":{"adjustmentTotalQuantity":238,
    "patentTermAdjustmentHistoryDataBag":[{"eventDate":"2023-07-11"}]}}]})");
  ASSERT_EQ(adjustment.rights.size(), 1U);
  EXPECT_EQ(adjustment.rights[0].term_adjustment_days, 238);
  EXPECT_EQ(adjustment.rights[0].known.iso(), "2023-07-11");
}

TEST(UsptoOdp, BadRecordsAndFieldsAreProblemsAndTheRestIsRead) {
  const auto list = read(R"({"count":9,"patentFileWrapperDataBag":[{"title":"no number"},
    {"applicationNumberText":"14000001","patentNumber":"??","filingDate":"2014-13-01",
     "inventionTitle":"A","applicationStatusDate":"2015-01-02","adjustmentTotalQuantity":"many"},
    {"applicationNumberText":"14000002",,}, 7]})");
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].id.value, "US-A-14000001");
  std::vector<std::string> fields;
  for (const auto& problem : list.problems) {
    fields.push_back(std::to_string(problem.error.where.record) + problem.error.where.field);
  }
  EXPECT_EQ(fields,
            (std::vector<std::string>{"1applicationNumberText", "2patentNumber", "2filingDate",
                                      "2adjustmentTotalQuantity", "3", "4", "0"}));
  EXPECT_EQ(list.problems.back().error.code, ErrorCode::kLimitExceeded);
}

TEST(UsptoOdp, AReexaminationIsAnEventOfThePatentItAttacks) {
  const auto list = read(R"({"patentBag":[{"applicationNumberText":"90000009","filingDate":
    "2024-04-30","applicationTypeCategory":"REEXAM","applicationTypeCode":"UTL","continuityBag":
    {"parentContinuityBag":[{"claimParentageTypeCode":"REX","parentPatentNumber":"8000001",
    "parentApplicationNumberText":"11000001"}]}}]})");
  ASSERT_EQ(list.events.size(), 1U);
  EXPECT_EQ(list.events[0].right.value, "US-P-8000001");
  EXPECT_EQ(list.events[0].st27, "L12");
  EXPECT_EQ(list.events[0].details.at("request"), "90000009");
}

TEST(UsptoOdp, ATrialIsToldOnceAndItsDocumentsEach) {
  const std::string trial = R"("trialNumber":"IPR2020-00001","trialMetaData":{"trialTypeCode":"IPR",
    "petitionFilingDate":"2020-01-15","institutionDecisionDate":"2020-07-15","terminationDate":
    "2021-02-01","trialStatusCategory":"Terminated-Settled"},"patentOwnerData":{"patentNumber":
    "9999001"},"regularPetitionerData":{"realPartyInInterestName":"Birch LLC"})";
  const auto list = read(R"({"patentTrialDocumentDataBag":[{)" + trial +
                         R"(,"documentData":{"documentTitleText":"Petition","documentCategory":
    "PETITION","documentFilingDate":"2020-01-15"}},{)" +
                         trial + R"(,"documentData":{"documentTitleText":"Judgment"},
    "decisionData":{"trialOutcomeCategory":"Final Written Decision","decisionIssueDate":
    "2021-01-31"}}]})");
  std::vector<std::string> told;
  for (const auto& event : list.events) {
    told.push_back(event.code + "|" + event.st27 + "|" + event.date.text());
    EXPECT_EQ(event.details.at("request"), "IPR2020-00001");
    EXPECT_EQ(event.details.at("party"), "Birch LLC");
  }
  EXPECT_EQ(told, (std::vector<std::string>{"IPR petition|L15|2020-01-15",
                                            "IPR institution||2020-07-15", "IPR end|L18|2021-02-01",
                                            "IPR petition|" + std::string("|2020-01-15"),
                                            "IPR decision||2021-01-31"}));
}

TEST(UsptoOdp, AppealsPetitionsAndDocumentsAreEvents) {
  const auto list = read(R"({"patentAppealDataBag":[{"appealNumber":"2020-000001","appellantData":
    {"applicationNumberText":"14000001"},"documentData":{"documentFilingDate":"2020-06-15"},
    "decisionData":{"appealOutcomeCategory":"Reversed"}}],
    "petitionDecisionDataBag":[{"applicationNumberText":"14000001","decisionDate":"2020-11-30",
    "decisionTypeCodeDescriptionText":"DENIED","petitionIssueConsideredTextBag":["A","B"]}],
    "documentBag":[{"applicationNumberText":"14000001","officialDate":
    "2023-07-11T00:00:00.000-0400","documentCode":"NOA"}]})");
  ASSERT_EQ(list.events.size(), 3U);
  EXPECT_EQ(list.events[0].details.at("status"), "Reversed");
  EXPECT_EQ(list.events[1].description, "A; B");
  EXPECT_EQ(list.events[2].code, "NOA");
  EXPECT_EQ(list.events[2].date.text(), "2023-07-11");
}

TEST(UsptoOdp, RefusesWhatIsNone) {
  testing::FactList list;
  testing::StringSource other(R"({"count": 2, "weather": []})");
  EXPECT_EQ(read_uspto_odp(other, "f", list.sink()).error().code, ErrorCode::kUnsupported);
  testing::StringSource cut(R"({"patentBag": [{"applicationNumberText": "1)");
  EXPECT_EQ(read_uspto_odp(cut, "f", list.sink()).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(list.problems.size(), 1U);
}

TEST(UsptoPeds, ReadsItsOwnNames) {
  testing::FactList list;
  testing::StringSource source(R"x({"queryResults":{"searchResponse":{"response":{"numFound":1,
    "docs":[{"applId":"09000001","patentNumber":"RE45678","appType":"Re-Issue","patentTitle":"LAMP",
    "appFilingDate":"1999-03-18T00:00:00Z","totalPtoDays":"0","lastUpdatedTimestamp":
    "2022-11-09T06:50:09.271Z","applicants":[{"nameLineOne":"Acorn","country":"(DE)"}],
    "inventors":[{"nameLineOne":"OAK","nameLineTwo":"ADA "}],
    "transactions":[{"recordDate":"2019-04-12 00:00:00","code":"TRIALDEN"}],
    "assignments":[{"reelNumber":"35130","frameNumber":"327","recordedDate":"03-10-2015",
    "converyanceName":"RELEASE BY SECURED PARTY","assignors":[{"assignorName":"BANK","execDate":
    "03-06-2015"}],"assignee":[{"assigneeName":"ACORN","countryCode":"TEXAS"}]}]}]}}}})x");
  ASSERT_TRUE(read_uspto_peds(source, "f", list.sink()));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].id.value, "US-R-45678");
  EXPECT_EQ(list.rights[0].type, RightType::kReissue);
  EXPECT_EQ(list.rights[0].owners[0].country, "DE");
  EXPECT_EQ(list.rights[0].inventors[0], "ADA OAK");
  EXPECT_EQ(list.events[0].date.text(), "2019-04-12");
  EXPECT_EQ(list.recordings[0].id, "035130/0327");
  EXPECT_EQ(list.recordings[0].conveyance_class, ConveyanceClass::kRelease);
  EXPECT_EQ(list.recordings[0].grantees[0].party.country, "US");
}

TEST(OdpText, ReadsNumbersDatesAndCountries) {
  using namespace uspto;  // NOLINT: the names under test
  EXPECT_EQ(us_application("PCT/US15/27322")->normal, "PCT/US2015/027322");
  EXPECT_EQ(us_application("PCTUS2297200")->right.value, "WO-A-US2022097200");
  EXPECT_EQ(us_application("PCT/IB98/00123")->normal, "PCT/IB1998/000123");
  EXPECT_EQ(us_application("15/123,456")->right.value, "US-A-15123456");
  EXPECT_FALSE(us_application("PCT/X"));
  EXPECT_FALSE(us_application("123"));
  EXPECT_EQ(service_date("03/10/2015")->text(), "2015-03-10");
  EXPECT_EQ(service_date("2015-03-10T00:00:00Z")->text(), "2015-03-10");
  EXPECT_TRUE(service_date("")->empty());
  EXPECT_FALSE(service_date("2015-03-1"));
  EXPECT_FALSE(service_date("2015-02-30"));
  EXPECT_EQ(country_of_address("(US)"), "US");
  EXPECT_EQ(country_of_address("KRX"), "KR");
  EXPECT_EQ(country_of_address("KOREA, REPUBLIC OF"), "KR");
  EXPECT_EQ(country_of_address("TEXAS"), "US");
  EXPECT_EQ(country_of_address("()"), "");
}

}  // namespace
}  // namespace pignus::registers
