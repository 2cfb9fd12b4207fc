#include "fleet/worker_run.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>
#include <vector>

#include "fleet/tell.h"

namespace pignus::fleet {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kWaitMs = 250;
constexpr std::int64_t kBatchWaitMs = 1'000;
constexpr std::size_t kAheadMax = 512;      // of one thread, when shards are tiny
constexpr double kAheadS = 0.1;             // of work waiting at a worker while others may be idle
constexpr std::size_t kUnstoredMax = 8192;  // results on their way
constexpr auto kLookEvery = 2s;

}  // namespace

WorkerRun::WorkerRun(const WorkRegistry& registry, const WorkerOptions& options, InputCache& cache)
    : registry_(registry), options_(options), names_(options.fleet), cache_(cache) {}

Status WorkerRun::connect() {
  NatsLink::Options options;
  options.name = "pignus-worker " + options_.name;
  options.wait_at_first = true;
  options.on_stored = [this](Message message, std::string_view why) {
    on_stored(std::move(message), why);
  };
  PIGNUS_ASSIGN(link_, NatsLink::open(options_.access, std::move(options)));
  return {};
}

void WorkerRun::say(std::string_view line) {
  const std::scoped_lock lock(log_mutex_);
  options_.log(line);
}

Status WorkerRun::prepare() {
  PIGNUS_TRY(ensure_streams(*link_, names_, options_.replicas));
  PIGNUS_TRY(ensure_workers_consumer(*link_, names_, options_.build, options_.ack_wait_s));
  if (!subscription_) {
    natsSubscription* raw = nullptr;
    jsSubOptions options;
    jsSubOptions_Init(&options);
    const std::string stream = names_.shards_stream();
    const std::string consumer = FleetNames::consumer_of(options_.build);
    options.Stream = stream.c_str();
    options.Consumer = consumer.c_str();
    const natsStatus status =
        js_PullSubscribe(&raw, link_->jetstream(), names_.shards_of_build(options_.build).c_str(),
                         consumer.c_str(), nullptr, &options, nullptr);
    if (status != NATS_OK) return nats_error("waiting for shards", status);
    subscription_.reset(raw);
  }
  prepared_ = true;
  return {};
}

Result<WorkerSummary> WorkerRun::run() {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options_.threads); ++i) {
    threads.emplace_back([this] { work(); });
  }
  std::thread keeper([this] { keep(); });
  const Status status = fetch_loop();
  stopping_ = true;
  summary_.handed_back = held_.close();
  for (std::thread& thread : threads) thread.join();
  // What is done goes to the servers as long as they answer.
  const auto until = Clock::now() + std::chrono::duration<double>(options_.ack_wait_s);
  while (held_.size() > 0 && link_->connected() && Clock::now() < until) {
    std::this_thread::sleep_for(10ms);
  }
  finished_ = true;
  keeper.join();
  natsConnection_FlushTimeout(link_->connection(), 2000);
  if (!status) return fail(status.error());
  const std::scoped_lock lock(summary_mutex_);
  return summary_;
}

Status WorkerRun::fetch_loop() {
  say(fmt::format("worker {} of build {} serves the fleet {} at {}", options_.name, options_.build,
                  options_.fleet, link_->shown()));
  bool told_waiting = false;
  while (!options_.stopped()) {
    if (link_->closed()) {
      return fail(ErrorCode::kInvalidInput, fmt::format("the NATS server at {} refuses us: {}",
                                                        link_->shown(), link_->last_error()));
    }
    const bool connected = link_->connected();
    if (connected != was_connected_ || (!connected && !told_waiting)) {
      say(connected ? "connected to " + link_->shown()
                    : "no NATS server answers at " + link_->shown() + "; waiting for one");
      told_waiting = !connected;
      was_connected_ = connected;
      if (!connected) prepared_ = false;  // a server that came back may have lost all
    }
    if (!connected) {
      std::this_thread::sleep_for(50ms);
      continue;
    }
    PIGNUS_TRY(fetch_once());
  }
  return {};
}

Status WorkerRun::fetch_once() {
  if (link_->reconnects() != reconnects_seen_) {
    reconnects_seen_ = link_->reconnects();
    prepared_ = false;
  }
  if (!prepared_) {
    Status prepared = prepare();
    if (!prepared) {
      if (prepared.error().code == ErrorCode::kUnsupported) return prepared;
      say(prepared.error().message);
      std::this_thread::sleep_for(500ms);
      return {};
    }
  }
  const std::size_t more = wanted();
  if (more == 0) {
    std::this_thread::sleep_for(1ms);
    return {};
  }
  // One with patience, then what else is there.
  if (fetch(1, kWaitMs) > 0) {
    if (more > 1) fetch(static_cast<int>(more - 1), kBatchWaitMs);
    return {};
  }
  if (held_.size() == 0) {
    cache_.trim();
    look_around();
  }
  return {};
}

/// As many as are worked off in a moment: more would lie here while another worker is idle.
std::size_t WorkerRun::wanted() const {
  const std::size_t threads = std::max<std::size_t>(1, options_.threads);
  const auto ahead = static_cast<std::size_t>(
      std::clamp(kAheadS / mean_s_.load(), 1.0, static_cast<double>(kAheadMax)));
  const std::size_t queued = held_.queued();
  if (held_.size() >= kUnstoredMax || 2 * queued > threads * ahead) return 0;
  // A long shard: none waits behind it.
  if (ahead == 1 && held_.size() >= threads) return 0;
  return threads * ahead - queued;
}

std::size_t WorkerRun::fetch(int batch, std::int64_t wait_ms) {
  natsMsgList list{};
  const natsStatus status =
      natsSubscription_Fetch(&list, subscription_.get(), batch, wait_ms, nullptr);
  const auto count = static_cast<std::size_t>(list.Count);
  for (int i = 0; i < list.Count; ++i) {
    Message message(std::exchange(list.Msgs[i], nullptr));
    jsMsgMetaData* raw = nullptr;
    std::uint64_t delivery = 1;
    if (natsMsg_GetMetaData(&raw, message.get()) == NATS_OK) {
      delivery = raw->NumDelivered;
      jsMsgMetaData_Destroy(raw);
    }
    held_.add(std::move(message), delivery);
  }
  natsMsgList_Destroy(&list);
  if (status != NATS_OK && status != NATS_TIMEOUT) {
    prepared_ = false;
    std::this_thread::sleep_for(100ms);
  }
  return count;
}

/// While there is nothing to do. Shards of other builds are never given to us; that they wait is
/// said to both sides.
void WorkerRun::look_around() {
  if (Clock::now() - looked_ < kLookEvery) return;
  looked_ = Clock::now();
  const auto waiting = messages_by_subject(*link_, names_.shards_stream(), names_.all("shard"));
  if (!waiting) {
    prepared_ = false;
    return;
  }
  std::uint64_t ours = 0;
  for (const auto& [subject, count] : *waiting) {
    const auto job_at = subject.rfind('.');
    const auto build_at = job_at == std::string::npos ? job_at : subject.rfind('.', job_at - 1);
    if (build_at == std::string::npos) continue;
    const std::string build = subject.substr(build_at + 1, job_at - build_at - 1);
    if (build == FleetNames::token_of(options_.build)) {
      ours += count;
      continue;
    }
    tell(subject.substr(job_at + 1), message_of(Tell{options_.name, "", options_.build}));
    if (builds_seen_.insert(build).second) {
      say(fmt::format("refuses shards of build {}: this worker is of build {}", build,
                      options_.build));
    }
  }
  mend_consumer(ours);
}

/// Shards that lie there and that our consumer will never hand out (see drop_if_behind_the_end()
/// for how that comes to be). Only where it is so twice: between two questions shards come and go.
void WorkerRun::mend_consumer(std::uint64_t shards_there) {
  const std::string consumer = FleetNames::consumer_of(options_.build);
  const auto to_come = undelivered(*link_, names_.shards_stream(), consumer);
  const bool astray = to_come && shards_there > *to_come;
  if (astray && astray_before_) {
    say("the server hands out less than it holds; its consumer is made anew");
    drop_consumer(*link_, names_.shards_stream(), consumer);
    prepared_ = false;
  }
  astray_before_ = astray && !astray_before_;
}

void WorkerRun::keep() {
  const auto every =
      std::chrono::milliseconds(static_cast<std::int64_t>(1000.0 * options_.ack_wait_s / 3));
  while (!finished_) {
    std::this_thread::sleep_for(20ms);
    if (!link_->connected()) continue;
    held_.keep_alive(every);
    publish_again();
  }
}

}  // namespace pignus::fleet
