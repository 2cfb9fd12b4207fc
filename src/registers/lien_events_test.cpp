// Liens that only legal events tell of.
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/check.h"
#include "registers/lien.h"

namespace pignus::registers {
namespace {

constexpr const char* kRight = "CN-P-201919999101";

Date day(const std::string& iso) {
  const auto date = Date::parse(iso);
  PIGNUS_CHECK(date.has_value());
  return *date;
}

LegalEvent event(const std::string& date, const std::string& code, const std::string& number = "",
                 const std::string& pledgee = "", const std::string& right = kRight) {
  LegalEvent made;
  made.right = RightId{right};
  made.code = code;
  made.date = *RegisterDate::parse(date);
  if (!number.empty()) {
    made.details["registration_number"] = number;
  }
  if (!pledgee.empty()) {
    made.details["pledgee"] = pledgee;
  }
  made.source.file = "made-up.xml";
  return made;
}

RightFacts facts_of(std::vector<LegalEvent> events, const std::string& right = kRight) {
  RightFacts facts;
  facts.id = RightId{right};
  facts.events = std::move(events);
  return facts;
}

AsOf on(const std::string& iso) {
  return {day(iso), day(iso)};
}

std::size_t open_liens(const RightFacts& facts, const std::string& iso) {
  const LienChain chain = lien_chain(facts, on(iso));
  return static_cast<std::size_t>(
      std::ranges::count_if(chain.liens, [&](const Lien& lien) { return lien.open_on(on(iso)); }));
}

Recording recording(const std::string& id, const std::string& recorded, ConveyanceClass what) {
  Recording made;
  made.office = "CN";
  made.id = id;
  made.recorded = day(recorded);
  made.conveyance_class = what;
  made.grantors = {{{"Made-up Sensors Co", "", ""}, RegisterDate(day(recorded))}};
  made.grantees = {{{"Made-up Bank", "", ""}, RegisterDate()}};
  made.properties = {{RightId{kRight}, "", "", "", ""}};
  return made;
}

TEST(LienEvents, OpenUntilTheReleaseThatLeavesNoChoice) {
  const RightFacts facts = facts_of({event("2020-05-06", "PE01"), event("2022-01-10", "PC01")});
  EXPECT_EQ(open_liens(facts, "2020-05-05"), 0U);
  EXPECT_EQ(open_liens(facts, "2021-01-01"), 1U);
  EXPECT_EQ(open_liens(facts, "2022-01-10"), 0U);
  const LienChain chain = lien_chain(facts, on("2021-01-01"));
  ASSERT_EQ(chain.liens.size(), 1U);
  EXPECT_EQ(chain.liens[0].id, "CN PE01 2020-05-06");
  EXPECT_TRUE(chain.liens[0].holders.empty());  // nobody says who holds it
  EXPECT_TRUE(chain.liens[0].has(LienNote::kFromEvent));
  EXPECT_EQ(lien_chain(facts, on("2023-01-01")).liens[0].release_id, "PC01 2022-01-10");
}

TEST(LienEvents, ReleaseByNumber) {
  const RightFacts facts = facts_of({event("2020-05-06", "PE01", "2020980000001"),
                                     event("2021-05-06", "PE01", "2021980000002"),
                                     event("2022-01-10", "PC01", "2021980000002")});
  const LienChain chain = lien_chain(facts, on("2023-01-01"));
  ASSERT_EQ(chain.liens.size(), 2U);
  EXPECT_TRUE(chain.liens[0].release_id.empty());
  EXPECT_FALSE(chain.liens[1].release_id.empty());
  EXPECT_TRUE(chain.remarks.empty());
}

TEST(LienEvents, ReleaseWithAChoiceClosesNone) {
  RightFacts facts =
      facts_of({event("2020-05-06", "PE01", "1", "First Bank"),
                event("2021-05-06", "PE01", "2", "Second Bank"), event("2022-01-10", "PC01")});
  EXPECT_EQ(open_liens(facts, "2023-01-01"), 2U);
  LienChain chain = lien_chain(facts, on("2023-01-01"));
  EXPECT_TRUE(chain.liens[0].has(LienNote::kAmbiguousRelease));
  ASSERT_EQ(chain.remarks.size(), 1U);
  EXPECT_EQ(chain.remarks[0].message, "lien_event.release_ambiguous");
  // With the pledgee named there is no choice left.
  facts.events[2] = event("2022-01-10", "PC01", "", "Second Bank");
  EXPECT_EQ(open_liens(facts, "2023-01-01"), 1U);
  // A number that is not at hand closes nothing.
  facts.events[2] = event("2022-01-10", "PC01", "9");
  EXPECT_EQ(open_liens(facts, "2023-01-01"), 2U);
  EXPECT_EQ(lien_chain(facts, on("2023-01-01")).remarks[0].message, "lien_event.release_unmatched");
}

TEST(LienEvents, RequestsAndUnclearCodesOnlyRaiseNotes) {
  const RightFacts japan =
      facts_of({event("2020-05-06", "S303", "", "", "JP-P-9999901")}, "JP-P-9999901");
  EXPECT_EQ(open_liens(japan, "2021-01-01"), 0U);
  EXPECT_EQ(lien_chain(japan, on("2021-01-01")).remarks[0].message, "lien_event.request");
  const RightFacts china = facts_of({event("2010-05-06", "PE01"), event("2011-01-01", "PLDC")});
  const LienChain chain = lien_chain(china, on("2012-01-01"));
  EXPECT_TRUE(chain.liens[0].open_on(on("2012-01-01")));
  EXPECT_TRUE(chain.liens[0].has(LienNote::kUnclearEvent));
  EXPECT_EQ(chain.remarks[0].message, "lien_event.unclear");
  EXPECT_TRUE(lien_chain(facts_of({event("2022-01-01", "PP01")}), on("2023-01-01")).liens.empty());
}

TEST(LienEvents, ARecordingAndItsEventAreOneLien) {
  RightFacts facts = facts_of({event("2020-05-06", "PE01", "2020980000001")});
  facts.recordings = {recording("2020980000001", "2020-05-06", ConveyanceClass::kSecurityInterest)};
  EXPECT_EQ(lien_chain(facts, on("2021-01-01")).liens.size(), 1U);
  EXPECT_EQ(lien_chain(facts, on("2021-01-01")).liens[0].holders.size(), 1U);
  facts.events = {event("2020-05-06", "PE01")};  // without its number, by the day
  EXPECT_EQ(lien_chain(facts, on("2021-01-01")).liens.size(), 1U);
  facts.events = {event("2020-06-07", "PE01")};
  EXPECT_EQ(lien_chain(facts, on("2021-01-01")).liens.size(), 2U);
  facts.events = {event("2020-05-06", "PE01", "2020980000002")};
  EXPECT_EQ(lien_chain(facts, on("2021-01-01")).liens.size(), 2U);
  // The event of a release closes what a recording opened.
  facts.events = {event("2020-05-06", "PE01"), event("2022-01-10", "PC01")};
  EXPECT_EQ(open_liens(facts, "2023-01-01"), 0U);
  // And a release recorded as well counts once.
  facts.recordings.push_back(recording("r", "2022-01-10", ConveyanceClass::kRelease));
  facts.recordings.back().releases = "2020980000001";
  EXPECT_TRUE(lien_chain(facts, on("2023-01-01")).remarks.empty());
  EXPECT_EQ(open_liens(facts, "2023-01-01"), 0U);
}

TEST(LienEvents, TwoSourcesTellOneFact) {
  LegalEvent gazette = event("2020-04-28", "PE01", "2020980000001", "Made-up Bank");
  gazette.known = day("2020-05-06");
  gazette.source.file = "gazette.txt";
  const RightFacts facts = facts_of({event("2020-05-06", "PE01"), gazette});
  const LienChain chain = lien_chain(facts, on("2021-01-01"));
  ASSERT_EQ(chain.liens.size(), 1U);
  EXPECT_EQ(chain.liens[0].id, "2020980000001");
  EXPECT_EQ(chain.liens[0].executed, day("2020-04-28"));
  // Two rows of one source are two pledges.
  LegalEvent second = event("2020-05-06", "PE01");
  second.source.record = 2;
  EXPECT_EQ(
      lien_chain(facts_of({event("2020-05-06", "PE01"), second}), on("2021-01-01")).liens.size(),
      2U);
}

TEST(LienEvents, ChangesAndLicences) {
  LegalEvent change = event("2021-01-01", "PM01");
  change.details["changed_item"] = "质权人";
  change.details["party_after"] = "Other Bank";
  LienChain chain = lien_chain(facts_of({event("2020-05-06", "PE01", "1", "First Bank"), change}),
                               on("2021-06-01"));
  EXPECT_EQ(chain.liens[0].holders, std::vector<std::string>{"Other Bank"});
  EXPECT_TRUE(chain.liens[0].has(LienNote::kHolderChanged));
  chain = lien_chain(facts_of({event("2020-05-06", "PE01"), event("2021-01-01", "PM01")}),
                     on("2021-06-01"));
  EXPECT_TRUE(chain.liens[0].has(LienNote::kChangedByEvent));
  chain = lien_chain(facts_of({event("2020-05-06", "EE01"), event("2021-01-01", "EC01")}),
                     on("2021-06-01"));
  ASSERT_EQ(chain.others.size(), 1U);
  EXPECT_EQ(chain.others[0].conveyance_class, ConveyanceClass::kLicence);
  EXPECT_EQ(chain.remarks[0].message, "lien_event.licence_end");
}

TEST(LienEvents, AReleaseBeforeItsPledgeHidesNoOther) {
  const LienChain chain =
      lien_chain(facts_of({event("2020-02-01", "PC01", "2"), event("2020-02-05", "PE01", "2"),
                           event("2020-03-26", "PC01", "2")}),
                 on("2021-01-01"));
  ASSERT_EQ(chain.liens.size(), 1U);
  EXPECT_FALSE(chain.liens[0].open_on(on("2021-01-01")));
}

RightFacts any_facts() {
  RightFacts facts = facts_of({});
  const int count = *rc::gen::inRange(0, 10);
  for (int i = 0; i < count; ++i) {
    LegalEvent one =
        event(day("2019-01-01").plus_days(*rc::gen::inRange(0, 20) * 50).iso(),
              *rc::gen::element<std::string>("PE01", "PC01", "PM01", "PLDC", "EE01", "EC01"),
              *rc::gen::element<std::string>("", "1", "2"),
              *rc::gen::element<std::string>("", "First Bank", "Second Bank"));
    one.source.file = *rc::gen::element<std::string>("a.xml", "b.xml");
    one.source.record = static_cast<std::uint64_t>(*rc::gen::inRange(1, 5));
    if (*rc::gen::arbitrary<bool>()) {
      one.known = one.date.exact()->plus_days(*rc::gen::inRange(0, 60));
    }
    facts.events.push_back(one);
  }
  return facts;
}

bool same(const LienChain& a, const LienChain& b) {
  return a.remarks == b.remarks && a.others == b.others &&
         std::ranges::equal(a.liens, b.liens, [](const Lien& x, const Lien& y) {
           return x.id == y.id && x.holders == y.holders && x.executed == y.executed &&
                  x.release_executed == y.release_executed && x.release_id == y.release_id &&
                  x.notes == y.notes;
         });
}

RC_GTEST_PROP(LienEventsProperty, OrderAndRepetitionDoNotMatter, ()) {
  const RightFacts facts = any_facts();
  RightFacts other = facts;
  std::reverse(other.events.begin(), other.events.end());
  if (!other.events.empty()) {
    other.events.push_back(other.events.front());
  }
  const Date now = day("2019-01-01").plus_days(*rc::gen::inRange(0, 1200));
  RC_ASSERT(same(lien_chain(facts, {now, now}), lien_chain(other, {now, now})));
}

RC_GTEST_PROP(LienEventsProperty, WhatIsKnownLaterNeverCounts, ()) {
  const RightFacts facts = any_facts();
  const Date now = day("2019-01-01").plus_days(*rc::gen::inRange(0, 1200));
  RightFacts more = facts;
  LegalEvent late = event("2019-02-01", *rc::gen::element<std::string>("PE01", "PC01", "PM01"));
  late.known = now.plus_days(*rc::gen::inRange(1, 300));
  more.events.push_back(late);
  RC_ASSERT(same(lien_chain(facts, {now, now}), lien_chain(more, {now, now})));
}

RC_GTEST_PROP(LienEventsProperty, AReleaseOpensNothing, ()) {
  const RightFacts facts = any_facts();
  RightFacts more = facts;
  more.events.push_back(event("2020-02-01", "PC01", *rc::gen::element<std::string>("", "1", "2")));
  const AsOf now = on("2023-01-01");
  const auto open = [&](const RightFacts& of) {
    const LienChain chain = lien_chain(of, now);
    return std::ranges::count_if(chain.liens, [&](const Lien& lien) { return lien.open_on(now); });
  };
  RC_ASSERT(open(more) <= open(facts));
}

}  // namespace
}  // namespace pignus::registers
