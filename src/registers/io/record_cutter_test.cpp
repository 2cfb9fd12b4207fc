#include "registers/io/record_cutter.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registers/io/byte_sources.h"

namespace pignus::registers {
namespace {

/// Gives `step` bytes a call, so that every tag is split over an edge sooner or later.
class Dripping : public ByteSource {
 public:
  Dripping(std::string_view bytes, std::size_t step) : rest_(bytes), step_(step) {}
  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    const std::size_t size = std::min({capacity, step_, rest_.size()});
    std::copy_n(rest_.data(), size, buffer);
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
  std::size_t step_;
};

/// `head`, then `size` times `filler`, then `tail`, without holding it.
class Endless : public ByteSource {
 public:
  Endless(std::string head, char filler, std::uint64_t size, std::string tail)
      : head_(std::move(head)), filler_(filler), left_(size), tail_(std::move(tail)) {}
  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    largest_ = std::max(largest_, capacity);
    if (!head_.empty()) return give(head_, buffer, capacity);
    if (left_ > 0) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, left_));
      std::memset(buffer, filler_, size);
      left_ -= size;
      return size;
    }
    return give(tail_, buffer, capacity);
  }
  std::size_t largest() const { return largest_; }

 private:
  static std::size_t give(std::string& text, char* buffer, std::size_t capacity) {
    const std::size_t size = std::min(capacity, text.size());
    std::copy_n(text.data(), size, buffer);
    text.erase(0, size);
    return size;
  }
  std::string head_;
  char filler_;
  std::uint64_t left_;
  std::string tail_;
  std::size_t largest_ = 0;
};

struct Seen {
  std::vector<std::string> texts;
  std::vector<std::string> problems;
  std::vector<bool> plain;
  std::optional<Error> error;
};

Seen cut(ByteSource& source, CutterLimits limits = {}, std::vector<std::string> roots = {"r"}) {
  RecordCutter cutter(source, "f.xml", std::move(roots), limits);
  Seen seen;
  while (true) {
    auto record = cutter.next();
    if (!record) {
      seen.error = record.error();
      return seen;
    }
    if (!*record) return seen;
    seen.texts.emplace_back((*record)->text);
    seen.plain.push_back((*record)->plain);
    seen.problems.push_back((*record)->problem ? describe(*(*record)->problem) : "");
  }
}

Seen cut(std::string_view text, CutterLimits limits = {}) {
  MemorySource source(text);
  return cut(source, limits);
}

using Texts = std::vector<std::string>;

TEST(RecordCutter, CutsRecordsAndPassesOverOtherRootsPrologsAndDoctypes) {
  const Seen seen =
      cut("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE r SYSTEM \"r.dtd\" [\n"
          "<!ENTITY A SYSTEM \"a.TIF\" NDATA TIF>]>\n<r a=\"1>2\"><ra>x</ra></r>\n"
          "<?xml version=\"1.0\"?><other><rr/>&lt;r&gt;</other> garbage < > <r>2</r >");
  EXPECT_EQ(seen.texts, (Texts{"<r a=\"1>2\"><ra>x</ra></r>", "<r>2</r >"}));
  EXPECT_EQ(seen.problems, (Texts{"", ""}));
  EXPECT_FALSE(seen.error);
}

TEST(RecordCutter, EveryWayOfSplittingTheStreamGivesTheSameRecords) {
  const std::string text =
      "<!-- <r>no</r> --><r>1<!-- </r> --><![CDATA[</r>]]>]]></r>x<r/><r b='/>'>3</r><?p <r> ?>"
      "<r><?q <x ?></r><r>cut<?xml version='1.0'?><r>5</r><r>open";
  const Seen whole = cut(text);
  ASSERT_EQ(whole.texts,
            (Texts{"<r>1<!-- </r> --><![CDATA[</r>]]>]]></r>", "<r/>", "<r b='/>'>3</r>",
                   "<r><?q <x ?></r>", "<r>cut", "<r>5</r>", "<r>open"}));
  EXPECT_EQ(whole.plain, (std::vector<bool>{false, true, true, false, true, true, true}));
  for (std::size_t step = 1; step < text.size(); ++step) {
    Dripping source(text, step);
    const Seen seen = cut(source);
    EXPECT_EQ(seen.texts, whole.texts) << step;
    EXPECT_EQ(seen.problems, whole.problems) << step;
    EXPECT_EQ(seen.plain, whole.plain) << step;
  }
}

TEST(RecordCutter, TruncatedRecordsAreProblemsAndTheNextRecordIsStillRead) {
  const Seen seen = cut("<r>lost<r>2</r><r>3");
  ASSERT_EQ(seen.texts, (Texts{"<r>lost", "<r>2</r>", "<r>3"}));
  EXPECT_EQ(seen.problems[0], "f.xml, record 1: <r> at byte 0 has no end: it is truncated");
  EXPECT_EQ(seen.problems[1], "");
  EXPECT_EQ(seen.problems[2], "f.xml, record 3: <r> at byte 15 has no end: it is truncated");
}

TEST(RecordCutter, AnotherDeclaredEncodingIsNamed) {
  const Seen seen =
      cut("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r>\xe9</r>"
          "<?xml version=\"1.0\" encoding='us-ascii'?><r>2</r>");
  ASSERT_EQ(seen.texts.size(), 2U);
  EXPECT_EQ(seen.problems[0],
            "f.xml, record 1, field <encoding>: the prolog declares the encoding ISO-8859-1; only "
            "UTF-8 is read");
  EXPECT_EQ(seen.problems[1], "");
}

TEST(RecordCutter, WideEncodingsAreRefused) {
  for (const std::string_view head :
       {std::string_view("\xff\xfe<\0", 4), std::string_view("\xfe\xff\0<", 4),
        std::string_view("<\0r\0", 4)}) {
    const Seen seen = cut(head);
    ASSERT_TRUE(seen.error);
    EXPECT_EQ(seen.error->code, ErrorCode::kUnsupported);
  }
}

TEST(RecordCutter, NothingGivesNothing) {
  EXPECT_TRUE(cut("").texts.empty());
  EXPECT_TRUE(cut("<").texts.empty());
  EXPECT_TRUE(cut("plain text").texts.empty());
  EXPECT_TRUE(cut("<!-- never closed <r>1</r>").texts.empty());
}

constexpr std::uint64_t kGigabyte = std::uint64_t{1} << 30;
constexpr CutterLimits kSmall{.record_bytes_max = std::uint64_t{4} << 20,
                              .gap_bytes_max = std::uint64_t{4} << 20};
constexpr std::size_t kSmallMemory = std::size_t{12} << 20;

TEST(RecordCutter, AGigabyteLineWithoutARecordIsRefusedInLittleMemory) {
  for (const char filler : {'a', '<'}) {
    Endless source("", filler, kGigabyte, "<r>1</r>");
    const Seen seen = cut(source, kSmall);
    ASSERT_TRUE(seen.error);
    EXPECT_EQ(seen.error->code, ErrorCode::kLimitExceeded);
    EXPECT_LT(source.largest(), kSmallMemory);
  }
}

TEST(RecordCutter, AGigabyteWithinARecordIsAProblemAndTheNextRecordIsStillRead) {
  for (const std::string_view open : {"", "<!--", "<?p ", "<x a='"}) {
    const std::string close = open == "<!--" ? "-->" : open == "<?p " ? "?>" : "";
    Endless source("<r>" + std::string(open), 'a', kGigabyte / 4, close + "</r><r>2</r>");
    const Seen seen = cut(source, kSmall);
    ASSERT_FALSE(seen.error);
    ASSERT_EQ(seen.texts, (Texts{"", "<r>2</r>"})) << open;
    EXPECT_EQ(seen.problems[0], "f.xml, record 1: <r> is larger than 4194304 bytes");
    EXPECT_LT(source.largest(), kSmallMemory);
  }
}

TEST(RecordCutter, FailuresOfTheSourceAreReturned) {
  class Failing : public ByteSource {
    Result<std::size_t> read(char* buffer, std::size_t) override {
      if (given_) return fail(ErrorCode::kIo, "the disk is gone");
      given_ = true;
      std::memcpy(buffer, "<r>", 3);
      return std::size_t{3};
    }
    bool given_ = false;
  };
  Failing source;
  const Seen seen = cut(source);
  ASSERT_TRUE(seen.error);
  EXPECT_EQ(seen.error->code, ErrorCode::kIo);
}

// Records made of pieces that are hard to cut, joined by gaps that are hard to pass, come back as
// they were made.
RC_GTEST_PROP(RecordCutter, GivesBackWhatWasPutTogether, ()) {
  const auto pieces = rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "text", "<x>", "</x>", "<rr/>", "<!-- </r> -->", "<![CDATA[ </r> <r> ]]>", "<?p </r> ?>",
      "\r\n", "&lt;/r&gt;", "]]>", "<b a='</q>'/>"));
  const auto gaps = rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "text", "<x>", "</r>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<!-- <r></r> -->",
      "<!DOCTYPE r [ ]>", "<?p <r> ?>", "\n", "<rs>", "<"));
  std::string stream;
  Texts expected;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    for (const std::string& part : *gaps) stream += part;
    if (!stream.empty() && stream.back() == '<') stream += ' ';
    std::string record = "<r>";
    for (const std::string& part : *pieces) record += part;
    record += "</r>";
    stream += record;
    expected.push_back(record);
  }
  Dripping source(stream, *rc::gen::inRange<std::size_t>(1, 64));
  const Seen seen = cut(source);
  RC_ASSERT(!seen.error);
  RC_ASSERT(seen.texts == expected);
}

}  // namespace
}  // namespace pignus::registers
