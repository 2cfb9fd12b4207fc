// What becomes of a job's results: called on the caller's own thread, once for each shard, in the
// order of indexes.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "fleet/shard.h"
#include "fleet/shard_result.h"

namespace pignus::fleet {

class Reduce {
 public:
  using Done = std::function<Status(std::uint64_t index, const ShardResult& result)>;
  using SetAside = std::function<Status(const PoisonShard& poison)>;

  /// An error of either ends the job. `set_aside`: in the place of `done` for a shard that was.
  explicit Reduce(Done done, SetAside set_aside = {})
      : done_(std::move(done)), set_aside_(std::move(set_aside)) {}

  /// For results that are short texts; shards set aside are left to the job's outcome.
  template <std::invocable<std::uint64_t, std::string_view> Take>
  Reduce(Take take)  // NOLINT(google-explicit-constructor): a function is what a job is handed
      : done_([take = std::move(take)](std::uint64_t index, const ShardResult& result) -> Status {
          if (const std::string* text = result.in_memory()) return take(index, *text);
          PIGNUS_ASSIGN(const std::string text, result.text());
          return take(index, text);
        }) {}

  Status done(std::uint64_t index, const ShardResult& result) const { return done_(index, result); }
  Status set_aside(const PoisonShard& poison) const {
    return set_aside_ ? set_aside_(poison) : Status{};
  }

 private:
  Done done_;
  SetAside set_aside_;
};

}  // namespace pignus::fleet
