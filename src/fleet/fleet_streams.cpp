#include "fleet/fleet_streams.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <vector>

namespace pignus::fleet {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kKeptFor =
    604'800 * kSecond;  // seven days, of a job whose coordinator is gone
constexpr std::int64_t kDuplicatesWithin = 120 * kSecond;
constexpr std::int64_t kAckPendingMax = 20'000;
constexpr std::size_t kPieceBytes = std::size_t{512} << 10;
constexpr std::int64_t kPatienceMs = 2'000;  // for what is best effort
constexpr const char* kManifest = "all";

struct StreamRule {
  std::string name;
  std::string subjects;
  jsRetentionPolicy retention;
  std::int64_t messages_per_subject_max;
};

bool is_without_jetstream(natsStatus status, jsErrCode code) {
  return status == NATS_NO_RESPONDERS || code == JSNotEnabledErr ||
         code == JSNotEnabledForAccountErr;
}

tl::unexpected<Error> without_jetstream(const NatsLink& link) {
  return fail(ErrorCode::kUnsupported,
              fmt::format("the NATS server at {} runs without JetStream: start it with "
                          "--jetstream (docs/fleet.md)",
                          link.shown()));
}

Status add_stream(const NatsLink& link, const StreamRule& rule, int replicas) {
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  const char* subjects[] = {rule.subjects.c_str()};
  config.Name = rule.name.c_str();
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Retention = rule.retention;
  config.MaxAge = kKeptFor;
  config.MaxMsgsPerSubject = rule.messages_per_subject_max;
  config.Duplicates = kDuplicatesWithin;
  config.Replicas = replicas;
  config.Storage = js_FileStorage;
  jsErrCode code{};
  const natsStatus status = js_AddStream(nullptr, link.jetstream(), &config, nullptr, &code);
  if (status == NATS_OK || code == JSStreamNameExistErr) return {};
  if (replicas > 1 && code == JSStreamReplicasNotSupportedErr) return add_stream(link, rule, 1);
  if (is_without_jetstream(status, code)) return without_jetstream(link);
  return nats_error("making the stream " + rule.name, status);
}

Status add_consumer(const NatsLink& link, const std::string& stream, jsConsumerConfig& config) {
  jsErrCode code{};
  natsStatus status =
      js_AddConsumer(nullptr, link.jetstream(), stream.c_str(), &config, nullptr, &code);
  if (status != NATS_OK && code == JSConsumerNameExistErr) {
    status = js_UpdateConsumer(nullptr, link.jetstream(), stream.c_str(), &config, nullptr, &code);
  }
  return status == NATS_OK
             ? Status{}
             : nats_error(fmt::format("making the consumer {}", config.Durable), status);
}

/// A consumer that stands behind the end of its stream delivers nothing of what comes before that
/// place. nats-server 2.9 makes such a pair when it is killed while the stream is empty: the stream
/// counts from 1 again, and the consumer remembers where it was.
void drop_if_behind_the_end(const NatsLink& link, const std::string& stream,
                            const std::string& consumer) {
  jsStreamInfo* raw_stream = nullptr;
  jsConsumerInfo* raw_consumer = nullptr;
  js_GetStreamInfo(&raw_stream, link.jetstream(), stream.c_str(), nullptr, nullptr);
  js_GetConsumerInfo(&raw_consumer, link.jetstream(), stream.c_str(), consumer.c_str(), nullptr,
                     nullptr);
  const StreamInfo of_stream(raw_stream);
  const ConsumerInfo of_consumer(raw_consumer);
  if (of_stream && of_consumer && of_consumer->Delivered.Stream > of_stream->State.LastSeq) {
    drop_consumer(link, stream, consumer);
  }
}

std::int64_t nanoseconds(double seconds) {
  return static_cast<std::int64_t>(seconds * static_cast<double>(kSecond));
}

/// The message stored last on a subject; nullptr: there is none.
Result<Message> last_on(const NatsLink& link, const std::string& stream,
                        const std::string& subject) {
  natsMsg* raw = nullptr;
  jsErrCode code{};
  const natsStatus status =
      js_GetLastMsg(&raw, link.jetstream(), stream.c_str(), subject.c_str(), nullptr, &code);
  if (status == NATS_OK) return Message(raw);
  if (status == NATS_NOT_FOUND || code == JSNoMessageFoundErr || code == JSStreamNotFoundErr) {
    return Message();
  }
  return nats_error("reading " + subject, status);
}

/// Cuts what comes into pieces of one size and stores each.
class PieceWriter {
 public:
  PieceWriter(const NatsLink& link, const FleetNames& names, const std::string& sha256)
      : link_(link), names_(names), sha256_(sha256) {}
  Status take(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t part = std::min(bytes.size(), kPieceBytes - piece_.size());
      piece_.append(bytes.substr(0, part));
      bytes.remove_prefix(part);
      if (piece_.size() == kPieceBytes) PIGNUS_TRY(store());
    }
    return {};
  }
  Status finish() {
    if (!piece_.empty()) PIGNUS_TRY(store());
    // Last: whoever finds it finds the pieces too.
    return link_.publish(names_.blob_part(sha256_, kManifest), std::to_string(count_));
  }

 private:
  Status store() {
    PIGNUS_TRY(link_.publish(names_.blob_part(sha256_, std::to_string(count_)), piece_));
    ++count_;
    piece_.clear();
    return {};
  }
  const NatsLink& link_;
  const FleetNames& names_;
  const std::string& sha256_;
  std::string piece_;
  std::uint64_t count_ = 0;
};

}  // namespace

std::string FleetNames::all(std::string_view what) const {
  return fmt::format("pignus.{}.{}.>", fleet_, what);
}
std::string FleetNames::shards_of_build(std::string_view build) const {
  return fmt::format("pignus.{}.shard.{}.*", fleet_, token_of(build));
}
std::string FleetNames::shards_of(std::string_view build, std::string_view job) const {
  return fmt::format("pignus.{}.shard.{}.{}", fleet_, token_of(build), job);
}
std::string FleetNames::results_of(std::string_view job) const {
  return fmt::format("pignus.{}.result.{}", fleet_, job);
}
std::string FleetNames::tell(std::string_view job) const {
  return fmt::format("pignus.{}.tell.{}", fleet_, job);
}
std::string FleetNames::blob_part(std::string_view sha256, std::string_view part) const {
  return fmt::format("pignus.{}.blob.{}.{}", fleet_, sha256, part);
}
std::string FleetNames::token_of(std::string_view build) {
  std::string token(build.substr(0, 64));
  for (char& c : token) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-') c = '_';
  }
  return token.empty() ? "_" : token;
}

Status ensure_streams(const NatsLink& link, const FleetNames& names, int replicas) {
  PIGNUS_TRY(add_stream(link, {names.shards_stream(), names.all("shard"), js_WorkQueuePolicy, -1},
                        replicas));
  PIGNUS_TRY(add_stream(link, {names.results_stream(), names.all("result"), js_LimitsPolicy, -1},
                        replicas));
  return add_stream(link, {names.blobs_stream(), names.all("blob"), js_LimitsPolicy, 1}, replicas);
}

Status ensure_workers_consumer(const NatsLink& link, const FleetNames& names,
                               const std::string& build, double ack_wait_s) {
  const std::string name = FleetNames::consumer_of(build);
  const std::string filter = names.shards_of_build(build);
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  config.Durable = name.c_str();
  config.FilterSubject = filter.c_str();
  config.AckPolicy = js_AckExplicit;
  config.AckWait = nanoseconds(ack_wait_s);
  config.MaxAckPending = kAckPendingMax;
  // Workers count the tries themselves: a server that reaches its own bound drops a shard without a
  // word that lasts, and nobody could report it.
  config.MaxDeliver = -1;
  drop_if_behind_the_end(link, names.shards_stream(), name);
  return add_consumer(link, names.shards_stream(), config);
}

Status ensure_results_consumer(const NatsLink& link, const FleetNames& names,
                               const std::string& job) {
  const std::string filter = names.results_of(job);
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  config.Durable = job.c_str();
  config.FilterSubject = filter.c_str();
  config.AckPolicy = js_AckAll;
  config.DeliverPolicy = js_DeliverAll;
  config.AckWait = 10 * kSecond;
  config.MaxAckPending = kAckPendingMax;
  config.MaxDeliver = -1;
  drop_if_behind_the_end(link, names.results_stream(), job);
  return add_consumer(link, names.results_stream(), config);
}

Result<std::map<std::string, std::uint64_t>> messages_by_subject(const NatsLink& link,
                                                                 const std::string& stream,
                                                                 const std::string& filter) {
  jsOptions options;
  jsOptions_Init(&options);
  options.Stream.Info.SubjectsFilter = filter.c_str();
  jsStreamInfo* raw = nullptr;
  const natsStatus status =
      js_GetStreamInfo(&raw, link.jetstream(), stream.c_str(), &options, nullptr);
  if (status != NATS_OK) return nats_error("asking about the stream " + stream, status);
  const StreamInfo info(raw);
  std::map<std::string, std::uint64_t> messages;
  if (const jsStreamStateSubjects* subjects = info->State.Subjects) {
    for (int i = 0; i < subjects->Count; ++i) {
      messages[subjects->List[i].Subject] = subjects->List[i].Msgs;
    }
  }
  return messages;
}

Result<std::uint64_t> undelivered(const NatsLink& link, const std::string& stream,
                                  const std::string& consumer) {
  jsConsumerInfo* raw = nullptr;
  const natsStatus status = js_GetConsumerInfo(&raw, link.jetstream(), stream.c_str(),
                                               consumer.c_str(), nullptr, nullptr);
  if (status != NATS_OK) return nats_error("asking about the consumer " + consumer, status);
  const ConsumerInfo info(raw);
  return info->NumPending +
         static_cast<std::uint64_t>(std::max<std::int64_t>(0, info->NumAckPending));
}

ConsumerState consumer_state(const NatsLink& link, const std::string& stream,
                             const std::string& consumer) {
  jsConsumerInfo* raw = nullptr;
  js_GetConsumerInfo(&raw, link.jetstream(), stream.c_str(), consumer.c_str(), nullptr, nullptr);
  const ConsumerInfo info(raw);
  if (!info) return {};
  const auto count = [](std::int64_t number) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number));
  };
  return {count(info->NumWaiting), count(info->NumAckPending)};
}

Status require_jetstream(const NatsLink& link) {
  jsAccountInfo* info = nullptr;
  jsErrCode code{};
  const natsStatus status = js_GetAccountInfo(&info, link.jetstream(), nullptr, &code);
  jsAccountInfo_Destroy(info);
  if (status == NATS_OK) return {};
  if (is_without_jetstream(status, code)) return without_jetstream(link);
  return nats_error("asking for JetStream", status);
}

void drop_consumer(const NatsLink& link, const std::string& stream, const std::string& consumer) {
  jsOptions options;
  jsOptions_Init(&options);
  options.Wait = kPatienceMs;
  js_DeleteConsumer(link.jetstream(), stream.c_str(), consumer.c_str(), &options, nullptr);
}

void forget(const NatsLink& link, const std::string& stream, const std::string& subject) {
  jsOptions options;
  jsOptions_Init(&options);
  options.Wait = kPatienceMs;
  options.Stream.Purge.Subject = subject.c_str();
  js_PurgeStream(link.jetstream(), stream.c_str(), &options, nullptr);
}

Status put_blob(const NatsLink& link, const FleetNames& names, const std::string& sha256, bool anew,
                const Pieces& pieces) {
  if (!anew) {
    PIGNUS_ASSIGN(const Message there,
                  last_on(link, names.blobs_stream(), names.blob_part(sha256, kManifest)));
    if (there) return {};
  }
  PieceWriter writer(link, names, sha256);
  PIGNUS_TRY(pieces([&writer](std::string_view bytes) { return writer.take(bytes); }));
  return writer.finish();
}

Status get_blob(const NatsLink& link, const FleetNames& names, const std::string& sha256,
                const std::function<Status(std::string_view)>& sink) {
  const auto missing = [&] {
    return fail(ErrorCode::kNotFound, "the servers do not hold the input " + sha256);
  };
  PIGNUS_ASSIGN(const Message manifest,
                last_on(link, names.blobs_stream(), names.blob_part(sha256, kManifest)));
  if (!manifest) return missing();
  std::uint64_t count = 0;
  const std::string_view text = data_of(manifest.get());
  if (std::from_chars(text.data(), text.data() + text.size(), count).ec != std::errc{}) {
    return missing();
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    PIGNUS_ASSIGN(const Message piece,
                  last_on(link, names.blobs_stream(), names.blob_part(sha256, std::to_string(i))));
    if (!piece) return missing();
    PIGNUS_TRY(sink(data_of(piece.get())));
  }
  return {};
}

}  // namespace pignus::fleet
