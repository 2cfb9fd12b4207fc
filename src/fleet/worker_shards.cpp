// One shard in a worker's hands, from its message to its end.
#include <fmt/format.h>
#include <thread>

#include "core/message_text.h"
#include "core/sha256.h"
#include "fleet/tell.h"
#include "fleet/worker_run.h"

namespace pignus::fleet {

namespace {

using namespace std::chrono_literals;

constexpr const char* kHeldHeader = "Pignus-Held";  // our key, on its way to the server and back
constexpr auto kInputWithin = 60s;
constexpr auto kAskEvery = 2s;

std::string job_of(natsMsg* message) {
  const std::string_view subject = natsMsg_GetSubject(message);
  return std::string(subject.substr(subject.rfind('.') + 1));
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

void WorkerRun::work() {
  while (const auto key = held_.begin()) work_on(*key);
}

void WorkerRun::work_on(HeldShards::Key key) {
  Held& held = held_.at(key);
  held.job = job_of(held.message.get());
  const auto shard = parse_shard(data_of(held.message.get()));
  // Not ours, or not as we write it: whose it is cannot be told, so nobody can be told of it.
  if (!shard) return drop(key, held, shard.error().message);
  held.index = shard->index;
  held.kind = shard->kind;
  held.shard_header = fmt::format("{}:{}", shard->index, shard_id(*shard));
  if (shard->build != options_.build) return refuse(key, held, shard->build);
  if (held.delivery > options_.deliveries_max) {
    return set_aside(key, held,
                     {ErrorCode::kConflict,
                      fmt::format("handed out {} times, and no worker came back with a word: it "
                                  "may be what ends them",
                                  held.delivery - 1),
                      {}});
  }
  const auto inputs = inputs_of(*shard, held.job);
  if (!inputs) return give_back(key, held, inputs.error());
  const auto start = Clock::now();
  auto result = registry_.run(*shard, *inputs);
  held.seconds = seconds_since(start);
  mean_s_ = (0.9 * mean_s_) + (0.1 * held.seconds);
  if (!result) return fail_try(key, held, std::move(result.error()));
  succeed(key, held, *result);
}

Result<InputFiles> WorkerRun::inputs_of(const Shard& shard, const std::string& job) {
  InputFiles files;
  for (const std::string& input : shard.inputs) {
    PIGNUS_ASSIGN(std::filesystem::path path, input_of(input, job));
    files.push_back(std::move(path));
  }
  return files;
}

/// Asks the coordinator for what the servers lost, and waits: the copy that counts lies with it.
Result<std::filesystem::path> WorkerRun::input_of(const std::string& sha256,
                                                  const std::string& job) {
  auto until = Clock::now() + kInputWithin;
  auto asked = Clock::time_point{};
  for (;;) {
    auto path = input_of_once(sha256);
    if (path || stopping_) return path;
    if (!link_->connected()) until = Clock::now() + kInputWithin;  // not the input's fault
    if (Clock::now() > until) return path;
    if (Clock::now() - asked > kAskEvery) {
      tell(job, message_of(Tell{options_.name, sha256, ""}));
      asked = Clock::now();
    }
    std::this_thread::sleep_for(50ms);
  }
}

Result<std::filesystem::path> WorkerRun::input_of_once(const std::string& sha256) {
  return cache_.get(sha256, [&](const std::function<Status(std::string_view)>& sink) {
    return get_blob(*link_, names_, sha256, sink);
  });
}

void WorkerRun::succeed(HeldShards::Key key, Held& held, const ShardResult& result) {
  held.bytes = result.size();
  if (const std::string* text = result.in_memory(); text && text->size() <= kResultInMemoryMax) {
    return publish(key, held, kWordResult, *text);
  }
  const std::string sha256 = hex(result.digest());
  const Status stored = put_blob(*link_, names_, sha256, false, [&result](const ResultSink& sink) {
    return result.for_each_piece(sink);
  });
  if (!stored) return give_back(key, held, stored.error());  // the servers' failure, not its own
  publish(key, held, kWordBlob, sha256);
}

void WorkerRun::fail_try(HeldShards::Key key, Held& held, Error error) {
  {
    const std::scoped_lock lock(summary_mutex_);
    ++summary_.failed;
  }
  if (held.delivery >= options_.tries_max) return set_aside(key, held, std::move(error));
  say(fmt::format("shard {} of {} failed, try {} of {}: {}", held.index, held.job, held.delivery,
                  options_.tries_max, for_message(describe(error), 300)));
  if (const auto done = held_.finish(key)) {
    natsMsg_NakWithDelay(done->message.get(), static_cast<std::int64_t>(options_.retry_s * 1000),
                         nullptr);
  }
}

/// Its input is not to be had or its result not to be stored, which says nothing of the shard:
/// another may have more luck.
void WorkerRun::give_back(HeldShards::Key key, Held& held, Error error) {
  if (!stopping_ && held.delivery >= options_.deliveries_max) {
    return set_aside(key, held, std::move(error));
  }
  say(fmt::format("shard {} of {} is handed back: {}", held.index, held.job,
                  for_message(describe(error), 300)));
  if (const auto done = held_.finish(key)) {
    natsMsg_NakWithDelay(done->message.get(), static_cast<std::int64_t>(options_.retry_s * 1000),
                         nullptr);
  }
}

void WorkerRun::set_aside(HeldShards::Key key, Held& held, Error error) {
  say(fmt::format("shard {} of {} is set aside after {} tries: {}", held.index, held.job,
                  held.delivery, for_message(describe(error), 300)));
  {
    const std::scoped_lock lock(summary_mutex_);
    ++summary_.set_aside;
  }
  publish(key, held, kWordPoison,
          message_of(
              PoisonShard{held.index, held.kind, std::move(error), held.delivery, options_.name}));
}

/// Its subject says our build and its content another: given back for whom it may concern.
void WorkerRun::refuse(HeldShards::Key key, Held& held, const std::string& build) {
  say(fmt::format("refuses shard {} of {}: it is of build {}, this worker of build {}", held.index,
                  held.job, for_message(build), options_.build));
  tell(held.job, message_of(Tell{options_.name, "", options_.build}));
  if (const auto done = held_.finish(key)) {
    natsMsg_NakWithDelay(done->message.get(), 5'000, nullptr);
  }
}

void WorkerRun::drop(HeldShards::Key key, const Held& held, const std::string& why) {
  say(fmt::format("drops what is no shard, on {}: {}", held.job, for_message(why, 300)));
  if (const auto done = held_.finish(key)) natsMsg_Term(done->message.get(), nullptr);
}

void WorkerRun::publish(HeldShards::Key key, const Held& held, std::string_view word,
                        std::string_view data) {
  natsMsg* raw = nullptr;
  natsMsg_Create(&raw, names_.results_of(held.job).c_str(), nullptr, data.data(),
                 static_cast<int>(data.size()));
  Message message(raw);
  // The same result twice is stored once, unless the shard was handed out anew because the first
  // was lost; another result for the same shard is stored too, so that the coordinator finds the
  // contradiction.
  const std::string handed_out = header_of(held.message.get(), kMessageIdHeader);
  const std::string id = fmt::format("{}.{}.{}.{}", held.job, handed_out, held.shard_header,
                                     sha256_hex(data).substr(0, 32));
  natsMsgHeader_Set(raw, kMessageIdHeader, id.c_str());
  natsMsgHeader_Set(raw, kShardHeader, held.shard_header.c_str());
  natsMsgHeader_Set(raw, kWordHeader, std::string(word).c_str());
  natsMsgHeader_Set(raw, kHeldHeader, std::to_string(key).c_str());
  link_->publish_async(std::move(message));
}

void WorkerRun::tell(const std::string& job, const std::string& message) {
  natsConnection_PublishString(link_->connection(), names_.tell(job).c_str(), message.c_str());
}

/// The result lies on disk of the servers: only now is the shard given up.
void WorkerRun::on_stored(Message message, std::string_view why) {
  if (!why.empty()) {
    const std::scoped_lock lock(again_mutex_);
    again_.push_back(std::move(message));
    return;
  }
  const std::string key = header_of(message.get(), kHeldHeader);
  const auto held = held_.finish(std::strtoull(key.c_str(), nullptr, 10));
  if (!held) return;
  natsMsg_Ack(held->message.get(), nullptr);
  if (header_of(message.get(), kWordHeader) == kWordPoison) return;
  if (options_.log_shards) {
    say(fmt::format("shard {} of {} done: {}, {:.3f} s, {} bytes", held->index, held->job,
                    held->kind, held->seconds, held->bytes));
  }
  const std::scoped_lock lock(summary_mutex_);
  ++summary_.done;
}

void WorkerRun::publish_again() {
  std::deque<Message> again;
  {
    const std::scoped_lock lock(again_mutex_);
    again.swap(again_);
  }
  if (again.empty()) return;
  prepared_ = false;  // perhaps the stream is gone
  std::this_thread::sleep_for(200ms);
  for (Message& message : again) link_->publish_async(std::move(message));
}

}  // namespace pignus::fleet
