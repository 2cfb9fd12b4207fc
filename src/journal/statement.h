// What keys sign: checkpoints, which say how far each stream reaches, and rotations, which hand the
// right to sign on from one key to the next.
//
// A signed statement is the canonical JSON of {"signature": hex, "statement": {"format", …}}. The
// signature is over the canonical JSON of the statement, whose format keeps one kind from passing
// for another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "core/sha256.h"
#include "journal/keys.h"

namespace pignus::journal {

inline constexpr std::size_t kStreamsMax = 10'000;

/// How far a stream reached.
struct StreamMark {
  std::string stream;
  std::uint64_t size = 0;  ///< entries
  Sha256Digest root{};     ///< of the Merkle tree over the entries' hashes
  Sha256Digest head{};     ///< hash of the last entry

  friend bool operator==(const StreamMark&, const StreamMark&) = default;
};

/// All streams at one moment, in order of their names, none of them empty.
struct Checkpoint {
  std::uint64_t number = 0;  ///< from 1
  std::string at;            ///< the day, as the signer's clock said
  std::string key;           ///< id of the key that signed
  std::string previous;      ///< hash of the checkpoint before, "" for the first
  std::vector<StreamMark> streams;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// From the checkpoint after `checkpoints` on, only `to` signs.
struct Rotation {
  std::string at;
  std::string from;               ///< id of the key that signs for the last time
  std::uint64_t checkpoints = 0;  ///< signed so far, by all keys
  std::string previous;           ///< hash of the last of them, "" of none
  PublicKey to;

  friend bool operator==(const Rotation&, const Rotation&) = default;
};

template <typename Statement>
struct Signed {
  Statement statement;
  Signature signature{};

  friend bool operator==(const Signed&, const Signed&) = default;
};
using SignedCheckpoint = Signed<Checkpoint>;
using SignedRotation = Signed<Rotation>;

Json json_of(const Checkpoint& checkpoint);
Json json_of(const Rotation& rotation);

/// Hex SHA-256 of its canonical JSON without the signature.
std::string hash_of(const Checkpoint& checkpoint);
/// Nothing where the checkpoint does not know the stream.
const StreamMark* mark_of(const Checkpoint& checkpoint, std::string_view stream);

/// Sets the statement's own word on who signs.
SignedCheckpoint sign(Checkpoint checkpoint, const SigningKey& key);
SignedRotation sign(Rotation rotation, const SigningKey& key);

template <typename Statement>
bool is_signed_by(const PublicKey& key, const Signed<Statement>& statement) {
  return is_signed_by(key, canonical_json(json_of(statement.statement)), statement.signature);
}
template <typename Statement>
Json json_of(const Signed<Statement>& statement) {
  return {{"signature", hex(statement.signature)}, {"statement", json_of(statement.statement)}};
}

/// Only the form is checked, no signature. `file` and `record` say where it stands.
[[nodiscard]] Result<SignedCheckpoint> checkpoint_of(const Json& json, const std::string& file,
                                                     std::uint64_t record = 0);
[[nodiscard]] Result<SignedRotation> rotation_of(const Json& json, const std::string& file,
                                                 std::uint64_t record = 0);
/// The text of a file that holds one checkpoint.
[[nodiscard]] Result<SignedCheckpoint> parse_checkpoint(std::string_view text,
                                                        const std::string& file);

}  // namespace pignus::journal
