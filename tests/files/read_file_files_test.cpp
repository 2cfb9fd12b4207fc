// Every USPTO file at hand through the one door: read, or refused by the name of its format.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/read_file.h"
#include "support/shared_data.h"

namespace pignus::registers {
namespace {

Result<ReadSummary> read(const std::string& relative) {
  const FactSink sink{.on_fact = [](Fact&&) { return true; },
                      .on_problem = [](Problem&&) { return true; }};
  return read_register_file(testing::shared_data(relative), sink, {}, silent_progress());
}

TEST(ReadFileFiles, FormatsWithAReaderAreRead) {
  PIGNUS_NEEDS_SHARED("uspto");
  struct Case {
    const char* file;
    const char* format;
    std::uint64_t facts;
  };
  constexpr Case kCases[] = {
      {"uspto/grants/ipg130416.xml", "USPTO grants, XML v4", 25},
      {"uspto/grants/ipgb20230404_wk14.zip", "USPTO grants, XML v4", 3},
      {"uspto/assignments/single.xml", "USPTO assignment search answers, XML", 1},
      {"uspto/assignments/json/10.json", "USPTO assignment search answers, JSON", 0},
      {"uspto/maintenance/events-sample.txt", "USPTO maintenance-fee events", 0}};
  for (const Case& one : kCases) {
    const auto summary = read(one.file);
    ASSERT_TRUE(summary) << one.file << ": " << describe(summary.error());
    EXPECT_EQ(summary->format, one.format) << one.file;
    if (one.facts > 0) {
      EXPECT_EQ(summary->facts, one.facts) << one.file;
    } else {
      EXPECT_GT(summary->facts, 0U) << one.file;
    }
  }
}

TEST(ReadFileFiles, ThePackedListsOfTheOfficeAreNamedNotRead) {
  PIGNUS_NEEDS_SHARED("uspto");
  const auto summary = read("uspto/grants/ipgb20230404_wk14.zip");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->members, 1U);
  EXPECT_EQ(summary->others.size(), 2U);
}

}  // namespace
}  // namespace pignus::registers
