// A few made-up sources that overlap, in several versions and as several readers read them, and
// what a store holds that has read some of them undisturbed.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "support/naive_store.h"
#include "support/store_place.h"

namespace pignus::store::testing {

struct MadeUpSource {
  int name = 0;
  int version = 1;
  int reader = 1;

  /// As it stands in the store before anything of it is read.
  NaiveImport naive() const {
    const std::string file = fmt::format("source {}", name);
    return {file, sha256_hex(fmt::format("{}, version {}", file, version)),
            fmt::format("reader {}", reader), 0};
  }
  ImportSource import_source() const {
    const NaiveImport one = naive();
    return {one.name, one.sha256, 10, one.reader, "2026-01-31", {}};
  }
  /// Facts and problems, in the reader's order.
  std::size_t size() const { return 6 + static_cast<std::size_t>((5 * name) + (3 * reader)); }
  /// Of the whole, what stands at `position`.
  template <typename Into>
  Status put(Into& into, std::size_t position) const {
    if (position % 7 == 5) {
      return into.add(registers::Problem{
          {ErrorCode::kInvalidInput, "made up", {naive().name, position, "x"}}, "ab"});
    }
    return into.add(facts().at(position));
  }

 private:
  const std::vector<registers::Fact>& facts() const {
    static std::map<std::pair<int, int>, std::vector<registers::Fact>> made;
    std::vector<registers::Fact>& mine = made[{name, version}];
    if (mine.empty()) {
      // Another version of a source shares most of its facts, and two sources some.
      mine = made_up_facts(static_cast<std::uint64_t>(name / 2) + 1, 24, naive().name);
      for (registers::Fact& one :
           made_up_facts(static_cast<std::uint64_t>(10 + version), 16, naive().name)) {
        mine.push_back(std::move(one));
      }
      std::rotate(mine.begin(), mine.begin() + (11 * version), mine.end());
    }
    return mine;
  }
};

inline constexpr int kMadeUpContents = 4;
inline constexpr int kMadeUpReaders = 2;

/// Of these contents the last is another version of the first.
inline MadeUpSource made_up_source(int content, int reader) {
  const bool again = content == kMadeUpContents - 1;
  return {again ? 0 : content, again ? 2 : 1, reader};
}

inline MadeUpSource source_of(const NaiveImport& import) {
  for (int content = 0; content < kMadeUpContents; ++content) {
    for (int reader = 1; reader <= kMadeUpReaders; ++reader) {
      const MadeUpSource source = made_up_source(content, reader);
      const NaiveImport one = source.naive();
      if (one.sha256 == import.sha256 && one.reader == import.reader) return source;
    }
  }
  PIGNUS_CHECK(false);
  return {};
}

/// The content hash of a new store that has read just these complete imports.
inline std::string content_of(StorePlace& place,
                              const std::map<std::string, NaiveImport>& complete) {
  static std::map<std::string, std::string> known;
  std::string key;
  for (const auto& [sha256, import] : complete) key += sha256 + import.reader + " ";
  if (const auto found = known.find(key); found != known.end()) return found->second;
  const std::filesystem::path path = place / "alone.db";
  std::string hash;
  {
    Store store = Store::open(path, OpenMode::kCreate, {.durable = false}).value();
    for (const auto& [sha256, import] : complete) {
      const MadeUpSource source = source_of(import);
      ImportSession session = store.begin_import(source.import_source()).value();
      for (std::size_t i = 0; i < source.size(); ++i) {
        PIGNUS_CHECK(source.put(session, i).has_value());
      }
      PIGNUS_CHECK(session.finish().has_value());
    }
    hash = store.content_hash().value();
  }
  place.empty("alone.db");
  return known[key] = hash;
}

}  // namespace pignus::store::testing
