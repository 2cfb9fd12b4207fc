#include "journal/export_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/made_up_journal.h"

namespace pignus::journal {
namespace {

using testing::made_up_key;
using testing::MadeUpJournal;

struct Story {
  SigningKey key = made_up_key(1);
  MadeUpJournal journal;
  SignedCheckpoint checkpoint;
  std::string text;

  Story() {
    for (int i = 1; i <= 6; ++i) journal.add(i % 2 == 0 ? "imports" : "results", i);
    checkpoint = journal.sign_checkpoint(key);
    journal.add("imports", 7);
    text = journal.export_text();
  }
  Result<Verdict> judge(const std::string& file, std::size_t piece = 1U << 20) const {
    ExportJudge judge({"j.jsonl", {key.public_key()}, {{checkpoint, "copy.json"}}, true});
    for (std::size_t at = 0; at < file.size(); at += piece) {
      PIGNUS_TRY(judge.take(std::string_view(file).substr(at, piece)));
    }
    return judge.finish();
  }
};

TEST(ExportFile, IsJudgedWithoutTheStore) {
  const Story story;
  const auto verdict = story.judge(story.text);
  ASSERT_TRUE(verdict) << describe(verdict.error());
  EXPECT_EQ(verdict->entries, 9U);
  EXPECT_EQ(verdict->streams.size(), 3U);
}

RC_GTEST_PROP(ExportFile, PiecesDoNotMatter, ()) {
  const Story story;
  const auto verdict = story.judge(story.text, *rc::gen::inRange<std::size_t>(1, 700));
  RC_ASSERT(verdict.has_value());
  RC_ASSERT(verdict->entries == 9U);
}

RC_GTEST_PROP(ExportFile, NoByteOfAnEntryCanChangeAndNoneCanBeCutOff, ()) {
  const Story story;
  const auto at = *rc::gen::inRange<std::size_t>(0, story.text.size());
  const auto bit = *rc::gen::inRange(0, 8);
  std::string changed = story.text;
  changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
  const std::size_t header = story.text.find('\n') + 1;
  // The header's day is what the writer's clock said and proves nothing.
  if (at >= header) RC_ASSERT(!story.judge(changed).has_value());
  RC_ASSERT(!story.judge(story.text.substr(0, at)).has_value());
}

TEST(ExportFile, SaysWhichLineIsWrong) {
  const Story story;
  const auto where_of = [&story](const std::string& file) {
    const auto verdict = story.judge(file);
    EXPECT_FALSE(verdict) << file;
    return verdict ? Where() : verdict.error().where;
  };
  EXPECT_EQ(story.judge("").error().message, "is empty");
  EXPECT_EQ(where_of("x\n").record, 1U);
  EXPECT_EQ(where_of("{}\n").record, 1U);
  EXPECT_EQ(where_of(R"({"at":"2026-01-01","format":"pignus.journal/1","streams":{}})"
                     "\n")
                .record,
            1U);
  EXPECT_EQ(where_of(R"({"at":"1","format":"pignus.journal/1","streams":[]})"
                     "\n")
                .record,
            1U);
  EXPECT_EQ(where_of(R"({"at":"2026-01-01","format":"pignus.journal/1","streams":[{"hash":1}]})"
                     "\n")
                .record,
            1U);
  const std::size_t header = story.text.find('\n') + 1;
  std::string blank = story.text;
  blank.insert(header, "\n");
  EXPECT_EQ(where_of(blank).record, 2U);
  EXPECT_EQ(story.judge(story.text + story.text.substr(header)).error().code,
            ErrorCode::kInvalidInput);
  EXPECT_EQ(story.judge(story.text.substr(0, story.text.size() - 1)).error().message,
            "the file ends inside a line: it was cut off");
}

TEST(ExportFile, ALineHasABound) {
  const Story story;
  ExportJudge judge({"j", {}, {}, true});
  const std::string much(1U << 20, 'x');
  Status taken;
  std::size_t pieces = 0;
  while (taken && pieces < 100) {
    taken = judge.take(much);
    ++pieces;
  }
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kLimitExceeded);
}

TEST(ExportFile, AnEmptyJournalIsSound) {
  ExportJudge judge({"j", {}, {}, true});
  ASSERT_TRUE(judge.take(MadeUpJournal().export_text()));
  const auto verdict = judge.finish();
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->entries, 0U);
}

}  // namespace
}  // namespace pignus::journal
