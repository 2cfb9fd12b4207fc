// Whoever reads the sources, the store is the same: content, journal, problems and errors.
#include "desk/read_ahead.h"

#include <fstream>
#include <gtest/gtest.h>

#include "core/file.h"
#include "desk/register_reader.h"
#include "fleet/thread_runner.h"
#include "fleetwork/kinds.h"
#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

namespace fs = std::filesystem;
using store::testing::TemporaryFolder;

const ImportOptions kOptions{"test", "2026-03-04"};

std::string plain_events(int first, int count) {
  std::string text = "right,code,st27,date,known,description,details,origin\n";
  for (int i = 0; i < count; ++i) {
    text += fmt::format("EP-P-{},X1,,2020-02-03,,made up,,\n", first + i);
  }
  return text;
}

/// Sources of several tempers: two readable files, one nobody reads, a plain folder with a bad row,
/// the first file again under another name.
std::vector<fs::path> make_sources(const TemporaryFolder& folder) {
  const fs::path examples = fs::path(PIGNUS_SOURCE_DIR) / "examples" / "one-family";
  fs::copy(examples / "docdb.xml", folder / "a-docdb.xml");
  std::ofstream(folder / "b-letter.bin") << "no register at all";
  fs::create_directory(folder / "c-plain");
  std::ofstream(folder / "c-plain" / "events.csv")
      << plain_events(4'000'000, 9'000) << "EP-P-1,X1,,no day,,bad,,\n";
  fs::copy(examples / "docdb.xml", folder / "d-again.xml");
  fs::create_directory(folder / "e-plain");
  std::ofstream(folder / "e-plain" / "events.csv") << plain_events(5'000'000, 300);
  return {folder / "a-docdb.xml", folder / "b-letter.bin", folder / "c-plain",
          folder / "d-again.xml", folder / "e-plain"};
}

using MakeAhead = std::function<std::unique_ptr<ReadAhead>(ReadAheadPlan plan)>;

/// Imports all and tells all there is to tell of it.
std::string import_all(const fs::path& file, const std::vector<fs::path>& sources,
                       const MakeAhead& make, const std::function<void()>& meanwhile = {}) {
  store::Store store = std::move(*store::Store::open(file, store::OpenMode::kCreate));
  ReadAheadPlan plan;
  plan.sources = sources;
  plan.imported = imported_as_read_today(*store.import_readers(), kOptions);
  const auto ahead = make ? make(std::move(plan)) : nullptr;
  if (meanwhile) meanwhile();
  std::string told;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    ImportOptions options = kOptions;
    if (ahead) {
      options.read_ahead = [&](const SourceAtHand& source, const registers::FactSink& sink,
                               const Progress& progress, registers::ReadSummary& summary) {
        return ahead->read(i, source, sink, progress, summary);
      };
    }
    registers::ReadSummary read;
    const auto outcome = import_source(store, sources[i], options, silent_progress(), &read);
    told += fmt::format("{}: {} ", sources[i].string(), read.format);
    if (!outcome) {
      told += describe(outcome.error()) + "\n";
      continue;
    }
    const store::ImportSummary& summary = outcome->summary;
    told += fmt::format("{} {} {} {} {} {}\n", summary.facts, summary.duplicates, summary.problems,
                        summary.merkle_root, summary.journal_number, outcome->already_there);
    const auto problems = store.problems_of(summary.sha256);
    for (const registers::Problem& problem : *problems) told += describe(problem.error) + "\n";
  }
  EXPECT_TRUE(store.verify_journal());
  return told + *store.content_hash();
}

MakeAhead on_threads(std::size_t threads) {
  return [threads](ReadAheadPlan plan) { return read_ahead_on_threads(std::move(plan), threads); };
}

/// The fleet's way of doing it, on threads of this program.
MakeAhead by_fleet(std::size_t threads) {
  static const fleet::WorkRegistry kRegistry = fleetwork::all_kinds();
  return [threads](ReadAheadPlan plan) {
    return read_ahead_by_fleet(std::move(plan), fleet::make_thread_runner(kRegistry, {threads, 0}),
                               "test");
  };
}

TEST(ReadAhead, TheStoreIsTheSameWhoeverReads) {
  const TemporaryFolder folder;
  const auto sources = make_sources(folder);
  const std::string alone = import_all(folder / "alone.db", sources, nullptr);
  EXPECT_NE(alone.find("9000 0 1"), std::string::npos) << alone;
  EXPECT_NE(alone.find("no format that Pignus reads"), std::string::npos);
  EXPECT_EQ(import_all(folder / "one.db", sources, on_threads(1)), alone);
  EXPECT_EQ(import_all(folder / "two.db", sources, on_threads(2)), alone);
  EXPECT_EQ(import_all(folder / "eight.db", sources, on_threads(8)), alone);
  EXPECT_EQ(import_all(folder / "fleet-1.db", sources, by_fleet(1)), alone);
  EXPECT_EQ(import_all(folder / "fleet-2.db", sources, by_fleet(2)), alone);
  // Once more: all is there but what nobody reads.
  const std::string again = import_all(folder / "alone.db", sources, nullptr);
  EXPECT_EQ(import_all(folder / "two.db", sources, on_threads(2)), again);
  EXPECT_EQ(import_all(folder / "fleet-2.db", sources, by_fleet(2)), again);
}

TEST(ReadAhead, WhatChangedAfterItWasReadIsReadAnew) {
  for (const MakeAhead& make : {on_threads(2), by_fleet(2)}) {
    const TemporaryFolder folder;
    auto sources = make_sources(folder);
    const auto change = [&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
      std::ofstream(folder / "e-plain" / "events.csv") << plain_events(6'000'000, 200);
    };
    const std::string told = import_all(folder / "changed.db", sources, make, change);
    EXPECT_EQ(import_all(folder / "fresh.db", sources, nullptr), told);
  }
}

TEST(ReadAhead, EndsInTheMiddleWithoutWaiting) {
  const TemporaryFolder folder;
  const auto sources = make_sources(folder);
  for (const MakeAhead& make : {on_threads(2), by_fleet(2)}) {
    ReadAheadPlan plan;
    plan.sources = sources;
    const auto ahead = make(std::move(plan));
    const auto described = describe_source(sources[2]);
    int taken = 0;
    registers::ReadSummary summary;
    const Status read = ahead->read(2, {sources[2], described->sha256},
                                    {[&taken](registers::Fact&&) { return ++taken < 5; },
                                     [](registers::Problem&&) { return true; }},
                                    silent_progress(), summary);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::kCancelled);
    EXPECT_EQ(taken, 5);
  }
}

TEST(ReadAhead, AStopOfTheUserComesThrough) {
  const TemporaryFolder folder;
  const auto sources = make_sources(folder);
  for (const MakeAhead& make : {on_threads(2), by_fleet(2)}) {
    ReadAheadPlan plan;
    plan.sources = sources;
    const auto ahead = make(std::move(plan));
    registers::ReadSummary summary;
    const auto described = describe_source(sources[2]);
    const Status read = ahead->read(
        2, {sources[2], described->sha256},
        {[](registers::Fact&&) { return true; }, [](registers::Problem&&) { return true; }},
        [](std::string_view, std::uint64_t, std::uint64_t) { return false; }, summary);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::kCancelled);
  }
}

}  // namespace
}  // namespace pignus::desk
