// Results as they come, in any order and some twice, made into each once in the order of the job.
// Pure: no clock, no thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/sha256.h"
#include "fleet/runner.h"

namespace pignus::fleet {

class OrderedResults {
 public:
  explicit OrderedResults(std::uint64_t shards) : seen_(shards) {}

  /// False: it was there already, with the same bytes. kConflict: with other bytes, so the work is
  /// not repeatable or a worker is not of this build. A result after a shard was set aside, or the
  /// reverse, changes nothing: the first word stands. kInvalidInput: no such index.
  [[nodiscard]] Result<bool> add(std::uint64_t index, ShardResult result);
  [[nodiscard]] Result<bool> set_aside(PoisonShard poison);
  /// What add() says of a shard that has its word, told by the hash alone.
  [[nodiscard]] Result<bool> add_again(std::uint64_t index, const std::string& sha256) const;

  /// Hands over what is complete up to the first shard without a word, those set aside too.
  [[nodiscard]] Status reduce_ready(const Reduce& reduce);

  bool has(std::uint64_t index) const { return seen_[index].known; }
  /// The first index without a word.
  std::uint64_t next() const { return next_; }
  bool complete() const { return next_ == seen_.size(); }
  std::uint64_t words() const { return words_; }
  /// What was held back at most, waiting for an earlier one.
  std::size_t held() const { return waiting_.size(); }
  JobOutcome outcome() const;

 private:
  struct Seen {
    bool known = false;
    bool poison = false;
    Sha256Digest digest{};  ///< of the result, which itself is gone once reduced
  };
  std::vector<Seen> seen_;
  std::map<std::uint64_t, ShardResult> waiting_;
  std::map<std::uint64_t, PoisonShard> poison_;
  std::uint64_t next_ = 0;
  std::uint64_t words_ = 0;
};

}  // namespace pignus::fleet
