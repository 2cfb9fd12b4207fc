#include <gtest/gtest.h>
#include <map>

#include "core/sha256.h"
#include "journal/export_file.h"
#include "store/store.h"
#include "support/made_up_facts.h"
#include "support/made_up_journal.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using journal::testing::made_up_key;
using testing::StorePlace;

constexpr const char* kDay = "2026-01-31";

class Checkpoints : public ::testing::Test {
 protected:
  Checkpoints() { reopen(); }
  void reopen() {
    auto opened = Store::open(path_, OpenMode::kCreate);
    PIGNUS_CHECK(opened.has_value());
    store_.emplace(std::move(*opened));
  }
  void note(const std::string& stream, int from, int to) {
    std::vector<JournalNote> notes;
    for (int i = from; i <= to; ++i) notes.push_back({"note", {{"value", i}}});
    const auto last = store_->append_to_journal(stream, notes);
    ASSERT_TRUE(last) << describe(last.error());
    EXPECT_EQ(*last, static_cast<std::uint64_t>(to));
  }
  journal::SignedCheckpoint checkpoint(const journal::SigningKey& key) {
    auto made = store_->append_checkpoint(key, kDay);
    PIGNUS_CHECK(made.has_value());
    return *made;
  }
  std::string export_text() {
    std::string text;
    const Status written = store_->export_journal(kDay, [&text](std::string_view piece) -> Status {
      text += piece;
      return {};
    });
    EXPECT_TRUE(written);
    return text;
  }
  /// Changes one entry by the hand of one who knows the format: all that follow are chained anew
  /// and the head too.
  void rewrite(const std::string& stream, std::int64_t number, const Json& body) {
    sql::Database database = testing::behind(path_);
    std::map<std::int64_t, std::string> entries;
    sql::Statement rows(database, "SELECT number, entry FROM journal WHERE stream = ?");
    rows.bind(1, stream);
    while (rows.step()) entries[rows.integer(0)] = rows.text(1);
    rows.reset();
    std::string previous;
    for (auto& [at, text] : entries) {
      Json entry = Json::parse(text);
      entry["previous"] = previous;
      if (at == number) entry["body"] = body;
      text = canonical_json(entry);
      previous = sha256_hex(text);
      sql::Statement update(
          database, "UPDATE journal SET entry = ?, hash = ? WHERE stream = ? AND number = ?");
      update.bind(1, text);
      update.bind(2, previous);
      update.bind(3, stream);
      update.bind(4, at);
      update.run();
      ASSERT_EQ(update.changes(), 1);
    }
    sql::Statement head(database, "UPDATE journal_head SET hash = ? WHERE stream = ?");
    head.bind(1, previous);
    head.bind(2, stream);
    head.run();
    ASSERT_EQ(head.changes(), 1);
  }

  StorePlace folder_;
  std::filesystem::path path_ = folder_ / "s.db";
  std::optional<Store> store_;
  journal::SigningKey key_ = made_up_key(1);
};

TEST_F(Checkpoints, CoverAllStreamsAndEachOther) {
  note("book", 1, 5);
  ASSERT_TRUE(store_->save_result("k", "1", "{}", "{}"));
  const auto first = checkpoint(key_);
  ASSERT_EQ(first.statement.streams.size(), 3U);  // with the stream of the key itself
  note("book", 6, 9);
  const auto second = checkpoint(key_);
  EXPECT_EQ(second.statement.number, 2U);
  EXPECT_EQ(second.statement.previous, hash_of(first.statement));
  EXPECT_EQ(mark_of(second.statement, "book")->size, 9U);
  const auto log = store_->checkpoint_log();
  ASSERT_TRUE(log);
  EXPECT_EQ(log->checkpoints(), (std::vector{first, second}));
  const auto verdict =
      store_->verify_journal_against({key_.public_key()}, {{first, "a"}, {second, "b"}});
  ASSERT_TRUE(verdict) << describe(verdict.error());
  EXPECT_EQ(verdict->checkpoints, 2U);
  EXPECT_TRUE(store_->verify_journal());
}

TEST_F(Checkpoints, AJournalRewrittenWholeFailsAgainstACopyOnly) {
  note("book", 1, 6);
  const auto copy = checkpoint(key_);
  rewrite("book", 4, {{"value", 4000}});
  // Under its own checkpoint it fails too; without it nothing inside tells.
  EXPECT_FALSE(store_->verify_journal());
  testing::behind(path_).run(
      "DELETE FROM journal WHERE stream = 'checkpoints';"
      "DELETE FROM journal_head WHERE stream = 'checkpoints'");
  reopen();
  EXPECT_TRUE(store_->verify_journal());
  const auto verdict = store_->verify_journal_against({key_.public_key()}, {{copy, "copy.json"}});
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(verdict.error().message.find("journal stream \"book\", entries 1 to 6"),
            std::string::npos)
      << verdict.error().message;
}

TEST_F(Checkpoints, NothingIsSignedThatContradictsWhatWasSigned) {
  note("book", 1, 6);
  checkpoint(key_);
  rewrite("book", 4, {{"value", 4000}});
  const auto refused = store_->append_checkpoint(key_, kDay);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(store_->checkpoint_log()->checkpoints().size(), 1U);
}

TEST_F(Checkpoints, KeysRotateAndRetiredOnesSignNoMore) {
  const journal::SigningKey next = made_up_key(2);
  EXPECT_EQ(store_->rotate_journal_key(key_, next.public_key(), kDay).error().code,
            ErrorCode::kNotFound);
  note("book", 1, 2);
  checkpoint(key_);
  EXPECT_EQ(store_->append_checkpoint(next, kDay).error().code, ErrorCode::kConflict);
  EXPECT_EQ(store_->rotate_journal_key(next, next.public_key(), kDay).error().code,
            ErrorCode::kConflict);
  ASSERT_TRUE(store_->rotate_journal_key(key_, next.public_key(), kDay));
  EXPECT_EQ(store_->append_checkpoint(key_, kDay).error().code, ErrorCode::kConflict);
  EXPECT_EQ(store_->rotate_journal_key(next, key_.public_key(), kDay).error().code,
            ErrorCode::kConflict);
  const auto copy = checkpoint(next);
  EXPECT_TRUE(store_->verify_journal_against({key_.public_key()}, {{copy, "c"}}));
  EXPECT_FALSE(store_->verify_journal_against({made_up_key(3).public_key()}, {}));
}

TEST_F(Checkpoints, TheExportIsJudgedLikeTheStore) {
  note("zoo", 1, 3);
  note("attic", 1, 3);
  const auto copy = checkpoint(key_);
  const std::string text = export_text();
  journal::ExportJudge judge({"x", {key_.public_key()}, {{copy, "c"}}, true});
  ASSERT_TRUE(judge.take(text));
  const auto verdict = judge.finish();
  ASSERT_TRUE(verdict) << describe(verdict.error());
  EXPECT_EQ(verdict->entries, 8U);
  EXPECT_EQ(store_->export_journal("no day", {}).error().code, ErrorCode::kInvalidInput);
  const Status full = store_->export_journal(
      kDay, [](std::string_view) -> Status { return fail(ErrorCode::kIo, "full"); });
  EXPECT_EQ(full.error().message, "full");
}

TEST_F(Checkpoints, EntriesAndGrowthAreProven) {
  note("book", 1, 13);
  EXPECT_EQ(store_->prove_entry("book", 1, 0).error().code, ErrorCode::kNotFound);
  checkpoint(key_);
  note("book", 14, 30);
  checkpoint(key_);
  const std::vector pinned{key_.public_key()};
  for (std::uint64_t number = 1; number <= 30; ++number) {
    const auto proof = store_->prove_entry("book", number, 0);
    ASSERT_TRUE(proof) << describe(proof.error());
    const auto proven = check_proof(*proof, pinned, "p");
    ASSERT_TRUE(proven);
    EXPECT_EQ(proven->body, canonical_json({{"value", number}}));
  }
  EXPECT_TRUE(store_->prove_entry("book", 13, 1));
  EXPECT_EQ(store_->prove_entry("book", 14, 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->prove_entry("book", 0, 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->prove_entry("book", 31, 0).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->prove_entry("none", 1, 0).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->prove_entry("book", 1, 3).error().code, ErrorCode::kNotFound);
  const auto growth = store_->prove_growth(1, 2);
  ASSERT_TRUE(growth);
  EXPECT_TRUE(check_proof(*growth, pinned, "p"));
  EXPECT_EQ(store_->prove_growth(2, 1).error().code, ErrorCode::kInvalidInput);
  // A store that was touched gives no proof of what it says now.
  rewrite("book", 5, {{"value", 5000}});
  EXPECT_FALSE(store_->prove_entry("book", 5, 0));
  EXPECT_FALSE(store_->prove_growth(1, 2));
}

TEST_F(Checkpoints, NotesGoToStreamsOfTheirOwn) {
  for (const char* stream : {"imports", "results", "checkpoints", "", "Book", "a b"}) {
    EXPECT_EQ(store_->append_to_journal(stream, {{"note", 1}}).error().code,
              ErrorCode::kInvalidInput)
        << stream;
  }
  EXPECT_FALSE(store_->append_to_journal("book", {{"No kind", 1}}));
  EXPECT_EQ(*store_->append_to_journal("book", {}), 0U);
  EXPECT_TRUE(store_->journal_heads()->empty());
}

}  // namespace
}  // namespace pignus::store
