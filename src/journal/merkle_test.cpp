#include "journal/merkle.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <string>

#include "journal/hashing.h"

namespace pignus::journal {
namespace {

using Leaves = std::vector<std::string>;

// The definitions of RFC 6962, section 2.1, word for word, over a copy of the leaves: slow,
// obvious.

Sha256Digest naive_node(const Sha256Digest& left, const Sha256Digest& right) {
  return sha256("\x01" + std::string(bytes_of(left)) + std::string(bytes_of(right)));
}

std::size_t naive_split(std::size_t n) {
  std::size_t k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

/// MTH, remembered by range.
class Naive {
 public:
  explicit Naive(Leaves leaves) : leaves_(std::move(leaves)) {}

  Sha256Digest root(std::size_t begin, std::size_t end) {
    if (begin == end) return sha256("");
    if (end - begin == 1) return sha256(std::string(1, '\0') + leaves_[begin]);
    const auto known = roots_.find({begin, end});
    if (known != roots_.end()) return known->second;
    const std::size_t middle = begin + naive_split(end - begin);
    return roots_[{begin, end}] = naive_node(root(begin, middle), root(middle, end));
  }

  MerklePath inclusion(std::size_t m, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return {};
    const std::size_t k = naive_split(end - begin);
    MerklePath path = m < k ? inclusion(m, begin, begin + k) : inclusion(m - k, begin + k, end);
    path.push_back(m < k ? root(begin + k, end) : root(begin, begin + k));
    return path;
  }

  MerklePath consistency(std::size_t m, std::size_t begin, std::size_t end, bool whole) {
    const std::size_t n = end - begin;
    if (m == n) return whole ? MerklePath{} : MerklePath{root(begin, end)};
    const std::size_t k = naive_split(n);
    MerklePath path = m <= k ? consistency(m, begin, begin + k, whole)
                             : consistency(m - k, begin + k, end, false);
    path.push_back(m <= k ? root(begin + k, end) : root(begin, begin + k));
    return path;
  }

 private:
  Leaves leaves_;
  std::map<std::pair<std::size_t, std::size_t>, Sha256Digest> roots_;
};

Leaves numbered(std::size_t count) {
  Leaves leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back("leaf " + std::to_string(i));
  return leaves;
}

MerkleTree tree_of(const Leaves& leaves, std::size_t count) {
  MerkleTree tree;
  for (std::size_t i = 0; i < count; ++i) tree.add(leaves[i]);
  return tree;
}

MerklePath path_of(std::vector<LeafRange> ranges, const Leaves& leaves, std::size_t count) {
  RangeRoots roots(std::move(ranges));
  for (std::size_t i = 0; i < count; ++i) roots.add(leaf_hash(leaves[i]));
  return roots.roots();
}

Sha256Digest flipped(Sha256Digest digest, std::size_t bit) {
  digest[bit / 8 % digest.size()] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  return digest;
}

TEST(Merkle, RootsOfThePublishedLeaves) {
  // The eight leaves that Certificate Transparency's own tests use.
  using namespace std::string_literals;
  const Leaves leaves{""s,
                      "\x00"s,
                      "\x10"s,
                      "\x20\x21"s,
                      "\x30\x31"s,
                      "\x40\x41\x42\x43"s,
                      "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                      "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s};
  const std::vector<std::string> beginnings{"e3b0c442", "6e340b9c", "fac54203",
                                            "aeb6bcfe", "d37ee418", "4e3bbb1f",
                                            "76e67dad", "ddb89be4", "5dc9da79"};
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(hex(tree_of(leaves, size).root()).substr(0, 8), beginnings[size]) << size;
  }
}

TEST(Merkle, ANodeIsNoLeaf) {
  const Leaves two = numbered(2);
  std::string node(1, '\x01');
  node += bytes_of(leaf_hash(two[0]));
  node += bytes_of(leaf_hash(two[1]));
  MerkleTree disguised;
  disguised.add(node);
  EXPECT_NE(disguised.root(), tree_of(two, 2).root());
}

TEST(Merkle, RootsAndPathsAreTheDefinitionsForAllSmallSizes) {
  constexpr std::size_t kSizeMax = 200;
  const Leaves leaves = numbered(kSizeMax);
  Naive naive(leaves);
  MerkleTree tree;
  EXPECT_EQ(tree.root(), naive.root(0, 0));
  for (std::size_t size = 1; size <= kSizeMax; ++size) {
    tree.add(leaves[size - 1]);
    ASSERT_EQ(tree.size(), size);
    const Sha256Digest root = naive.root(0, size);
    ASSERT_EQ(tree.root(), root) << size;
    for (std::size_t index = 0; index < size; ++index) {
      MerklePath path;
      for (const LeafRange range : inclusion_ranges(index, size)) {
        path.push_back(naive.root(range.begin, range.end));
      }
      ASSERT_EQ(path, naive.inclusion(index, 0, size)) << index << " of " << size;
      ASSERT_TRUE(proves_inclusion(leaf_hash(leaves[index]), index, size, path, root));
    }
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      MerklePath path;
      for (const LeafRange range : consistency_ranges(old_size, size)) {
        path.push_back(naive.root(range.begin, range.end));
      }
      ASSERT_EQ(path, naive.consistency(old_size, 0, size, true)) << old_size << " of " << size;
      ASSERT_TRUE(proves_consistency(old_size, naive.root(0, old_size), size, root, path));
    }
  }
}

TEST(Merkle, NothingBeginsEveryTree) {
  const Leaves leaves = numbered(3);
  const Sha256Digest none = MerkleTree().root();
  EXPECT_TRUE(consistency_ranges(0, 3).empty());
  EXPECT_TRUE(proves_consistency(0, none, 3, tree_of(leaves, 3).root(), {}));
  EXPECT_TRUE(proves_consistency(0, none, 0, none, {}));
  EXPECT_FALSE(proves_consistency(0, leaf_hash("x"), 3, tree_of(leaves, 3).root(), {}));
  EXPECT_FALSE(proves_consistency(0, none, 0, leaf_hash("x"), {}));
  EXPECT_FALSE(proves_inclusion(leaf_hash("x"), 0, 0, {}, leaf_hash("x")));
}

RC_GTEST_PROP(Merkle, LargerTreesAreTheDefinitionsToo, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(201, 5'000);
  const auto index = *rc::gen::inRange<std::size_t>(0, size);
  const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
  const Leaves leaves = numbered(size);
  Naive naive(leaves);
  const Sha256Digest root = tree_of(leaves, size).root();
  RC_ASSERT(root == naive.root(0, size));
  RC_ASSERT(path_of(inclusion_ranges(index, size), leaves, size) ==
            naive.inclusion(index, 0, size));
  const MerklePath path = path_of(consistency_ranges(old_size, size), leaves, size);
  RC_ASSERT(path == naive.consistency(old_size, 0, size, true));
  RC_ASSERT(proves_consistency(old_size, naive.root(0, old_size), size, root, path));
}

RC_GTEST_PROP(Merkle, AnInclusionPathProvesNothingElse, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(2, 300);
  const auto index = *rc::gen::inRange<std::size_t>(0, size);
  const auto other = *rc::gen::inRange<std::size_t>(0, size + 3);
  const auto bit = *rc::gen::inRange<std::size_t>(0, 256);
  const Leaves leaves = numbered(size);
  const Sha256Digest root = tree_of(leaves, size).root();
  const Sha256Digest leaf = leaf_hash(leaves[index]);
  const MerklePath path = path_of(inclusion_ranges(index, size), leaves, size);
  RC_ASSERT(proves_inclusion(leaf, index, size, path, root));
  RC_ASSERT(!proves_inclusion(flipped(leaf, bit), index, size, path, root));
  RC_ASSERT(!proves_inclusion(leaf, index, size, path, flipped(root, bit)));
  if (other != index) {
    RC_ASSERT(!proves_inclusion(leaf, other, size, path, root));
    // RC_ASSERT takes the expression apart: nothing in it is left unevaluated.
    if (other < size) {
      RC_ASSERT(!proves_inclusion(leaf_hash(leaves[other]), index, size, path, root));
    }
  }
  MerklePath changed = path;
  const auto at = *rc::gen::inRange<std::size_t>(0, path.size());
  changed[at] = flipped(changed[at], bit);
  RC_ASSERT(!proves_inclusion(leaf, index, size, changed, root));
  changed = path;
  changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), path[at]);
  RC_ASSERT(!proves_inclusion(leaf, index, size, changed, root));
  changed = path;
  changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
  RC_ASSERT(!proves_inclusion(leaf, index, size, changed, root));
}

RC_GTEST_PROP(Merkle, AConsistencyPathProvesNothingElse, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(3, 300);
  const auto old_size = *rc::gen::inRange<std::size_t>(1, size);
  const auto bit = *rc::gen::inRange<std::size_t>(0, 256);
  const Leaves leaves = numbered(size);
  const Sha256Digest root = tree_of(leaves, size).root();
  const Sha256Digest old_root = tree_of(leaves, old_size).root();
  const MerklePath path = path_of(consistency_ranges(old_size, size), leaves, size);
  RC_ASSERT(proves_consistency(old_size, old_root, size, root, path));
  RC_ASSERT(!proves_consistency(old_size, root, size, old_root, path));
  RC_ASSERT(!proves_consistency(size, root, old_size, old_root, path));
  RC_ASSERT(!proves_consistency(size, old_root, old_size, root, path));
  RC_ASSERT(!proves_consistency(old_size, old_root, size, old_root, path));
  RC_ASSERT(!proves_consistency(old_size, root, size, root, path));
  RC_ASSERT(!proves_consistency(old_size, flipped(old_root, bit), size, root, path));
  RC_ASSERT(!proves_consistency(old_size, old_root, size, flipped(root, bit), path));
  const auto other = *rc::gen::inRange<std::size_t>(0, size + 3);
  if (other != old_size) {
    RC_ASSERT(!proves_consistency(other, old_root, size, root, path));
  }
  const auto at = *rc::gen::inRange<std::size_t>(0, path.size());
  MerklePath changed = path;
  changed[at] = flipped(changed[at], bit);
  RC_ASSERT(!proves_consistency(old_size, old_root, size, root, changed));
  changed = path;
  changed.push_back(path[at]);
  RC_ASSERT(!proves_consistency(old_size, old_root, size, root, changed));
  changed = path;
  changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
  RC_ASSERT(!proves_consistency(old_size, old_root, size, root, changed));
}

RC_GTEST_PROP(Merkle, AnotherHistoryIsNeverConsistent, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(2, 200);
  const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
  const auto changed_at = *rc::gen::inRange<std::size_t>(0, old_size);
  const Leaves leaves = numbered(size);
  Leaves rewritten = leaves;
  rewritten[changed_at] += " changed";
  // The rewriter makes the best path there is for the new tree.
  const MerklePath path = path_of(consistency_ranges(old_size, size), rewritten, size);
  RC_ASSERT(!proves_consistency(old_size, tree_of(leaves, old_size).root(), size,
                                tree_of(rewritten, size).root(), path));
}

}  // namespace
}  // namespace pignus::journal
