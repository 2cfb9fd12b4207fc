#include "store/merkle.h"

#include <string>

namespace pignus::store {
namespace {

Sha256Digest node(const Sha256Digest& left, const Sha256Digest& right) {
  std::string bytes(1, '\x01');
  bytes.append(left.begin(), left.end());
  bytes.append(right.begin(), right.end());
  return sha256(bytes);
}

}  // namespace

void MerkleTree::add(std::string_view leaf) {
  std::string bytes(1, '\0');
  bytes.append(leaf);
  peaks_.emplace_back(1, sha256(bytes));
  while (peaks_.size() > 1 && peaks_[peaks_.size() - 2].first == peaks_.back().first) {
    const auto right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = {2 * right.first, node(peaks_.back().second, right.second)};
  }
}

Sha256Digest MerkleTree::root() const {
  if (peaks_.empty()) return sha256("");
  Sha256Digest root = peaks_.back().second;
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) {
    root = node(peaks_[i].second, root);
  }
  return root;
}

}  // namespace pignus::store
