#include "core/byte_count.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

TEST(ByteCount, AsPeopleWriteIt) {
  EXPECT_EQ(parse_byte_count("1048576"), 1'048'576U);
  EXPECT_EQ(parse_byte_count("512 MiB"), std::uint64_t{512} << 20);
  EXPECT_EQ(parse_byte_count("2GiB"), std::uint64_t{2} << 30);
  EXPECT_EQ(parse_byte_count("0"), 0U);
  for (const char* wrong : {"", "-1", "1.5 GiB", "GiB", "1 GB", "1 mib", "99999999999999999999",
                            "16777216 TiB", "1 MiB x"}) {
    EXPECT_FALSE(parse_byte_count(wrong)) << wrong;
  }
}

TEST(ByteCount, AsPeopleReadIt) {
  EXPECT_EQ(byte_count_text(0), "0 B");
  EXPECT_EQ(byte_count_text(1023), "1023 B");
  EXPECT_EQ(byte_count_text(1536), "1.5 KiB");
  EXPECT_EQ(byte_count_text(std::uint64_t{256} << 20), "256 MiB");
  EXPECT_EQ(byte_count_text((std::uint64_t{2} << 30) - 1), "1.9 GiB");
  EXPECT_EQ(byte_count_text(~std::uint64_t{0}), "16777215.9 TiB");
}

RC_GTEST_PROP(ByteCount, WholeUnitsReadBack, (std::uint32_t number)) {
  const std::uint64_t bytes = std::uint64_t{number} << 20;
  RC_ASSERT(parse_byte_count(std::to_string(number) + " MiB") == bytes);
  const std::uint64_t below_the_next = bytes & ((std::uint64_t{1} << 30) - 1);
  RC_ASSERT(parse_byte_count(byte_count_text(below_the_next)) == below_the_next);
}

}  // namespace
}  // namespace pignus
