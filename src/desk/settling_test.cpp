#include "desk/settling.h"

#include <fstream>
#include <gtest/gtest.h>

#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

using store::testing::TemporaryFolder;

std::vector<std::string> names(const std::vector<Seen>& seen) {
  std::vector<std::string> out;
  for (const Seen& one : seen) out.push_back(one.path.string());
  return out;
}

using Names = std::vector<std::string>;

TEST(Settling, WhatWasWrittenLongAgoIsComplete) {
  Settling settling(10);
  EXPECT_EQ(names(settling.complete({{"a", 5, 80}, {"b", 5, 95}}, 100)), Names{"a"});
  EXPECT_EQ(settling.waiting(), 1U);
}

TEST(Settling, WhatGrowsIsNot) {
  Settling settling(10);
  EXPECT_EQ(names(settling.complete({{"a", 5, 99}}, 100)), Names{});
  EXPECT_EQ(names(settling.complete({{"a", 6, 104}}, 105)), Names{});
  EXPECT_EQ(names(settling.complete({{"a", 7, 111}}, 112)), Names{});
  EXPECT_EQ(names(settling.complete({{"a", 7, 111}}, 121)), Names{"a"});
}

TEST(Settling, ATimeInTheFutureSaysNothing) {
  Settling settling(10);
  EXPECT_EQ(names(settling.complete({{"a", 5, 1000}}, 100)), Names{});
  EXPECT_EQ(names(settling.complete({{"a", 5, 1000}}, 109)), Names{});
  EXPECT_EQ(names(settling.complete({{"a", 5, 1000}}, 110)), Names{"a"});
}

TEST(Settling, WhatWasMovedInIsWhole) {
  Settling settling(10);
  settling.moved_in("a");
  EXPECT_EQ(names(settling.complete({{"a", 5, 100}, {"b", 5, 100}}, 100)), Names{"a"});
  EXPECT_EQ(names(settling.complete({{"a", 6, 101}}, 101)), Names{}) << "written into again";
}

TEST(Settling, SeesFilesAndPlainFolders) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/own");
  EXPECT_EQ(see_sources(folder / "in")->size(), 0U);
  std::ofstream(folder / "in/a.xml") << "12345";
  std::ofstream(folder / "in/own/rights.csv") << "123";
  std::ofstream(folder / "in/own/events.csv") << "12";
  const auto seen = see_sources(folder / "in");
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 2U);
  EXPECT_EQ((*seen)[0].bytes, 5U);
  EXPECT_EQ((*seen)[1].bytes, 5U);
  EXPECT_EQ(see_sources(folder / "none").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::desk
