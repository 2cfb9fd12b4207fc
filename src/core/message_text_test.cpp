#include "core/message_text.h"

#include <gtest/gtest.h>
#include <string>

namespace pignus {
namespace {

TEST(MessageText, QuotesForeignBytesSoThatTheyCanBePrinted) {
  EXPECT_EQ(in_quotes("GRANT"), "\"GRANT\"");
  EXPECT_EQ(in_quotes(""), "\"\"");
  EXPECT_EQ(in_quotes(std::string("a\0b\nc\x7f", 6)), "\"a\uFFFDb\uFFFDc\uFFFD\"");
  EXPECT_EQ(in_quotes("\xaa!"), "\"\uFFFD!\"");
}

TEST(MessageText, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(in_quotes("质押登记", 7), "\"质押…\"");
  EXPECT_EQ(in_quotes("质押", 6), "\"质押\"");
  EXPECT_EQ(for_message("12345", 3), "123…");
}

}  // namespace
}  // namespace pignus
