#include "registers/euipo/marks_json.h"

#include <gtest/gtest.h>

#include "registers/status.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

testing::FactList read(const std::string& json, std::size_t piece = 1U << 20) {
  testing::FactList list;
  testing::StringSource source(json, piece);
  const auto status = read_euipo_marks(source, "em.json", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

const std::string kMark = R"({"applicationNumber": "000000123", "applicationDate": "1996-04-01",
  "registrationDate": "1998-05-22", "expiryDate": "2006-04-01", "status": "EXPIRED",
  "markBasis": "EU_TRADEMARK", "markKind": "INDIVIDUAL", "niceClasses": [7, 33],
  "applicants": [{"identifier": "42", "name": "Oak\nLtd", "office": "EM"}],
  "publications": [{"bulletinNumber": "1997/026", "publicationDate": "1997-11-03",
                    "publicationSection": "A.1"},
                   {"bulletinNumber": "2007/039", "publicationDate": "2007-08-06",
                    "publicationSection": "C.1.3"}],
  "wordMarkSpecification": {"verbalElement": "OAK"}})";

TEST(EuipoMarks, ReadsPagesAndSingleMarks) {
  EXPECT_TRUE(is_euipo_marks(kMark));
  for (const std::string& json :
       {kMark, "{\"trademarks\": [" + kMark + "], \"totalElements\": 1}"}) {
    const auto list = read(json, 40);
    ASSERT_EQ(list.rights.size(), 1U);
    const RightRecord& right = list.rights[0];
    EXPECT_EQ(right.id.value, "EM-T-123");
    EXPECT_EQ(right.grant_number, "EM000000123");
    EXPECT_EQ(right.title, "OAK");
    EXPECT_EQ(right.owners, (std::vector<Party>{{"Oak Ltd", "", "42"}}));
    EXPECT_EQ(right.classes, (std::vector<std::string>{"7", "33"}));
    EXPECT_EQ(right.expiry_date.text(), "2006-04-01");
    EXPECT_EQ(right.publication_date.text(), "1997-11-03");
    EXPECT_EQ(right.known.iso(), "2007-08-06");
    ASSERT_EQ(list.events.size(), 3U);
    EXPECT_EQ(list.events[0].details.at("gazette"), "1997/026");
    EXPECT_EQ(list.events[2].st27, "H13");
    EXPECT_EQ(list.events[2].known->iso(), "2007-08-06");
    EXPECT_TRUE(list.problems.empty());
    RightFacts facts;
    facts.id = right.id;
    facts.records = list.rights;
    facts.events = list.events;
    const Date day = *Date::parse("2008-01-01");
    EXPECT_EQ(status_as_of(facts, {day, day}).state, LegalState::kLapsed);
  }
}

TEST(EuipoMarks, KeysInternationalRegistrationsAndSaysWhatIsMissing) {
  const auto list = read(R"({"trademarks": [{"applicationNumber": "W00928475", "markBasis":
    "INTERNATIONAL_TRADEMARK", "designationDate": "2007-05-07", "registrationDate": "2007-05-07",
    "goodsAndServices": [{"classNumber": 9, "description": [{"language": "de", "terms": ["x"]},
    {"language": "en", "terms": ["Presses", "Tools"]}]}]},
    {"applicationNumber": "?"}, 7], "totalElements": 12})");
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_EQ(list.rights[0].id.value, "EM-T-G928475");
  EXPECT_EQ(list.rights[0].details.at("goods.9"), "Presses; Tools");
  ASSERT_EQ(list.problems.size(), 3U);
  EXPECT_EQ(list.problems[0].error.where.field, "applicationNumber");
  EXPECT_EQ(list.problems[2].error.code, ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace pignus::registers
