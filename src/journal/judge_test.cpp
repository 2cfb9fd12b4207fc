#include "journal/judge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/made_up_journal.h"

namespace pignus::journal {
namespace {

using testing::made_up_key;
using testing::MadeUpEntry;
using testing::MadeUpJournal;

const std::string kLog(kCheckpointStream);

/// Two streams of 12 and 5 entries, a checkpoint after 7 and 3, another after 10 and 5.
struct Story {
  SigningKey key = made_up_key(1);
  MadeUpJournal journal;
  SignedCheckpoint first;
  SignedCheckpoint second;

  Story() {
    for (int i = 1; i <= 7; ++i) journal.add("imports", i);
    for (int i = 1; i <= 3; ++i) journal.add("results", 100 + i);
    first = journal.sign_checkpoint(key);
    for (int i = 8; i <= 10; ++i) journal.add("imports", i);
    for (int i = 4; i <= 5; ++i) journal.add("results", 100 + i);
    second = journal.sign_checkpoint(key);
    for (int i = 11; i <= 12; ++i) journal.add("imports", i);
  }

  /// One who can write the store but has not the key: all hashes and heads follow, and checkpoints
  /// made anew with a key of his own where he drops the old ones.
  void forge_log() {
    journal.streams.erase(kLog);
    const SigningKey forged = made_up_key(66);
    journal.sign_checkpoint(forged);
    journal.sign_checkpoint(forged);
  }

  Result<Verdict> judge_with_copy() const {
    return journal.judge({key.public_key()}, {{second, "copy.json"}});
  }
};

std::string error_of(const Result<Verdict>& verdict) {
  if (verdict) return "";
  EXPECT_EQ(verdict.error().code, ErrorCode::kCorrupt);
  return verdict.error().message;
}

bool tells(const Result<Verdict>& verdict, const std::string& part) {
  return error_of(verdict).find(part) != std::string::npos;
}

TEST(Judge, FindsASoundJournalSoundAndSaysHowMuchIsCovered) {
  const Story story;
  const auto verdict = story.judge_with_copy();
  ASSERT_TRUE(verdict) << describe(verdict.error());
  EXPECT_EQ(verdict->entries, 20U);
  EXPECT_EQ(verdict->checkpoints, 2U);
  EXPECT_EQ(verdict->kept, 1U);
  EXPECT_TRUE(verdict->keys_pinned);
  ASSERT_EQ(verdict->streams.size(), 3U);
  EXPECT_EQ(verdict->streams[0].stream, kLog);
  EXPECT_EQ(verdict->streams[1].stream, "imports");
  EXPECT_EQ(verdict->streams[1].size, 12U);
  EXPECT_EQ(verdict->streams[1].covered, 10U);
  EXPECT_EQ(verdict->streams[2].covered, 5U);
  EXPECT_EQ(verdict->last->number, 2U);
  EXPECT_TRUE(story.journal.judge({}, {}));
  EXPECT_FALSE(story.journal.judge({}, {})->keys_pinned);
}

TEST(Judge, AJournalWithoutCheckpointsIsJudgedByItsChains) {
  MadeUpJournal journal;
  journal.add("imports", 1);
  const auto verdict = journal.judge({}, {});
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->last);
  EXPECT_EQ(verdict->streams[0].covered, 0U);
  EXPECT_TRUE(tells(journal.judge({made_up_key(1).public_key()}, {}), "vouches for nothing"));
  EXPECT_TRUE(MadeUpJournal().judge({}, {}));
}

/// Every single way of touching what the kept checkpoint covers, hashes and heads made anew.
void rewrites(const std::function<void(Story&)>& after) {
  const Story sound;
  for (const std::string& stream : {std::string("imports"), std::string("results")}) {
    const std::uint64_t covered = mark_of(sound.second.statement, stream)->size;
    for (std::size_t i = 0; i < covered; ++i) {
      const std::string says = "journal stream \"" + stream + "\"";
      // The first checkpoint narrows down where it can.
      const bool in_first = i < mark_of(sound.first.statement, stream)->size;
      {
        Story changed;
        changed.journal.streams[stream][i].body["value"] = 999;
        after(changed);
        const auto verdict = changed.judge_with_copy();
        EXPECT_TRUE(tells(verdict, says)) << i << error_of(verdict);
        if (in_first) {
          EXPECT_TRUE(tells(verdict, "entries 1 to ")) << error_of(verdict);
        }
      }
      {
        Story removed;
        auto& entries = removed.journal.streams[stream];
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
        after(removed);
        EXPECT_TRUE(tells(removed.judge_with_copy(), says)) << i;
      }
      {
        Story cut;
        cut.journal.streams[stream].resize(i);
        if (i == 0) cut.journal.streams.erase(stream);
        after(cut);
        EXPECT_TRUE(tells(cut.judge_with_copy(), says)) << i;
      }
      {
        Story put_in;
        auto& entries = put_in.journal.streams[stream];
        entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(i),
                       MadeUpEntry{"note", {{"value", 5000}}});
        after(put_in);
        EXPECT_TRUE(tells(put_in.judge_with_copy(), says)) << i;
      }
      for (std::size_t j = i + 1; j < covered; ++j) {
        Story swapped;
        std::swap(swapped.journal.streams[stream][i], swapped.journal.streams[stream][j]);
        after(swapped);
        EXPECT_TRUE(tells(swapped.judge_with_copy(), says)) << i << " " << j;
      }
    }
  }
}

TEST(Judge, FindsEveryRewritingUnderTheOldCheckpoints) {
  rewrites([](Story&) {});
}

TEST(Judge, FindsEveryRewritingUnderForgedCheckpoints) {
  rewrites([](Story& story) { story.forge_log(); });
}

TEST(Judge, FindsEveryRewritingWithoutCheckpoints) {
  rewrites([](Story& story) { story.journal.streams.erase(kLog); });
}

TEST(Judge, FindsARewritingBetweenTwoCheckpointsBetweenTheirNumbers) {
  Story story;
  story.journal.streams["imports"][8].body["value"] = 999;
  const auto verdict = story.judge_with_copy();
  EXPECT_TRUE(tells(verdict,
                    "journal stream \"imports\", entries 8 to 10: not those that "
                    "checkpoint 2"))
      << error_of(verdict);
}

TEST(Judge, WhatNoCheckpointCoversCanStillChange) {
  // The limit of what is proven, and the reason for the next checkpoint.
  Story story;
  story.journal.streams["imports"][11].body["value"] = 999;
  EXPECT_TRUE(story.judge_with_copy());
  story.journal.streams["imports"].resize(10);
  EXPECT_TRUE(story.judge_with_copy());
}

TEST(Judge, AnotherKeyForgesNothing) {
  Story story;
  story.forge_log();
  // The entries are the old ones: only the keys are not.
  const auto verdict = story.judge_with_copy();
  EXPECT_TRUE(tells(verdict, "knows no key")) << error_of(verdict);
  EXPECT_TRUE(tells(story.journal.judge({story.key.public_key()}, {}), "do not go back"));
  EXPECT_TRUE(tells(story.journal.judge({}, {{story.second, "copy.json"}}), "knows no key"));

  // A forged copy does not make a sound journal look touched.
  Story sound;
  SignedCheckpoint forged = sound.second;
  forged.statement.streams[1].root[0] ^= 1;
  EXPECT_TRUE(tells(sound.journal.judge({sound.key.public_key()}, {{forged, "copy.json"}}),
                    "signature of checkpoint 2"));
  forged = sign(forged.statement, made_up_key(66));
  EXPECT_TRUE(tells(sound.journal.judge({sound.key.public_key()}, {{forged, "copy.json"}}),
                    "knows no key"));
}

TEST(Judge, ARollBackToAnOlderCheckpointIsFound) {
  Story story;
  story.journal.streams["imports"].resize(7);
  story.journal.streams["results"].resize(3);
  story.journal.streams[kLog].resize(2);  // key and first checkpoint
  EXPECT_TRUE(story.journal.judge({story.key.public_key()}, {{story.first, "old.json"}}));
  const auto verdict = story.judge_with_copy();
  EXPECT_TRUE(tells(verdict, "journal stream \"imports\", entries 8 to 10: gone"))
      << error_of(verdict);

  Story only_the_log;
  only_the_log.journal.streams[kLog].resize(2);
  const auto rolled_back = only_the_log.judge_with_copy();
  EXPECT_TRUE(tells(rolled_back, "rolled back")) << error_of(rolled_back);
}

TEST(Judge, ACheckpointOfTheJournalItselfMustHold) {
  // Signed by the right key over something else: the signer's own mistake or deceit.
  Story story;
  for (const std::string& stream : {std::string("imports"), kLog}) {
    Story other;
    Checkpoint wrong = other.journal.next_checkpoint();
    for (StreamMark& mark : wrong.streams) {
      if (mark.stream == stream) mark.root[3] ^= 1;
    }
    other.journal.put(kCheckpointEntry, json_of(sign(wrong, other.key)));
    const auto verdict = other.journal.judge({}, {});
    EXPECT_TRUE(tells(verdict, "journal stream \"" + stream + "\"")) << error_of(verdict);
  }
  Checkpoint skipped = story.journal.next_checkpoint();
  skipped.number = 4;
  story.journal.put(kCheckpointEntry, json_of(sign(skipped, story.key)));
  EXPECT_TRUE(tells(story.journal.judge({}, {}), "does not follow the one before"));
}

TEST(Judge, RetiredKeysSignNothingLater) {
  Story story;
  const SigningKey second = made_up_key(2);
  story.journal.rotate(story.key, second.public_key());
  const SignedCheckpoint third = story.journal.sign_checkpoint(second);
  EXPECT_TRUE(story.journal.judge({story.key.public_key()}, {{third, "copy.json"}}));
  EXPECT_TRUE(story.judge_with_copy());
  EXPECT_TRUE(story.journal.judge({second.public_key()}, {{third, "copy.json"}}));
  // The older checkpoint is not vouched for by the newer key alone.
  EXPECT_TRUE(tells(story.journal.judge({second.public_key()}, {{story.second, "copy.json"}}),
                    "came before the public key"));

  // In the journal, and as a copy.
  Story later = Story();
  later.journal.rotate(later.key, second.public_key());
  const Checkpoint next = later.journal.next_checkpoint();
  const SignedCheckpoint by_retired = sign(next, later.key);
  EXPECT_TRUE(tells(later.journal.judge({}, {{by_retired, "copy.json"}}), "was retired after"));
  later.journal.put(kCheckpointEntry, json_of(by_retired));
  EXPECT_TRUE(tells(later.journal.judge({}, {}), "in the turn of key"));
}

TEST(Judge, OnlyTheCurrentKeyHandsOn) {
  const SigningKey second = made_up_key(2);
  Story stolen;
  stolen.journal.rotate(made_up_key(66), second.public_key());
  EXPECT_TRUE(tells(stolen.journal.judge({}, {}), "is not signed by key"));
  Story back;
  back.journal.rotate(back.key, second.public_key());
  back.journal.rotate(second, back.key.public_key());
  EXPECT_TRUE(tells(back.journal.judge({}, {}), "had its turn before"));
  Story again;
  again.journal.put(kFirstKeyEntry, json_of(second.public_key()));
  EXPECT_TRUE(tells(again.journal.judge({}, {}), "first key again"));
}

TEST(Judge, HeadsAndOrderMustBeRight) {
  const Story story;
  const auto rows = story.journal.rows();
  Judge without_heads({"j", {}, {}, true});
  for (const auto& row : rows) {
    ASSERT_TRUE(without_heads.take({row.stream, row.number, row.text, row.hash}));
  }
  EXPECT_TRUE(tells(without_heads.finish(), "lost its head"));

  Judge wrong_head({"j", {}, {}, true});
  for (const auto& row : rows) {
    ASSERT_TRUE(wrong_head.take({row.stream, row.number, row.text, row.hash}));
  }
  EXPECT_FALSE(wrong_head.expect_head("imports", 11, rows.back().hash));
  EXPECT_FALSE(wrong_head.expect_head("other", 1, rows.back().hash));

  Judge late_log({"j", {}, {}, false});
  const auto imports = std::find_if(rows.begin(), rows.end(),
                                    [](const auto& row) { return row.stream == "imports"; });
  ASSERT_TRUE(late_log.take({imports->stream, 1, imports->text, imports->hash}));
  EXPECT_EQ(late_log.take({rows[0].stream, 1, rows[0].text, rows[0].hash}).error().code,
            ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace pignus::journal
