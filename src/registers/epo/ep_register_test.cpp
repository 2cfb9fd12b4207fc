#include "registers/epo/ep_register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/format.h"
#include "support/read_outcome.h"

namespace pignus::registers {
namespace {

using ::testing::HasSubstr;
using Texts = std::vector<std::string>;
using Details = std::map<std::string, std::string>;

using Read = pignus::testing::ReadOutcome;

Read read(const std::string& text, const EpRegisterLimits& limits = {}) {
  return pignus::testing::outcome_of(text, 100, [&](auto& source, const FactSink& sink) {
    return read_ep_register(source, "r.xml", sink, limits);
  });
}

constexpr const char* kPublished =
    "<r:publication-reference><r:document-id><r:country>EP</r:country><r:doc-number>3000001"
    "</r:doc-number><r:kind>A1</r:kind><r:date>20130102</r:date></r:document-id>"
    "</r:publication-reference>";

std::string document(const std::string& bibliography, const std::string& after = "",
                     const std::string& attributes = " date-produced=\"20251025\"") {
  return "<r:register-document xmlns:r=\"http://www.epo.org/register\"" + attributes +
         "><r:bibliographic-data>" + kPublished + bibliography + "</r:bibliographic-data>" + after +
         "</r:register-document>";
}

std::string search(const std::string& documents, const char* query = "publication=EP3000001",
                   const char* found = "1") {
  return std::string(
             "<o:world-patent-data xmlns:o=\"http://ops.epo.org\"><o:register-search "
             "total-result-count=\"") +
         found + "\"><o:query>" + query + "</o:query><r:register-documents xmlns:r=\"x\">" +
         documents + "</r:register-documents></o:register-search></o:world-patent-data>";
}

const LegalEvent* find(const Read& result, const std::string& code, const std::string& state = "") {
  for (const LegalEvent& event : result.events) {
    const auto at = event.details.find("state");
    if (event.code == code && (state.empty() || (at != event.details.end() && at->second == state)))
      return &event;
  }
  return nullptr;
}

std::string party(const char* name) {
  return std::string("<r:applicant><r:addressbook><r:name>") + name +
         "</r:name><r:address><r:country>FI</r:country></r:address></r:addressbook>"
         "</r:applicant>";
}

TEST(EpRegister, IsToldInAnEnvelopeAndAlone) {
  for (const std::string& text :
       {document(""), search(document("")),
        "<r:register-documents xmlns:r=\"x\">" + document("") + "</r:register-documents>",
        "<o:world-patent-data xmlns:o=\"x\"><r:register-documents>" + document("") +
            "</r:register-documents></o:world-patent-data>"}) {
    ASSERT_NE(format_of(text), nullptr);
    EXPECT_EQ(format_of(text)->id, "ep-register");
    const Read result = read(text);
    ASSERT_TRUE(result.status);
    ASSERT_EQ(result.rights.size(), 1U) << text;
    EXPECT_EQ(result.rights[0].id.value, "EP-P-3000001");
  }
}

TEST(EpRegister, StatesTheRightAsItStandsNow) {
  const Read result = read(document(
      "<r:publication-reference><r:document-id><r:country>EP</r:country><r:doc-number>3000001"
      "</r:doc-number><r:kind>B1</r:kind><r:date>20191127</r:date></r:document-id>"
      "</r:publication-reference><r:application-reference><r:document-id><r:country>EP"
      "</r:country><r:doc-number>12345678</r:doc-number><r:date>20120101</r:date></r:document-id>"
      "</r:application-reference><r:classifications-ipcr change-date=\"20190101\">"
      "<r:classification-ipcr><r:text>H04W84/20,  // H04W88/04</r:text></r:classification-ipcr>"
      "</r:classifications-ipcr><r:parties><r:applicants change-date=\"20191018\">" +
          party("New &amp; Co") + "</r:applicants><r:applicants change-date=\"20130102\">" +
          party("Old Oy") +
          "</r:applicants></r:parties><r:designation-of-states change-date=\"20191025\">"
          "<r:designation-pct><r:regional><r:region><r:country>EP</r:country></r:region>"
          "<r:country>AT</r:country><r:country>DE</r:country></r:regional></r:designation-pct>"
          "<r:exclusion-from-designation><r:regional><r:country>TR</r:country></r:regional>"
          "</r:exclusion-from-designation></r:designation-of-states>"
          "<r:designation-of-states change-date=\"20130102\"><r:designation-epc><r:country>FR"
          "</r:country></r:designation-epc></r:designation-of-states>"
          "<r:invention-title lang=\"de\" change-date=\"20190621\">PUMPE</r:invention-title>"
          "<r:invention-title lang=\"en\" change-date=\"20190621\">PUMP</r:invention-title>"
          "<r:invention-title lang=\"en\" change-date=\"20130102\">Pomp</r:invention-title>"
          "<r:priority-claims><r:priority-claim><r:country>DE</r:country><r:doc-number>"
          "102011000001</r:doc-number><r:date>20110105</r:date></r:priority-claim>"
          "</r:priority-claims>",
      "<r:ep-patent-statuses><r:ep-patent-status change-date=\"20201002\" status-code=\"7\">No "
      "opposition</r:ep-patent-status><r:ep-patent-status change-date=\"20191025\" "
      "status-code=\"8\">Granted</r:ep-patent-status></r:ep-patent-statuses>"));
  EXPECT_EQ(result.problems, Texts{});
  ASSERT_EQ(result.rights.size(), 1U);
  const RightRecord& record = result.rights[0];
  EXPECT_EQ(record.known, *Date::parse("2025-10-25"));
  EXPECT_EQ(record.publication_number, "EP3000001A1");
  EXPECT_EQ(record.grant_number, "EP3000001B1");
  EXPECT_EQ(record.grant_date, *RegisterDate::parse("2019-11-27"));
  EXPECT_EQ(record.application_number, "EP20120345678");
  EXPECT_EQ(record.filing_date, *RegisterDate::parse("2012-01-01"));
  EXPECT_EQ(record.priority_date, *RegisterDate::parse("2011-01-05"));
  EXPECT_EQ(record.family, (Texts{"DE102011000001"}));
  EXPECT_EQ(record.title, "PUMP");
  EXPECT_EQ(record.owners, (std::vector<Party>{{"New & Co", "FI", ""}}));
  EXPECT_EQ(record.classes, (Texts{"H04W84/20", "H04W88/04"}));
  EXPECT_EQ(record.designated_states, (Texts{"AT", "DE"}));
  EXPECT_EQ(
      record.details,
      (Details{{"status", "No opposition"}, {"status_code", "7"}, {"status_date", "2020-10-02"}}));
  const LegalEvent* change = find(result, "applicants");
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->date, *RegisterDate::parse("2019-10-18"));
  EXPECT_EQ(change->details.at("party_before"), "Old Oy");
  EXPECT_EQ(change->details.at("party_after"), "New & Co");
  ASSERT_NE(find(result, "status-8"), nullptr);
  EXPECT_EQ(find(result, "status-8")->date, *RegisterDate::parse("2019-10-25"));
}

std::string lapses(const char* changed, const std::string& states) {
  return std::string("<r:term-of-grant change-date=\"") + changed +
         "\" change-gazette-num=\"2020/22\">" + states + "</r:term-of-grant>";
}
std::string lapse(const char* state, const char* date) {
  return std::string("<r:lapsed-in-country><r:country>") + state + "</r:country><r:date>" + date +
         "</r:date></r:lapsed-in-country>";
}

TEST(EpRegister, EachStateLapsesOnceWithTheDayItBecameKnown) {
  const Read result =
      read(document(lapses("20210507", lapse("AT", "20191127") + lapse("BG", "20200227")) +
                    lapses("20200522", lapse("AT", "20191127") + lapse("HR", "20191127")) +
                    lapses("20200424", lapse("AT", "20191127"))));
  ASSERT_EQ(result.events.size(), 3U);
  const LegalEvent* austria = find(result, "lapsed-in-country", "AT");
  ASSERT_NE(austria, nullptr);
  EXPECT_EQ(austria->date, *RegisterDate::parse("2019-11-27"));
  EXPECT_EQ(austria->known, Date::parse("2020-04-24"));
  EXPECT_EQ(austria->details.at("gazette"), "2020/22");
  EXPECT_EQ(find(result, "lapsed-in-country", "BG")->known, Date::parse("2021-05-07"));
  const LegalEvent* croatia = find(result, "lapsed-in-country-superseded", "HR");
  ASSERT_NE(croatia, nullptr);
  EXPECT_EQ(croatia->details.at("superseded"), "2021-05-07");
}

TEST(EpRegister, FeesEventsStepsAndOppositionAreTold) {
  const Read result = read(search(
      "<r:register-document date-produced=\"20251025\"><r:bibliographic-data>" +
      std::string(kPublished) +
      "<r:dates-rights-effective><r:request-for-examination change-gazette-num=\"2012/29\">"
      "<r:date>20120606</r:date></r:request-for-examination></r:dates-rights-effective>"
      "<r:opposition-data change-date=\"20201002\"><r:opponent sequence=\"1\"><r:addressbook>"
      "<r:name>Rival AG</r:name></r:addressbook><r:date-opposition-filed><r:date>20200701"
      "</r:date></r:date-opposition-filed></r:opponent><r:opposition-not-filed><r:date>20200828"
      "</r:date></r:opposition-not-filed></r:opposition-data>"
      "<r:date-application-deemed-withdrawn change-gazette-num=\"2009/11\"><r:date>20080909"
      "</r:date></r:date-application-deemed-withdrawn></r:bibliographic-data>"
      "<r:events-data><r:dossier-event id=\"EVT_1\" event-type=\"new\"><r:event-date><r:date>"
      "20220708</r:date></r:event-date><r:event-code>0009250</r:event-code><r:event-text "
      "event-text-type=\"DESCRIPTION\">Lapse</r:event-text><r:gazette-reference><r:gazette-num>"
      "2022/32</r:gazette-num><r:date>20220810</r:date></r:gazette-reference></r:dossier-event>"
      "</r:events-data><r:procedural-data><r:procedural-step id=\"1\" "
      "procedure-step-phase=\"undefined\"><r:procedural-step-code>RFEE</r:procedural-step-code>"
      "<r:procedural-step-text step-text-type=\"STEP_DESCRIPTION\">Renewal fee payment"
      "</r:procedural-step-text><r:procedural-step-text step-text-type=\"YEAR\">03"
      "</r:procedural-step-text><r:procedural-step-date step-date-type=\"DATE_OF_PAYMENT\">"
      "<r:date>20120620</r:date></r:procedural-step-date></r:procedural-step>"
      "<r:procedural-step procedure-step-phase=\"examination\"><r:procedural-step-code>EXRE"
      "</r:procedural-step-code><r:procedural-step-date step-date-type=\"DATE_OF_REPLY\"><r:date>"
      "20170601</r:date></r:procedural-step-date><r:procedural-step-date "
      "step-date-type=\"DATE_OF_DISPATCH\"><r:date>20170201</r:date></r:procedural-step-date>"
      "<r:time-limit time-limit-unit=\"months\">04</r:time-limit></r:procedural-step>"
      "</r:procedural-data></r:register-document>"));
  EXPECT_EQ(result.problems, Texts{});
  EXPECT_EQ(result.events.size(), 7U);
  const LegalEvent* fee = find(result, "RFEE");
  ASSERT_NE(fee, nullptr);
  EXPECT_EQ(fee->date, *RegisterDate::parse("2012-06-20"));
  EXPECT_EQ(fee->details, (Details{{"fee_year", "3"}}));
  EXPECT_EQ(fee->st27, "U11");
  const LegalEvent* event = find(result, "0009250");
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(
      event->details,
      (Details{{"event_id", "EVT_1"}, {"gazette", "2022/32"}, {"gazette_date", "2022-08-10"}}));
  const LegalEvent* step = find(result, "EXRE");
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->date, *RegisterDate::parse("2017-02-01"));
  EXPECT_EQ(step->details, (Details{{"date_of_reply", "2017-06-01"},
                                    {"phase", "examination"},
                                    {"time_limit", "04 months"}}));
  EXPECT_EQ(find(result, "opponent")->details.at("opponent"), "Rival AG");
  EXPECT_EQ(find(result, "opposition-not-filed")->known, Date::parse("2020-10-02"));
  EXPECT_EQ(find(result, "date-application-deemed-withdrawn")->date,
            *RegisterDate::parse("2008-09-09"));
}

TEST(EpRegister, AnswersWithoutBibliographyTakeTheRightFromTheQuestion) {
  const std::string events =
      "<r:register-document date-produced=\"20251025\"><r:procedural-data><r:procedural-step>"
      "<r:procedural-step-code>PROL</r:procedural-step-code></r:procedural-step>"
      "</r:procedural-data></r:register-document>";
  const Read result = read(search(events));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].id.value, "EP-P-3000001");
  ASSERT_EQ(result.events.size(), 1U);
  EXPECT_TRUE(result.events[0].date.empty());
  EXPECT_EQ(result.events[0].known, Date::parse("2025-10-25"));
  EXPECT_EQ(read(search(events, "pn = EP3000001.B1")).rights.size(), 1U);
  const Read unasked = read(search(events, "application=EP12345678"));
  EXPECT_TRUE(unasked.rights.empty());
  ASSERT_EQ(unasked.problems.size(), 1U);
  EXPECT_THAT(unasked.problems[0], HasSubstr("cannot tell the right"));
}

TEST(EpRegister, UnitaryEffectAndLicencesAreTold) {
  const Read result = read(document(
      "<r:parties><r:applicants change-date=\"20191018\">" + party("Owner Oy") +
          "</r:applicants></r:parties><r:licensee-data change-date=\"20210203\"><r:licensee "
          "sequence=\"1\" type-license=\"exclusive\"><r:addressbook><r:name>Maker Ltd</r:name>"
          "</r:addressbook><r:effective-in><r:country>DE</r:country></r:effective-in></r:licensee>"
          "<r:licensee sequence=\"2\" type-license=\"right in rem\"><r:addressbook><r:name>Bank"
          "</r:name></r:addressbook></r:licensee></r:licensee-data>",
      "<r:unitary-patent><r:unitary-patent-statuses><r:unitary-patent-status "
      "change-date=\"20230607\" status-code=\"9\">Unitary effect registered"
      "</r:unitary-patent-status></r:unitary-patent-statuses></r:unitary-patent>"));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].details.at("unitary_status"), "Unitary effect registered");
  EXPECT_EQ(find(result, "unitary-status-9")->date, *RegisterDate::parse("2023-06-07"));
  ASSERT_EQ(result.recordings.size(), 2U);
  EXPECT_EQ(result.recordings[0].conveyance_class, ConveyanceClass::kLicence);
  EXPECT_EQ(result.recordings[0].grantors[0].party.name, "Owner Oy");
  EXPECT_EQ(result.recordings[0].grantees[0].party.name, "Maker Ltd");
  EXPECT_EQ(result.recordings[0].recorded, *Date::parse("2021-02-03"));
  EXPECT_EQ(result.recordings[1].conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_EQ(find(result, "licensee")->details.at("untested"), "yes");
}

TEST(EpRegister, SearchListsNameTheirOwnersAndSayWhatIsMissing) {
  const Read result = read(search(
      document("<r:parties><r:applicants>" + party("One _;;_ Two") + "</r:applicants></r:parties>",
               "<r:ep-patent-statuses><r:ep-patent-status change-date=\"\" status-code=\"\"/>"
               "</r:ep-patent-statuses>",
               ""),
      "pd=20130102", "8965"));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].owners.size(), 2U);
  EXPECT_EQ(result.rights[0].known, *Date::parse("2013-01-02")) << "the latest day it tells";
  EXPECT_TRUE(result.events.empty());
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems[0], HasSubstr("found 8965 documents; this answer holds 1"));
}

TEST(EpRegister, BadFieldsNewVersionsAndBrokenFilesAreSaid) {
  const Read version = read(document("", "", " dtd-version=\"2.0\" date-produced=\"20251025\""));
  EXPECT_EQ(version.rights.size(), 1U);
  ASSERT_EQ(version.problems.size(), 1U);
  EXPECT_THAT(version.problems[0], HasSubstr("version 2.0 is new"));
  const Read field = read(document(lapses("20210507", lapse("AT", "20211301"))));
  EXPECT_EQ(field.events.size(), 1U);
  ASSERT_EQ(field.problems.size(), 1U);
  EXPECT_THAT(field.problems[0], HasSubstr("field <lapsed-in-country>: no date: \"20211301\""));
  EXPECT_FALSE(read("<r:register-document>").status);
  const Read bounded = read(document(""), {.bytes_max = 20});
  ASSERT_FALSE(bounded.status);
  EXPECT_EQ(bounded.status.error().code, ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace pignus::registers
