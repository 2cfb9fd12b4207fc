#include "registers/uspto/assignment_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fact_list.h"
#include "support/shared_data.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::StringSource;

std::string doc(const std::string& patents = "<str>8000001</str>", const std::string& more = "") {
  return "<doc><str name=\"reelNo\">123</str><str name=\"frameNo\">4</str>" + more +
         "<date name=\"recordedDate\">2020-01-02T04:00:00Z</date>"
         "<str name=\"conveyanceText\">SECURITY INTEREST</str>"
         "<arr name=\"patAssignorName\"><str>A &amp; B  INC</str></arr>"
         "<arr name=\"patAssignorExDate\"><date>0001-01-01T00:00:00Z</date></arr>"
         "<arr name=\"patAssigneeName\"><str>BANK</str></arr>"
         "<arr name=\"applNum\"><str>12345678</str></arr>"
         "<arr name=\"patNum\">" +
         patents +
         "</arr>"
         "<arr name=\"publNum\"><str>NULL</str></arr></doc>";
}

std::string answer(const std::string& docs, int found = 1) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response><result name=\"response\" "
         "numFound=\"" +
         std::to_string(found) + "\" start=\"0\">" + docs + "</result></response>";
}

FactList read(const std::string& text, std::size_t piece = 1U << 20) {
  StringSource source(text, piece);
  FactList list;
  const Status status = read_uspto_assignment_xml(source, "a.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

TEST(UsptoAssignmentXml, AnEncodingWithoutAValueIsRefused) {  // found by fuzzing
  StringSource source("<?xml version=\"1.0\" encoding=?>\n<response>" + doc() + "</response>", 64);
  FactList list;
  const Status status = read_uspto_assignment_xml(source, "a.xml", list.sink());
  EXPECT_TRUE(!status || !list.problems.empty());
}

TEST(UsptoAssignmentXml, ReadsARecordInPiecesOfAnySize) {
  const std::string text = answer(doc() + doc("<str>NULL</str>"), 2);
  for (const std::size_t piece : {1UL, 2UL, 7UL, 100UL, 100'000UL}) {
    const FactList list = read(text, piece);
    ASSERT_EQ(list.recordings.size(), 2U) << piece;
    EXPECT_THAT(list.problems, IsEmpty());
    const Recording& one = list.recordings.front();
    EXPECT_EQ(one.id, "000123/0004");
    EXPECT_EQ(one.recorded.iso(), "2020-01-02");
    EXPECT_EQ(one.effective(), one.recorded) << "no execution day";
    EXPECT_TRUE(one.grantors.front().executed.empty());
    EXPECT_EQ(one.grantors.front().party.name, "A & B INC");
    EXPECT_EQ(one.properties.front().right.value, "US-P-8000001");
    EXPECT_EQ(one.properties.front().application_number, "US12/345678");
    EXPECT_EQ(one.source.record, 1U);
    EXPECT_EQ(list.recordings.back().properties.front().right.value, "US-A-12345678");
  }
}

TEST(UsptoAssignmentXml, ABadRecordIsAProblemAndTheRestGoesOn) {
  const std::string uneven = doc("<str>8000001</str><str>8000002</str>");
  const std::string purged = doc("<str>1</str>", "<str name=\"purgeIndicator\">Y</str>");
  const std::string letters = doc("<str>80x</str>");
  const std::string torn = "<doc><str name=\"reelNo\">1</wrong></doc>";
  const std::string empty = "<doc></doc>";
  const FactList list = read(answer(uneven + purged + letters + torn + empty + doc(), 6));
  ASSERT_EQ(list.recordings.size(), 1U);
  EXPECT_EQ(list.recordings.front().source.record, 6U);
  ASSERT_EQ(list.problems.size(), 5U);
  EXPECT_EQ(list.problems[0].error.where.field, "patNum");
  EXPECT_THAT(list.problems[0].error.message, HasSubstr("2 entries beside 1"));
  EXPECT_EQ(list.problems[0].error.where.file, "a.xml");
  EXPECT_EQ(list.problems[0].error.where.record, 1U);
  EXPECT_EQ(list.problems[0].sha256.size(), 64U);
  EXPECT_EQ(list.problems[1].error.where.field, "purgeIndicator");
  EXPECT_THAT(list.problems[2].error.message, HasSubstr("80x"));
  EXPECT_EQ(list.problems[4].error.where.field, "reelNo");
}

TEST(UsptoAssignmentXml, SaysWhenTheFileIsCutOrTheAnswerIsNotComplete) {
  const std::string whole = answer(doc() + doc(), 2);
  for (std::size_t cut = whole.find("<doc>"); cut < whole.size() - 1; cut += 37) {
    const FactList list = read(whole.substr(0, cut));
    EXPECT_GE(list.problems.size(), 1U) << cut;
  }
  const FactList few = read(answer(doc(), 15));
  ASSERT_EQ(few.problems.size(), 1U);
  EXPECT_EQ(few.problems.front().error.code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(few.problems.front().error.where.record, 0U);
}

TEST(UsptoAssignmentXml, RefusesOtherFilesEncodingsAndHugeRecords) {
  const auto code = [](const std::string& text, const AssignmentXmlLimits& limits = {}) {
    StringSource source(text);
    FactList list;
    const Status status = read_uspto_assignment_xml(source, "a.xml", list.sink(), limits);
    return status ? (list.problems.empty() ? "none" : name_of(list.problems[0].error.code))
                  : name_of(status.error().code);
  };
  EXPECT_EQ(code(""), "unsupported");
  EXPECT_EQ(code("<html/>"), "unsupported");
  EXPECT_EQ(code("<?xml version=\"1.0\" encoding=\"UTF-16\"?><response></response>"),
            "unsupported");
  EXPECT_EQ(code("<?xml version=\"1.0\" encoding=?><response></response>"), "unsupported");
  EXPECT_EQ(code(answer("<doc><str name=\"reelNo\">\xff</str></doc>")), "invalid_input");
  // pugixml would make bytes of them that are no UTF-8.
  std::string broken = answer(doc());
  broken.replace(broken.find("</str>"), 0, "&#xD800;");
  EXPECT_EQ(code(broken), "invalid_input");
  EXPECT_EQ(code(answer("<doc>" + std::string(2'000'000, 'x')), {.record_bytes_max = 1'000'000}),
            "limit_exceeded");
}

TEST(UsptoAssignmentXml, StopsWhenTheSinkSaysSo) {
  StringSource source(answer(doc() + doc(), 2));
  int seen = 0;
  const FactSink sink{[&](Fact&&) { return ++seen < 1; }, [](Problem&&) { return true; }};
  const Status status = read_uspto_assignment_xml(source, "a.xml", sink);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(seen, 1);
}

TEST(UsptoAssignmentXml, EveryFileAtHand) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/single.xml");
  struct Expected {
    const char* file;
    std::size_t recordings, properties, problems;
  };
  for (const auto& expected :
       {Expected{"by-assignee-0.xml", 8, 8, 1},
        Expected{"entegris.xml", 4, 1099 + 833 + 833 + 367, 0},
        Expected{"iterate-0.xml", 22, 22, 0}, Expected{"single.xml", 1, 5, 0},
        Expected{"us-well-services-0.xml", 8, 627, 1},
        Expected{"us-well-services-1.xml", 15, 877, 0}}) {
    const std::string path =
        testing::shared_data(std::string("uspto/assignments/") + expected.file).string();
    auto source = StringSource::of_file(path);
    FactList list;
    ASSERT_TRUE(read_uspto_assignment_xml(source, expected.file, list.sink()));
    std::size_t properties = 0;
    for (const auto& one : list.recordings) {
      properties += one.properties.size();
    }
    EXPECT_EQ(list.recordings.size(), expected.recordings) << expected.file;
    EXPECT_EQ(properties, expected.properties) << expected.file;
    EXPECT_EQ(list.problems.size(), expected.problems) << expected.file;
    for (const auto& problem : list.problems) {
      EXPECT_THAT(problem.error.message, HasSubstr("the answer holds 8 of"));
    }
  }
}

TEST(UsptoAssignmentXml, SpotValues) {
  PIGNUS_NEEDS_SHARED("uspto/assignments/entegris.xml");
  auto source = StringSource::of_file(testing::shared_data("uspto/assignments/entegris.xml"));
  FactList list;
  ASSERT_TRUE(read_uspto_assignment_xml(source, "entegris.xml", list.sink()));
  const Recording* moved = list.recording("050965/0035");
  ASSERT_NE(moved, nullptr);
  EXPECT_EQ(moved->conveyance_class, ConveyanceClass::kSecurityTransfer);
  EXPECT_EQ(moved->recorded.iso(), "2019-11-05");
  EXPECT_EQ(moved->effective().iso(), "2019-10-31");
  EXPECT_EQ(list.recording("060613/0072")->grantors.size(), 6U);
}

}  // namespace
}  // namespace pignus::registers
