// Work handed out to whoever is there: several programs on one store share the jobs, each job has
// one owner at a time, and what a dead owner held goes to the next.
//
// A claim is a compare-and-set of the row's state, owner and attempt. Every later word of the owner
// names that attempt: once the lease is over and somebody else has claimed the job, the late
// owner's words are refused (kConflict) and change nothing. So nothing runs twice to effect,
// whatever the clocks say; a clock that runs ahead only makes a job change hands early.
//
// A job's work is done by shards. Each shard's result is committed as it is done; the next owner is
// told which are there and does the others.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/store.h"

namespace pignus::store {

/// Milliseconds since 1970, by the caller's clock.
using Milliseconds = std::int64_t;

enum class JobState { kWaiting, kRunning, kDone, kFailed, kCancelled };
std::string_view name_of(JobState state);

struct NewJob {
  std::string kind;
  /// Names the work: added again under the same kind and name, it is the same job.
  std::string name;
  std::string parameters;  ///< canonical JSON
  int attempts_max = 3;
};

struct Job {
  std::int64_t id = 0;
  std::string kind;
  std::string name;
  std::string parameters;
  JobState state = JobState::kWaiting;
  int attempt = 0;
  int attempts_max = 0;
  std::string owner;
  Milliseconds lease_until = 0;
  bool cancel_asked = false;
  std::string stage;
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0: unknown
  std::string result;
  std::string error;
  Milliseconds added_at = 0;
  Milliseconds started_at = 0;
  Milliseconds ended_at = 0;
};

struct JobEvent {
  Milliseconds at = 0;
  std::string event;
  std::string owner;
  std::string words;
};

/// What an owner holds: the job's number and the attempt that is his.
struct Claim {
  std::int64_t job = 0;
  int attempt = 0;
  std::string owner;
};

/// How it stands with the work, for whoever looks after it.
struct JobCounts {
  std::uint64_t waiting = 0;
  std::uint64_t running = 0;  ///< by an owner who still holds on
  std::uint64_t silent = 0;   ///< claimed, and the owner let his lease run out
  std::uint64_t failed = 0;
};
/// Of a store open in any mode.
[[nodiscard]] Result<JobCounts> count_jobs(const Store& store, Milliseconds now);

class Jobs {
 public:
  /// Of a store open for writing, which must outlive it.
  explicit Jobs(Store& store) : store_(store) {}

  /// The job's number; that of the job already there under the same kind and name, whatever its
  /// state, unless it failed or was cancelled: then it waits again, its shards kept.
  /// kConflict when it is there with other parameters.
  [[nodiscard]] Result<std::int64_t> add(const NewJob& job, Milliseconds now);

  /// The oldest job of these kinds that waits, or whose owner let its lease run out. A job that has
  /// used up its attempts is marked failed instead. nullopt: nothing to do.
  [[nodiscard]] Result<std::optional<Claim>> claim(const std::vector<std::string>& kinds,
                                                   const std::string& owner, Milliseconds now,
                                                   Milliseconds lease);
  /// Tells where the work stands and holds on to it. False: the user asked to stop; end with
  /// cancelled(). kConflict: the job is another's now.
  [[nodiscard]] Result<bool> renew(const Claim& claim, Milliseconds now, Milliseconds lease,
                                   std::string_view stage, std::uint64_t done, std::uint64_t total);
  /// Results of the shards done so far, by number.
  [[nodiscard]] Result<std::map<std::int64_t, std::string>> shards(std::int64_t job) const;
  /// `result`: canonical JSON. The same shard again must have the same result: kCorrupt.
  [[nodiscard]] Status put_shard(const Claim& claim, std::int64_t number, std::string_view result);
  [[nodiscard]] Status finish(const Claim& claim, std::string_view result, Milliseconds now);
  /// The attempt failed. The job waits again while it has attempts left, unless `for_good`.
  [[nodiscard]] Status fail_attempt(const Claim& claim, std::string_view error, bool for_good,
                                    Milliseconds now);
  /// The owner stopped as asked, or hands the job back (`again`) because he himself must end.
  [[nodiscard]] Status stop(const Claim& claim, bool again, Milliseconds now);

  /// A waiting job ends at once; of a running one the owner learns it at his next renew().
  /// kConflict when it has ended.
  [[nodiscard]] Status cancel(std::int64_t job, Milliseconds now);
  /// kNotFound when there is none.
  [[nodiscard]] Result<Job> find(std::int64_t job) const;
  /// In order of their numbers, the last `jobs_max`.
  [[nodiscard]] Result<std::vector<Job>> list(std::size_t jobs_max = 1'000) const;
  [[nodiscard]] Result<std::vector<JobEvent>> history(std::int64_t job) const;

 private:
  Store& store_;
};

}  // namespace pignus::store
