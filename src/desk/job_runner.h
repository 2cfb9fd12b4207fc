// Works through the store's jobs: claims one, does its work shard by shard, holds on to it while it
// does, and ends it in the way that fits how the work ended.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/json.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/jobs.h"

namespace pignus::desk {

/// The shards of one claimed job.
class ShardLedger {
 public:
  ShardLedger(store::Jobs& jobs, store::Claim claim, std::map<std::int64_t, std::string> done)
      : jobs_(jobs), claim_(std::move(claim)), done_(std::move(done)) {}

  /// What an earlier owner, or this one, did; nullopt: still to do.
  [[nodiscard]] Result<std::optional<Json>> result(std::int64_t number) const;
  /// Commits a shard's result. kConflict: the job is another's by now; end.
  [[nodiscard]] Status put(std::int64_t number, const Json& result);

 private:
  store::Jobs& jobs_;
  store::Claim claim_;
  std::map<std::int64_t, std::string> done_;
};

/// Does a job's work and returns its result. Asks the ledger which shards are done. Calls
/// `progress` often and ends with kCancelled when it returns false.
using JobWork = std::function<Result<Json>(const Json& parameters, ShardLedger& shards,
                                           const Progress& progress)>;

struct JobRunnerOptions {
  std::string owner;                      ///< who claims: told in lists and histories
  store::Milliseconds lease_ms = 60'000;  ///< a job whose owner is silent longer goes to another
  store::Milliseconds wait_ms = 1'000;    ///< between looks for work
  bool once = false;                      ///< end when there is nothing to do
};

/// The world, handed in.
struct JobWorld {
  std::function<store::Milliseconds()> now;
  /// Sleeps, at most so long; false: the user wants to end.
  std::function<bool(store::Milliseconds)> wait;
  std::function<bool()> go_on;
  Progress watched;  ///< what the user sees of a running job
  /// A job was claimed, or ended: "claimed", "done", "failed", "cancelled", "handed back", "lost".
  std::function<void(const store::Job& job, const std::string& event)> tell;
};

struct JobTotals {
  std::uint64_t done = 0;
  std::uint64_t failed = 0;  ///< attempts
  std::uint64_t cancelled = 0;
  std::uint64_t lost = 0;
};

/// Ends when the user wants to, with `once` when nothing is left, or when the store fails.
[[nodiscard]] Result<JobTotals> run_jobs(store::Store& store,
                                         const std::map<std::string, JobWork>& works,
                                         const JobRunnerOptions& options, const JobWorld& world);

}  // namespace pignus::desk
