#include "registers/status_timeline.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/check.h"
#include "core/progress.h"
#include "registers/read_file.h"
#include "support/fact_list.h"
#include "support/facts_by_right.h"
#include "support/shared_data.h"

namespace pignus::registers {
namespace {

Date day(const std::string& iso) {
  const auto date = Date::parse(iso);
  PIGNUS_CHECK(date.has_value());
  return *date;
}

LegalEvent event(const std::string& right, const std::string& date, const std::string& code,
                 const std::string& state = "",
                 const std::map<std::string, std::string>& details = {}) {
  LegalEvent made;
  made.right = RightId{right};
  made.code = code;
  made.date = *RegisterDate::parse(date);
  made.details = details;
  if (!state.empty()) {
    made.details["state"] = state;
  }
  made.source.file = "made-up.xml";
  return made;
}

RightFacts european_patent() {
  RightFacts facts;
  facts.id = RightId{"EP-P-9999901"};
  RightRecord record;
  record.id = facts.id;
  record.type = RightType::kInvention;
  record.filing_date = day("2010-05-10");
  record.grant_date = day("2015-06-03");
  record.known = day("2015-06-03");
  record.designated_states = {"AT", "DE", "FR", "GB", "NL"};
  record.source.file = "made-up.xml";
  facts.records = {record};
  facts.events = {event("EP-P-9999901", "2016-01-08", "PG25", "AT"),
                  event("EP-P-9999901", "2019-05-20", "PGFP", "DE", {{"fee_year", "10"}}),
                  event("EP-P-9999901", "2014-05-20", "PGFP", "FR", {{"fee_year", "5"}})};
  return facts;
}

AsOf on(const std::string& iso) {
  return {day(iso), day(iso)};
}

const StateStatus& row(const std::vector<StateStatus>& rows, const std::string& state) {
  const auto at = std::ranges::find(rows, state, &StateStatus::state);
  PIGNUS_CHECK(at != rows.end());
  return *at;
}

TEST(StateStatuses, GrantedIsNotInForce) {
  const RightFacts facts = european_patent();
  const auto rows = state_statuses(facts, on("2019-09-01"));
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(row(rows, "AT").legal_state, LegalState::kLapsed);
  EXPECT_EQ(row(rows, "AT").since, day("2016-01-08"));
  EXPECT_EQ(row(rows, "DE").legal_state, LegalState::kInForce);
  EXPECT_EQ(row(rows, "DE").fees_paid_until, day("2020-05-10"));
  EXPECT_EQ(row(rows, "FR").legal_state, LegalState::kUnknown);  // paid until 2015 only
  EXPECT_EQ(row(rows, "GB").legal_state, LegalState::kUnknown);  // nobody says it was validated
  EXPECT_EQ(row(state_statuses(facts, on("2020-05-11")), "DE").legal_state, LegalState::kUnknown);
  // It lives where one state is known to be alive; a lapse in one says nothing of the others.
  EXPECT_EQ(status_as_of(facts, on("2019-09-01")).state, LegalState::kInForce);
  EXPECT_EQ(status_at_its_office(facts, on("2016-02-01")).state, LegalState::kInForce);
  EXPECT_EQ(status_as_of(facts, on("2016-02-01")).state, LegalState::kUnknown);
}

TEST(StateStatuses, EndedInAllStatesIsTheEnd) {
  RightFacts facts = european_patent();
  facts.records[0].designated_states = {"AT", "GB"};
  facts.events = {event("EP-P-9999901", "2016-01-08", "PG25", "AT"),
                  event("EP-P-9999901", "2017-05-10", "PG25", "GB")};
  EXPECT_EQ(status_as_of(facts, on("2017-01-01")).state, LegalState::kUnknown);
  const LegalStatus ended = status_as_of(facts, on("2018-01-01"));
  EXPECT_EQ(ended.state, LegalState::kLapsed);
  EXPECT_EQ(ended.since, day("2017-05-10"));
}

TEST(StateStatuses, BeforeTheGrantAllArePending) {
  RightFacts facts = european_patent();
  facts.records[0].known = day("2012-01-01");
  const auto rows = state_statuses(facts, on("2013-01-01"));
  EXPECT_EQ(row(rows, "GB").legal_state, LegalState::kPending);
}

TEST(StateStatuses, RevocationOfTheWholeEndsAll) {
  RightFacts facts = european_patent();
  facts.events.push_back(event("EP-P-9999901", "2018-02-01", "27W"));
  const auto rows = state_statuses(facts, on("2019-09-01"));
  for (const StateStatus& one : rows) {
    EXPECT_EQ(one.legal_state, LegalState::kInvalidated) << one.state;
  }
}

TEST(StateStatuses, ReinstatedOrDeletedLapse) {
  RightFacts facts = european_patent();
  facts.events.push_back(event("EP-P-9999901", "2017-01-01", "PG2D", "AT"));
  EXPECT_EQ(row(state_statuses(facts, on("2018-01-01")), "AT").legal_state, LegalState::kUnknown);
  // Codes that name their state themselves; a lapse whose state is not named is nobody's.
  facts.events.push_back(event("EP-P-9999901", "2017-02-01", "GBPC"));
  facts.events.push_back(event("EP-P-9999901", "2017-03-01", "PG25"));
  const auto rows = state_statuses(facts, on("2018-01-01"));
  EXPECT_EQ(row(rows, "GB").legal_state, LegalState::kLapsed);
  EXPECT_EQ(rows.size(), 5U);
}

// Counted in the file: 37 states designated, 33 of them lapsed, the other four not told.
TEST(StateStatuses, TheRegisterOfARealPatent) {
  const std::string path = "epo/ops/085-demo~examples~get_register_biblio~response.xml";
  PIGNUS_NEEDS_SHARED(path);
  testing::FactList list;
  ASSERT_TRUE(read_register_file(testing::shared_data(path), list.sink(), {}, silent_progress()));
  const auto facts = testing::facts_by_right(list);
  const auto at = facts.find(RightId{"EP-P-2400812"});
  ASSERT_NE(at, facts.end());
  std::vector<std::string> not_lapsed;
  int lapsed = 0;
  for (const StateStatus& one : state_statuses(at->second, on("2026-01-01"))) {
    if (one.legal_state == LegalState::kLapsed) {
      ++lapsed;
    } else {
      not_lapsed.push_back(one.state);
    }
  }
  EXPECT_EQ(lapsed, 33);
  EXPECT_EQ(not_lapsed, (std::vector<std::string>{"DE", "FI", "GB", "SE"}));
}

TEST(StateStatuses, CodesOfAStatesOwnRegister) {
  RightFacts facts = european_patent();
  facts.events = {event("EP-P-9999901", "2017-01-01", "REG", "DE", {{"state_code", "R119"}}),
                  event("EP-P-9999901", "2017-01-01", "REG", "NL", {{"state_code", "MM"}}),
                  event("EP-P-9999901", "2019-05-01", "REG", "FR",
                        {{"state_code", "PLFP"}, {"fee_year", "10"}}),
                  event("EP-P-9999901", "2019-05-01", "REG", "GB", {{"state_code", "ZZZZ"}})};
  const auto rows = state_statuses(facts, on("2019-09-01"));
  EXPECT_EQ(row(rows, "DE").legal_state, LegalState::kLapsed);
  EXPECT_EQ(row(rows, "DE").reasons[0].message, "status.ceased_by_class");
  EXPECT_EQ(row(rows, "NL").reasons[0].message, "status.lapsed");
  EXPECT_EQ(row(rows, "FR").legal_state, LegalState::kInForce);
  EXPECT_EQ(row(rows, "GB").legal_state, LegalState::kUnknown);
  EXPECT_TRUE(is_alive(status_at_its_office(facts, on("2017-02-01")).state));
}

TEST(Timeline, StepsOfARight) {
  RightFacts facts;
  facts.id = RightId{"CN-P-201919999101"};
  facts.events = {event("CN-P-201919999101", "2019-09-10", "PB01"),
                  event("CN-P-201919999101", "2019-10-10", "SE01"),
                  event("CN-P-201919999101", "2021-06-18", "GR01"),
                  event("CN-P-201919999101", "2023-10-20", "CF01"),
                  event("CN-P-201919999101", "2024-03-01", "RR01")};
  RightRecord record;
  record.id = facts.id;
  record.filing_date = day("2019-03-12");
  record.known = day("2019-09-10");
  record.source.file = "made-up.xml";
  facts.records = {record};
  const auto steps = timeline_as_of(facts, on("2024-03-01"));
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_EQ(steps[0].state, LegalState::kPending);
  EXPECT_EQ(steps[0].stage, "filing");
  EXPECT_EQ(steps[0].message, "status.step_filed");
  EXPECT_EQ(steps[1].stage, "examination");
  EXPECT_EQ(steps[2].state, LegalState::kInForce);
  EXPECT_EQ(steps[2].code, "GR01");
  EXPECT_EQ(steps[3].state, LegalState::kLapsed);
  EXPECT_EQ(steps[3].stage, "termination");
  EXPECT_EQ(steps[4].state, LegalState::kInForce);
  EXPECT_TRUE(std::ranges::all_of(steps, &TimelineStep::expected));
}

TEST(Timeline, AMoveThatNothingLedTo) {
  RightFacts facts;
  facts.id = RightId{"KR-P-1019999910000"};
  facts.events = {event(facts.id.value, "2020-01-01", "LAPS")};
  const auto steps = timeline_as_of(facts, on("2021-01-01"));
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_FALSE(steps[0].expected);
  EXPECT_TRUE(timeline_as_of({}, on("2021-01-01")).empty());
}

TEST(Status, ClassAloneSaysLess) {
  RightFacts facts;
  facts.id = RightId{"GB-P-9999901"};
  facts.events = {event(facts.id.value, "2018-01-01", "PS"),
                  event(facts.id.value, "2020-01-01", "775Q")};
  EXPECT_EQ(status_as_of(facts, on("2021-01-01")).state, LegalState::kInForce);  // class Z: nothing
  facts.id = RightId{"DE-P-9999901"};
  facts.events = {event(facts.id.value, "2018-01-01", "R020"),
                  event(facts.id.value, "2020-01-01", "R119")};
  const LegalStatus lapsed = status_as_of(facts, on("2021-01-01"));
  EXPECT_EQ(lapsed.state, LegalState::kLapsed);
  EXPECT_EQ(lapsed.reasons.back().message, "status.ceased_by_class");
  // KR E902 is of the class of discontinued applications, and is a notice of reasons only.
  facts.id = RightId{"KR-P-1019999910000"};
  facts.events = {event(facts.id.value, "2018-01-01", "E902")};
  EXPECT_EQ(status_as_of(facts, on("2018-06-01")).state, LegalState::kUnknown);
  facts.events.push_back(event(facts.id.value, "2019-01-01", "REGI"));
  EXPECT_EQ(status_as_of(facts, on("2019-06-01")).state, LegalState::kInForce);
}

TEST(Status, ExtensionsOfTheTerm) {
  RightFacts facts;
  facts.id = RightId{"CN-P-201919999101"};
  RightRecord record;
  record.id = facts.id;
  record.type = RightType::kInvention;
  record.filing_date = day("2019-03-12");
  record.grant_date = day("2021-06-18");
  record.known = day("2021-06-18");
  facts.records = {record};
  LegalEvent extended = event(facts.id.value, "2030-01-01", "TP01");
  facts.events = {extended,
                  event(facts.id.value, "2038-03-01", "", "", {{"paid_until", "2045-01-01"}})};
  facts.events[1].st27 = "U11";
  // By how much is not told: past the plain term nobody knows.
  EXPECT_EQ(status_as_of(facts, on("2039-04-01")).state, LegalState::kUnknown);
  facts.events[0].details["extended_until"] = "2043-03-12";
  EXPECT_EQ(status_as_of(facts, on("2039-04-01")).term_end, day("2043-03-12"));
  EXPECT_EQ(status_as_of(facts, on("2039-04-01")).state, LegalState::kInForce);
}

TEST(Status, AttachmentsOfOtherOffices) {
  RightFacts facts;
  facts.id = RightId{"NL-P-9999901"};
  facts.events = {event(facts.id.value, "2020-01-01", "SEIZ"),
                  event(facts.id.value, "2021-01-01", "SEIC")};
  EXPECT_TRUE(status_as_of(facts, on("2020-06-01")).attached);
  EXPECT_FALSE(status_as_of(facts, on("2021-06-01")).attached);
}

RightFacts any_facts() {
  RightFacts facts = european_patent();
  const int count = *rc::gen::inRange(0, 14);
  for (int i = 0; i < count; ++i) {
    LegalEvent one = event(
        facts.id.value, day("2010-01-01").plus_days(*rc::gen::inRange(0, 60) * 90).iso(),
        *rc::gen::element<std::string>("18D", "18RR", "26", "27A", "27W", "28", "PG25", "PG2D",
                                       "PGFP", "PGRI", "GBPC", "U93", "EUG", "REG", "7119"),
        *rc::gen::element<std::string>("", "AT", "DE", "GB"));
    if (*rc::gen::arbitrary<bool>()) {
      one.known = one.date.exact()->plus_days(*rc::gen::inRange(0, 400));
    }
    one.source.record = static_cast<std::uint64_t>(*rc::gen::inRange(1, 9));
    facts.events.push_back(one);
  }
  return facts;
}

bool same(const std::vector<StateStatus>& a, const std::vector<StateStatus>& b) {
  return std::ranges::equal(a, b, [](const StateStatus& x, const StateStatus& y) {
    return x.state == y.state && x.legal_state == y.legal_state && x.since == y.since &&
           x.fees_paid_until == y.fees_paid_until && x.reasons == y.reasons;
  });
}

RC_GTEST_PROP(TimelineProperty, OrderOfEventsDoesNotMatter, ()) {
  const RightFacts facts = any_facts();
  RightFacts other = facts;
  std::reverse(other.events.begin(), other.events.end());
  std::rotate(other.events.begin(),
              other.events.begin() + *rc::gen::inRange<int>(0, int(other.events.size())),
              other.events.end());
  const Date now = day("2010-01-01").plus_days(*rc::gen::inRange(0, 6000));
  RC_ASSERT(timeline_as_of(facts, {now, now}) == timeline_as_of(other, {now, now}));
  RC_ASSERT(same(state_statuses(facts, {now, now}), state_statuses(other, {now, now})));
}

RC_GTEST_PROP(TimelineProperty, WhatIsKnownLaterNeverCounts, ()) {
  RightFacts facts = any_facts();
  const Date now = day("2010-01-01").plus_days(*rc::gen::inRange(0, 6000));
  RightFacts more = facts;
  LegalEvent late = event(facts.id.value, "2012-01-01", "PG25", "DE");
  late.known = now.plus_days(*rc::gen::inRange(1, 300));
  more.events.push_back(late);
  RC_ASSERT(timeline_as_of(facts, {now, now}) == timeline_as_of(more, {now, now}));
  RC_ASSERT(same(state_statuses(facts, {now, now}), state_statuses(more, {now, now})));
}

RC_GTEST_PROP(TimelineProperty, ALaterDayOnlyAddsSteps, ()) {
  const RightFacts facts = any_facts();
  const Date known_by = day("2060-01-01");
  const Date early = day("2010-01-01").plus_days(*rc::gen::inRange(0, 6000));
  const Date later = early.plus_days(*rc::gen::inRange(0, 2000));
  const auto told = [](std::vector<TimelineStep> steps) {
    if (!steps.empty() && steps.back().source.file.empty()) {
      steps.pop_back();  // what a rule, or silence, made of it that day
    }
    return steps;
  };
  const auto first = told(timeline_as_of(facts, {early, known_by}));
  const auto second = told(timeline_as_of(facts, {later, known_by}));
  RC_ASSERT(first.size() <= second.size());
  RC_ASSERT(std::equal(first.begin(), first.end(), second.begin()));
}

}  // namespace
}  // namespace pignus::registers
