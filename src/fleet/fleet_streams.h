// Inside the room: what a fleet keeps on the servers, by name, and how it is made and asked about.
//
//   stream pignus_F_shards   work queue, subjects pignus.F.shard.BUILD.JOB; one durable consumer a
//                            build, so that a worker of another build is never given a shard
//   stream pignus_F_results  pignus.F.result.JOB: results and the reports of shards set aside
//   stream pignus_F_blobs    pignus.F.blob.SHA256.N and ….SHA256.all: bytes in pieces under 1 MB
//   plain subject            pignus.F.tell.JOB: a worker's words to the coordinator, not stored
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/result.h"
#include "fleet/nats_link.h"

namespace pignus::fleet {

inline constexpr const char* kMessageIdHeader = "Nats-Msg-Id";  ///< of two alike one is stored
inline constexpr const char* kShardHeader = "Pignus-Shard";     ///< "INDEX:SHARD ID"
inline constexpr const char* kWordHeader = "Pignus-Word";       ///< one of the three below
inline constexpr std::string_view kWordResult = "result";       ///< the data are the result
inline constexpr std::string_view kWordBlob = "blob";      ///< the data name a blob that holds it
inline constexpr std::string_view kWordPoison = "poison";  ///< the data are a PoisonShard

class FleetNames {
 public:
  explicit FleetNames(std::string fleet) : fleet_(std::move(fleet)) {}
  std::string shards_stream() const { return "pignus_" + fleet_ + "_shards"; }
  std::string results_stream() const { return "pignus_" + fleet_ + "_results"; }
  std::string blobs_stream() const { return "pignus_" + fleet_ + "_blobs"; }
  std::string all(std::string_view what) const;
  std::string shards_of_build(std::string_view build) const;
  std::string shards_of(std::string_view build, std::string_view job) const;
  std::string results_of(std::string_view job) const;
  std::string tell(std::string_view job) const;
  std::string blob_part(std::string_view sha256, std::string_view part) const;
  /// The durable consumer of a build's workers.
  static std::string consumer_of(std::string_view build) { return "build_" + token_of(build); }
  /// A build in one token of a subject.
  static std::string token_of(std::string_view build);

 private:
  std::string fleet_;
};

/// Makes what is missing; what is there stays as an operator may have set it. `replicas`: of new
/// streams, 1, 3 or 5; fewer where the servers are fewer.
[[nodiscard]] Status ensure_streams(const NatsLink& link, const FleetNames& names, int replicas);
/// The consumer all workers of a build share.
[[nodiscard]] Status ensure_workers_consumer(const NatsLink& link, const FleetNames& names,
                                             const std::string& build, double ack_wait_s);
/// The consumer of one job's results.
[[nodiscard]] Status ensure_results_consumer(const NatsLink& link, const FleetNames& names,
                                             const std::string& job);

/// Messages on each subject of a stream that matches `filter`.
[[nodiscard]] Result<std::map<std::string, std::uint64_t>> messages_by_subject(
    const NatsLink& link, const std::string& stream, const std::string& filter);
/// What the consumer has yet to hand over or to be told done. Messages it should have and does not
/// count here will never be handed over: only a new consumer helps.
[[nodiscard]] Result<std::uint64_t> undelivered(const NatsLink& link, const std::string& stream,
                                                const std::string& consumer);
/// How a consumer stands with those it hands out to; all zero where there is none.
struct ConsumerState {
  std::uint64_t asking = 0;
  std::uint64_t in_hand = 0;
};
ConsumerState consumer_state(const NatsLink& link, const std::string& stream,
                             const std::string& consumer);
/// kUnsupported: the servers keep nothing.
[[nodiscard]] Status require_jetstream(const NatsLink& link);
/// Made anew by ensure_…, it begins with all that is there; what comes twice for it counts once.
void drop_consumer(const NatsLink& link, const std::string& stream, const std::string& consumer);
/// Best effort: what stays is dropped by age.
void forget(const NatsLink& link, const std::string& stream, const std::string& subject);

/// Stores what `pieces` hands over, unless it is there and not asked for `anew`. `pieces` may be
/// called once.
using Pieces = std::function<Status(const std::function<Status(std::string_view)>& sink)>;
[[nodiscard]] Status put_blob(const NatsLink& link, const FleetNames& names,
                              const std::string& sha256, bool anew, const Pieces& pieces);
/// kNotFound: it is not on the servers, or not whole.
[[nodiscard]] Status get_blob(const NatsLink& link, const FleetNames& names,
                              const std::string& sha256,
                              const std::function<Status(std::string_view)>& sink);

}  // namespace pignus::fleet
