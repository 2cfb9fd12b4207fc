#include "report/messages.h"

#include <gtest/gtest.h>

#include "core/utf8.h"
#include "report/format.h"
#include "report/message_table.h"

namespace pignus::report {
namespace {

TEST(Messages, EveryFileOfTheCatalogueReads) {
  Messages messages;
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    const Status read =
        messages.add({row->begin, static_cast<std::size_t>(row->end - row->begin)}, row->path);
    EXPECT_TRUE(read) << describe(read.error());
  }
  EXPECT_TRUE(messages.contains("ui.unknown"));
}

TEST(Messages, FillsArgumentsAndShowsWhatIsMissing) {
  Messages messages;
  ASSERT_TRUE(messages.add("[a.b]\nen = '{1} of {0}, {{x}}'\nzh = '{0}的{1}'\n", "t.toml"));
  const std::vector<std::string> two{"x{1}", "y"};
  EXPECT_EQ(messages.text(Language::kEnglish, "a.b", two), "y of x{1}, {x}");
  EXPECT_EQ(messages.text(Language::kChinese, "a.b", two), "x{1}的y");
  EXPECT_EQ(messages.text(Language::kChinese, "a.b"), "{0}的{1}");
  EXPECT_EQ(messages.text(Language::kEnglish, "no.such", two), "no.such [x{1}] [y]");
  EXPECT_EQ(messages.text_or(Language::kEnglish, "no.such", "plain"), "plain");
}

TEST(Messages, RefusesHalfAMessage) {
  for (const char* text :
       {"[a]\nen = 'x'\n", "[a]\nen = 'x {0}'\nzh = 'y'\n", "[a]\nen = 'x {'\nzh = 'y {'\n",
        "[a]\nen = 3\nzh = 'y'\n", "[a]\nfr = 'x'\n", "[a]\nen = ''\nzh = ''\n", "[a\n"}) {
    EXPECT_FALSE(Messages().add(text, "t.toml")) << text;
  }
  Messages twice;
  EXPECT_TRUE(twice.add("[a]\nen = 'x'\nzh = 'y'\n", "one.toml"));
  const Status again = twice.add("[a]\nen = 'x'\nzh = 'y'\n", "two.toml");
  ASSERT_FALSE(again);
  EXPECT_EQ(describe(again.error()),
            describe({ErrorCode::kInvalidInput, "is said twice", {"two.toml", 0, "a"}}));
}

TEST(Messages, CountsArguments) {
  EXPECT_EQ(argument_count("none"), 0);
  EXPECT_EQ(argument_count("{2} {{9}}"), 3);
  EXPECT_EQ(argument_count("{x}"), std::nullopt);
  EXPECT_EQ(argument_count("{0"), std::nullopt);
  EXPECT_EQ(argument_count("0}"), std::nullopt);
}

TEST(Messages, ReadsWhatALocaleVariableHolds) {
  for (const char* text : {"zh", "zh-CN", "zh_CN.UTF-8", "ZH_TW"}) {
    EXPECT_EQ(parse_language(text), Language::kChinese) << text;
  }
  for (const char* text : {"en", "en_GB.UTF-8", "C", "C.UTF-8", "POSIX"}) {
    EXPECT_EQ(parse_language(text), Language::kEnglish) << text;
  }
  for (const char* text : {"", "fr_FR", "zhx", "english"}) {
    EXPECT_EQ(parse_language(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pignus::report
