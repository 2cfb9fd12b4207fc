// Inside the room: one run of a worker, its threads and what passes between them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "fleet/fleet_streams.h"
#include "fleet/held_shards.h"
#include "fleet/input_cache.h"
#include "fleet/nats_link.h"
#include "fleet/worker.h"

namespace pignus::fleet {

class WorkerRun {
 public:
  WorkerRun(const WorkRegistry& registry, const WorkerOptions& options, InputCache& cache);

  [[nodiscard]] Status connect();
  [[nodiscard]] Result<WorkerSummary> run();

 private:
  using Clock = std::chrono::steady_clock;

  // worker_run.cpp: fetching, and what is said of the fleet.
  Status prepare();
  Status fetch_loop();
  Status fetch_once();
  std::size_t fetch(int batch, std::int64_t wait_ms);
  std::size_t wanted() const;
  void look_around();
  void mend_consumer(std::uint64_t shards_there);
  void keep();
  void say(std::string_view line);

  // worker_shards.cpp: one shard from its message to its end.
  void work();
  void work_on(HeldShards::Key key);
  Result<InputFiles> inputs_of(const Shard& shard, const std::string& job);
  Result<std::filesystem::path> input_of(const std::string& sha256, const std::string& job);
  Result<std::filesystem::path> input_of_once(const std::string& sha256);
  void succeed(HeldShards::Key key, Held& held, const ShardResult& result);
  void fail_try(HeldShards::Key key, Held& held, Error error);
  void give_back(HeldShards::Key key, Held& held, Error error);
  void set_aside(HeldShards::Key key, Held& held, Error error);
  void refuse(HeldShards::Key key, Held& held, const std::string& build);
  void drop(HeldShards::Key key, const Held& held, const std::string& why);
  void publish(HeldShards::Key key, const Held& held, std::string_view word, std::string_view data);
  void tell(const std::string& job, const std::string& message);
  void on_stored(Message message, std::string_view why);
  void publish_again();

  const WorkRegistry& registry_;
  const WorkerOptions& options_;
  const FleetNames names_;
  InputCache& cache_;
  HeldShards held_;
  std::mutex log_mutex_;
  std::mutex again_mutex_;
  std::deque<Message> again_;  ///< results the servers did not store yet
  std::mutex summary_mutex_;
  WorkerSummary summary_;
  std::atomic<double> mean_s_ = 0.01;  ///< a shard's work, on the run
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> finished_ = false;
  std::atomic<bool> prepared_ = false;
  bool was_connected_ = false;
  std::uint64_t reconnects_seen_ = 0;
  std::set<std::string> builds_seen_;
  bool astray_before_ = false;
  Clock::time_point looked_{};
  // Last: closed before what its callbacks reach.
  std::unique_ptr<NatsLink> link_;
  Subscription subscription_;
};

}  // namespace pignus::fleet
