#include "fleet/thread_runner.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <sched.h>
#include <thread>
#include <utility>

#include "fleet/ordered_results.h"

namespace pignus::fleet {

namespace {

using namespace std::chrono_literals;

constexpr auto kTellEvery = 100ms;
constexpr std::string_view kStage = "shards";

/// A result, or why there is none.
struct Done {
  std::uint64_t index = 0;
  Result<ShardResult> result;
};

Result<ShardResult> run_one(const WorkRegistry& registry, const Job& job, const Shard& shard) {
  InputFiles files;
  for (const std::string& input : shard.inputs) {
    const std::filesystem::path& path = job.inputs.at(input);
    PIGNUS_TRY(check_input(path, input));
    files.push_back(path);
  }
  return registry.run(shard, files);
}

Status take(OrderedResults& results, const Job& job, Done done) {
  if (done.result) {
    PIGNUS_TRY(results.add(done.index, std::move(*done.result)));
    return {};
  }
  // A changed input is the caller's mistake, not the shard's.
  if (done.result.error().code == ErrorCode::kConflict) return fail(done.result.error());
  PIGNUS_TRY(results.set_aside(
      {done.index, job.shards[done.index].kind, std::move(done.result.error()), 1, ""}));
  return {};
}

tl::unexpected<Error> cancelled() {
  return fail(ErrorCode::kCancelled, "stopped by the user");
}

/// The threads of one job and what passes between them and the caller.
class Pool {
 public:
  Pool(const WorkRegistry& registry, const Job& job, std::size_t threads, std::size_t ahead_max)
      : registry_(registry), job_(job), ahead_max_(ahead_max) {
    for (std::size_t i = 0; i < std::min<std::size_t>(threads, job.shards.size()); ++i) {
      threads_.emplace_back([this] { work(); });
    }
  }
  ~Pool() {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    may_begin_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// What was done since, or nothing when nothing was for a while.
  std::vector<Done> wait() {
    std::unique_lock lock(mutex_);
    was_done_.wait_for(lock, kTellEvery, [this] { return !done_.empty(); });
    return std::exchange(done_, {});
  }
  /// Shards up to `reduced` are out of memory: more may begin.
  void let_begin(std::uint64_t reduced) {
    {
      const std::scoped_lock lock(mutex_);
      reduced_ = reduced;
    }
    may_begin_.notify_all();
  }

 private:
  std::optional<std::uint64_t> claim() {
    std::unique_lock lock(mutex_);
    may_begin_.wait(lock, [this] {
      return stop_ || next_ == job_.shards.size() || next_ < reduced_ + ahead_max_;
    });
    if (stop_ || next_ == job_.shards.size()) return std::nullopt;
    return next_++;
  }
  void work() {
    while (const auto index = claim()) {
      Done done{*index, run_one(registry_, job_, job_.shards[*index])};
      {
        const std::scoped_lock lock(mutex_);
        done_.push_back(std::move(done));
      }
      was_done_.notify_one();
    }
  }

  const WorkRegistry& registry_;
  const Job& job_;
  const std::size_t ahead_max_;
  std::mutex mutex_;
  std::condition_variable may_begin_;
  std::condition_variable was_done_;
  std::uint64_t next_ = 0;
  std::uint64_t reduced_ = 0;
  bool stop_ = false;
  std::vector<Done> done_;
  std::vector<std::thread> threads_;
};

class ThreadRunner : public Runner {
 public:
  ThreadRunner(const WorkRegistry& registry, ThreadOptions options)
      : registry_(registry),
        threads_(std::max<std::size_t>(1, options.threads)),
        ahead_max_(options.ahead_max != 0 ? options.ahead_max : 16 * threads_) {}

  Result<JobOutcome> run(const Job& job, const Reduce& reduce, const Progress& progress) override {
    PIGNUS_TRY(check_job(job));
    return threads_ == 1 ? run_inline(job, reduce, progress) : run_pool(job, reduce, progress);
  }

 private:
  Result<JobOutcome> run_inline(const Job& job, const Reduce& reduce, const Progress& progress) {
    OrderedResults results(job.shards.size());
    for (const Shard& shard : job.shards) {
      if (!progress(kStage, shard.index, job.shards.size())) return cancelled();
      PIGNUS_TRY(take(results, job, {shard.index, run_one(registry_, job, shard)}));
      PIGNUS_TRY(results.reduce_ready(reduce));
    }
    return results.outcome();
  }

  Result<JobOutcome> run_pool(const Job& job, const Reduce& reduce, const Progress& progress) {
    OrderedResults results(job.shards.size());
    Pool pool(registry_, job, threads_, ahead_max_);
    while (!results.complete()) {
      if (!progress(kStage, results.next(), job.shards.size())) return cancelled();
      for (Done& done : pool.wait()) PIGNUS_TRY(take(results, job, std::move(done)));
      PIGNUS_TRY(results.reduce_ready(reduce));
      pool.let_begin(results.next());
    }
    return results.outcome();
  }

  const WorkRegistry& registry_;
  const std::size_t threads_;
  const std::size_t ahead_max_;
};

}  // namespace

std::size_t cores_at_hand() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0) {
    return std::max(1, CPU_COUNT(&allowed));
  }
  return std::max(1U, std::thread::hardware_concurrency());
}

std::unique_ptr<Runner> make_thread_runner(const WorkRegistry& registry, ThreadOptions options) {
  return std::make_unique<ThreadRunner>(registry, options);
}

}  // namespace pignus::fleet
