#include "desk/reader_revisions.h"

#include <gtest/gtest.h>

namespace pignus::desk {
namespace {

TEST(ReaderRevisions, AreKeptAsOneLine) {
  EXPECT_EQ(reader_text("pignus 0.1.0", {{"docdb", 2}, {"uspto-grant", 1}}),
            "pignus 0.1.0; docdb 2, uspto-grant 1");
  EXPECT_EQ(reader_text("pignus 0.1.0", {}), "pignus 0.1.0");
}

TEST(ReaderRevisions, OnlyAnEarlierRevisionIsOutdated) {
  EXPECT_FALSE(reader_outdated("pignus 0.1.0; plain-format 1"));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; plain-format 0"));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; uspto-grant 0, plain-format 1"));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; plain-format 1, uspto-grant 0"));
  EXPECT_FALSE(reader_outdated("pignus 9; uspto-grant 1000000")) << "a newer program's";
  EXPECT_FALSE(reader_outdated("pignus 9; gone-format 3")) << "nothing reads it better today";
}

TEST(ReaderRevisions, AStoreThatDoesNotSayIsReadAgain) {
  EXPECT_TRUE(reader_outdated("pignus 0.1.0"));
  EXPECT_TRUE(reader_outdated(""));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; "));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; docdb"));
  EXPECT_TRUE(reader_outdated("pignus 0.1.0; docdb 99999999999999999999"));
}

}  // namespace
}  // namespace pignus::desk
