// The stream "checkpoints": the first key, rotations and checkpoints, one an entry, in the order
// they were made. It is a stream like the others, so each checkpoint covers those before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/entry.h"
#include "journal/key_chain.h"
#include "journal/statement.h"

namespace pignus::journal {

inline constexpr std::string_view kCheckpointStream = "checkpoints";
inline constexpr std::string_view kFirstKeyEntry = "first_key";
inline constexpr std::string_view kRotationEntry = "key_rotation";
inline constexpr std::string_view kCheckpointEntry = "checkpoint";

class CheckpointLog {
 public:
  /// `file` names the journal in errors.
  explicit CheckpointLog(std::string file) : file_(std::move(file)) {}

  /// An entry that is sound in its chain. kCorrupt when it contradicts those before it: a signature
  /// that is not the current key's, a number or hash out of line, a stream that shrank.
  [[nodiscard]] Status take(const EntryParts& entry);

  /// nullptr as long as there is no key.
  const KeyChain* keys() const { return keys_ ? &*keys_ : nullptr; }
  const std::vector<SignedCheckpoint>& checkpoints() const { return checkpoints_; }
  /// Hash of the last checkpoint, "" of none.
  std::string last_hash() const;

  /// What the next checkpoint and the next rotation must say; the rest is the caller's.
  Checkpoint next_checkpoint() const;
  Rotation next_rotation() const;

 private:
  [[nodiscard]] Status take_first_key(const Json& body);
  [[nodiscard]] Status take_rotation(const Json& body, std::uint64_t number);
  [[nodiscard]] Status take_checkpoint(const Json& body, std::uint64_t number);

  std::string file_;
  std::optional<KeyChain> keys_;
  std::vector<SignedCheckpoint> checkpoints_;
};

}  // namespace pignus::journal
