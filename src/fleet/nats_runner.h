// Shards on workers anywhere, through NATS JetStream. The servers hold copies only: inputs and the
// list of shards stay here, and what the servers lose, even all of it, is handed out again.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "fleet/nats_access.h"
#include "fleet/runner.h"

namespace pignus::fleet {

struct NatsRunnerOptions {
  NatsAccess access;
  std::string fleet = "default";
  int replicas = 1;  ///< copies of what is stored, in a cluster: 3
  /// Shards handed out ahead of the one to be reduced next, at most.
  std::size_t ahead_max = 8192;
  /// Bytes of their inputs at most, one shard's always: bounds what lies on the servers' disks, and
  /// with it the results that wait here for an earlier one.
  std::uint64_t ahead_bytes_max = std::uint64_t{4} << 30;
  /// After so long without a result the servers are asked whether they still hold what is out.
  double quiet_s = 2.0;
  /// So long a server that answers may take to get ready: a slow disk, a cluster without a leader.
  double patience_s = 60.0;
};

/// Connects when run() is called: kIo where no server answers then, kInvalidInput where it refuses
/// us. A server lost later is waited for, and `progress` says so; it is then the caller's to stop.
std::unique_ptr<Runner> make_nats_runner(NatsRunnerOptions options);

}  // namespace pignus::fleet
