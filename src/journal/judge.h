// Judges a journal: its chains, its checkpoints, and its agreement with checkpoints kept elsewhere.
//
//   Judge judge({.file = "x", .pinned = {key}, .kept = {{checkpoint, "copy.json"}}});
//   for (each entry, stream "checkpoints" first, then stream by stream, in order)
//     judge.take({stream, number, text, hash});
//   judge.expect_head(stream, number, hash);      // what is kept of each stream's end
//   Result<Verdict> verdict = judge.finish();
//
// Chains alone prove nothing against one who can rewrite them whole. What a checkpoint covers can
// be changed, cut, reordered or replaced only against that checkpoint: its root is compared with
// the root over the same number of entries. The verdict says how much is covered, and by whose
// word.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/checkpoint_log.h"
#include "journal/entry.h"
#include "journal/statement.h"

namespace pignus::journal {

struct EntryRow {
  std::string_view stream;
  std::uint64_t number = 0;
  std::string_view text;
  std::optional<std::string_view> hash;  ///< where one is kept beside the entry
};

struct KeptCheckpoint {
  SignedCheckpoint checkpoint;
  std::string file;  ///< where it was kept, for errors
};

struct JudgeOptions {
  std::string file;  ///< names the journal in errors
  /// Public keys kept elsewhere. Where some are given, a checkpoint counts only if it is signed by
  /// one of them or by a key that rotations lead to from there.
  std::vector<PublicKey> pinned;
  std::vector<KeptCheckpoint> kept;
  /// Every stream's end is kept outside its entries: expect_head() must be told of each.
  bool heads_are_kept = true;
};

struct StreamVerdict {
  std::string stream;
  std::uint64_t size = 0;
  std::string head;
  Sha256Digest root{};
  /// So many entries are covered by a checkpoint that counts.
  std::uint64_t covered = 0;

  friend bool operator==(const StreamVerdict&, const StreamVerdict&) = default;
};

struct Verdict {
  std::uint64_t entries = 0;
  std::vector<StreamVerdict> streams;  ///< in order of their names
  std::uint64_t checkpoints = 0;       ///< in the journal
  std::uint64_t kept = 0;              ///< of those, held against a copy kept elsewhere
  bool keys_pinned = false;            ///< signatures go back to a key kept elsewhere
  std::optional<Checkpoint> last;      ///< the last checkpoint that counts
};

class Judge {
 public:
  explicit Judge(JudgeOptions options);
  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;
  ~Judge();

  /// kCorrupt, naming stream and entries, at the first contradiction; then the judge is done.
  [[nodiscard]] Status take(const EntryRow& row);
  /// The end of a stream as kept outside its entries. Call it after all entries.
  [[nodiscard]] Status expect_head(std::string_view stream, std::uint64_t number,
                                   std::string_view hash);
  [[nodiscard]] Result<Verdict> finish();
  /// Keys and checkpoints of the journal, once the stream "checkpoints" is through.
  const CheckpointLog& log() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pignus::journal
