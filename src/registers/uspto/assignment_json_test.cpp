#include "registers/uspto/assignment_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "registers/number.h"
#include "registers/uspto/us_number.h"
#include "support/fact_list.h"
#include "support/shared_data.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using ::testing::IsEmpty;
using testing::StringSource;

std::string row(const std::string& change = "", const std::string& to = "") {
  std::string text =
      R"({"reelNumber": 1234, "frameNumber": 5, "assignorExecutionDate": "06/01/2021",
          "conveyance": "SECURITY INTEREST ", "assignors": [{"assignorName": "A, INC.",
          "executionDate": "05/31/2021"}], "assignees": ["BANK"], "noOfProperties": 1,
          "properties": [{"applicationNumber": "16136935", "patentNumber": "RE47992",
          "publicationNumber": "", "pctNumber17": null, "inventionTitle": null}]})";
  if (const auto at = text.find(change); !change.empty() && at != std::string::npos) {
    text.replace(at, change.size(), to);
  }
  return text;
}

std::string answer(const std::string& rows, int total = 1) {
  return R"({"status": "Success", "successResponse": {"data": [)" + rows + R"(], "totalRows": )" +
         std::to_string(total) + "}}";
}

FactList read(const std::string& text) {
  StringSource source(text, 11);
  FactList list;
  const Status status = read_uspto_assignment_json(source, "a.json", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(UsptoAssignmentJson, ReadsAPatentRecord) {
  const FactList list = read(answer(row()));
  ASSERT_EQ(list.recordings.size(), 1U);
  EXPECT_THAT(list.problems, IsEmpty());
  const Recording& one = list.recordings.front();
  EXPECT_EQ(one.id, "001234/0005");
  EXPECT_EQ(one.conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_FALSE(one.recorded_stated) << "the answer has no recording date";
  EXPECT_EQ(one.recorded.iso(), "2021-06-01");
  EXPECT_EQ(one.effective().iso(), "2021-05-31");
  EXPECT_EQ(one.properties.front().right.value, "US-R-47992");
}

TEST(UsptoAssignmentJson, ABadRecordIsAProblemThatNamesTheField) {
  const std::vector<std::pair<std::string, std::string>> breaks{
      {"\"reelNumber\": 1234", "\"reelNumber\": \"x\""},
      {"05/31/2021", "31/05/2021"},
      {"RE47992", "RX47992"},
      {"[\"BANK\"]", "[]"},
      {"\"noOfProperties\": 1", "\"noOfProperties\": 0"},
      {"\"executionDate\": \"05/31/2021\"", "\"executionDate\": 7.5"}};
  const std::vector<std::string> fields{"reelNumber", "executionDate",  "property 1",
                                        "assignees",  "noOfProperties", "executionDate"};
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const FactList list = read(answer(row(breaks[i].first, breaks[i].second) + "," + row(), 2));
    EXPECT_EQ(list.recordings.size(), 1U) << breaks[i].second;
    ASSERT_EQ(list.problems.size(), 1U) << breaks[i].second;
    EXPECT_EQ(list.problems.front().error.where.field, fields[i]);
    EXPECT_EQ(list.problems.front().error.where.record, 1U);
    EXPECT_EQ(list.problems.front().sha256.size(), 64U);
  }
  std::string undated = row("06/01/2021", "");
  undated.replace(undated.find("05/31/2021"), 10, "");
  EXPECT_THAT(read(answer(undated)).recordings, IsEmpty());
}

TEST(UsptoAssignmentJson, ARecordThatIsNoJsonIsAProblem) {
  const std::string deep = R"({"reelNumber": )" + std::string(40, '[') + std::string(40, ']') + "}";
  const FactList list = read(answer("7," + deep + R"(,{"a" 1},{"b": "\xff"},)" + row(), 5));
  EXPECT_EQ(list.recordings.size(), 1U);
  EXPECT_EQ(list.recordings.front().source.record, 5U);
  ASSERT_EQ(list.problems.size(), 4U);
  for (std::uint64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(list.problems[i].error.where.record, i + 1);
  }
}

TEST(UsptoAssignmentJson, RefusesWhatIsNoAnswer) {
  const auto code = [](const std::string& text, const AssignmentJsonLimits& limits = {}) {
    StringSource source(text);
    FactList list;
    const Status status = read_uspto_assignment_json(source, "a.json", list.sink(), limits);
    return status ? "none" : name_of(status.error().code);
  };
  EXPECT_EQ(code(""), "invalid_input");
  EXPECT_EQ(code("{\"a\": "), "invalid_input");
  EXPECT_EQ(code("\"\xff\""), "invalid_input");
  EXPECT_EQ(code("{}"), "unsupported");
  EXPECT_EQ(code("[{}]"), "unsupported");
  EXPECT_EQ(code(std::string(2000, '[') + std::string(2000, ']')), "limit_exceeded");
  EXPECT_EQ(code(std::string(5000, ' '), {.cutter = {.gap_bytes_max = 1000}}), "limit_exceeded");
  EXPECT_EQ(code(answer(row()), {.cutter = {.record_bytes_max = 100}}), "limit_exceeded");
}

TEST(UsptoAssignmentJson, EveryFileAtHand) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/json/01.json");
  struct Expected {
    const char* file;
    std::size_t recordings, problems;
  };
  for (const auto& expected :
       {Expected{"01.json", 3, 0}, Expected{"02.json", 3, 0}, Expected{"04.json", 1, 0},
        Expected{"05.json", 3, 0}, Expected{"07.json", 318, 2}, Expected{"08.json", 318, 2},
        Expected{"10.json", 1000, 2}, Expected{"11.json", 1000, 2}}) {
    auto source = StringSource::of_file(
        testing::shared_data(std::string("uspto/assignments/json/") + expected.file));
    FactList list;
    ASSERT_TRUE(read_uspto_assignment_json(source, expected.file, list.sink()));
    EXPECT_EQ(list.recordings.size(), expected.recordings) << expected.file;
    EXPECT_EQ(list.problems.size(), expected.problems) << expected.file;
    for (const auto& problem : list.problems) {
      EXPECT_EQ(problem.error.code, ErrorCode::kLimitExceeded) << describe(problem.error);
    }
  }
}

TEST(UsptoAssignmentJson, SpotValues) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/json/01.json");
  FactList marks;
  auto first = StringSource::of_file(testing::shared_data("uspto/assignments/json/01.json"));
  ASSERT_TRUE(read_uspto_assignment_json(first, "01.json", marks.sink()));
  const Recording* mark = marks.recording("009053/0654");
  ASSERT_NE(mark, nullptr);
  EXPECT_EQ(mark->conveyance_class, ConveyanceClass::kUnknown) << "no text: not guessed";
  EXPECT_EQ(mark->properties.front().right.value, "US-T-6204399");
  EXPECT_EQ(mark->properties.front().title, "SNEAKY SASQUATCH");
  FactList patents;
  auto tenth = StringSource::of_file(testing::shared_data("uspto/assignments/json/10.json"));
  ASSERT_TRUE(read_uspto_assignment_json(tenth, "10.json", patents.sink()));
  EXPECT_EQ(patents.recording("046328/0040")->conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_EQ(patents.recording("051974/0489")->conveyance_class, ConveyanceClass::kChangeOfName);
  EXPECT_EQ(patents.recording("045170/0832")->conveyance_class, ConveyanceClass::kAssignment);
}

TEST(UsNumber, KeysAgreeWithTheOfficeNeutralParser) {
  for (const char* number : {"8789601", "10872483", "D864889", "D1049383", "RE47992", "H2100"}) {
    const auto ours = us_patent_right(number);
    const auto theirs = parse_right_key(std::string("US") + number);
    ASSERT_TRUE(ours && theirs) << number;
    EXPECT_EQ(*ours, *theirs) << number;
  }
  EXPECT_EQ(us_patent_right("PP012345")->value, "US-V-12345");
  EXPECT_EQ(us_patent_right("0000004287053")->value, "US-P-4287053");
  for (const char* wrong : {"", "0", "RE", "123456789", "12x", "D"}) {
    EXPECT_FALSE(us_patent_right(wrong)) << wrong;
  }
  EXPECT_EQ(pct_application_right("PCT/US2024/047195")->value, "WO-A-US2024047195");
  EXPECT_FALSE(pct_application_right("PCT/US24/47195"));
  const auto application = parse_number("13679689", "US", NumberKind::kApplication);
  ASSERT_TRUE(application);
  EXPECT_EQ(
      application->normal(),
      us_property(
          {.patent = {}, .application = "13679689", .publication = {}, .pct = {}, .title = {}})
          ->application_number);
}

}  // namespace
}  // namespace pignus::registers
