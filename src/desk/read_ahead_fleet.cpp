#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "core/message_text.h"
#include "desk/read_ahead.h"
#include "desk/source_inputs.h"
#include "fleetwork/fact_stream.h"
#include "fleetwork/named_inputs.h"
#include "fleetwork/read_facts.h"

namespace pignus::desk {

namespace {

using namespace std::chrono_literals;

/// Sources of one job: so many are hashed before the first is handed out.
constexpr std::size_t kWindow = 1'024;
/// Results that wait to be stored; what is behind them waits at the servers.
constexpr std::size_t kArrivedMax = 4;
constexpr std::size_t kMappingBytesMax = std::size_t{128} << 10;
constexpr auto kTellEvery = 100ms;

/// A source read elsewhere, or why it was not.
struct Arrived {
  std::size_t place = 0;
  std::string sha256;
  Result<fleet::ShardResult> result;
};

/// Where each source is read, once that is known.
enum class Where : std::uint8_t { kNotKnown, kElsewhere, kHere };

class FleetReadAhead : public ReadAhead {
 public:
  FleetReadAhead(ReadAheadPlan plan, std::unique_ptr<fleet::Runner> runner, std::string build)
      : plan_(std::move(plan)),
        runner_(std::move(runner)),
        build_(std::move(build)),
        where_(plan_.sources.size(), Where::kNotKnown),
        thread_([this] { run(); }) {}
  ~FleetReadAhead() override {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
    }
    moved_.notify_all();
    thread_.join();
  }

  Status read(std::size_t place, const SourceAtHand& source, const registers::FactSink& sink,
              const Progress& progress, registers::ReadSummary& summary) override {
    PIGNUS_ASSIGN(const std::optional<Arrived> arrived, wait_for(place, progress));
    if (!arrived || arrived->sha256 != source.sha256) {
      return fleetwork::read_as(source.path, reading_of(plan_, source.path), sink, progress,
                                summary);
    }
    if (!arrived->result) return fail(arrived->result.error());
    return hand_over(*arrived->result, source, sink, progress, summary);
  }

  std::optional<Error> failure() const override {
    const std::scoped_lock lock(mutex_);
    return failure_;
  }

 private:
  Status hand_over(const fleet::ShardResult& result, const SourceAtHand& source,
                   const registers::FactSink& sink, const Progress& progress,
                   registers::ReadSummary& summary) const {
    fleetwork::FactStreamReader reader(
        "what was read of " + source.path.string(), sink,
        fleetwork::SourcePlace(source.path, reading_of(plan_, source.path).plain));
    std::uint64_t done = 0;
    PIGNUS_TRY(result.for_each_piece([&](std::string_view piece) -> Status {
      done += piece.size();
      if (!progress("read", done, result.size())) {
        return fail(ErrorCode::kCancelled, "stopped by the user");
      }
      return reader.write(piece);
    }));
    return reader.end(summary);
  }

  /// nullopt: it is to be read here.
  Result<std::optional<Arrived>> wait_for(std::size_t place, const Progress& progress) {
    std::unique_lock lock(mutex_);
    while (true) {
      while (!arrived_.empty() && arrived_.front().place < place) {
        arrived_.pop_front();
        moved_.notify_all();
      }
      if (!arrived_.empty() && arrived_.front().place == place) {
        std::optional<Arrived> front = std::move(arrived_.front());
        arrived_.pop_front();
        moved_.notify_all();
        return front;
      }
      if (where_[place] == Where::kHere) return std::optional<Arrived>();
      if (failure_) return fail(*failure_);
      moved_.wait_for(lock, kTellEvery);
      const std::string stage = stage_;
      lock.unlock();
      if (!progress(stage, done_, total_)) {
        return fail(ErrorCode::kCancelled, "stopped by the user");
      }
      lock.lock();
    }
  }

  // On the thread of its own.

  void run() {
    std::size_t from = 0;
    while (from < plan_.sources.size() && !stopped()) {
      fleet::Job job;
      std::vector<Arrived> of_shards;
      const std::size_t end = std::min(from + kWindow, plan_.sources.size());
      for (std::size_t place = from; place < end && !stopped(); ++place) {
        plan_one(place, job, of_shards);
      }
      from = run_window(job, of_shards, end);
    }
  }

  /// Where to go on: behind the window, or at the first source of it without a result.
  std::size_t run_window(const fleet::Job& job, const std::vector<Arrived>& of_shards,
                         std::size_t end) {
    std::uint64_t next = 0;
    const auto outcome =
        runner_->run(job,
                     fleet::Reduce(
                         [&](std::uint64_t index, const fleet::ShardResult& result) {
                           next = index + 1;
                           return put({of_shards[index].place, of_shards[index].sha256, result});
                         },
                         [&](const fleet::PoisonShard& poison) {
                           next = poison.index + 1;
                           return put({of_shards[poison.index].place,
                                       of_shards[poison.index].sha256, fail(poison.error)});
                         }),
                     [this](std::string_view stage, std::uint64_t done, std::uint64_t total) {
                       tell(stage, done, total);
                       return !stopped();
                     });
    if (outcome) return end;
    const Error& error = outcome.error();
    const std::scoped_lock lock(mutex_);
    if (error.code == ErrorCode::kConflict && !error.where.file.empty() &&
        next < of_shards.size()) {
      // A file changed since it was hashed: it is read here when its turn comes, the others go on.
      changed_.insert(error.where.file);
      return of_shards[next].place;
    }
    failure_ = error;
    moved_.notify_all();
    return plan_.sources.size();
  }

  void plan_one(std::size_t place, fleet::Job& job, std::vector<Arrived>& of_shards) {
    tell("hash", place, plan_.sources.size());
    auto shard = shard_of(plan_.sources[place], job);
    if (shard) {
      shard->first.index = job.shards.size();
      job.shards.push_back(std::move(shard->first));
      of_shards.push_back({place, std::move(shard->second), fleet::ShardResult()});
    }
    const std::scoped_lock lock(mutex_);
    where_[place] = shard ? Where::kElsewhere : Where::kHere;
    moved_.notify_all();
  }

  /// The shard and the content's hash; nullopt where the source is read here, or not at all.
  std::optional<std::pair<fleet::Shard, std::string>> shard_of(const std::filesystem::path& path,
                                                               fleet::Job& job) const {
    const auto own = describe_source(path);
    const auto described = plan_.variant.empty() ? own : describe_variant(path, plan_.variant);
    if (!own || !described || !worth_reading(plan_, *described)) return std::nullopt;
    if (plan_.mapping_text.size() > kMappingBytesMax) return std::nullopt;
    const fleetwork::SourceReading reading = reading_of(plan_, path);
    const auto inputs = inputs_of(path, *own, reading.plain);
    if (!inputs || inputs->empty()) return std::nullopt;
    fleet::Shard shard;
    shard.kind = fleetwork::kReadFacts;
    shard.build = build_;
    std::vector<std::string> names;
    for (const SourceInput& input : *inputs) {
      if (!fleetwork::is_plain_name(input.name)) return std::nullopt;
      if (changed_.contains(input.path.string())) return std::nullopt;
      names.push_back(input.name);
      shard.inputs.push_back(input.sha256);
    }
    for (const SourceInput& input : *inputs) job.inputs.emplace(input.sha256, input.path);
    shard.parameters = fleetwork::read_facts_parameters(names, reading, plan_.mapping_text);
    return std::pair(std::move(shard), described->sha256);
  }

  Status put(Arrived arrived) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return stop_ || arrived_.size() < kArrivedMax; });
    if (stop_) return fail(ErrorCode::kCancelled, "stopped by the user");
    arrived_.push_back(std::move(arrived));
    moved_.notify_all();
    return {};
  }

  void tell(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    done_ = done;
    total_ = total;
    const std::scoped_lock lock(mutex_);
    stage_ = stage;
  }
  bool stopped() const {
    const std::scoped_lock lock(mutex_);
    return stop_;
  }

  const ReadAheadPlan plan_;
  const std::unique_ptr<fleet::Runner> runner_;
  const std::string build_;
  mutable std::mutex mutex_;
  std::condition_variable moved_;
  std::vector<Where> where_;  ///< by source
  std::deque<Arrived> arrived_;
  std::optional<Error> failure_;
  std::string stage_ = "read";
  bool stop_ = false;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::uint64_t> total_ = 0;
  std::set<std::string> changed_;  ///< of the thread below
  std::thread thread_;             ///< last: it uses what stands above
};

}  // namespace

std::unique_ptr<ReadAhead> read_ahead_by_fleet(ReadAheadPlan plan,
                                               std::unique_ptr<fleet::Runner> runner,
                                               std::string build) {
  return std::make_unique<FleetReadAhead>(std::move(plan), std::move(runner), std::move(build));
}

}  // namespace pignus::desk
