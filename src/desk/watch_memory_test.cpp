#include "desk/watch_memory.h"

#include <fstream>
#include <gtest/gtest.h>

#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

using store::testing::TemporaryFolder;

TEST(WatchMemory, ComesBackAsItWasSaved) {
  TemporaryFolder folder;
  WatchMemory memory = WatchMemory::load(folder / "w.json", "pignus 1, readers 9");
  EXPECT_TRUE(memory.sources().empty());
  memory.put({"in/a.xml", 5, -7'000'000'000'000'000'001}, "ab", "");
  memory.put({"in/b\xff.xml", 6, 8}, "", "bad");
  memory.put({"in/c.xml", 6, 8}, "", "no format that Pignus reads");
  ASSERT_TRUE(memory.save());
  const WatchMemory again = WatchMemory::load(folder / "w.json", "pignus 1, readers 9");
  EXPECT_TRUE(again.knows({"in/a.xml", 5, -7'000'000'000'000'000'001}));
  EXPECT_FALSE(again.knows({"in/a.xml", 6, -7'000'000'000'000'000'001})) << "it grew";
  EXPECT_FALSE(again.knows({"in/b\xff.xml", 6, 8}));
  ASSERT_NE(again.find("in/c.xml"), nullptr);
  EXPECT_EQ(again.find("in/c.xml")->error, "no format that Pignus reads");
}

TEST(WatchMemory, OtherReadersForgetAll) {
  TemporaryFolder folder;
  WatchMemory memory = WatchMemory::load(folder / "w.json", "pignus 1, readers 9");
  memory.put({"a", 1, 1}, "ab", "");
  ASSERT_TRUE(memory.save());
  EXPECT_TRUE(WatchMemory::load(folder / "w.json", "pignus 1, readers 10").sources().empty());
}

TEST(WatchMemory, ADamagedFileIsAnEmptyMemory) {
  TemporaryFolder folder;
  for (const char* text :
       {"", "{", "[]", R"({"format":"pignus.watch/1","readers":"r","sources":[]})",
        "{\"format\":\"pignus.watch/1\",\"readers\":\"r\",\"sources\":{\"a\":1}}"}) {
    std::ofstream(folder / "w.json") << text;
    EXPECT_TRUE(WatchMemory::load(folder / "w.json", "r").sources().empty()) << text;
  }
}

}  // namespace
}  // namespace pignus::desk
