// Inside the room: one job on its way through NATS, seen from where it was started.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "fleet/fleet_streams.h"
#include "fleet/nats_link.h"
#include "fleet/nats_runner.h"
#include "fleet/ordered_results.h"
#include "fleet/tell.h"

namespace pignus::fleet {

class Coordinator {
 public:
  Coordinator(const NatsRunnerOptions& options, const Job& job);
  ~Coordinator();
  Coordinator(const Coordinator&) = delete;
  Coordinator& operator=(const Coordinator&) = delete;

  [[nodiscard]] Status connect();
  [[nodiscard]] Result<JobOutcome> run(const Reduce& reduce, const Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Out : std::uint8_t { kNot, kSent, kStored };

  static void on_tell(natsConnection*, natsSubscription*, natsMsg* message, void* self);
  void on_stored(Message message, std::string_view why);

  Status prepare();
  Status prepare_patiently(const Progress& progress);
  Status step(const Reduce& reduce);
  Status hand_out();
  void send(std::uint64_t index);
  void send_again();
  Status upload(const std::string& sha256, bool anew);
  Status answer_tells();
  Result<std::size_t> collect();
  std::size_t fetch(int batch, std::int64_t wait_ms, std::vector<Message>& messages);
  Status take(natsMsg* message);
  Result<bool> take_word(natsMsg* message, std::uint64_t index);
  Result<bool> take_blob(std::uint64_t index, const std::string& sha256);
  std::uint64_t bytes_of_inputs(std::uint64_t index) const;
  ResultSink told_to_the_user(const std::filesystem::path& path, const ResultSink& sink) const;
  void release_inputs(std::uint64_t index);
  void audit();
  void audit_now();
  bool anything_lost();
  Result<std::uint64_t> messages_on(const std::string& stream, const std::string& subject);
  void clean_up();
  std::string stage();
  const std::string& build() const { return job_.shards.front().build; }

  const NatsRunnerOptions& options_;
  const Job& job_;
  const FleetNames names_;
  const std::string id_;  ///< of this run; no other has it
  OrderedResults results_;
  std::vector<std::uint64_t> bytes_;  ///< of the inputs of each shard handed out
  std::vector<Out> out_;              ///< by shard; guarded by mutex_ as the next
  std::vector<std::uint64_t> again_;  ///< not stored: to be sent again
  std::string trouble_;               ///< the servers' last refusal
  std::uint64_t stored_ = 0;
  std::mutex mutex_;

  const Progress* progress_ = nullptr;  ///< of the run that goes on
  std::uint64_t next_out_ = 0;
  std::uint64_t ahead_bytes_ = 0;   ///< inputs of the shards out from counted_from_ on
  std::uint64_t counted_from_ = 0;  ///< follows results_.next()
  std::uint64_t round_ = 0;  ///< tells a shard handed out anew from the same one handed out twice
  std::map<std::string, std::uint64_t> users_;  ///< of each input: shards not yet done
  std::set<std::string> uploaded_;
  std::map<std::string, Clock::time_point> answered_;
  std::vector<Tell> tells_;  ///< guarded by tell_mutex_
  std::mutex tell_mutex_;
  std::string refusal_;  ///< a worker of another build is there
  Clock::time_point last_word_;
  Clock::time_point last_audit_;
  Clock::time_point last_again_;
  std::uint64_t reconnects_seen_ = 0;
  bool audit_due_ = false;
  bool prepared_ = false;

  // Last: closed before what their callbacks reach.
  std::unique_ptr<NatsLink> link_;
  Subscription results_subscription_;
  Subscription tell_subscription_;
};

}  // namespace pignus::fleet
