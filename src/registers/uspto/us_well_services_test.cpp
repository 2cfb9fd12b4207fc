// The real case: security interests on US 8,789,601. examples/us-well-services/SOURCES.md says in
// words what is held here.
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "registers/lien.h"
#include "registers/plain/plain_format.h"
#include "registers/uspto/assignment_xml.h"
#include "support/fact_list.h"
#include "support/shared_data.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::IsEmpty;

FactList example() {
  FactList list;
  const Status status = read_plain_registers(
      std::string(PIGNUS_SOURCE_DIR) + "/examples/us-well-services/registers", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  for (const auto& problem : list.problems) {
    ADD_FAILURE() << describe(problem.error);
  }
  return list;
}

RightFacts facts_of(const FactList& list, const std::string& key) {
  RightFacts facts;
  facts.id = RightId{key};
  for (const auto& one : list.recordings) {
    if (std::ranges::any_of(one.properties, [&](const auto& p) { return p.right.value == key; })) {
      facts.recordings.push_back(one);
    }
  }
  return facts;
}

AsOf as_of(const char* true_on, const char* known_by) {
  return {*Date::parse(true_on), *Date::parse(known_by)};
}
AsOf on(const char* day) {
  return as_of(day, day);
}

const Lien& lien(const LienChain& chain, const std::string& id) {
  const auto found = std::ranges::find(chain.liens, id, &Lien::id);
  EXPECT_NE(found, chain.liens.end()) << id;
  return *found;
}

std::vector<std::string> open_ids(const RightFacts& facts, AsOf when) {
  std::vector<std::string> ids;
  for (const auto& one : lien_chain(facts, when).liens) {
    if (one.open_on(when)) {
      ids.push_back(one.id);
    }
  }
  return ids;
}

class UsWellServices : public ::testing::Test {
 protected:
  FactList list_ = example();
  RightFacts facts_ = facts_of(list_, "US-P-8789601");
  LienChain chain_ = lien_chain(facts_, on("2024-07-02"));
};

TEST_F(UsWellServices, OneAgreementRecordedTwiceReleasedOnce) {
  const Lien& first = lien(chain_, "049342/0819");
  const Lien& second = lien(chain_, "048818/0520");
  EXPECT_EQ(first.executed.iso(), "2019-01-07");
  EXPECT_EQ(second.executed.iso(), "2019-01-07");
  EXPECT_EQ(first.recorded.iso(), "2019-01-08");
  EXPECT_EQ(second.recorded.iso(), "2019-04-08");
  EXPECT_THAT(first.same_agreement_as, ElementsAre("048818/0520"));
  EXPECT_THAT(second.same_agreement_as, ElementsAre("049342/0819"));
  EXPECT_EQ(second.release_id, "049109/0610");
  EXPECT_EQ(first.release_id, "");
  EXPECT_TRUE(first.has(LienNote::kRecordedTwice));
  EXPECT_TRUE(first.has(LienNote::kReleaseNamesOther));
  EXPECT_FALSE(second.has(LienNote::kReleaseNamesOther));
  for (const auto& one : list_.recordings) {
    if (one.id == "049342/0819" || one.id == "048818/0520") {
      EXPECT_EQ(one.properties.size(), 39U);
    }
  }
}

TEST_F(UsWellServices, TwoLendersSideBySide) {
  // In truth from the 7th; of record Bank of America joins on the 8th.
  EXPECT_THAT(open_ids(facts_, on("2019-05-07")), ElementsAre("049342/0819", "049107/0392"));
  EXPECT_THAT(open_ids(facts_, on("2019-05-08")),
              ElementsAre("049342/0819", "049107/0392", "049111/0583"));
  EXPECT_THAT(lien(chain_, "049107/0392").holders, ElementsAre("CLMG CORP."));
  EXPECT_EQ(lien(chain_, "049107/0392").release_id, "061835/0778");
  EXPECT_EQ(lien(chain_, "049111/0583").release_id, "061875/0260");
  EXPECT_EQ(lien(chain_, "048041/0605").release_id, "049110/0319");
}

TEST_F(UsWellServices, TrueAndKnownDifferUntilTheReleaseIsRecorded) {
  const Lien& wilmington = lien(chain_, "057434/0429");
  EXPECT_EQ(wilmington.release_id, "066091/0133");
  EXPECT_EQ(wilmington.release_executed->iso(), "2022-10-31");
  EXPECT_EQ(wilmington.release_recorded->iso(), "2023-12-21");
  EXPECT_TRUE(wilmington.has(LienNote::kReleasedBeforeRecorded));
  const auto open = [&](AsOf when) {
    const auto ids = open_ids(facts_, when);
    return std::ranges::find(ids, "057434/0429") != ids.end();
  };
  EXPECT_TRUE(open(on("2023-06-01")));
  EXPECT_FALSE(open(as_of("2023-06-01", "2024-01-01")));
  EXPECT_TRUE(open(as_of("2022-10-30", "2024-01-01")));
  EXPECT_FALSE(open(on("2023-12-21")));
}

TEST_F(UsWellServices, WhatIsOpenAtTheEnd) {
  EXPECT_THAT(open_ids(facts_, on("2024-07-02")),
              ElementsAre("049342/0819", "061875/0001", "062142/0927", "066186/0752"));
  const Lien& jpmorgan = lien(chain_, "062142/0927");
  EXPECT_EQ(jpmorgan.executed.iso(), "2022-11-01");
  EXPECT_EQ(jpmorgan.recorded.iso(), "2022-12-16");
  EXPECT_FALSE(jpmorgan.open_on(on("2022-12-15")));
  EXPECT_TRUE(jpmorgan.open_on(as_of("2022-12-15", "2022-12-16")));
  const Lien& last = lien(chain_, "066186/0752");
  EXPECT_EQ(last.executed.iso(), "2023-12-27");
  EXPECT_EQ(last.recorded.iso(), "2024-01-03");
  EXPECT_THAT(last.grantors,
              ElementsAre("FTS INTERNATIONAL SERVICES, LLC", "U.S. WELL SERVICES, LLC",
                          "PROFRAC SERVICES, LLC", "U.S. WELL SERVICES HOLDINGS, LLC",
                          "BEST PUMP AND FLOW, LLC"));
  EXPECT_THAT(last.holders,
              ElementsAre("U.S. BANK TRUST COMPANY, NATIONAL ASSOCIATION, AS COLLATERAL AGENT"));
  ASSERT_EQ(chain_.title.size(), 1U);
  EXPECT_THAT(chain_.title.front().to, ElementsAre("US WELL SERVICES LLC"));
  EXPECT_THAT(chain_.unread, IsEmpty());
  EXPECT_THAT(chain_.releases_without_lien, IsEmpty());
}

TEST_F(UsWellServices, AMistypedNumberLeavesOneRightUnreleased) {
  // The release lists application 15/145,543 where the security interest has 15/145,443.
  const auto ids = open_ids(facts_of(list_, "US-P-11959371"), on("2024-07-02"));
  EXPECT_NE(std::ranges::find(ids, "049107/0392"), ids.end());
  const LienChain stranger = lien_chain(facts_of(list_, "US-P-10078716"), on("2024-07-02"));
  EXPECT_THAT(stranger.liens, IsEmpty());
  EXPECT_THAT(stranger.releases_without_lien, ElementsAre("061835/0778"));
}

TEST_F(UsWellServices, NoListedRightIsClear) {
  EXPECT_EQ(list_.rights.size(), 83U);
  for (const auto& right : list_.rights) {
    EXPECT_FALSE(open_ids(facts_of(list_, right.id.value), on("2024-07-02")).empty())
        << right.id.value;
  }
}

TEST_F(UsWellServices, TheTranscriptSaysWhatTheAnswersSay) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/us-well-services-0.xml");
  FactList xml;
  for (const char* file : {"us-well-services-1.xml", "us-well-services-0.xml"}) {
    auto source = testing::StringSource::of_file(
        testing::shared_data(std::string("uspto/assignments/") + file));
    ASSERT_TRUE(read_uspto_assignment_xml(source, file, xml.sink()));
  }
  std::map<std::string, std::string> patent_of;  // by application, from any recording
  for (const auto& one : xml.recordings) {
    for (const auto& property : one.properties) {
      if (!property.grant_number.empty()) {
        patent_of[property.application_number] = property.right.value;
      }
    }
  }
  ASSERT_EQ(list_.recordings.size(), 15U);
  std::set<std::string> met;
  for (Recording one : xml.recordings) {
    met.insert(one.id);
    const Recording* found = list_.recording(one.id);
    ASSERT_NE(found, nullptr) << one.id;
    Recording transcript = *found;
    for (auto& property : one.properties) {
      const auto patent = patent_of.find(property.application_number);
      property = {RightId{patent == patent_of.end() ? property.right.value : patent->second},
                  property.application_number, "", "", ""};
    }
    const auto by_application = [](const auto& a, const auto& b) {
      return a.application_number < b.application_number;
    };
    std::ranges::sort(one.properties, by_application);
    std::ranges::sort(transcript.properties, by_application);
    one.source = {};
    transcript.source = {};
    EXPECT_EQ(one, transcript) << one.id;
  }
  EXPECT_EQ(met.size(), 15U);
}

}  // namespace
}  // namespace pignus::registers
