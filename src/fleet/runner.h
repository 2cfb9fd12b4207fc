// How a job's shards get done: on threads here (thread_runner.h) or by workers elsewhere
// (nats_runner.h). Whichever runs them, what is handed to `reduce` is the same bytes in the same
// order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "fleet/reduce.h"
#include "fleet/shard.h"

namespace pignus::fleet {

struct Job {
  std::vector<Shard> shards;  ///< each at its index
  /// Where each input lies, by SHA-256. The files stay the caller's and must not change while the
  /// job runs: every reading of one is held against its hash.
  std::map<std::string, std::filesystem::path> inputs;
};

struct JobOutcome {
  std::uint64_t shards_done = 0;
  /// By index. Where it is not empty the job has failed; all other shards were done and reduced.
  std::vector<PoisonShard> set_aside;
};

class Runner {
 public:
  Runner() = default;
  virtual ~Runner() = default;
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// `progress` is called on the caller's thread several times a second, with the shards reduced
  /// and their number; its stage says what is waited for. Where it returns false, no further shard
  /// is handed out and the result is kCancelled.
  [[nodiscard]] virtual Result<JobOutcome> run(const Job& job, const Reduce& reduce,
                                               const Progress& progress) = 0;
};

/// What both runners ask of a job: indexes that are places, inputs that are there.
[[nodiscard]] Status check_job(const Job& job);

/// The content of `path` has the hash `sha256`; else kConflict.
[[nodiscard]] Status check_input(const std::filesystem::path& path, const std::string& sha256);

}  // namespace pignus::fleet
