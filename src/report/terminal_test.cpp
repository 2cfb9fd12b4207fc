#include "report/terminal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

#include "report/chart_axis.h"
#include "report/terminal_text.h"
#include "report/testdata/sample_underwriting.h"

namespace pignus::report {
namespace {

using terminal::display_width;
using terminal::shorten;
using terminal::wrap;

TEST(TerminalText, CountsWideCharactersTwice) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("质押a"), 5);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("（）"), 4);
  EXPECT_EQ(shorten("质押登记", 5), "质押…");
  EXPECT_EQ(shorten("质押", 4), "质押");
}

TEST(TerminalText, BreaksWhereTheScriptAllows) {
  EXPECT_EQ(wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("质押合同登记", 8), (std::vector<std::string>{"质押合同", "登记"}));
  EXPECT_EQ(wrap("unbreakable", 4), (std::vector<std::string>{"unbreakable"}));
  EXPECT_EQ(wrap("", 4), (std::vector<std::string>{""}));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST(Terminal, KeepsToItsWidthAndTakesNoCommandsFromText) {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    for (const int width : {60, 80, 120}) {
      TerminalOptions options;
      options.language = language;
      options.width = width;
      const std::string text = to_terminal(testing::sample_underwriting(), options);
      EXPECT_EQ(text.find('\x1b'), std::string::npos);
      for (const std::string& line : lines_of(text)) {
        EXPECT_LE(display_width(line), width) << line;
      }
    }
  }
}

TEST(Terminal, ShowsWhatRegistersSayDifferentlyWithBothSources) {
  book::RightFile file;
  file.facts.id = {"US-P-9000001"};
  registers::RightRecord grant;
  grant.id = file.facts.id;
  grant.known = *Date::parse("2015-04-07");
  grant.filing_date = *RegisterDate::parse("2012-01-02");
  grant.source.file = "grants.xml";
  grant.source.registry = "uspto-grant";
  registers::RightRecord exchange = grant;
  exchange.filing_date = *RegisterDate::parse("2012-02-01");
  exchange.source.file = "exchange.xml";
  exchange.source.registry = "docdb";
  file.facts.records = {grant, exchange};
  file.facts.merge();
  TerminalOptions options;
  options.width = 120;
  const AsOf as_of{*Date::parse("2026-01-01"), *Date::parse("2026-01-01")};
  const std::string text = right_to_terminal("US9000001", file, as_of, options);
  EXPECT_NE(text.find("Where the registers disagree"), std::string::npos);
  EXPECT_NE(text.find("grants.xml"), std::string::npos);
  EXPECT_NE(text.find("exchange.xml"), std::string::npos);
}

TEST(Terminal, ColoursOnlyWhenAsked) {
  TerminalOptions options;
  options.colour = true;
  EXPECT_NE(to_terminal(testing::sample_underwriting(), options).find("\x1b[33m"),
            std::string::npos);
}

TEST(Terminal, EmptyAndUnknownAreSaid) {
  const std::string text = to_terminal(book::Underwriting{}, {});
  EXPECT_NE(text.find("No right is offered."), std::string::npos);
  EXPECT_NE(text.find("unknown"), std::string::npos);
  EXPECT_NE(right_to_terminal("US1", {}, {}, {}).find("No register at hand"), std::string::npos);
}

TEST(ChartAxis, TicksAreRoundAndInside) {
  EXPECT_EQ(Axis(0, 1, 0, 100).ticks(5),
            (std::vector<double>{0, 0.2, 0.4, 0.6000000000000001, 0.8, 1}));
  EXPECT_EQ(Axis(1, 1000, 0, 100, true).ticks(5),
            (std::vector<double>{1, 3, 10, 30, 100, 300, 1000}));
  EXPECT_EQ(Axis(0, 10, 0, 100).at(20), 100);  // clamped: a mark never leaves its chart
  EXPECT_EQ(coordinate(-0.04), "0");
  EXPECT_EQ(coordinate(-12.25), "-12.3");
}

RC_GTEST_PROP(ChartAxis, FewTicksOverAnyRange, ()) {
  const int low = *rc::gen::inRange(-1000000, 1000000);
  const int length = *rc::gen::inRange(1, 2000000);
  const Axis axis(low, low + length, 0, 100);
  const auto ticks = axis.ticks(5);
  RC_ASSERT(!ticks.empty() && ticks.size() <= 11);
}

}  // namespace
}  // namespace pignus::report
