// The Merkle tree of RFC 6962, section 2.1, with SHA-256: leaves are hashed behind a byte 0, nodes
// behind a byte 1, so that a node can never pass for a leaf.
//
// A path (the RFC's audit path and consistency proof) is a list of roots of ranges of leaves. Which
// ranges is known from the numbers alone, so a path is made in one walk over the leaves, in memory
// that grows with its logarithm:
//
//   RangeRoots roots(inclusion_ranges(index, size));
//   for (each leaf in order) roots.add(leaf_hash(leaf));
//   roots.roots()      // the path
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sha256.h"

namespace pignus::journal {

using MerklePath = std::vector<Sha256Digest>;

Sha256Digest leaf_hash(std::string_view leaf);

/// Takes leaves one by one.
class MerkleTree {
 public:
  void add(std::string_view leaf) { add_hash(leaf_hash(leaf)); }
  void add_hash(const Sha256Digest& leaf_hash);
  std::uint64_t size() const { return size_; }
  /// Of all leaves so far; of none, SHA-256 of nothing.
  Sha256Digest root() const;

 private:
  std::uint64_t size_ = 0;
  /// Roots of complete subtrees, largest first; their sizes are the bits of `size_`.
  std::vector<Sha256Digest> peaks_;
};

/// Leaves from `begin` up to but not including `end`, counted from 0.
struct LeafRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  friend bool operator==(const LeafRange&, const LeafRange&) = default;
};

/// The subtrees whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf
/// upwards. `index` must be below `size`.
std::vector<LeafRange> inclusion_ranges(std::uint64_t index, std::uint64_t size);
/// The subtrees whose roots prove that the tree of `size` leaves begins with that of `old_size`.
/// `old_size` must not be over `size`.
std::vector<LeafRange> consistency_ranges(std::uint64_t old_size, std::uint64_t size);

/// Roots of ranges over leaves that arrive in order, each once.
class RangeRoots {
 public:
  explicit RangeRoots(std::vector<LeafRange> ranges);
  void add(const Sha256Digest& leaf_hash);
  /// In the order the ranges were given. All their leaves must have arrived.
  MerklePath roots() const;

 private:
  std::vector<LeafRange> ranges_;
  std::vector<MerkleTree> trees_;
  std::uint64_t next_ = 0;
};

/// Whether `path` proves that `leaf_hash` is leaf `index` of the tree of `size` leaves with `root`.
bool proves_inclusion(const Sha256Digest& leaf_hash, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256Digest> path, const Sha256Digest& root);
/// Whether `path` proves that the tree of `size` leaves with `root` begins with the `old_size`
/// leaves whose root is `old_root`.
bool proves_consistency(std::uint64_t old_size, const Sha256Digest& old_root, std::uint64_t size,
                        const Sha256Digest& root, std::span<const Sha256Digest> path);

}  // namespace pignus::journal
