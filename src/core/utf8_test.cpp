#include "core/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

TEST(Utf8, MakesAnyBytesValid) {
  EXPECT_EQ(valid_utf8("质押 plain"), "质押 plain");
  EXPECT_EQ(valid_utf8("a\xff\xfe z"), "a\uFFFD\uFFFD z");
  // A surrogate, an overlong form, a character cut off.
  for (const char* wrong : {"\xed\xa0\x80", "\xc0\xaf", "\xe8\xb4", "\xf0\x9f\x92"}) {
    EXPECT_EQ(first_invalid_utf8(valid_utf8(wrong)), std::string_view::npos);
    EXPECT_NE(valid_utf8(wrong), "");
  }
}

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(valid_utf8("质押", 6), "质押");
  EXPECT_EQ(valid_utf8("质押", 5), "质");
  EXPECT_EQ(valid_utf8("质押", 2), "");
  EXPECT_EQ(valid_utf8("\xff\xff", 4), "\uFFFD");
}

TEST(Utf8, FindsTheFirstInvalidByteAtEveryOffset) {
  for (std::size_t at = 0; at < 40; ++at) {
    const std::string text = std::string(at, 'a') + "\xff" + std::string(20, 'b');
    EXPECT_EQ(first_invalid_utf8(text), at);
    EXPECT_EQ(first_invalid_utf8(std::string(at, 'a') + "\u8d28" + std::string(at, 'b')),
              std::string_view::npos);
    EXPECT_EQ(first_invalid_utf8(std::string(at, 'a') + "\xe8\xb4"), at);
  }
}

RC_GTEST_PROP(SqueezeSpaces, AsTheObviousLoop, ()) {
  const auto text = *rc::gen::resize(
      60, rc::gen::container<std::string>(rc::gen::weightedElement<char>({{8, 'a'},
                                                                          {4, ' '},
                                                                          {1, '\t'},
                                                                          {1, '\v'},
                                                                          {1, '\x1f'},
                                                                          {1, '!'},
                                                                          {1, '\xc2'},
                                                                          {1, '\xa0'}})));
  std::string expected;
  bool gap = false;
  for (const char c : text) {
    const bool space = std::string_view(" \t\r\n\f\v").find(c) != std::string_view::npos;
    if (!space) expected += (gap && !expected.empty() ? " " : "") + std::string(1, c);
    gap = space;
  }
  RC_ASSERT(squeeze_spaces(text) == expected);
}

}  // namespace
}  // namespace pignus
