#include "desk/job_runner.h"

#include <vector>

namespace pignus::desk {
namespace {

using store::Claim;
using store::Job;
using store::Jobs;

/// Errors of the request itself: the same again would fail again.
bool for_good(ErrorCode code) {
  return code == ErrorCode::kInvalidInput || code == ErrorCode::kNotFound ||
         code == ErrorCode::kUnsupported || code == ErrorCode::kLimitExceeded;
}

/// Holds on to the job while its work goes on.
class Holding {
 public:
  Holding(Jobs& jobs, const Claim& claim, const JobRunnerOptions& options, const JobWorld& world)
      : jobs_(jobs), claim_(claim), options_(options), world_(world), renewed_(world.now()) {}

  Progress progress() {
    return [this](std::string_view stage, std::uint64_t done, std::uint64_t total) {
      return world_.go_on() && world_.watched(stage, done, total) && renewed(stage, done, total);
    };
  }
  bool lost() const { return lost_; }
  bool cancelled() const { return cancelled_; }

 private:
  bool renewed(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    constexpr store::Milliseconds kRenewals = 4;  // in a lease
    const store::Milliseconds now = world_.now();
    if (lost_ || cancelled_) return false;
    if (now - renewed_ < options_.lease_ms / kRenewals && now >= renewed_) return true;
    renewed_ = now;
    const auto held = jobs_.renew(claim_, now, options_.lease_ms, stage, done, total);
    if (!held) {
      // A store that is busy for a moment (a file's writer is one) is asked again later.
      const auto row = jobs_.find(claim_.job);
      lost_ = row && (row->attempt != claim_.attempt || row->owner != claim_.owner);
      return !lost_;
    }
    cancelled_ = !*held;
    return !cancelled_;
  }

  Jobs& jobs_;
  const Claim& claim_;
  const JobRunnerOptions& options_;
  const JobWorld& world_;
  store::Milliseconds renewed_;
  bool lost_ = false;
  bool cancelled_ = false;
};

class Runner {
 public:
  Runner(store::Store& store, const std::map<std::string, JobWork>& works,
         const JobRunnerOptions& options, const JobWorld& world)
      : jobs_(store), works_(works), options_(options), world_(world) {
    for (const auto& [kind, work] : works) kinds_.push_back(kind);
  }

  Result<JobTotals> run() {
    while (world_.go_on()) {
      PIGNUS_ASSIGN(const auto claim,
                    jobs_.claim(kinds_, options_.owner, world_.now(), options_.lease_ms));
      if (claim) {
        PIGNUS_TRY(work_on(*claim));
      } else if (options_.once || !world_.wait(options_.wait_ms)) {
        break;
      }
    }
    return totals_;
  }

 private:
  Status work_on(const Claim& claim) {
    PIGNUS_ASSIGN(const Job job, jobs_.find(claim.job));
    world_.tell(job, "claimed");
    PIGNUS_ASSIGN(auto done, jobs_.shards(claim.job));
    PIGNUS_ASSIGN(const Json parameters, parse_json(job.parameters, "job"));
    Holding holding(jobs_, claim, options_, world_);
    ShardLedger ledger(jobs_, claim, std::move(done));
    const Result<Json> result = works_.at(job.kind)(parameters, ledger, holding.progress());
    const Status ended = end(job, claim, holding, result);
    // Another has it by now: what he does counts, and this one goes on with the next.
    if (!ended && ended.error().code == ErrorCode::kConflict) {
      ++totals_.lost;
      world_.tell(job, "lost");
      return {};
    }
    return ended;
  }

  Status end(const Job& job, const Claim& claim, const Holding& holding,
             const Result<Json>& result) {
    if (holding.lost()) return fail(ErrorCode::kConflict, "lost");
    const store::Milliseconds now = world_.now();
    if (result) {
      PIGNUS_TRY(jobs_.finish(claim, canonical_json(*result), now));
      ++totals_.done;
      world_.tell(job, "done");
    } else if (holding.cancelled()) {
      PIGNUS_TRY(jobs_.stop(claim, false, now));
      ++totals_.cancelled;
      world_.tell(job, "cancelled");
    } else if (result.error().code == ErrorCode::kCancelled || !world_.go_on()) {
      PIGNUS_TRY(jobs_.stop(claim, true, now));
      world_.tell(job, "handed back");
    } else {
      PIGNUS_TRY(
          jobs_.fail_attempt(claim, describe(result.error()), for_good(result.error().code), now));
      ++totals_.failed;
      world_.tell(job, "failed");
    }
    return {};
  }

  Jobs jobs_;
  const std::map<std::string, JobWork>& works_;
  const JobRunnerOptions& options_;
  const JobWorld& world_;
  std::vector<std::string> kinds_;
  JobTotals totals_;
};

}  // namespace

Result<std::optional<Json>> ShardLedger::result(std::int64_t number) const {
  const auto found = done_.find(number);
  if (found == done_.end()) return std::optional<Json>();
  PIGNUS_ASSIGN(Json json, parse_json(found->second, "shard"));
  return std::optional<Json>(std::move(json));
}

Status ShardLedger::put(std::int64_t number, const Json& result) {
  std::string text = canonical_json(result);
  PIGNUS_TRY(jobs_.put_shard(claim_, number, text));
  done_[number] = std::move(text);
  return {};
}

Result<JobTotals> run_jobs(store::Store& store, const std::map<std::string, JobWork>& works,
                           const JobRunnerOptions& options, const JobWorld& world) {
  return Runner(store, works, options, world).run();
}

}  // namespace pignus::desk
