#include "registers/status.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus::registers {
namespace {

Date day(const char* iso) {
  return *Date::parse(iso);
}

LegalEvent event(const char* right, const char* date, const char* code, const char* st27 = "",
                 std::map<std::string, std::string> details = {}) {
  LegalEvent made;
  made.right = RightId{right};
  made.date = *RegisterDate::parse(date);
  made.code = code;
  made.st27 = st27;
  made.details = std::move(details);
  made.source = {"made-up.csv", "", 1, ""};
  return made;
}

RightRecord record(const char* right, RightType type, const char* filed, const char* granted,
                   const char* known) {
  RightRecord made;
  made.id = RightId{right};
  made.type = type;
  made.filing_date = *RegisterDate::parse(filed);
  made.grant_date = *RegisterDate::parse(granted);
  made.known = day(known);
  made.source = {"made-up.csv", "", 1, ""};
  return made;
}

RightFacts us_patent() {
  RightFacts facts;
  facts.id = RightId{"US-P-9999999"};
  facts.records = {
      record("US-P-9999999", RightType::kInvention, "2010-03-01", "2012-06-05", "2012-06-05")};
  return facts;
}

RightFacts cn_patent() {
  RightFacts facts;
  facts.id = RightId{"CN-P-201919999101"};
  facts.records = {
      record("CN-P-201919999101", RightType::kInvention, "2019-03-12", "2021-06-18", "2021-06-18")};
  return facts;
}

LegalStatus on(const RightFacts& facts, const char* date) {
  return status_as_of(facts, {day(date), day(date)});
}

bool says(const LegalStatus& status, std::string_view message) {
  return std::any_of(status.reasons.begin(), status.reasons.end(),
                     [&](const StatusReason& reason) { return reason.message == message; });
}

TEST(Status, NothingAtHandIsUnknown) {
  const LegalStatus status = on({}, "2024-01-01");
  EXPECT_EQ(status.state, LegalState::kUnknown);
  EXPECT_FALSE(status.term_end);
  EXPECT_TRUE(says(status, "status.no_record"));
}

TEST(Status, GrantedIsNotInForce) {
  RightFacts facts = us_patent();
  facts.events = {event("US-P-9999999", "2016-07-07", "EXP.")};
  EXPECT_EQ(on(facts, "2012-06-04").state, LegalState::kUnknown);  // not known yet
  // The last day of grace was 2016-06-05; until then the grant alone says it, after it nothing
  // does.
  EXPECT_EQ(on(facts, "2016-06-05").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2016-07-06").state, LegalState::kUnknown);
  EXPECT_TRUE(says(on(facts, "2016-07-06"), "status.no_fee_told"));
  EXPECT_EQ(on(facts, "2016-07-07").state, LegalState::kLapsed);
  EXPECT_EQ(on(facts, "2016-07-07").since, day("2016-07-07"));
  facts.events.push_back(event("US-P-9999999", "2017-01-10", "EXPX"));
  EXPECT_EQ(on(facts, "2017-01-09").state, LegalState::kLapsed);
  EXPECT_EQ(on(facts, "2017-01-10").state, LegalState::kInForce);
}

TEST(Status, PaymentAfterLapseDoesNotRevive) {
  RightFacts facts = us_patent();
  facts.events = {event("US-P-9999999", "2016-07-07", "EXP."),
                  event("US-P-9999999", "2016-09-01", "M1551")};
  EXPECT_EQ(on(facts, "2016-10-01").state, LegalState::kLapsed);
}

TEST(Status, UsMaintenanceFees) {
  RightFacts facts = us_patent();
  LegalStatus status = on(facts, "2013-01-01");
  ASSERT_TRUE(status.next_fee);
  EXPECT_EQ(status.next_fee->fee_year, 4);
  EXPECT_EQ(status.next_fee->due, day("2015-12-05"));
  EXPECT_EQ(status.next_fee->grace_end, day("2016-06-05"));
  EXPECT_EQ(status.next_fee->standard, "us-utility-1995");
  EXPECT_FALSE(status.fees_paid_until);
  EXPECT_EQ(status.term_end, day("2030-03-01"));
  // Within the months of grace, without payments at hand, nothing follows yet.
  EXPECT_EQ(on(facts, "2016-03-01").state, LegalState::kInForce);

  facts.events = {event("US-P-9999999", "2015-11-20", "M2551")};
  status = on(facts, "2020-01-15");
  EXPECT_EQ(status.fees_paid_until, day("2020-06-05"));
  EXPECT_EQ(status.state, LegalState::kInGrace);
  EXPECT_EQ(status.since, day("2019-12-06"));
  ASSERT_TRUE(says(status, "status.overdue"));
  EXPECT_EQ(status.reasons.back().arguments.at(4), "grade.recalled");
  // Past the grace no event tells of a lapse, and nothing tells of life.
  EXPECT_EQ(on(facts, "2020-06-06").state, LegalState::kUnknown);

  facts.events.push_back(event("US-P-9999999", "2015-12-20", "R2551"));
  EXPECT_FALSE(on(facts, "2016-01-01").fees_paid_until);

  facts.events = {event("US-P-9999999", "2023-11-20", "M1553", "U11", {{"fee_year", "12"}})};
  status = on(facts, "2024-01-15");
  EXPECT_EQ(status.fees_paid_until, day("2030-03-01"));
  EXPECT_FALSE(status.next_fee);
}

TEST(Status, UsTerms) {
  RightFacts facts = us_patent();
  facts.records[0].term_adjustment_days = 100;
  facts.records[0].terminal_disclaimer = true;
  LegalStatus status = on(facts, "2013-01-01");
  EXPECT_EQ(status.term_end, day("2030-03-01").plus_days(100));
  EXPECT_TRUE(says(status, "status.terminal_disclaimer"));
  // The rule is remembered only: it does not say "expired" by itself.
  status = on(facts, "2031-01-01");
  EXPECT_EQ(status.state, LegalState::kUnknown);
  EXPECT_TRUE(says(status, "status.term_unconfirmed_by_rule"));

  facts.records = {
      record("US-P-5000001", RightType::kInvention, "1990-01-02", "1994-03-01", "1994-03-01")};
  EXPECT_EQ(on(facts, "1995-01-01").term_end, day("2011-03-01"));
  facts.records = {
      record("US-D-777777", RightType::kDesign, "2016-01-02", "2017-02-03", "2017-02-03")};
  EXPECT_EQ(on(facts, "2018-01-01").term_end, day("2032-02-03"));
  EXPECT_FALSE(on(facts, "2018-01-01").next_fee);
  facts.records[0].filing_date = day("2015-05-12");
  EXPECT_EQ(on(facts, "2018-01-01").term_end, day("2031-02-03"));
}

TEST(Status, ChineseAnnuities) {
  RightFacts facts = cn_patent();
  facts.events = {event("CN-P-201919999101", "2021-06-18", "", "F11"),
                  event("CN-P-201919999101", "2021-06-18", "", "U11",
                        {{"fee_year", "3"}, {"paid_until", "2022-03-11"}}),
                  event("CN-P-201919999101", "2022-02-26", "", "U11",
                        {{"fee_year", "4"}, {"paid_until", "2023-03-11"}})};
  LegalStatus status = on(facts, "2023-03-12");
  EXPECT_EQ(status.state, LegalState::kInForce);
  EXPECT_EQ(status.term_end, day("2039-03-12"));
  EXPECT_EQ(status.fees_paid_until, day("2023-03-11"));
  ASSERT_TRUE(status.next_fee);
  EXPECT_EQ(status.next_fee->what, "annuity year 5");
  EXPECT_EQ(status.next_fee->due, day("2023-03-12"));
  EXPECT_EQ(status.next_fee->grace_end, day("2023-09-12"));
  EXPECT_EQ(on(facts, "2023-03-13").state, LegalState::kInGrace);
  EXPECT_EQ(on(facts, "2023-09-12").state, LegalState::kInGrace);
  EXPECT_EQ(on(facts, "2023-09-13").state, LegalState::kUnknown);
  facts.events.push_back(event("CN-P-201919999101", "2023-10-20", "CF01"));
  EXPECT_EQ(on(facts, "2023-10-20").state, LegalState::kLapsed);
  facts.events.push_back(event("CN-P-201919999101", "2024-03-01", "RR01"));
  EXPECT_TRUE(says(on(facts, "2024-03-01"), "status.revived"));
  EXPECT_NE(on(facts, "2024-03-01").state, LegalState::kLapsed);
}

TEST(Status, ChineseTermEnds) {
  RightFacts facts = cn_patent();
  facts.events = {
      event("CN-P-201919999101", "2038-03-01", "", "U11", {{"paid_until", "2039-03-12"}})};
  EXPECT_EQ(on(facts, "2039-03-12").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2039-03-13").state, LegalState::kExpired);  // 20 years: the source was seen
  EXPECT_EQ(on(facts, "2039-03-13").since, day("2039-03-13"));
  facts.records = {
      record("CN-D-202130999999", RightType::kDesign, "2021-05-31", "2021-12-01", "2021-12-01")};
  facts.id = RightId{"CN-D-202130999999"};
  EXPECT_EQ(on(facts, "2022-01-01").term_end, day("2031-05-31"));
  facts.records[0].filing_date = day("2021-06-01");
  EXPECT_EQ(on(facts, "2022-01-01").term_end, day("2036-06-01"));
  facts.records[0].filing_date = RegisterDate();
  EXPECT_FALSE(on(facts, "2022-01-01").term_end);  // the filing date decides between two rules
}

TEST(Status, MarkIsRenewed) {
  RightFacts facts;
  facts.id = RightId{"CN-T-99999811"};
  facts.records = {
      record("CN-T-99999811", RightType::kTrademark, "2008-05-16", "2009-08-14", "2009-08-14")};
  EXPECT_EQ(on(facts, "2010-01-01").term_end, day("2019-08-14"));
  EXPECT_EQ(on(facts, "2020-01-01").state, LegalState::kUnknown);
  facts.events = {event("CN-T-99999811", "2019-05-01", "", "U11", {{"paid_until", "2029-08-14"}})};
  EXPECT_EQ(on(facts, "2020-01-01").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2020-01-01").term_end, day("2029-08-14"));
}

TEST(Status, RegisterStatesTheEnd) {
  RightFacts facts = us_patent();
  facts.records[0].expiry_date = day("2025-01-31");
  facts.events = {event("US-P-9999999", "2015-11-02", "M1551"),
                  event("US-P-9999999", "2019-11-04", "M1552"),
                  event("US-P-9999999", "2023-11-02", "M1553")};
  EXPECT_EQ(on(facts, "2025-01-31").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2025-02-01").state, LegalState::kExpired);
}

TEST(Status, ApplicationsAndTheirEnds) {
  RightFacts facts;
  facts.id = RightId{"CN-P-202419999407"};
  facts.events = {event("CN-P-202419999407", "2024-06-07", "", "A12"),
                  event("CN-P-202419999407", "2025-12-07", "PB01")};
  EXPECT_EQ(on(facts, "2026-01-01").state, LegalState::kPending);
  facts.events.push_back(event("CN-P-202419999407", "2026-02-01", "WD01"));
  EXPECT_EQ(on(facts, "2026-02-01").state, LegalState::kAbandoned);
  facts.events.push_back(event("CN-P-202419999407", "2026-03-01", "", "C13"));
  EXPECT_EQ(on(facts, "2026-03-01").state, LegalState::kPending);
}

TEST(Status, InvalidationTrueAndKnown) {
  RightFacts facts = cn_patent();
  LegalEvent request = event("CN-P-201919999101", "2026-02-10", "", "L15", {{"request", "a"}});
  request.known = day("2026-02-20");
  facts.events = {request, event("CN-P-201919999101", "2026-03-01", "", "L15", {{"request", "b"}})};
  EXPECT_FALSE(status_as_of(facts, {day("2026-02-15"), day("2026-02-15")}).invalidation_pending);
  EXPECT_TRUE(status_as_of(facts, {day("2026-02-15"), day("2026-02-20")}).invalidation_pending);
  EXPECT_FALSE(status_as_of(facts, {day("2026-02-09"), day("2026-02-20")}).invalidation_pending);
  facts.events.push_back(event("CN-P-201919999101", "2026-06-01", "", "M11", {{"request", "a"}}));
  EXPECT_TRUE(on(facts, "2026-06-01").invalidation_pending);  // b still is
  facts.events.push_back(event("CN-P-201919999101", "2026-07-01", "IW01"));
  EXPECT_FALSE(on(facts, "2026-07-01").invalidation_pending);
  EXPECT_EQ(on(facts, "2026-07-01").state, LegalState::kInvalidated);
}

TEST(Status, PreservationAndSuspension) {
  RightFacts facts = cn_patent();
  facts.events = {event("CN-P-201919999101", "2022-01-01", "PP01"),
                  event("CN-P-201919999101", "2022-02-01", "", "T14"),
                  event("CN-P-201919999101", "2022-03-01", "PD01"),
                  event("CN-P-201919999101", "2022-04-01", "", "T16")};
  EXPECT_TRUE(on(facts, "2022-01-15").attached);
  EXPECT_FALSE(on(facts, "2022-01-15").ownership_dispute);
  EXPECT_TRUE(on(facts, "2022-02-15").ownership_dispute);
  EXPECT_FALSE(on(facts, "2022-03-15").attached);
  EXPECT_TRUE(on(facts, "2022-03-15").ownership_dispute);
  EXPECT_FALSE(on(facts, "2022-04-15").ownership_dispute);
}

TEST(Status, DateWithoutItsDayCountsFromItsLastDay) {
  RightFacts facts = us_patent();
  facts.events = {event("US-P-9999999", "2016-07", "EXP."),
                  event("US-P-9999999", "2015-11-02", "M1551")};
  EXPECT_EQ(on(facts, "2016-07-30").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2016-07-31").state, LegalState::kLapsed);
  facts.events[0].date = RegisterDate();
  EXPECT_EQ(on(facts, "2019-01-01").state, LegalState::kInForce);
  facts.events[0].known = day("2016-08-09");
  EXPECT_EQ(on(facts, "2016-08-08").state, LegalState::kInForce);
  EXPECT_EQ(on(facts, "2016-08-09").state, LegalState::kLapsed);
}

TEST(Facts, LatestRecordAndWhatWasKnown) {
  RightFacts facts = us_patent();
  RightRecord later = facts.records[0];
  later.known = day("2015-01-01");
  later.title = "later";
  facts.records.insert(facts.records.begin(), later);
  facts.merge();
  EXPECT_EQ(facts.latest_record()->title, "later");
  EXPECT_EQ(RightFacts{}.latest_record(), nullptr);
  Recording recording;
  recording.recorded = day("2016-01-01");
  facts.recordings = {recording};
  const RightFacts known = known_facts(facts, {day("2030-01-01"), day("2014-12-31")});
  EXPECT_EQ(known.records.size(), 1U);
  EXPECT_TRUE(known.recordings.empty());
  EXPECT_EQ(known_facts(facts, {day("2016-01-01"), day("2016-01-01")}), facts);
}

TEST(LegalState, NamesRoundTrip) {
  for (int i = 0; i <= static_cast<int>(LegalState::kAbandoned); ++i) {
    const auto state = static_cast<LegalState>(i);
    EXPECT_EQ(parse_legal_state(name_of(state)), state);
  }
  EXPECT_FALSE(parse_legal_state("dead"));
}

LegalEvent any_event() {
  LegalEvent made;
  made.right = RightId{"CN-P-201919999101"};
  made.st27 = *rc::gen::element<std::string>("A12", "B12", "C13", "F11", "H10", "H12", "H13", "H14",
                                             "H15", "K13", "L15", "L18", "M11", "N12", "U11", "T14",
                                             "T16", "Q12", "");
  made.code = *rc::gen::element<std::string>("", "PP01", "PD01", "CF01", "ZZ99");
  made.date = day("2019-01-01").plus_days(*rc::gen::inRange(0, 40) * 100);
  if (*rc::gen::arbitrary<bool>()) {
    made.known = made.date.exact()->plus_days(*rc::gen::inRange(0, 400));
  }
  if (made.st27 == "U11") {
    made.details["fee_year"] = std::to_string(*rc::gen::inRange(1, 12));
  }
  made.source = {"made-up.csv", "", static_cast<std::uint64_t>(*rc::gen::inRange(1, 9)), ""};
  return made;
}

RightFacts any_facts() {
  RightFacts facts = cn_patent();
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    facts.events.push_back(any_event());
  }
  return facts;
}

bool same(const LegalStatus& a, const LegalStatus& b) {
  return a.state == b.state && a.since == b.since && a.term_end == b.term_end &&
         a.fees_paid_until == b.fees_paid_until &&
         a.next_fee.has_value() == b.next_fee.has_value() &&
         (!a.next_fee || a.next_fee->due == b.next_fee->due) &&
         a.invalidation_pending == b.invalidation_pending &&
         a.ownership_dispute == b.ownership_dispute && a.attached == b.attached &&
         a.reasons == b.reasons;
}

AsOf any_as_of() {
  return {day("2019-01-01").plus_days(*rc::gen::inRange(0, 9000)),
          day("2019-01-01").plus_days(*rc::gen::inRange(0, 9000))};
}

RC_GTEST_PROP(StatusProperty, OrderAndRepetitionOfEventsDoNotMatter, ()) {
  const RightFacts facts = any_facts();
  RightFacts other = facts;
  std::reverse(other.events.begin(), other.events.end());
  if (!facts.events.empty()) {
    std::rotate(other.events.begin(),
                other.events.begin() + *rc::gen::inRange<int>(0, int(other.events.size())),
                other.events.end());
    other.events.push_back(other.events.front());
  }
  const AsOf as_of = any_as_of();
  RC_ASSERT(same(status_as_of(facts, as_of), status_as_of(other, as_of)));
}

RC_GTEST_PROP(StatusProperty, WhatIsKnownLaterNeverCounts, ()) {
  const RightFacts facts = any_facts();
  const AsOf as_of = any_as_of();
  RightFacts more = facts;
  LegalEvent late = any_event();
  late.known = as_of.known_by.plus_days(*rc::gen::inRange(1, 500));
  more.events.push_back(late);
  RC_ASSERT(same(status_as_of(facts, as_of), status_as_of(more, as_of)));
}

RC_GTEST_PROP(StatusProperty, OnlyARevivalRevives, ()) {
  RightFacts facts = any_facts();
  const auto revives = [](const LegalEvent& one) {
    return one.st27 == "K13" || one.st27 == "M11" || one.st27 == "C13";
  };
  facts.events.erase(std::remove_if(facts.events.begin(), facts.events.end(), revives),
                     facts.events.end());
  facts.events.insert(facts.events.begin(), event("CN-P-201919999101", "2019-01-01", "", "F11"));
  const Date known_by = day("2060-01-01");
  bool ended = false;
  for (int days = 0; days < 9000; days += 150) {
    const auto state = status_as_of(facts, {day("2019-01-01").plus_days(days), known_by}).state;
    RC_ASSERT(!ended || !is_alive(state));
    ended = ended || state == LegalState::kLapsed || state == LegalState::kExpired ||
            state == LegalState::kInvalidated || state == LegalState::kAbandoned;
  }
}

}  // namespace
}  // namespace pignus::registers
