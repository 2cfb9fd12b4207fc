#include "registers/io/text_scan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace pignus::registers {
namespace {

using std::string_view_literals::operator""sv;

/// Texts of many vectors, made of few letters so that near misses are common.
rc::Gen<std::string> texts() {
  return rc::gen::container<std::string>(rc::gen::element('<', '/', 'u', 's', '!', '?', 'a', ' '));
}

TEST(FindText, FindsAtEveryOffset) {
  for (std::size_t size : {1U, 2U, 3U, 7U, 40U}) {
    const std::string wanted = std::string(size - 1, 'x') + 'y';
    for (std::size_t at = 0; at < 300; ++at) {
      const std::string text = std::string(at, 'x') + wanted + std::string(at % 70, 'z');
      EXPECT_EQ(find_text(text, wanted), text.find(wanted)) << size << " at " << at;
    }
  }
  EXPECT_EQ(find_text("", "a"), std::string::npos);
  EXPECT_EQ(find_text("a", "ab"), std::string::npos);
  EXPECT_EQ(find_text("ab", "b", 2), std::string::npos);
  EXPECT_EQ(find_text("ab", "b", 9), std::string::npos);
}

RC_GTEST_PROP(FindText, AsTheStandardLibrary, ()) {
  const std::string text = *rc::gen::resize(400, texts());
  const std::string wanted = *rc::gen::nonEmpty(rc::gen::resize(4, texts()));
  const std::size_t from = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
  RC_ASSERT(find_text(text, wanted, from) == text.find(wanted, from));
}

TEST(MarkupScan, PassesOverOtherTags) {
  const MarkupScan scan({"us-patent-grant"});
  EXPECT_EQ(scan.find("<a></a><usher>", 0), 7U);
  EXPECT_EQ(scan.find("<a></a></us>", 0), 7U);
  EXPECT_EQ(scan.find("<a><!-- -->", 0), 3U);
  EXPECT_EQ(scan.find("<a><?x?>", 0), 3U);
  EXPECT_EQ(scan.find("<a><b>", 0), std::string::npos);
}

TEST(MarkupScan, WhatTheEndCutsOffMatters) {
  const MarkupScan scan({"us"});
  for (const std::string_view text : {"a<"sv, "a</"sv, "a<u"sv, "a</u"sv}) {
    EXPECT_EQ(scan.find(text, 0), 1U) << text;
  }
  EXPECT_EQ(scan.find("a</a", 0), std::string::npos);
  EXPECT_EQ(scan.find("a<a", 0), std::string::npos);
}

RC_GTEST_PROP(MarkupScan, AsTheObviousSearch, ()) {
  const std::vector<std::vector<std::string_view>> choices{
      {"us-x"}, {"u"}, {"us", "a"}, {"ss", "su", "us", "uu"}, {"s", "a", "us", "uu", "ua"}};
  const auto& names = choices[*rc::gen::inRange<std::size_t>(0, choices.size())];
  const std::string text = *rc::gen::resize(400, texts());
  const MarkupScan scan(names);
  const auto matters = [&](std::size_t at) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (names.size() > 4) return true;
    const auto starts = [&](const std::string& tag) {
      const std::string_view wanted = std::string_view(tag).substr(0, rest.size());
      return rest.starts_with(wanted);
    };
    if (starts("<!") || starts("<?")) return true;
    for (const auto name : names) {
      const std::string two(name.substr(0, 2));
      if (starts("<" + two) || starts("</" + two)) return true;
    }
    return false;
  };
  std::size_t from = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
  std::size_t expected = text.find('<', from);
  while (expected != std::string::npos && !matters(expected))
    expected = text.find('<', expected + 1);
  RC_ASSERT(scan.find(text, from) == expected);
}

}  // namespace
}  // namespace pignus::registers
