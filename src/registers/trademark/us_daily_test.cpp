#include "registers/trademark/us_daily.h"

#include <gtest/gtest.h>

#include "registers/status.h"
#include "registers/trademark/mark_case.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

std::string daily(const std::string& cases, const std::string& version = "2.0") {
  return "<?xml version=\"1.0\"?><trademark-applications-daily><version><version-no>" + version +
         "</version-no></version><application-information><file-segments><action-keys>" + cases +
         "</action-keys></file-segments></application-information></trademark-applications-daily>";
}

testing::FactList read(const std::string& xml, std::size_t piece = 1U << 20) {
  testing::FactList list;
  testing::StringSource source(xml, piece);
  const auto status = read_us_trademarks_daily(source, "apc.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

std::string event(const char* code, const char* type, const char* date) {
  return std::string("<case-file-event-statement><code>") + code + "</code><type>" + type +
         "</type><description-text>d</description-text><date>" + date +
         "</date><number>1</number></case-file-event-statement>";
}

std::string mark(const std::string& events, const std::string& more = "",
                 const std::string& status = "700") {
  return "<case-file><serial-number>76000001</serial-number>"
         "<registration-number>2700001</registration-number>"
         "<transaction-date>20240301</transaction-date><case-file-header>"
         "<filing-date>20000509</filing-date><registration-date>20040323</registration-date>"
         "<status-code>" +
         status +
         "</status-code><status-date>20100908</status-date>"
         "<mark-identification>OAK &amp; ACORN</mark-identification>"
         "<published-for-opposition-date>20031230</published-for-opposition-date>"
         "<trademark-in>T</trademark-in><service-mark-in>T</service-mark-in>"
         "<opposition-pending-in>F</opposition-pending-in>"
         "<cancellation-date>00000000</cancellation-date></case-file-header>" +
         more + "<case-file-event-statements>" + events +
         "</case-file-event-statements></case-file>";
}

TEST(UsTrademarksDaily, ReadsAMarkInAnyPieces) {
  const std::string more =
      "<case-file-statements><case-file-statement><type-code>GS0091</type-code>"
      "<text>Presses</text></case-file-statement><case-file-statement>"
      "<type-code>D10000</type-code><text>No claim to OAK</text></case-file-statement>"
      "</case-file-statements><classifications><classification>"
      "<international-code>009</international-code>"
      "<first-use-anywhere-date>19950700</first-use-anywhere-date></classification>"
      "<classification><primary-code>A</primary-code></classification></classifications>"
      "<case-file-owners><case-file-owner><party-type>10</party-type>"
      "<party-name>Old Oak</party-name><country>DE</country></case-file-owner>"
      "<case-file-owner><party-type>30</party-type><party-name>New Oak</party-name>"
      "<state>TX</state></case-file-owner></case-file-owners>"
      "<foreign-applications><foreign-application><filing-date>19991201</filing-date>"
      "<country>DE</country><application-number>39900001</application-number>"
      "<foreign-priority-claim-in>T</foreign-priority-claim-in></foreign-application>"
      "</foreign-applications><international-registration>"
      "<international-registration-number>0812345</international-registration-number>"
      "</international-registration><prior-registration-applications>"
      "<prior-registration-application><number>1000001</number></prior-registration-application>"
      "</prior-registration-applications><madrid-international-filing-requests>"
      "<madrid-international-filing-record><reference-number>A0000001</reference-number>"
      "<madrid-history-events><madrid-history-event><code>RECV</code><date>20010101</date>"
      "<description-text>r</description-text></madrid-history-event></madrid-history-events>"
      "</madrid-international-filing-record></madrid-international-filing-requests>";
  for (const std::size_t piece : {1U, 50U, 1U << 20}) {
    const auto list = read(daily(mark(event("R.PR", "A", "20040323"), more)), piece);
    ASSERT_EQ(list.rights.size(), 1U);
    const RightRecord& right = list.rights[0];
    EXPECT_EQ(right.id.value, "US-T-2700001");
    EXPECT_EQ(right.application_number, "US76000001");
    EXPECT_EQ(right.grant_number, "US2700001");
    EXPECT_EQ(right.title, "OAK & ACORN");
    EXPECT_EQ(right.known.iso(), "2024-03-01");
    EXPECT_EQ(right.priority_date.text(), "1999-12-01");
    EXPECT_EQ(right.publication_date.text(), "2003-12-30");
    EXPECT_EQ(right.classes, (std::vector<std::string>{"9", "A"}));
    EXPECT_EQ(right.owners, (std::vector<Party>{{"New Oak", "US", ""}}));
    EXPECT_EQ(right.family, std::vector<std::string>{"DE39900001"});
    EXPECT_EQ(right.details.at("owner.10"), "Old Oak");
    EXPECT_EQ(right.details.at("goods.9"), "Presses");
    EXPECT_EQ(right.details.at("first_use.9"), "1995-07");
    EXPECT_EQ(right.details.at("statement.D10000"), "No claim to OAK");
    EXPECT_EQ(right.details.at("mark_kind"), "trademark, service mark");
    EXPECT_EQ(right.details.at("international_registration"), "0812345");
    EXPECT_EQ(right.details.at("prior_registrations"), "1000001");
    EXPECT_EQ(right.details.at("madrid.1"), "A0000001");
    EXPECT_EQ(right.details.count("cancellation_date"), 0U);
    ASSERT_EQ(list.events.size(), 3U);  // registered, Madrid, status
    EXPECT_EQ(list.events[0].st27, "F11");
    EXPECT_EQ(list.events[1].code, "madrid RECV");
    EXPECT_TRUE(list.problems.empty());
  }
}

TEST(UsTrademarksDaily, SaysWhatItCannotRead) {
  const auto list =
      read(daily("<case-file><serial-number>none</serial-number></case-file>" +
                 mark(event("NWAP", "I", "20001350") + event("PUBO", "A", "")) +
                 "<case-file><serial-number>76000002</serial-number><transaction-date>20240301"
                 "</transaction-date><unclosed></case-file>"));
  ASSERT_EQ(list.rights.size(), 1U);
  ASSERT_EQ(list.problems.size(), 5U);
  EXPECT_EQ(list.problems[0].error.where.record, 1U);
  EXPECT_EQ(list.problems[1].error.where.field, "event date");  // no such day
  EXPECT_EQ(list.problems[4].error.where.record, 3U);
  EXPECT_EQ(read(daily("", "3.1")).problems.at(0).error.where.field, "version");
}

LegalStatus status_of(const testing::FactList& list, const char* on) {
  RightFacts facts;
  facts.id = list.rights.at(0).id;
  facts.records = list.rights;
  facts.records[0].known = *Date::parse("2000-05-09");
  facts.events = list.events;
  const Date day = *Date::parse(on);
  return status_as_of(facts, {day, day});
}

TEST(UsTrademarkStatus, LivesByItsDeclarationAndRenewals) {
  const auto list =
      read(daily(mark(event("NWAP", "I", "20000515") + event("R.PR", "A", "20040323") +
                          event("C15A", "O", "20100908") + event("89AG", "O", "20140401") +
                          event("RNL1", "Q", "20140401"),
                      "", "800")));
  EXPECT_EQ(status_of(list, "2001-01-01").state, LegalState::kPending);
  EXPECT_EQ(status_of(list, "2005-01-01").state, LegalState::kInForce);
  const LegalStatus first = status_of(list, "2009-01-01");
  ASSERT_TRUE(first.next_fee);
  EXPECT_EQ(first.next_fee->due.iso(), "2010-03-23");
  EXPECT_EQ(first.next_fee->grace_end.iso(), "2010-09-23");
  const LegalStatus declared = status_of(list, "2012-01-01");
  EXPECT_EQ(declared.state, LegalState::kInForce);
  ASSERT_TRUE(declared.next_fee);
  EXPECT_EQ(declared.next_fee->due.iso(), "2014-03-23");
  const LegalStatus renewed = status_of(list, "2020-01-01");
  EXPECT_EQ(renewed.state, LegalState::kInForce);
  EXPECT_EQ(renewed.term_end->iso(), "2024-03-23");
  EXPECT_EQ(renewed.next_fee->due.iso(), "2024-03-23");
  EXPECT_EQ(status_of(list, "2024-05-01").state, LegalState::kUnknown);  // nothing tells on
}

TEST(UsTrademarkStatus, EndsAsItsEventsSay) {
  const auto ends = [](const char* code, const char* type) {
    return status_of(
               read(daily(mark(event("R.PR", "A", "20040323") + event(code, type, "20100930")))),
               "2011-01-01")
        .state;
  };
  EXPECT_EQ(ends("C8..", "O"), LegalState::kLapsed);
  EXPECT_EQ(ends("C18.", "O"), LegalState::kInvalidated);
  EXPECT_EQ(ends("C7..", "O"), LegalState::kAbandoned);
  const auto challenged =
      read(daily(mark(event("R.PR", "A", "20040323") + event("PETC", "T", "20090101") +
                      event("CANT", "T", "20090701"))));
  EXPECT_TRUE(status_of(challenged, "2009-02-01").invalidation_pending);
  EXPECT_FALSE(status_of(challenged, "2009-08-01").invalidation_pending);
}

TEST(UsTrademarkStatus, ADeadStatusIsAllAnOldFileHas) {
  const auto list =
      read(daily("<case-file><serial-number>60172053</serial-number>"
                 "<registration-number>0172053</registration-number>"
                 "<transaction-date>20160316</transaction-date><case-file-header>"
                 "<registration-date>19230821</registration-date>"
                 "<status-code>626</status-code><status-date>20051025</status-date>"
                 "</case-file-header></case-file>"));
  EXPECT_EQ(list.rights.at(0).id.value, "US-T-172053");
  EXPECT_EQ(status_of(list, "2016-04-01").state, LegalState::kLapsed);
}

TEST(UsTrademarkRenewals, CountFromTwentyYearsBefore1989) {
  const std::string old =
      "<case-file><serial-number>71000001</serial-number>"
      "<registration-number>300001</registration-number><transaction-date>20240301"
      "</transaction-date><case-file-header><registration-date>19500102</registration-date>"
      "</case-file-header><case-file-event-statements>" +
      event("REN1", "R", "19700105") + event("RNL2", "Q", "19900110") +
      "</case-file-event-statements></case-file>";
  const auto list = read(daily(old));
  ASSERT_EQ(list.events.size(), 2U);
  EXPECT_EQ(list.events[0].details.at("paid_until"), "1990-01-02");
  EXPECT_EQ(list.events[1].details.at("paid_until"), "2000-01-02");
}

TEST(UsMarkKey, RegistrationBeforeSerial) {
  EXPECT_EQ(us_mark_key("76000001", "0000000"), "US-T-76000001");
  EXPECT_EQ(us_mark_key("76000001", "0172053"), "US-T-172053");
  EXPECT_EQ(us_mark_key("76/000,001", ""), "US-T-76000001");
  EXPECT_EQ(us_mark_key("x", ""), "");
}

}  // namespace
}  // namespace pignus::registers
