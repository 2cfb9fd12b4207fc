#include "registers/lien.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "registers/conveyance.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Date day(const char* iso) {
  return *Date::parse(iso);
}
AsOf on(const char* iso) {
  return {day(iso), day(iso)};
}

Recording recording(const std::string& id, const std::string& text, const std::string& from,
                    const std::string& to, const char* executed, const char* recorded,
                    const std::vector<std::string>& rights = {"US-P-1"}) {
  Recording out;
  out.office = "US";
  out.id = id;
  out.conveyance = text;
  out.recorded = day(recorded);
  out.grantors.push_back({{from, "", ""}, RegisterDate(day(executed))});
  out.grantees.push_back({{to, "", ""}, {}});
  for (auto& right : rights) {
    out.properties.push_back({RightId{right}, "", "", "", ""});
  }
  classify(out);
  return out;
}

LienChain chain_of(std::vector<Recording> recordings, AsOf as_of = on("2030-01-01")) {
  RightFacts facts;
  facts.id = RightId{"US-P-1"};
  facts.recordings = std::move(recordings);
  return lien_chain(facts, as_of);
}

const Lien& lien(const LienChain& chain, const std::string& id) {
  const auto found = std::ranges::find(chain.liens, id, &Lien::id);
  EXPECT_NE(found, chain.liens.end()) << id;
  return *found;
}

TEST(Lien, ReleaseByPartiesClosesTheOneItFits) {
  const auto chain = chain_of({recording("000001/0001", "SECURITY INTEREST", "FIRM INC.",
                                         "FIRST BANK, N.A., AS AGENT", "2015-01-01", "2015-01-05"),
                               recording("000002/0001", "SECURITY AGREEMENT", "FIRM INC.",
                                         "SECOND BANK", "2016-01-01", "2016-01-05"),
                               recording("000003/0001", "RELEASE BY SECURED PARTY", "First Bank NA",
                                         "FIRM, INC", "2017-01-01", "2017-03-01")});
  const Lien& first = lien(chain, "000001/0001");
  EXPECT_EQ(first.release_id, "000003/0001");
  EXPECT_THAT(first.notes, ElementsAre(LienNote::kReleasedBeforeRecorded));
  EXPECT_TRUE(lien(chain, "000002/0001").open_on(on("2018-01-01")));
  // True from January, known from March.
  EXPECT_TRUE(first.open_on({day("2017-02-01"), day("2017-02-01")}));
  EXPECT_FALSE(first.open_on({day("2017-02-01"), day("2017-03-01")}));
  EXPECT_TRUE(first.open_on({day("2016-12-31"), day("2017-03-01")}));
}

TEST(Lien, ReleaseThatFitsTwoAgreementsClosesNone) {
  const auto chain = chain_of(
      {recording("000001/0001", "SECURITY INTEREST", "FIRM INC.", "BANK", "2015-01-01",
                 "2015-01-05", {"US-P-1", "US-P-2"}),
       recording("000002/0001", "SECURITY INTEREST", "FIRM INC.", "BANK", "2016-01-01",
                 "2016-01-05", {"US-P-1", "US-P-3"}),
       recording("000003/0001", "RELEASE", "BANK", "FIRM INC.", "2017-01-01", "2017-01-01")});
  for (const auto& one : chain.liens) {
    EXPECT_EQ(one.release_id, "");
    EXPECT_TRUE(one.has(LienNote::kAmbiguousRelease));
  }
}

TEST(Lien, ReleaseOverTheSameRightsIsNotAmbiguousAndItsCopyClosesNoMore) {
  const auto first = recording("000001/0001", "SECURITY INTEREST", "FIRM INC.", "BANK",
                               "2015-01-01", "2015-01-05", {"US-P-1", "US-P-2"});
  const auto second = recording("000002/0001", "SECURITY INTEREST", "FIRM INC.", "BANK",
                                "2016-01-01", "2016-01-05", {"US-P-1", "US-P-3"});
  const auto release = recording("000003/0001", "RELEASE", "BANK", "FIRM INC.", "2017-01-01",
                                 "2017-01-02", {"US-P-2", "US-P-1"});
  auto copy = release;
  copy.id = "000004/0001";
  copy.recorded = day("2017-06-01");
  const auto chain = chain_of({first, second, release, copy});
  EXPECT_EQ(lien(chain, "000001/0001").release_id, "000003/0001");
  EXPECT_EQ(lien(chain, "000002/0001").release_id, "");
  EXPECT_THAT(chain.releases_without_lien, IsEmpty());
}

TEST(Lien, NamedReleaseOfAnAgreementRecordedTwiceLeavesTheOtherOpen) {
  const auto first = recording("049342/0819", "SECURITY INTEREST", "FIRM", "U.S. BANK AS AGENT",
                               "2019-01-07", "2019-01-08");
  auto second = first;
  second.id = "048818/0520";
  second.recorded = day("2019-04-08");
  const auto named =
      recording("049109/0610", "TERMINATION AND RELEASE RECORDED AT REEL 048818/FRAME 0520",
                "U.S. BANK", "FIRM", "2019-05-07", "2019-05-07");
  const auto chain = chain_of({first, second, named});
  EXPECT_THAT(lien(chain, "049342/0819").notes,
              ElementsAre(LienNote::kRecordedTwice, LienNote::kReleaseNamesOther));
  EXPECT_THAT(lien(chain, "049342/0819").same_agreement_as, ElementsAre("048818/0520"));
  EXPECT_EQ(lien(chain, "049342/0819").release_id, "");
  EXPECT_EQ(lien(chain, "048818/0520").release_id, "049109/0610");

  auto general = recording("049109/0610", "RELEASE BY SECURED PARTY", "U.S. BANK", "FIRM",
                           "2019-05-07", "2019-05-07");
  for (const auto& one : chain_of({first, second, general}).liens) {
    EXPECT_EQ(one.release_id, "049109/0610") << "names none: releases the agreement";
  }
}

TEST(Lien, ReleaseOfARecordingNotAtHandClosesNothing) {
  const auto chain = chain_of(
      {recording("000001/0001", "SECURITY INTEREST", "FIRM", "BANK", "2015-01-01", "2015-01-05"),
       recording("000003/0001", "RELEASE OF REEL/FRAME 099999/0001", "BANK", "FIRM", "2017-01-01",
                 "2017-01-01")});
  EXPECT_EQ(chain.liens.front().release_id, "");
  EXPECT_TRUE(chain.liens.front().has(LienNote::kAmbiguousRelease));
  EXPECT_THAT(chain.releases_without_lien, ElementsAre("000003/0001"));
}

TEST(Lien, SecurityMovesToAnotherHolderWhoThenReleases) {
  const std::vector<Recording> recordings{
      recording("048811/0679", "SECURITY INTEREST", "ENTEGRIS", "GOLDMAN SACHS BANK USA",
                "2018-11-06", "2018-11-13"),
      recording("050965/0035", "ASSIGNMENT OF PATENT SECURITY INTEREST RECORDED AT 048811/0679",
                "GOLDMAN SACHS BANK USA", "MORGAN STANLEY SENIOR FUNDING, INC.", "2019-10-31",
                "2019-11-05"),
      recording("060000/0001", "RELEASE OF SECURITY INTEREST", "MORGAN STANLEY SENIOR FUNDING",
                "ENTEGRIS", "2022-07-06", "2022-07-08")};
  const auto before = chain_of(recordings, {day("2019-01-01"), day("2023-01-01")});
  EXPECT_THAT(before.liens.front().holders, ElementsAre("GOLDMAN SACHS BANK USA"));
  const auto after = chain_of(recordings);
  EXPECT_THAT(after.liens.front().holders, ElementsAre("MORGAN STANLEY SENIOR FUNDING, INC."));
  EXPECT_TRUE(after.liens.front().has(LienNote::kHolderChanged));
  EXPECT_EQ(after.liens.front().release_id, "060000/0001");
  EXPECT_FALSE(after.liens.front().has(LienNote::kReleasedByOther));
}

TEST(Lien, CorrectionChangesThePartiesAndKeepsTheRank) {
  const auto original = recording("000001/0001", "SECURITY INTEREST", "FIRM", "WRONG BANK",
                                  "2015-01-01", "2015-01-05");
  const auto correction = recording(
      "000002/0001",
      "CORRECTIVE ASSIGNMENT TO CORRECT THE ASSIGNEE PREVIOUSLY RECORDED AT REEL: 000001 FRAME: "
      "0001. ASSIGNOR(S) HEREBY CONFIRMS THE SECURITY INTEREST.",
      "FIRM", "RIGHT BANK", "2015-02-01", "2015-02-05");
  const auto chain = chain_of({original, correction});
  ASSERT_EQ(chain.liens.size(), 1U);
  EXPECT_EQ(chain.liens.front().id, "000001/0001");
  EXPECT_EQ(chain.liens.front().recorded, day("2015-01-05"));
  EXPECT_THAT(chain.liens.front().holders, ElementsAre("RIGHT BANK"));
  EXPECT_TRUE(chain.liens.front().has(LienNote::kCorrected));
  const auto alone = chain_of({correction});
  ASSERT_EQ(alone.liens.size(), 1U) << "the corrected recording is not at hand";
  EXPECT_EQ(alone.liens.front().id, "000002/0001");
  EXPECT_TRUE(alone.liens.front().has(LienNote::kCorrected));
}

TEST(Lien, TitleAndTheRest) {
  const auto chain =
      chain_of({recording("000001/0001", "CHANGE OF NAME", "B", "C", "2016-01-01", "2016-01-05"),
                recording("000002/0001", "ASSIGNMENT OF ASSIGNORS INTEREST", "A", "B", "2015-01-01",
                          "2017-01-05"),
                recording("000003/0001", "LICENSE", "C", "D", "2015-01-01", "2017-01-05"),
                recording("000004/0001", "XYZZY", "C", "D", "2015-01-01", "2017-01-05")});
  ASSERT_EQ(chain.title.size(), 2U);
  EXPECT_EQ(chain.title.front().recording_id, "000002/0001") << "by the day it became true";
  ASSERT_EQ(chain.others.size(), 1U);
  ASSERT_EQ(chain.unread.size(), 1U);
  EXPECT_EQ(chain.unread.front().id, "000004/0001");
}

// --- properties -----------------------------------------------------------------------------

const std::vector<std::string> kTexts{"SECURITY INTEREST",
                                      "SECURITY AGREEMENT",
                                      "RELEASE BY SECURED PARTY",
                                      "RELEASE OF SECURITY INTEREST AT REEL/FRAME NO. 000001/0001",
                                      "TERMINATION AND RELEASE RECORDED AT REEL 000002/FRAME 0001",
                                      "ASSIGNMENT OF SECURITY INTEREST",
                                      "ASSIGNMENT OF ASSIGNORS INTEREST",
                                      "MERGER",
                                      ("CORRECTIVE ASSIGNMENT TO CORRECT THE NAME RECORDED ON REEL "
                                       "000001 FRAME 0001. SECURITY INTEREST.")};
const std::vector<std::string> kFirms{"FIRM ALPHA INC", "FIRM BETA LLC"};
const std::vector<std::string> kBanks{"FIRST BANK", "SECOND BANK, AS AGENT", "THIRD BANK NA"};

Recording any_recording(int number) {
  const std::string text = *rc::gen::elementOf(kTexts);
  std::string from = *rc::gen::elementOf(kFirms);
  std::string to = *rc::gen::elementOf(kBanks);
  if (text.starts_with("RELEASE") || text.starts_with("TERMINATION")) {
    std::swap(from, to);
  }
  if (text.starts_with("ASSIGNMENT OF SECURITY")) {
    from = *rc::gen::elementOf(kBanks);
  }
  const int executed = *rc::gen::inRange(0, 400);
  Recording out = recording("", text, from, to, "2015-01-01", "2015-01-01");
  out.id = recording_id(std::to_string(number + 1), "1");
  out.grantors.front().executed = RegisterDate(day("2015-01-01").plus_days(executed));
  out.recorded = day("2015-01-01").plus_days(executed + *rc::gen::inRange(0, 60));
  if (*rc::gen::arbitrary<bool>()) {
    out.properties.push_back({RightId{"US-P-2"}, "", "", "", ""});
  }
  return out;
}

std::vector<Recording> any_recordings() {
  std::vector<Recording> all;
  const int count = *rc::gen::inRange(1, 10);
  all.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    all.push_back(any_recording(i));
  }
  return all;
}

using Summary = std::vector<std::tuple<std::string, std::string, std::vector<std::string>,
                                       std::vector<LienNote>, std::vector<std::string>>>;
Summary summary(const LienChain& chain) {
  Summary out;
  for (const auto& one : chain.liens) {
    out.emplace_back(one.id, one.release_id, one.holders, one.notes, one.same_agreement_as);
  }
  for (const auto& step : chain.title) {
    out.emplace_back(step.recording_id, "title", step.to, std::vector<LienNote>{}, step.from);
  }
  out.emplace_back("", "", chain.releases_without_lien, std::vector<LienNote>{},
                   std::vector<std::string>{});
  return out;
}

RC_GTEST_PROP(LienProperty, OrderOfRecordingsDoesNotMatter, ()) {
  std::vector<Recording> all = any_recordings();
  all.push_back(all.front());  // a recording that two files bring
  all.back().properties.push_back({RightId{"US-P-9"}, "", "", "", ""});
  std::vector<Recording> shuffled = all;
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  RC_ASSERT(summary(chain_of(all)) == summary(chain_of(shuffled)));
}

RC_GTEST_PROP(LienProperty, WhatIsKnownLaterChangesNothing, ()) {
  const std::vector<Recording> all = any_recordings();
  const Date known = day("2015-01-01").plus_days(*rc::gen::inRange(0, 460));
  std::vector<Recording> more = all;
  Recording later = any_recording(20);
  later.recorded = known.plus_days(1 + *rc::gen::inRange(0, 30));
  more.push_back(later);
  const AsOf as_of{known, known};
  RC_ASSERT(summary(chain_of(all, as_of)) == summary(chain_of(more, as_of)));
}

RC_GTEST_PROP(LienProperty, AReleaseOnlyEverCloses, ()) {
  const std::vector<Recording> all = any_recordings();
  std::vector<Recording> more = all;
  Recording release = any_recording(20);
  release.conveyance = *rc::gen::elementOf(
      std::vector<std::string>{"RELEASE BY SECURED PARTY", "PARTIAL RELEASE OF SECURITY INTEREST",
                               "RELEASE OF REEL 000001 FRAME 0001"});
  release.grantors.front().party.name = *rc::gen::elementOf(kBanks);
  release.grantees.front().party.name = *rc::gen::elementOf(kFirms);
  classify(release);
  more.push_back(release);
  const AsOf as_of = on("2030-01-01");
  const auto open = [&](const LienChain& chain) {
    std::set<std::string> ids;
    for (const auto& one : chain.liens) {
      if (one.open_on(as_of)) {
        ids.insert(one.id);
      }
    }
    return ids;
  };
  const auto before = open(chain_of(all, as_of));
  const auto after = open(chain_of(more, as_of));
  RC_ASSERT(std::ranges::includes(before, after));
}

RC_GTEST_PROP(LienProperty, EveryReleasedLienCitesItsRelease, ()) {
  const std::vector<Recording> all = any_recordings();
  for (const auto& one : chain_of(all).liens) {
    RC_ASSERT(one.release_id.empty() != one.release_executed.has_value());
    RC_ASSERT(one.release_executed.has_value() == one.release_recorded.has_value());
    if (one.release_id.empty()) {
      continue;
    }
    const auto found = std::ranges::find(all, one.release_id, &Recording::id);
    RC_ASSERT(found != all.end());
    RC_ASSERT(found->conveyance_class == ConveyanceClass::kRelease);
    RC_ASSERT(*one.release_executed >= one.executed);
  }
}

}  // namespace
}  // namespace pignus::registers
