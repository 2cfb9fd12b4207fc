// Which key may sign which checkpoint: the first key, and the rotations that followed, each signed
// by the key it retires. A retired key signs nothing that comes later.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "journal/keys.h"
#include "journal/statement.h"

namespace pignus::journal {

inline constexpr std::size_t kRotationsMax = 10'000;

class KeyChain {
 public:
  explicit KeyChain(const PublicKey& first) : keys_{first} {}

  /// kCorrupt when the rotation is not the current key's own word, or names a key used before.
  [[nodiscard]] Status rotate(const SignedRotation& rotation, const std::string& file);
  /// Whether `checkpoint` was signed by the key whose turn its number was. kCorrupt says why not.
  [[nodiscard]] Status check(const SignedCheckpoint& checkpoint, const std::string& file) const;
  /// The same, and the key is one of `pinned` or one that the chain reaches from there. Keys before
  /// the pinned one prove nothing: the chain's own beginning is not kept elsewhere.
  [[nodiscard]] Status check_from(std::span<const PublicKey> pinned,
                                  const SignedCheckpoint& checkpoint,
                                  const std::string& file) const;

  bool contains(const std::string& id) const;
  const PublicKey& current() const { return keys_.back(); }
  const std::vector<PublicKey>& keys() const { return keys_; }
  const std::vector<SignedRotation>& rotations() const { return rotations_; }

 private:
  std::vector<PublicKey> keys_;            ///< in the order of their turns
  std::vector<SignedRotation> rotations_;  ///< rotation i retires key i
};

/// {"first": public key, "rotations": [signed rotation, …]}
Json json_of(const KeyChain& chain);
/// Reads and checks a chain.
[[nodiscard]] Result<KeyChain> key_chain_of(const Json& json, const std::string& file);

}  // namespace pignus::journal
