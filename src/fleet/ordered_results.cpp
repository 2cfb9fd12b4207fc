#include "fleet/ordered_results.h"

#include <utility>

namespace pignus::fleet {

namespace {

tl::unexpected<Error> no_such(std::uint64_t index) {
  return fail(ErrorCode::kInvalidInput, "the job has no shard " + std::to_string(index));
}

}  // namespace

Result<bool> OrderedResults::add(std::uint64_t index, ShardResult result) {
  if (index >= seen_.size()) return no_such(index);
  if (seen_[index].known) return add_again(index, hex(result.digest()));
  seen_[index] = {true, false, result.digest()};
  waiting_.emplace(index, std::move(result));
  ++words_;
  return true;
}

Result<bool> OrderedResults::add_again(std::uint64_t index, const std::string& sha256) const {
  const Seen& seen = seen_[index];
  if (seen.poison || hex(seen.digest) == sha256) return false;
  return fail(ErrorCode::kConflict, "shard " + std::to_string(index) +
                                        " came twice with different results: its work is not "
                                        "repeatable, or a worker is not of the build it claims");
}

Result<bool> OrderedResults::set_aside(PoisonShard poison) {
  if (poison.index >= seen_.size()) return no_such(poison.index);
  Seen& seen = seen_[poison.index];
  if (seen.known) return false;
  seen.known = true;
  seen.poison = true;
  poison_.emplace(poison.index, std::move(poison));
  ++words_;
  return true;
}

Status OrderedResults::reduce_ready(const Reduce& reduce) {
  while (next_ < seen_.size() && seen_[next_].known) {
    if (seen_[next_].poison) {
      PIGNUS_TRY(reduce.set_aside(poison_.at(next_)));
    } else {
      const auto it = waiting_.find(next_);
      PIGNUS_TRY(reduce.done(next_, it->second));
      waiting_.erase(it);
    }
    ++next_;
  }
  return {};
}

JobOutcome OrderedResults::outcome() const {
  JobOutcome outcome;
  outcome.shards_done = words_ - poison_.size();
  for (const auto& [index, poison] : poison_) outcome.set_aside.push_back(poison);
  return outcome;
}

}  // namespace pignus::fleet
