#include "store/copy_store.h"

#include <fstream>
#include <gtest/gtest.h>
#include <set>

#include "core/sha256.h"
#include "store/tables.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using testing::StorePlace;
using testing::TemporaryFolder;

Store open_new(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::kCreate);
  EXPECT_TRUE(store) << describe(store.error());
  return std::move(*store);
}

void import_all(Store& store, const std::string& name, const std::vector<Fact>& facts) {
  auto session = store.begin_import({name, sha256_hex(name), 10, "test", "2026-01-01", {}});
  ASSERT_TRUE(session);
  for (const Fact& fact : facts) ASSERT_TRUE(session->add(fact));
  const registers::Problem problem{
      {ErrorCode::kInvalidInput, "is \"质押\"\tand\\n", {name, 7, "field"}}, sha256_hex("raw")};
  ASSERT_TRUE(session->add(problem));
  ASSERT_TRUE(session->finish());
}

/// Two imports, a result, and a third import that is not finished.
Store made_up_store(const std::filesystem::path& path) {
  Store store = open_new(path);
  import_all(store, "a", testing::made_up_facts(1, 200, "a"));
  import_all(store, "b", testing::made_up_facts(2, 200, "b"));
  EXPECT_TRUE(store.save_result("underwriting", "1", "{\"a\":1}", "{}"));
  auto session = store.begin_import({"c", sha256_hex("c"), 10, "test", "", {}});
  for (const Fact& fact : testing::made_up_facts(3, 30, "c")) EXPECT_TRUE(session->add(fact));
  EXPECT_TRUE(session->pause());
  return store;
}

TEST(CopyStore, TablesAreAllOfTheSchema) {
  StorePlace place;
  open_new(place / "s.db");
  sql::Database database = testing::behind(place / "s.db");
  sql::Statement rows(database,
                      testing::on_postgres()
                          ? "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
                            "AND tablename <> 'pignus_store'"
                          : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                            "'sqlite_%'");
  std::set<std::string> found;
  while (rows.step()) found.insert(rows.text(0));
  EXPECT_EQ(found, std::set<std::string>(kTables.begin(), kTables.end()));
}

TEST(CopyStore, GivesAnEqualStoreThatGoesOn) {
  StorePlace place;
  TemporaryFolder folder;
  const Store from = made_up_store(place / "from.db");
  // Into the other engine too, where there is one.
  for (const std::filesystem::path& target : {place / "to.db", folder / "to.db"}) {
    Store to = open_new(target);
    const auto report = copy_store(from, to);
    ASSERT_TRUE(report) << describe(report.error());
    EXPECT_EQ(report->content_hash, *from.content_hash());
    EXPECT_EQ(*to.journal_heads(), *from.journal_heads());
    EXPECT_EQ(*to.counts(), *from.counts());
    EXPECT_TRUE(to.verify_journal());
    EXPECT_EQ(to.imports()->size(), 3U);
    const auto problems = to.problems_of(sha256_hex("a"));
    ASSERT_TRUE(problems);
    EXPECT_EQ(problems->front().error.message, "is \"质押\"\tand\\n");
    EXPECT_EQ(to.load_result("underwriting", "1")->body, "{\"a\":1}");
    // What was begun goes on there, and new work finds its numbers free.
    {
      auto session = to.begin_import({"c", sha256_hex("c"), 10, "test", "", {}});
      ASSERT_TRUE(session);
      EXPECT_EQ(session->resume_at(), 30U);
      ASSERT_TRUE(session->finish());
    }
    import_all(to, "d", testing::made_up_facts(4, 50, "d"));
    EXPECT_TRUE(to.verify_journal());
  }
}

TEST(CopyStore, NeedsANewStoreAndLeavesNothingWhenStopped) {
  StorePlace place;
  const Store from = made_up_store(place / "from.db");
  Store used = made_up_store(place / "used.db");
  const std::string before = *used.content_hash();
  EXPECT_EQ(copy_store(from, used).error().code, ErrorCode::kConflict);
  EXPECT_EQ(*used.content_hash(), before);

  Store large = open_new(place / "large.db");
  import_all(large, "l", testing::made_up_facts(5, 9000, "l", 9000));
  Store to = open_new(place / "to.db");
  const auto stopped = copy_store(
      large, to, [](std::string_view, std::uint64_t done, std::uint64_t) { return done < 1; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(to.imports()->size(), 0U);
  EXPECT_TRUE(copy_store(large, to));
}

TEST(CopyStore, ADamagedStoreIsNotCopiedAsIfItWereSound) {
  StorePlace place;
  made_up_store(place / "from.db");
  ASSERT_GT(testing::change(place / "from.db", "DELETE FROM journal_head"), 0);
  const auto from = Store::open(place / "from.db", OpenMode::kReadOnly);
  Store to = open_new(place / "to.db");
  ASSERT_TRUE(copy_store(*from, to)) << "rows are copied as they are";
  EXPECT_EQ(to.verify_journal().error().code, ErrorCode::kCorrupt);
}

TEST(BackUp, IsOneNewFileThatRestores) {
  StorePlace place;
  TemporaryFolder folder;
  const Store from = made_up_store(place / "from.db");
  const auto report = back_up(from, folder / "b.db");
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(back_up(from, folder / "b.db").error().code, ErrorCode::kConflict);
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "")) {
    files.insert(entry.path().filename().string());
  }
  EXPECT_EQ(files, std::set<std::string>{"b.db"});
  const auto backup = Store::open(folder / "b.db", OpenMode::kReadOnly);
  ASSERT_TRUE(backup) << describe(backup.error());
  Store restored = open_new(place / "restored.db");
  ASSERT_TRUE(copy_store(*backup, restored));
  EXPECT_EQ(*restored.content_hash(), *from.content_hash());
  EXPECT_EQ(*restored.journal_heads(), *from.journal_heads());
  EXPECT_TRUE(restored.verify_journal());
}

TEST(BackUp, IsTakenWhileAnImportRuns) {
  StorePlace place;
  TemporaryFolder folder;
  Store store = made_up_store(place / "from.db");
  const std::string before = *store.content_hash();
  auto session = store.begin_import({"e", sha256_hex("e"), 10, "test", "", {}});
  ASSERT_TRUE(session);
  const auto facts = testing::made_up_facts(6, 60, "e");
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(session->add(facts[i]));
  const auto report = back_up(store, folder / "b.db");
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(report->content_hash, before);
  for (int i = 30; i < 60; ++i) ASSERT_TRUE(session->add(facts[i]));
  ASSERT_TRUE(session->finish());
  EXPECT_NE(*store.content_hash(), before);
  EXPECT_EQ(*Store::open(folder / "b.db", OpenMode::kReadOnly)->content_hash(), before);
}

}  // namespace
}  // namespace pignus::store
