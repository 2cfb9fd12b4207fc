#include "journal/merkle.h"

#include <bit>
#include <optional>

#include "core/check.h"
#include "journal/hashing.h"

namespace pignus::journal {
namespace {

using Path = std::span<const Sha256Digest>;

constexpr std::string_view kLeafMark{"\0", 1};
constexpr std::string_view kNodeMark{"\1", 1};

Sha256Digest node(const Sha256Digest& left, const Sha256Digest& right) {
  return digest_of({kNodeMark, bytes_of(left), bytes_of(right)});
}

/// Leaves of the left subtree: the largest power of two below `size`, which is at least 2.
std::uint64_t left_size(std::uint64_t size) {
  return std::bit_floor(size - 1);
}

/// The root that a path up from the leaf leads to; nothing where the path has another length.
std::optional<Sha256Digest> root_above(const Sha256Digest& leaf, std::uint64_t index,
                                       std::uint64_t size, Path path) {
  if (size == 1) return path.empty() ? std::optional(leaf) : std::nullopt;
  if (path.empty()) return std::nullopt;
  const std::uint64_t left = left_size(size);
  const Path below = path.first(path.size() - 1);
  if (index < left) {
    const auto root = root_above(leaf, index, left, below);
    return root ? std::optional(node(*root, path.back())) : std::nullopt;
  }
  const auto root = root_above(leaf, index - left, size - left, below);
  return root ? std::optional(node(path.back(), *root)) : std::nullopt;
}

struct TwoRoots {
  Sha256Digest before{};
  Sha256Digest after{};
};

/// The roots of the first `old_size` and of all `size` leaves that a path leads to. `known` is the
/// old root as long as the old tree is whole in sight; then the path leaves it out.
std::optional<TwoRoots> roots_above(std::uint64_t old_size, std::uint64_t size,
                                    const Sha256Digest* known, Path path) {
  if (old_size == size) {
    if (path.size() != (known != nullptr ? 0U : 1U)) return std::nullopt;
    const Sha256Digest& root = known != nullptr ? *known : path.front();
    return TwoRoots{root, root};
  }
  if (path.empty()) return std::nullopt;
  const std::uint64_t left = left_size(size);
  const Path below = path.first(path.size() - 1);
  if (old_size <= left) {
    const auto roots = roots_above(old_size, left, known, below);
    if (!roots) return std::nullopt;
    return TwoRoots{roots->before, node(roots->after, path.back())};
  }
  const auto roots = roots_above(old_size - left, size - left, nullptr, below);
  if (!roots) return std::nullopt;
  return TwoRoots{node(path.back(), roots->before), node(path.back(), roots->after)};
}

}  // namespace

Sha256Digest leaf_hash(std::string_view leaf) {
  return digest_of({kLeafMark, leaf});
}

void MerkleTree::add_hash(const Sha256Digest& leaf_hash) {
  Sha256Digest root = leaf_hash;
  // Each trailing one of the size is a complete subtree that the new leaf completes to a larger
  // one.
  for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    root = node(peaks_.back(), root);
    peaks_.pop_back();
  }
  peaks_.push_back(root);
  ++size_;
}

Sha256Digest MerkleTree::root() const {
  if (peaks_.empty()) return digest_of({});
  Sha256Digest root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) {
    root = node(peaks_[i], root);
  }
  return root;
}

std::vector<LeafRange> inclusion_ranges(std::uint64_t index, std::uint64_t size) {
  PIGNUS_CHECK(index < size);
  std::vector<LeafRange> downwards;
  LeafRange tree{0, size};
  while (tree.end - tree.begin > 1) {
    const std::uint64_t middle = tree.begin + left_size(tree.end - tree.begin);
    if (index < middle) {
      downwards.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      downwards.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  return {downwards.rbegin(), downwards.rend()};
}

std::vector<LeafRange> consistency_ranges(std::uint64_t old_size, std::uint64_t size) {
  PIGNUS_CHECK(old_size <= size);
  if (old_size == 0) return {};
  std::vector<LeafRange> downwards;
  LeafRange tree{0, size};
  while (tree.end > old_size) {
    const std::uint64_t middle = tree.begin + left_size(tree.end - tree.begin);
    if (old_size <= middle) {
      downwards.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      downwards.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  // The old tree itself is left out where it is whole: who checks has its root.
  if (tree.begin > 0) downwards.push_back(tree);
  return {downwards.rbegin(), downwards.rend()};
}

RangeRoots::RangeRoots(std::vector<LeafRange> ranges)
    : ranges_(std::move(ranges)), trees_(ranges_.size()) {}

void RangeRoots::add(const Sha256Digest& leaf_hash) {
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    if (ranges_[i].begin <= next_ && next_ < ranges_[i].end) trees_[i].add_hash(leaf_hash);
  }
  ++next_;
}

MerklePath RangeRoots::roots() const {
  MerklePath path;
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    PIGNUS_CHECK(ranges_[i].end <= next_);
    path.push_back(trees_[i].root());
  }
  return path;
}

bool proves_inclusion(const Sha256Digest& leaf_hash, std::uint64_t index, std::uint64_t size,
                      std::span<const Sha256Digest> path, const Sha256Digest& root) {
  return index < size && root_above(leaf_hash, index, size, path) == root;
}

bool proves_consistency(std::uint64_t old_size, const Sha256Digest& old_root, std::uint64_t size,
                        const Sha256Digest& root, std::span<const Sha256Digest> path) {
  if (old_size > size) return false;
  if (old_size == 0) {
    const bool one_root = size > 0 || root == old_root;
    return path.empty() && old_root == digest_of({}) && one_root;
  }
  const auto roots = roots_above(old_size, size, &old_root, path);
  return roots && roots->before == old_root && roots->after == root;
}

}  // namespace pignus::journal
