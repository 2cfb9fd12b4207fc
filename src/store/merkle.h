// Merkle root as in RFC 6962, section 2.1, over leaves that arrive one by one: SHA-256, leaves
// prefixed with byte 0, nodes with byte 1, so that a node can never pass for a leaf.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sha256.h"

namespace pignus::store {

class MerkleTree {
 public:
  void add(std::string_view leaf);
  /// Of all leaves so far; of none, SHA-256 of nothing.
  Sha256Digest root() const;

 private:
  /// Complete subtrees, largest first, with their number of leaves.
  std::vector<std::pair<std::uint64_t, Sha256Digest>> peaks_;
};

}  // namespace pignus::store
