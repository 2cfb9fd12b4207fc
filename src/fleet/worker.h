// A worker: takes shards of its build from NATS, runs them, and gives each up only when its result
// is stored. Killed at any moment it loses nothing: what it held is handed to another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "fleet/nats_access.h"
#include "fleet/work.h"

namespace pignus::fleet {

struct WorkerOptions {
  NatsAccess access;
  std::string fleet = "default";
  std::string build;  ///< shards of another are refused
  std::string name;   ///< of this worker in reports: "host-4711"
  std::size_t threads = 1;
  std::filesystem::path cache;  ///< folder for inputs
  std::uint64_t cache_bytes_max = std::uint64_t{20} << 30;
  int replicas = 1;
  /// A worker silent for so long is taken for dead and its shards go to others. It reports three
  /// times within.
  double ack_wait_s = 15.0;
  /// Times a shard is tried that fails with an error.
  std::uint64_t tries_max = 3;
  /// Times a shard is handed out that comes back without a word, its worker having died. More than
  /// tries, since a server lost or a partition costs one too.
  std::uint64_t deliveries_max = 5;
  /// Waited between two tries of a shard that failed.
  double retry_s = 0.5;
  /// One line on what happened; called from several threads, one at a time.
  std::function<void(std::string_view line)> log = [](std::string_view) {};
  bool log_shards = true;  ///< a line for each shard too
  /// Asked several times a second: true ends the work. The shards in hand are finished, those not
  /// begun handed back.
  std::function<bool()> stopped = [] { return false; };
};

struct WorkerSummary {
  std::uint64_t done = 0;
  std::uint64_t failed = 0;     ///< tries that ended with an error
  std::uint64_t set_aside = 0;  ///< shards given up
  std::uint64_t handed_back = 0;
};

/// Works until it is stopped; a server that is not there yet, or no longer, is waited for.
/// kInvalidInput: the server refuses us; kUnsupported: it has no JetStream; kIo: the cache.
[[nodiscard]] Result<WorkerSummary> run_worker(const WorkRegistry& registry,
                                               const WorkerOptions& options);

}  // namespace pignus::fleet
