// The journal: entries appended with group commit into a store on disk, and entries judged in
// memory (every hash of the chain, canonical form, Merkle root) as `pignus journal verify` does on
// an export. Usage: journal DB ENTRIES GROUP; prints two lines of JSON.
#include <cstdlib>
#include <string>
#include <vector>

#include "core/check.h"
#include "core/sha256.h"
#include "journal/entry.h"
#include "journal/judge.h"
#include "measure.h"
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
  append(argv[1], entries, std::strtoull(argv[3], nullptr, 10));
  judge(argv[1], entries);
  return 0;
}
