// The tables made anew from the journal and the sources: what a store holds is what its journal
// says and nothing else.
//
// The entries are taken over byte for byte, judged as they come. Imports are read again from their
// sources and must give the records whose Merkle root stands in the entry; results and jobs come
// out of their entries. Three things the journal does not hold and the caller may hand over, each
// believed only against the entry's hash: the sources, the text of results saved before version 6,
// and the values of persons. Not rebuilt, because they are of the moment: unfinished imports, who
// holds a job until when, and how far he is; a running job waits again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "journal/judge.h"
#include "store/personal.h"
#include "store/store.h"

namespace pignus::store {

/// Takes one source's facts and problems, in the reader's order.
class RebuiltSource {
 public:
  RebuiltSource() = default;
  RebuiltSource(const RebuiltSource&) = delete;
  RebuiltSource& operator=(const RebuiltSource&) = delete;
  virtual ~RebuiltSource() = default;

  /// Before the first fact: ImportSource::sha256_of_files.
  virtual void set_files(std::map<std::string, std::string> sha256_of_files) = 0;
  [[nodiscard]] virtual Status add(const registers::Fact& fact) = 0;
  [[nodiscard]] virtual Status add(const registers::Problem& problem) = 0;
};

struct RebuildWorld {
  /// Asked of every source, with name, content, reader and day as its entry says, before anything
  /// is read: what is missing is then named at once.
  std::function<Status(const ImportSource& wanted)> at_hand;
  std::function<Status(const ImportSource& wanted, RebuiltSource& into)> read;
  /// Of a result whose entry has only its hash; nullopt: nobody has it any more.
  std::function<std::optional<SavedResult>(std::string_view kind, std::string_view id)> result = {};
  std::function<std::optional<PersonalSecret>(std::int64_t id)> personal = {};
  std::string at;  ///< the day, by the caller's clock
  Progress progress = silent_progress();
};

struct RebuildReport {
  std::uint64_t entries = 0;
  std::uint64_t imports = 0;
  std::uint64_t replaced =
      0;                    ///< imports whose source was read again later: nothing of them is left
  std::uint64_t facts = 0;  ///< of the imports, duplicates included
  std::uint64_t results = 0;
  std::uint64_t jobs = 0;
  std::uint64_t shards = 0;
  std::uint64_t personal_values = 0;  ///< that are there
  std::uint64_t erased_values = 0;
  std::vector<std::string> lost_results;    ///< "kind id": an entry "lost" now says so
  std::vector<std::int64_t> lost_personal;  ///< the same
  std::string content_hash;
  std::vector<JournalHead> journal;
};

/// Lets `world` take from an old store what the journal does not hold: results' texts and the
/// values of persons. The store must outlive the world.
void take_texts_of(const Store& old, RebuildWorld& world);

/// A journal handed over entry by entry, "checkpoints" first, judged as it goes.
using EntryVisit = std::function<Status(const journal::EntryRow&)>;
using JournalFeed = std::function<Result<journal::Verdict>(const EntryVisit&)>;
/// Of a store, as it is at one moment; the store must outlive the feed. Its other tables are not
/// looked at. `trust`: keys and checkpoints kept elsewhere; its file is filled in.
JournalFeed journal_of(const Store& store, journal::JudgeOptions trust = {});
/// Of an exported file (journal/export_file.h).
JournalFeed journal_in(const std::filesystem::path& file, journal::JudgeOptions trust = {});

/// `into` must be new: kConflict. One transaction: cut off at any moment, `into` is as it was. What
/// was written is verified before it is committed. kNotFound, naming them: sources are missing.
/// kConflict, naming the entry: a source reads otherwise than it did.
[[nodiscard]] Result<RebuildReport> rebuild(const JournalFeed& from, Store& into,
                                            const RebuildWorld& world);

}  // namespace pignus::store
