// Proofs that stand alone: with one public key kept elsewhere, whoever holds one needs neither the
// store nor the journal.
//
// An inclusion proof shows that an entry, byte for byte, is entry N of a stream that a checkpoint
// covers. Everything that is believed comes out of the entry's own bytes and the signed checkpoint:
// its stream and number are read from the entry, the tree's size and root from the checkpoint, and
// the leaf is hashed anew. A proof that only named them could be bent to a tampered value.
// A consistency proof shows that each stream of a later checkpoint begins with all that an earlier
// one covers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "journal/key_chain.h"
#include "journal/merkle.h"
#include "journal/statement.h"

namespace pignus::journal {

struct InclusionProof {
  std::string entry;
  MerklePath path;
  SignedCheckpoint checkpoint;
  KeyChain keys;
};

struct StreamPath {
  std::string stream;
  MerklePath path;

  friend bool operator==(const StreamPath&, const StreamPath&) = default;
};

struct ConsistencyProof {
  SignedCheckpoint earlier;
  SignedCheckpoint later;
  std::vector<StreamPath> streams;  ///< those of the earlier checkpoint, in its order
  KeyChain keys;
};

/// The leaf of an entry's stream's tree: over the bytes of its hash.
Sha256Digest leaf_of_entry(std::string_view entry_text);
/// The same from the hash as it is kept, in hex. kCorrupt when it is none.
[[nodiscard]] Result<Sha256Digest> leaf_of_hash(std::string_view hash_hex);

/// What an inclusion proof proves.
struct ProvenEntry {
  std::string stream;
  std::uint64_t number = 0;
  std::string kind;
  std::string body;  ///< canonical JSON
  Checkpoint checkpoint;
};
/// kCorrupt, saying which part fails, unless the proof holds under one of the keys kept elsewhere.
[[nodiscard]] Result<ProvenEntry> check_proof(const InclusionProof& proof,
                                              std::span<const PublicKey> pinned,
                                              const std::string& file);
[[nodiscard]] Status check_proof(const ConsistencyProof& proof, std::span<const PublicKey> pinned,
                                 const std::string& file);

Json json_of(const InclusionProof& proof);
Json json_of(const ConsistencyProof& proof);
/// Only the form is checked, and the signatures of the chain of keys. `file` is named in errors.
[[nodiscard]] Result<InclusionProof> inclusion_proof_of(const Json& json, const std::string& file);
[[nodiscard]] Result<ConsistencyProof> consistency_proof_of(const Json& json,
                                                            const std::string& file);

inline constexpr std::string_view kInclusionFormat = "pignus.inclusion_proof/1";
inline constexpr std::string_view kConsistencyFormat = "pignus.consistency_proof/1";

}  // namespace pignus::journal
