#include "registers/io/encoding.h"

#include <gtest/gtest.h>
#include <string>
#include <tuple>
#include <vector>

#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::StringSource;

std::string drain(ByteSource& source, std::size_t capacity) {
  std::string all;
  std::string piece(capacity, '\0');
  for (;;) {
    const auto got = source.read(piece.data(), piece.size());
    EXPECT_TRUE(got) << describe(got.error());
    if (!got || *got == 0) return all;
    all.append(piece, 0, *got);
  }
}

// "特許" in the encodings of Japan, "质押" in those of China.
constexpr const char* kPatent = "特許";
constexpr const char* kPledge = "质押";

TEST(Encoding, ConvertsWhatAsianRegistersWrite) {
  const std::tuple<const char*, std::string, const char*> cases[] = {
      {"Shift_JIS", "\x93\xc1\x8b\x96", kPatent},
      {"EUC-JP", "\xc6\xc3\xb5\xf6", kPatent},
      {"GB18030", "\xd6\xca\xd1\xba", kPledge},
      {"gb2312", "\xd6\xca\xd1\xba", kPledge},
      {"Big5", "\xaf\x53", "特"},
      {"windows-1252", "caf\xe9", "café"},
      {"UTF-16LE", std::string("\xff\xfe\x79\x72", 4), "特"},
  };
  for (const auto& [encoding, bytes, text] : cases) {
    const auto out = to_utf8(bytes, encoding, 100);
    ASSERT_TRUE(out) << encoding << ": " << describe(out.error());
    EXPECT_EQ(out->text, text) << encoding;
    EXPECT_EQ(out->replaced, 0U) << encoding;
  }
}

TEST(Encoding, CountsWhatIsNoCharacterAndRefusesWhatItDoesNotKnow) {
  const auto broken = to_utf8("a\x81 b\xfd", "Shift_JIS", 100);
  ASSERT_TRUE(broken) << describe(broken.error());
  EXPECT_GE(broken->replaced, 1U);
  EXPECT_NE(broken->text.find("\xef\xbf\xbd"), std::string::npos);
  const std::vector<std::string> names{"", "no-such", "a b", std::string(50, 'x'), "UTF-8,x"};
  for (const std::string& name : names) {
    const auto refused = to_utf8("a", name, 100);
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported) << name;
  }
  const auto bomb = to_utf8(std::string(1000, '\xb1'), "Shift_JIS", 100);
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().code, ErrorCode::kLimitExceeded);
}

TEST(Encoding, TellsPlainTextApart) {
  const auto utf8 = text_to_utf8("\xef\xbb\xbf质押", "GB18030", 100);
  ASSERT_TRUE(utf8);
  EXPECT_EQ(utf8->text, kPledge);
  const auto chinese = text_to_utf8("\xd6\xca\xd1\xba", "GB18030", 100);
  ASSERT_TRUE(chinese);
  EXPECT_EQ(chinese->text, kPledge);
  const auto cut = text_to_utf8("质押\xe8\xb4", "GB18030", 100);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->text.starts_with(kPledge));
  EXPECT_EQ(cut->replaced, 1U);
  EXPECT_FALSE(text_to_utf8(std::string(101, 'a'), "GB18030", 100));
}

TEST(Encoding, ReadsTheDeclarationOfAProlog) {
  EXPECT_EQ(declared_encoding("<?xml version=\"1.0\" encoding=\"EUC-JP\"?><a/>"), "EUC-JP");
  EXPECT_EQ(declared_encoding("\xef\xbb\xbf<?xml version='1.0' encoding = 'gbk' ?>"), "gbk");
  EXPECT_EQ(declared_encoding("<?xml version=\"1.0\"?><a encoding=\"x\"/>"), "");
  EXPECT_EQ(declared_encoding("<a encoding=\"x\"/>"), "");
  EXPECT_EQ(declared_encoding("<?xml encoding=\"x"), "");
}

TEST(Utf8SourceTest, ConvertsAStreamCutAnywhere) {
  const std::string one =
      "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n<a>\x93\xc1\x8b\x96</a>\n";
  for (const std::size_t piece : {1U, 3U, 7U, 1000U}) {
    StringSource source(one + one, piece);
    Utf8Source utf8(source);
    const std::string text = drain(utf8, piece + 1);
    EXPECT_EQ(text.find("Shift_JIS"), std::string::npos) << "the declaration is no longer true";
    const std::size_t first = text.find("<a>特許</a>");
    ASSERT_NE(first, std::string::npos) << text;
    EXPECT_NE(text.find("<a>特許</a>", first + 1), std::string::npos) << text;
    EXPECT_EQ(utf8.encoding(), "Shift_JIS");
    EXPECT_EQ(utf8.replaced(), 0U);
  }
}

TEST(Utf8SourceTest, PassesUtf8ThroughAndRefusesTheUnknown) {
  const std::string plain =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>" + std::string(5000, 'x');
  StringSource source(plain, 13);
  Utf8Source utf8(source);
  EXPECT_EQ(drain(utf8, 100), plain);
  EXPECT_EQ(utf8.encoding(), "");
  StringSource odd("<?xml version=\"1.0\" encoding=\"klingon\"?><a/>");
  Utf8Source unknown(odd);
  char byte = 0;
  const auto refused = unknown.read(&byte, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(Utf8SourceTest, ReadsUtf16) {
  std::string wide("\xff\xfe", 2);
  for (const char c : std::string("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>")) {
    wide += c;
    wide += '\0';
  }
  EXPECT_TRUE(sniffable_head(wide).starts_with("<?xml"));
  StringSource source(wide, 5);
  Utf8Source utf8(source);
  const std::string text = drain(utf8, 64);
  EXPECT_TRUE(text.starts_with("<?xml version=\"1.0\"")) << text;
  EXPECT_TRUE(text.ends_with("?><a/>")) << text;
}

}  // namespace
}  // namespace pignus::registers
