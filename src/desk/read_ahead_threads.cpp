#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include "desk/read_ahead.h"

namespace pignus::desk {

namespace {

using namespace std::chrono_literals;
using Item = std::variant<registers::Fact, registers::Problem>;

constexpr std::size_t kBatch = 256;
/// Of one source, waiting: bounds the memory, some tens of megabytes a thread.
constexpr std::size_t kBatchesMax = 32;
/// Sources begun ahead of the one asked for last, a thread: many small ones must not pile up.
constexpr std::size_t kAheadMax = 4;
constexpr auto kTellEvery = 100ms;

/// One source on its way from the thread that reads it to who stores it.
class Channel {
 public:
  /// False: nobody wants it any more.
  bool put(Item item) {
    batch_.push_back(std::move(item));
    return batch_.size() < kBatch || push();
  }
  void finish(Status status, registers::ReadSummary summary) {
    push();
    const std::scoped_lock lock(mutex_);
    status_ = std::move(status);
    summary_ = std::move(summary);
    finished_ = true;
    moved_.notify_all();
  }
  /// What stands here is of this content; said before the first batch.
  void begin(std::string sha256) {
    const std::scoped_lock lock(mutex_);
    sha256_ = std::move(sha256);
    begun_ = true;
    moved_.notify_all();
  }
  void drop() {
    const std::scoped_lock lock(mutex_);
    dropped_ = true;
    batches_.clear();
    moved_.notify_all();
  }
  bool dropped() const {
    const std::scoped_lock lock(mutex_);
    return dropped_;
  }
  void tell(std::uint64_t done, std::uint64_t total) {
    done_ = done;
    total_ = total;
  }

  /// The content's hash once its reading has begun; "" where it is not read ahead. nullopt: wait.
  std::optional<std::string> content() {
    std::unique_lock lock(mutex_);
    moved_.wait_for(lock, kTellEvery, [this] { return begun_; });
    return begun_ ? std::optional(sha256_) : std::nullopt;
  }
  /// The next items; none where there are none yet, or none more.
  std::vector<Item> next() {
    std::unique_lock lock(mutex_);
    moved_.wait_for(lock, kTellEvery, [this] { return finished_ || !batches_.empty(); });
    if (batches_.empty()) return {};
    std::vector<Item> batch = std::move(batches_.front());
    batches_.pop_front();
    moved_.notify_all();
    return batch;
  }
  bool at_end() const {
    const std::scoped_lock lock(mutex_);
    return finished_ && batches_.empty();
  }
  Status status() const {
    const std::scoped_lock lock(mutex_);
    return status_;
  }
  registers::ReadSummary summary() const {
    const std::scoped_lock lock(mutex_);
    return summary_;
  }
  std::uint64_t done() const { return done_; }
  std::uint64_t total() const { return total_; }

 private:
  bool push() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return dropped_ || batches_.size() < kBatchesMax; });
    if (dropped_) return false;
    if (!batch_.empty()) batches_.push_back(std::exchange(batch_, {}));
    moved_.notify_all();
    return true;
  }

  std::vector<Item> batch_;  ///< the reading thread's own
  mutable std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<std::vector<Item>> batches_;
  std::string sha256_;
  bool begun_ = false;
  bool finished_ = false;
  bool dropped_ = false;
  Status status_;
  registers::ReadSummary summary_;
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::uint64_t> total_ = 0;
};

class ThreadedReadAhead : public ReadAhead {
 public:
  ThreadedReadAhead(ReadAheadPlan plan, std::size_t threads)
      : plan_(std::move(plan)), channels_(plan_.sources.size()), ahead_max_(kAheadMax * threads) {
    for (std::size_t i = 0; i < std::min(threads, channels_.size()); ++i) {
      threads_.emplace_back([this] { work(); });
    }
  }
  ~ThreadedReadAhead() override {
    move_to(channels_.size());
    for (std::thread& thread : threads_) thread.join();
  }

  Status read(std::size_t place, const SourceAtHand& source, const registers::FactSink& sink,
              const Progress& progress, registers::ReadSummary& summary) override {
    move_to(place);
    Channel& channel = channels_[place];
    std::optional<std::string> content;
    while (!(content = channel.content())) {
      if (!progress("read", 0, 0)) return stopped();
    }
    if (*content != source.sha256) {
      channel.drop();
      return fleetwork::read_as(source.path, reading_of(plan_, source.path), sink, progress,
                                summary);
    }
    return hand_over(channel, sink, progress, summary);
  }

 private:
  static tl::unexpected<Error> stopped() {
    return fail(ErrorCode::kCancelled, "stopped by the user");
  }

  static Status hand_over(Channel& channel, const registers::FactSink& sink,
                          const Progress& progress, registers::ReadSummary& summary) {
    while (!channel.at_end()) {
      for (Item& item : channel.next()) {
        auto* fact = std::get_if<registers::Fact>(&item);
        const bool taken = fact != nullptr
                               ? sink.on_fact(std::move(*fact))
                               : sink.on_problem(std::get<registers::Problem>(std::move(item)));
        if (taken) continue;
        channel.drop();
        return stopped();
      }
      if (!progress("read", channel.done(), channel.total())) {
        channel.drop();
        return stopped();
      }
    }
    summary = channel.summary();
    return channel.status();
  }

  /// Those before it are not wanted.
  void move_to(std::size_t place) {
    std::size_t from = 0;
    {
      const std::scoped_lock lock(mutex_);
      from = std::exchange(place_, std::max(place, place_));
      next_ = std::max(next_, place_);
    }
    may_begin_.notify_all();
    for (std::size_t i = from; i < place; ++i) channels_[i].drop();
  }

  void work() {
    while (true) {
      std::size_t place = 0;
      {
        std::unique_lock lock(mutex_);
        may_begin_.wait(
            lock, [this] { return next_ >= channels_.size() || next_ < place_ + ahead_max_; });
        if (next_ >= channels_.size()) return;
        place = next_++;
      }
      read_one(plan_.sources[place], channels_[place]);
    }
  }

  void read_one(const std::filesystem::path& path, Channel& channel) const {
    const auto described = describe_variant(path, plan_.variant);
    if (!described || !worth_reading(plan_, *described)) {
      channel.begin("");
      return channel.finish({}, {});
    }
    channel.begin(described->sha256);
    registers::ReadSummary summary;
    Status status = fleetwork::read_as(
        path, reading_of(plan_, path),
        {[&channel](registers::Fact&& fact) { return channel.put(std::move(fact)); },
         [&channel](registers::Problem&& problem) { return channel.put(std::move(problem)); }},
        [&channel](std::string_view, std::uint64_t done, std::uint64_t total) {
          channel.tell(done, total);
          return !channel.dropped();
        },
        summary);
    channel.finish(std::move(status), std::move(summary));
  }

  const ReadAheadPlan plan_;
  std::deque<Channel> channels_;
  const std::size_t ahead_max_;
  std::mutex mutex_;
  std::condition_variable may_begin_;
  std::size_t next_ = 0;   ///< to be read
  std::size_t place_ = 0;  ///< asked for last
  std::vector<std::thread> threads_;
};

}  // namespace

bool worth_reading(const ReadAheadPlan& plan, const store::ImportSource& described) {
  return (plan.source_bytes_max == 0 || described.bytes <= plan.source_bytes_max) &&
         !plan.imported.contains(described.sha256);
}

fleetwork::SourceReading reading_of(const ReadAheadPlan& plan,
                                    const std::filesystem::path& source) {
  fleetwork::SourceReading reading = plan.reading;
  std::error_code error;  // reading says more
  reading.plain = reading.mapping == nullptr && std::filesystem::is_directory(source, error);
  return reading;
}

std::unique_ptr<ReadAhead> read_ahead_on_threads(ReadAheadPlan plan, std::size_t threads) {
  return std::make_unique<ThreadedReadAhead>(std::move(plan), threads);
}

}  // namespace pignus::desk
