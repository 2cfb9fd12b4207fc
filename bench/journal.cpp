// The journal: entries appended into a store on disk in groups of one caller, then by group commit
// for 1, 8 and 64 callers beside what one sync of the same disk takes; and entries judged in memory
// (every hash of the chain, canonical form, Merkle root) as `pignus journal verify` does on an
// export. Usage: journal DB ENTRIES GROUP; prints lines of JSON.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "core/check.h"
#include "core/sha256.h"
#include "journal/entry.h"
#include "journal/judge.h"
#include "measure.h"
#include "store/journal_writer.h"
#include "store/store.h"

namespace {

using namespace pignus;

Json body_of(std::uint64_t number) {
  return {{"right", "US-P-" + std::to_string(9'000'000 + number)},
          {"kind", "alert"},
          {"at", "2026-01-31"},
          {"value_minor", 125'000'000 + number},
          {"currency", "CNY"},
          {"sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}};
}

void append(const std::string& path, std::uint64_t entries, std::uint64_t group) {
  auto store = store::Store::open(path, store::OpenMode::kCreate);
  PIGNUS_CHECK(store.has_value());
  const Measure measure;
  std::vector<store::JournalNote> notes;
  for (std::uint64_t i = 1; i <= entries; ++i) {
    notes.push_back({"alert", body_of(i)});
    if (notes.size() == group || i == entries) {
      PIGNUS_CHECK(store->append_to_journal("book", notes).has_value());
      notes.clear();
    }
  }
  measure.print("append", path, {{"entries", entries}, {"group", group}});
}

/// What a sync of 4 KiB behind the last takes, in the folder of the store.
void sync_of_disk(const std::string& path) {
  constexpr int kSyncs = 500;
  const std::string name = path + ".sync";
  const int file = ::open(name.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  PIGNUS_CHECK(file >= 0);
  const std::string block(4096, 'x');
  std::vector<double> taken;
  for (int i = 0; i < kSyncs; ++i) {
    PIGNUS_CHECK(::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()));
    const auto start = std::chrono::steady_clock::now();
    PIGNUS_CHECK(::fdatasync(file) == 0);
    taken.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
            .count());
  }
  ::close(file);
  ::unlink(name.c_str());
  std::sort(taken.begin(), taken.end());
  std::printf("{\"engine\": \"sync\", \"p50_us\": %.0f, \"p90_us\": %.0f, \"p99_us\": %.0f}\n",
              taken[kSyncs / 2], taken[kSyncs * 9 / 10], taken[kSyncs * 99 / 100]);
}

/// Callers for two seconds; each has at most `in_flight` entries that are not on the disk yet.
void append_together(const std::string& path, int callers, std::size_t in_flight) {
  constexpr auto kLasts = std::chrono::seconds(2);
  auto opened = store::Store::open(path, store::OpenMode::kReadWrite);
  PIGNUS_CHECK(opened.has_value());
  store::JournalWriter writer(std::move(*opened));
  std::atomic<std::uint64_t> entries = 0;
  const Measure measure;
  const auto end = std::chrono::steady_clock::now() + kLasts;
  const auto call = [&] {
    std::deque<std::future<Result<std::uint64_t>>> waiting;
    std::uint64_t told = 0;
    const auto hear = [&] {
      PIGNUS_CHECK(waiting.front().get().has_value());
      waiting.pop_front();
      ++told;
    };
    while (std::chrono::steady_clock::now() < end) {
      waiting.push_back(writer.submit("book", {{"alert", body_of(told)}}));
      if (waiting.size() >= in_flight) hear();
    }
    while (!waiting.empty()) hear();
    entries += told;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < callers; ++i) threads.emplace_back(call);
  for (std::thread& thread : threads) thread.join();
  measure.print("append_together", path,
                {{"entries", entries.load()},
                 {"callers", static_cast<std::uint64_t>(callers)},
                 {"in_flight", in_flight}});
}

void judge(const std::string& path, std::uint64_t entries) {
  struct Kept {
    std::string text;
    std::string hash;
  };
  std::vector<Kept> kept;
  std::string previous;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 1; i <= entries; ++i) {
    std::string text = journal::entry_text("book", i, previous, "alert", body_of(i));
    previous = sha256_hex(text);
    bytes += text.size();
    kept.push_back({std::move(text), previous});
  }
  const Measure measure;
  journal::Judge judge({"memory", {}, {}, true});
  for (std::uint64_t i = 0; i < entries; ++i) {
    PIGNUS_CHECK(judge.take({"book", i + 1, kept[i].text, kept[i].hash}).has_value());
  }
  PIGNUS_CHECK(judge.expect_head("book", entries, previous).has_value());
  PIGNUS_CHECK(judge.finish().has_value());
  measure.print("judge", path, {{"entries", entries}, {"entry_bytes", bytes}});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::uint64_t entries = std::strtoull(argv[2], nullptr, 10);
  sync_of_disk(argv[1]);
  append(argv[1], entries, std::strtoull(argv[3], nullptr, 10));
  for (const std::size_t in_flight : {1, 100}) {
    for (const int callers : {1, 8, 64}) append_together(argv[1], callers, in_flight);
  }
  judge(argv[1], entries);
  return 0;
}
