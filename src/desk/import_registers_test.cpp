#include "desk/import_registers.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/random_stream.h"
#include "desk/resource_guard.h"
#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

using store::testing::made_up_facts;
using store::testing::TemporaryFolder;

const ImportOptions kOptions{"test", ""};

/// A reader that yields made-up facts whatever the file holds.
RegisterReader reader_of(int facts) {
  return [facts](const SourceAtHand& source, const registers::FactSink& sink,
                 const Progress& progress) -> Status {
    std::uint64_t done = 0;
    const std::string name = source.path.filename().string();
    for (registers::Fact& fact : made_up_facts(7, facts, name, 2000)) {
      if (!progress("read", ++done, 0)) return fail(ErrorCode::kCancelled, "stopped");
      if (!sink.on_fact(std::move(fact))) return fail(ErrorCode::kCancelled, "sink");
    }
    return {};
  };
}

/// A reader of one record whose source tells no day.
Status read_undated(const SourceAtHand&, const registers::FactSink& sink, const Progress&) {
  registers::RightRecord record;
  record.id.value = "EP-P-9900001";
  record.claim_count = 12;
  record.details["undated"] = "yes";
  (void)sink.on_fact(registers::Fact(record));
  return {};
}

store::Store open_store(const std::filesystem::path& path) {
  return std::move(*store::Store::open(path, store::OpenMode::kCreate));
}

TEST(ImportRegisters, WhatTellsNoDayIsKnownFromItsImportOn) {
  TemporaryFolder folder;
  std::ofstream(folder / "claims.xml") << "made up";
  store::Store store = open_store(folder / "s.db");
  ASSERT_TRUE(import_registers(store, folder / "claims.xml", read_undated, {"test", "2026-03-04"},
                               silent_progress()));
  const registers::RightId id{"EP-P-9900001"};
  EXPECT_TRUE(store.facts_of(id, *Date::parse("2026-03-03"))->records.empty());
  EXPECT_EQ(store.facts_of(id, *Date::parse("2026-03-04"))->records.size(), 1U);
}

TEST(ImportRegisters, KilledAtAnyMomentThenRunAgainGivesTheSameStore) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store alone = open_store(folder / "alone.db");
  ASSERT_TRUE(
      import_registers(alone, folder / "a.xml", reader_of(5000), kOptions, silent_progress()));
  RandomStream random(11, "desk/kill");
  int killed = 0;
  std::uint64_t resumed_max = 0;
  for (int round = 0; round < 4; ++round) {
    const auto path = folder / fmt::format("{}.db", round);
    open_store(path);
    const auto stop_at = random.below(5000);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      store::Store mine = open_store(path);
      (void)import_registers(mine, folder / "a.xml", reader_of(5000), kOptions,
                             [&](std::string_view, std::uint64_t done, std::uint64_t) {
                               if (done > stop_at) ::raise(SIGKILL);
                               return true;
                             });
      ::_exit(0);
    }
    int state = 0;
    ::waitpid(child, &state, 0);
    killed += WIFSIGNALED(state) ? 1 : 0;
    store::Store again = open_store(path);
    EXPECT_EQ(again.counts()->records, 0U);
    const auto outcome =
        import_registers(again, folder / "a.xml", reader_of(5000), kOptions, silent_progress());
    ASSERT_TRUE(outcome) << describe(outcome.error());
    resumed_max = std::max(resumed_max, outcome->resumed_at);
    EXPECT_EQ(*again.content_hash(), *alone.content_hash());
    EXPECT_TRUE(again.verify_journal());
  }
  EXPECT_EQ(killed, 4);
  EXPECT_GT(resumed_max, 0U);
}

TEST(ImportRegisters, StoppedByALimitKeepsAPrefixThatResumes) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store alone = open_store(folder / "alone.db");
  ASSERT_TRUE(
      import_registers(alone, folder / "a.xml", reader_of(3000), kOptions, silent_progress()));
  store::Store store = open_store(folder / "s.db");
  int asked = 0;
  ImportOptions options = kOptions;
  options.may_go_on = [&asked]() -> Status {
    if (++asked < 80) return {};
    return fail(ErrorCode::kLimitExceeded, "full", {"", 0, "limits.disk_to_keep_free"});
  };
  const auto stopped =
      import_registers(store, folder / "a.xml", reader_of(3000), options, silent_progress());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(stopped.error().where.field, "limits.disk_to_keep_free");
  EXPECT_EQ(store.counts()->records, 0U);
  const auto outcome =
      import_registers(store, folder / "a.xml", reader_of(3000), kOptions, silent_progress());
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_GT(outcome->resumed_at, 2000U);
  EXPECT_EQ(*store.content_hash(), *alone.content_hash());
}

TEST(ImportRegisters, ASourceOverItsBoundIsRefusedBeforeItIsRead) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store store = open_store(folder / "s.db");
  ImportOptions options = kOptions;
  options.source_bytes_max = 6;
  const auto refused =
      import_registers(store, folder / "a.xml", reader_of(10), options, silent_progress());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where.field, "limits.file_size");
  EXPECT_TRUE(store.imports()->empty());
  options.source_bytes_max = 7;
  EXPECT_TRUE(import_registers(store, folder / "a.xml", reader_of(10), options, silent_progress()));
}

TEST(ResourceGuard, SaysWhichLimitIsPassed) {
  TemporaryFolder folder;
  EXPECT_TRUE(check_resources(folder / "s.db", {}));
  EXPECT_TRUE(check_resources(folder / "s.db", {1, ~std::uint64_t{0}}));
  const auto disk = check_resources(folder / "not" / "yet" / "s.db", {~std::uint64_t{0}, 0});
  ASSERT_FALSE(disk);
  EXPECT_EQ(disk.error().where.field, "limits.disk_to_keep_free");
  const auto memory = check_resources(folder / "s.db", {0, 1});
  ASSERT_FALSE(memory);
  EXPECT_EQ(memory.error().where.field, "limits.import_memory");
}

TEST(ImportRegisters, StoppedByTheUserKeepsAPrefixThatResumes) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store store = open_store(folder / "s.db");
  const auto stopped = import_registers(
      store, folder / "a.xml", reader_of(500), kOptions,
      [](std::string_view, std::uint64_t done, std::uint64_t) { return done <= 300; });
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(store.counts()->records, 0U);
  const auto outcome =
      import_registers(store, folder / "a.xml", reader_of(500), kOptions, silent_progress());
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->resumed_at, 300U);
  EXPECT_EQ(outcome->summary.facts, 500U);
  EXPECT_TRUE(import_registers(store, folder / "a.xml", reader_of(500), kOptions, silent_progress())
                  ->already_there);
}

TEST(ImportRegisters, ASourceThatChangesMeanwhileIsDiscarded) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store store = open_store(folder / "s.db");
  const auto outcome = import_registers(store, folder / "a.xml", reader_of(50), kOptions,
                                        [&](std::string_view, std::uint64_t done, std::uint64_t) {
                                          if (done == 20)
                                            std::ofstream(folder / "a.xml") << "altered";
                                          return true;
                                        });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(store.imports()->empty());
}

TEST(ImportRegisters, ANewerReaderReadsAFileAgain) {
  TemporaryFolder folder;
  std::ofstream(folder / "a.xml") << "made up";
  store::Store store = open_store(folder / "s.db");
  std::string asked;
  const auto options = [&](int revision) {
    ImportOptions all = kOptions;
    all.outdated = [&asked, revision](std::string_view reader) {
      asked = reader;
      return reader != fmt::format("test; made-up {}", revision);
    };
    all.reader = [revision] { return fmt::format("test; made-up {}", revision); };
    return all;
  };
  const auto import = [&](int facts, int revision) {
    return *import_registers(store, folder / "a.xml", reader_of(facts), options(revision),
                             silent_progress());
  };
  EXPECT_FALSE(import(50, 1).read_again);
  EXPECT_EQ(asked, "");
  EXPECT_TRUE(import(50, 1).already_there);
  EXPECT_EQ(asked, "test; made-up 1");
  const ImportOutcome again = import(60, 2);
  EXPECT_TRUE(again.read_again);
  EXPECT_EQ(again.summary.facts, 60U);
  EXPECT_TRUE(import(60, 2).already_there);
  EXPECT_EQ(store.imports()->size(), 1U);
  EXPECT_TRUE(store.verify_journal());
}

TEST(ImportRegisters, AMissingFileIsNamed) {
  TemporaryFolder folder;
  store::Store store = open_store(folder / "s.db");
  const auto outcome =
      import_registers(store, folder / "none.xml", reader_of(1), kOptions, silent_progress());
  EXPECT_EQ(outcome.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::desk
