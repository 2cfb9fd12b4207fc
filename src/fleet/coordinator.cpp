#include "fleet/coordinator.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <random>
#include <thread>
#include <utility>

#include "core/file.h"
#include "core/message_text.h"

namespace pignus::fleet {

namespace {

using namespace std::chrono_literals;

constexpr int kBatch = 512;
constexpr std::int64_t kWaitMs = 50;
constexpr std::int64_t kBatchWaitMs = 1'000;
constexpr auto kAgainEvery = 250ms;
constexpr auto kAnswerEvery = 1s;
constexpr auto kPrepareAgainAfter = 250ms;
constexpr std::size_t kTellsMax = 1'000;

/// Two runs must never share subjects: neither the clock nor a seed would do.
std::string fresh_id() {
  std::random_device source;
  return fmt::format("job-{:08x}{:08x}", source(), source());
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

tl::unexpected<Error> stopped() {
  return fail(ErrorCode::kCancelled, "stopped by the user");
}

Message new_message(const std::string& subject, std::string_view data) {
  natsMsg* raw = nullptr;
  natsMsg_Create(&raw, subject.c_str(), nullptr, data.data(), static_cast<int>(data.size()));
  return Message(raw);
}

}  // namespace

Coordinator::Coordinator(const NatsRunnerOptions& options, const Job& job)
    : options_(options),
      job_(job),
      names_(options.fleet),
      id_(fresh_id()),
      results_(job.shards.size()),
      bytes_(job.shards.size()),
      out_(job.shards.size(), Out::kNot),
      last_word_(Clock::now()),
      last_audit_(last_word_),
      last_again_(last_word_) {
  for (const Shard& shard : job.shards) {
    for (const std::string& input : std::set(shard.inputs.begin(), shard.inputs.end())) {
      ++users_[input];
    }
  }
}

Coordinator::~Coordinator() {
  if (link_) clean_up();
  // Its callback must not find us gone.
  if (tell_subscription_) natsSubscription_Unsubscribe(tell_subscription_.get());
}

Status Coordinator::connect() {
  NatsLink::Options options;
  options.name = "pignus " + id_;
  options.on_stored = [this](Message message, std::string_view why) {
    on_stored(std::move(message), why);
  };
  PIGNUS_ASSIGN(link_, NatsLink::open(options_.access, std::move(options)));
  return {};
}

/// Servers that answer and are slow, or have no leader yet, get time; only a refusal ends the job.
Status Coordinator::prepare_patiently(const Progress& progress) {
  const auto until = Clock::now() + std::chrono::duration<double>(options_.patience_s);
  for (;;) {
    Status prepared = prepare();
    if (prepared || prepared.error().code != ErrorCode::kIo || Clock::now() > until) {
      return prepared;
    }
    if (!progress("shards; " + prepared.error().message, 0, job_.shards.size())) return stopped();
    std::this_thread::sleep_for(kPrepareAgainAfter);
  }
}

/// Makes what the job needs on the servers; again after they lost it.
Status Coordinator::prepare() {
  PIGNUS_TRY(ensure_streams(*link_, names_, options_.replicas));
  PIGNUS_TRY(ensure_results_consumer(*link_, names_, id_));
  if (prepared_) return {};
  natsSubscription* raw = nullptr;
  jsSubOptions options;
  jsSubOptions_Init(&options);
  const std::string stream = names_.results_stream();
  options.Stream = stream.c_str();
  options.Consumer = id_.c_str();
  natsStatus status = js_PullSubscribe(&raw, link_->jetstream(), names_.results_of(id_).c_str(),
                                       id_.c_str(), nullptr, &options, nullptr);
  if (status != NATS_OK) return nats_error("waiting for results", status);
  results_subscription_.reset(raw);
  status =
      natsConnection_Subscribe(&raw, link_->connection(), names_.tell(id_).c_str(), on_tell, this);
  if (status != NATS_OK) return nats_error("listening to workers", status);
  tell_subscription_.reset(raw);
  prepared_ = true;
  return {};
}

Result<JobOutcome> Coordinator::run(const Reduce& reduce, const Progress& progress) {
  PIGNUS_TRY(prepare_patiently(progress));
  const std::uint64_t shards = job_.shards.size();
  progress_ = &progress;
  while (!results_.complete()) {
    if (!progress(stage(), results_.next(), shards)) return stopped();
    if (link_->closed()) {
      return fail(ErrorCode::kIo, fmt::format("the NATS server at {} ended the connection: {}",
                                              link_->shown(), link_->last_error()));
    }
    PIGNUS_TRY(step(reduce));
  }
  return results_.outcome();
}

Status Coordinator::step(const Reduce& reduce) {
  if (link_->connected()) {
    PIGNUS_TRY(answer_tells());
    send_again();
    PIGNUS_TRY(hand_out());
  }
  PIGNUS_ASSIGN(const std::size_t words, collect());
  if (words > 0) last_word_ = Clock::now();
  PIGNUS_TRY(results_.reduce_ready(reduce));
  audit();
  return {};
}

Status Coordinator::hand_out() {
  const std::uint64_t end =
      std::min<std::uint64_t>(job_.shards.size(), results_.next() + options_.ahead_max);
  while (counted_from_ < results_.next()) ahead_bytes_ -= bytes_[counted_from_++];
  for (int sent = 0; next_out_ < end && sent < kBatch; ++sent) {
    const std::uint64_t bytes = bytes_of_inputs(next_out_);
    if (next_out_ > results_.next() && ahead_bytes_ + bytes > options_.ahead_bytes_max) break;
    for (const std::string& input : job_.shards[next_out_].inputs) {
      Status uploaded = upload(input, false);
      if (!uploaded && uploaded.error().code != ErrorCode::kIo) return uploaded;
      if (!uploaded) return {};  // the servers are in trouble: later
    }
    send(next_out_);
    bytes_[next_out_++] = bytes;
    ahead_bytes_ += bytes;
  }
  return {};
}

std::uint64_t Coordinator::bytes_of_inputs(std::uint64_t index) const {
  std::uint64_t bytes = 0;
  for (const std::string& input : job_.shards[index].inputs) {
    std::error_code error;  // upload() says more
    const auto size = std::filesystem::file_size(job_.inputs.at(input), error);
    if (!error) bytes += size;
  }
  return bytes;
}

void Coordinator::send(std::uint64_t index) {
  const Shard& shard = job_.shards[index];
  Message message = new_message(names_.shards_of(shard.build, id_), message_of(shard));
  const std::string id = fmt::format("{}.{}.{}", id_, index, round_);
  natsMsgHeader_Set(message.get(), kMessageIdHeader, id.c_str());
  natsMsgHeader_Set(message.get(), kShardHeader, std::to_string(index).c_str());
  {
    const std::scoped_lock lock(mutex_);
    if (out_[index] == Out::kStored) --stored_;
    out_[index] = Out::kSent;
  }
  link_->publish_async(std::move(message));
}

void Coordinator::on_stored(Message message, std::string_view why) {
  const auto index = number_of(header_of(message.get(), kShardHeader));
  if (!index || *index >= out_.size()) return;
  const std::scoped_lock lock(mutex_);
  if (out_[*index] != Out::kSent) return;
  if (why.empty()) {
    out_[*index] = Out::kStored;
    ++stored_;
    trouble_.clear();
  } else {
    again_.push_back(*index);
    trouble_ = why;
  }
}

void Coordinator::send_again() {
  if (Clock::now() - last_again_ < kAgainEvery) return;
  last_again_ = Clock::now();
  std::vector<std::uint64_t> again;
  {
    const std::scoped_lock lock(mutex_);
    again.swap(again_);
    // A stream that is gone answers so; the audit makes it anew.
    audit_due_ = audit_due_ || !again.empty();
  }
  for (const std::uint64_t index : again) {
    if (!results_.has(index)) send(index);
  }
}

/// A large file takes a while on a slow line, and the user may want to stop within it.
ResultSink Coordinator::told_to_the_user(const std::filesystem::path& path,
                                         const ResultSink& sink) const {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return [this, sink, total = error ? 0 : size, done = std::uint64_t{0},
          stage = "upload of " +
                  for_message(path.filename().string())](std::string_view piece) mutable -> Status {
    done += piece.size();
    if (progress_ != nullptr && !(*progress_)(stage, done, total)) {
      return fail(ErrorCode::kCancelled, "stopped by the user");
    }
    return sink(piece);
  };
}

Status Coordinator::upload(const std::string& sha256, bool anew) {
  if (uploaded_.contains(sha256) && !anew) return {};
  const std::filesystem::path& path = job_.inputs.at(sha256);
  // Held against its hash here: a worker could only say that what came is wrong.
  PIGNUS_TRY(check_input(path, sha256));
  PIGNUS_TRY(put_blob(*link_, names_, sha256, anew, [this, &path](const ResultSink& sink) {
    return for_each_piece(path, told_to_the_user(path, sink));
  }));
  uploaded_.insert(sha256);
  return {};
}

void Coordinator::on_tell(natsConnection* /*connection*/, natsSubscription* /*subscription*/,
                          natsMsg* message, void* self) {
  const Message owned(message);
  auto* coordinator = static_cast<Coordinator*>(self);
  auto tell = parse_tell(data_of(message));
  if (!tell) return;
  const std::scoped_lock lock(coordinator->tell_mutex_);
  if (coordinator->tells_.size() < kTellsMax) coordinator->tells_.push_back(std::move(*tell));
}

Status Coordinator::answer_tells() {
  std::vector<Tell> tells;
  {
    const std::scoped_lock lock(tell_mutex_);
    tells.swap(tells_);
  }
  std::set<std::string> wanted;
  for (Tell& tell : tells) {
    if (!tell.refuses.empty()) {
      refusal_ =
          fmt::format("worker {} is of build {} and refuses shards of build {}",
                      for_message(tell.worker), for_message(tell.refuses), for_message(build()));
    }
    if (job_.inputs.contains(tell.want)) wanted.insert(std::move(tell.want));
  }
  const auto now = Clock::now();
  for (const std::string& sha256 : wanted) {
    // Several workers want the same at once; one answer serves them all.
    const auto it = answered_.find(sha256);
    if (it != answered_.end() && now - it->second < kAnswerEvery) continue;
    answered_[sha256] = now;
    Status uploaded = upload(sha256, true);
    if (!uploaded && uploaded.error().code != ErrorCode::kIo) return uploaded;
  }
  return {};
}

std::size_t Coordinator::fetch(int batch, std::int64_t wait_ms, std::vector<Message>& messages) {
  natsMsgList list{};
  const natsStatus status =
      natsSubscription_Fetch(&list, results_subscription_.get(), batch, wait_ms, nullptr);
  for (int i = 0; i < list.Count; ++i) messages.emplace_back(std::exchange(list.Msgs[i], nullptr));
  const auto count = static_cast<std::size_t>(list.Count);
  natsMsgList_Destroy(&list);
  if (status != NATS_OK && status != NATS_TIMEOUT) {
    audit_due_ = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(kWaitMs));
  }
  return count;
}

Result<std::size_t> Coordinator::collect() {
  std::vector<Message> messages;
  // One with patience, then what else is there: a batch with patience would hold back the first.
  if (fetch(1, kWaitMs, messages) > 0) {
    while (fetch(kBatch, kBatchWaitMs, messages) == static_cast<std::size_t>(kBatch) &&
           messages.size() < 8 * static_cast<std::size_t>(kBatch)) {
    }
  }
  for (const Message& message : messages) PIGNUS_TRY(take(message.get()));
  // Confirms all before it too. Lost, it only means that they come again.
  if (!messages.empty()) natsMsg_Ack(messages.back().get(), nullptr);
  return messages.size();
}

Status Coordinator::take(natsMsg* message) {
  const std::string header = header_of(message, kShardHeader);
  const auto colon = header.find(':');
  const auto index = number_of(std::string_view(header).substr(0, colon));
  if (!index || colon == std::string::npos || *index >= job_.shards.size() ||
      header.substr(colon + 1) != shard_id(job_.shards[*index])) {
    return fail(ErrorCode::kConflict,
                "a result came that is of none of the job's shards: " + in_quotes(header));
  }
  PIGNUS_ASSIGN(const bool is_new, take_word(message, *index));
  if (!is_new) return {};
  {
    const std::scoped_lock lock(mutex_);
    if (out_[*index] == Out::kStored) --stored_;
    out_[*index] = Out::kNot;
  }
  release_inputs(*index);
  return {};
}

Result<bool> Coordinator::take_word(natsMsg* message, std::uint64_t index) {
  const std::string word = header_of(message, kWordHeader);
  const std::string_view data = data_of(message);
  if (word == kWordResult) return results_.add(index, ShardResult(std::string(data)));
  if (word == kWordPoison) {
    PIGNUS_ASSIGN(PoisonShard poison, parse_poison(data));
    poison.index = index;
    return results_.set_aside(std::move(poison));
  }
  if (word != kWordBlob || !is_sha256(data)) {
    return fail(ErrorCode::kConflict,
                "a worker's answer is of an unknown kind: " + in_quotes(word));
  }
  return take_blob(index, std::string(data));
}

/// A large result, in pieces. Where the servers do not yield it now, the shard is handed out anew:
/// whoever does it stores it again, and the audit finds its word.
Result<bool> Coordinator::take_blob(std::uint64_t index, const std::string& sha256) {
  // Told twice; its pieces are gone.
  if (results_.has(index)) return results_.add_again(index, sha256);
  ResultWriter writer;
  Status kept;
  const Status got = get_blob(*link_, names_, sha256, [&](std::string_view piece) {
    kept = writer.write(piece);
    return kept;
  });
  PIGNUS_TRY(kept);  // the disk here
  if (!got) {
    const std::scoped_lock lock(mutex_);
    trouble_ = got.error().message;
    again_.push_back(index);
    ++round_;
    return false;
  }
  PIGNUS_ASSIGN(ShardResult result, writer.finish());
  if (hex(result.digest()) != sha256) {
    return fail(ErrorCode::kCorrupt, "what came for a result has another hash");
  }
  forget(*link_, names_.blobs_stream(), names_.blob_part(sha256, ">"));
  return results_.add(index, std::move(result));
}

void Coordinator::release_inputs(std::uint64_t index) {
  const auto& inputs = job_.shards[index].inputs;
  for (const std::string& input : std::set(inputs.begin(), inputs.end())) {
    if (--users_[input] == 0 && uploaded_.erase(input) > 0) {
      forget(*link_, names_.blobs_stream(), names_.blob_part(input, ">"));
    }
  }
}

void Coordinator::audit() {
  const auto now = Clock::now();
  const auto quiet = std::chrono::duration<double>(options_.quiet_s);
  if (link_->reconnects() != reconnects_seen_) {
    reconnects_seen_ = link_->reconnects();
    audit_due_ = true;
  }
  const bool long_quiet = now - last_word_ > quiet && now - last_audit_ > quiet;
  const bool asked =
      audit_due_ && now - last_audit_ > std::min(quiet, std::chrono::duration<double>(0.5));
  if (!link_->connected() || !(long_quiet || asked)) return;
  last_audit_ = now;
  audit_due_ = false;
  audit_now();
}

/// Every shard that is out lies in the work queue, or its result in the results. Where fewer lie
/// there, a server has lost some: all that are out are handed out anew, and what comes twice for it
/// counts once.
void Coordinator::audit_now() {
  const Status prepared = prepare();
  if (!prepared) {
    const std::scoped_lock lock(mutex_);
    trouble_ = prepared.error().message;
    audit_due_ = true;
    return;
  }
  if (!anything_lost()) return;
  ++round_;
  uploaded_.clear();
  for (std::uint64_t index = results_.next(); index < next_out_; ++index) {
    if (results_.has(index)) continue;
    for (const std::string& input : job_.shards[index].inputs) {
      // A failure shows up when a worker wants the input.
      Status uploaded = upload(input, false);
      if (!uploaded) audit_due_ = true;
    }
    send(index);
  }
}

bool Coordinator::anything_lost() {
  std::uint64_t out = 0;
  {
    const std::scoped_lock lock(mutex_);
    out = stored_;
  }
  const auto in_queue = messages_on(names_.shards_stream(), names_.shards_of(build(), id_));
  // Asked after: a worker stores the result before it takes the shard out of the queue.
  const auto waiting = undelivered(*link_, names_.results_stream(), id_);
  const auto words = messages_on(names_.results_stream(), names_.results_of(id_));
  if (!in_queue || !waiting || !words) {
    audit_due_ = true;
    return false;
  }
  if (*waiting > 0) return false;
  if (*words > results_.words()) {  // there, and not to be handed over by this consumer
    drop_consumer(*link_, names_.results_stream(), id_);
    audit_due_ = true;
    return false;
  }
  return *in_queue < out;
}

Result<std::uint64_t> Coordinator::messages_on(const std::string& stream,
                                               const std::string& subject) {
  PIGNUS_ASSIGN(const auto counts, messages_by_subject(*link_, stream, subject));
  const auto it = counts.find(subject);
  return it == counts.end() ? 0 : it->second;
}

void Coordinator::clean_up() {
  forget(*link_, names_.shards_stream(), names_.shards_of(build(), id_));
  forget(*link_, names_.results_stream(), names_.results_of(id_));
  drop_consumer(*link_, names_.results_stream(), id_);
  for (const std::string& input : uploaded_) {
    forget(*link_, names_.blobs_stream(), names_.blob_part(input, ">"));
  }
}

std::string Coordinator::stage() {
  const std::scoped_lock lock(mutex_);
  if (!link_->connected())
    return fmt::format("shards; no NATS server answers at {}", link_->shown());
  if (!trouble_.empty()) return "shards; NATS says " + trouble_;
  if (!refusal_.empty() && results_.words() == 0) return "shards; " + refusal_;
  return "shards";
}

}  // namespace pignus::fleet
