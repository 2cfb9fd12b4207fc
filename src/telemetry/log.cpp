#include "telemetry/log.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "core/check.h"

namespace pignus::telemetry {

namespace {

std::string line_of(const LogRecord& record, LogFormat format) {
  return format == LogFormat::kJson ? json_line(record) : text_line(record);
}

}  // namespace

struct Log::Queue {
  Queue(LogOptions the_options, std::unique_ptr<LogSink> the_sink)
      : options(std::move(the_options)), sink(std::move(the_sink)) {}

  const LogOptions options;
  const std::unique_ptr<LogSink> sink;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> lines;
  bool closing = false;
  bool ended = false;
  std::atomic<std::uint64_t> lost{0};
  bool trouble_told = false;    ///< the writing thread's
  std::uint64_t lost_told = 0;  ///< the writing thread's
  std::thread thread;

  void lose(const Error& why) {
    ++lost;
    if (!std::exchange(trouble_told, true) && options.on_trouble) options.on_trouble(why);
  }

  /// Told before the line that follows the gap.
  void tell_lost() {
    const std::uint64_t now = lost.load();
    if (now == lost_told) return;
    const LogRecord record{options.now_ms(),
                           Level::kWarning,
                           "log.lines_lost",
                           "",
                           "",
                           Json{{"lines", now - lost_told}}};
    if (sink->write(line_of(record, options.format))) lost_told = now;
  }

  void write_all() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return closing || !lines.empty(); });
      if (lines.empty()) break;
      const std::string line = std::move(lines.front());
      lines.pop_front();
      lock.unlock();
      tell_lost();
      if (const Status written = sink->write(line); !written) lose(written.error());
      lock.lock();
    }
    lock.unlock();
    tell_lost();
    lock.lock();
    ended = true;
    changed.notify_all();
  }
};

Log::Log(LogOptions options, std::unique_ptr<LogSink> sink) : options_(options) {
  PIGNUS_CHECK(sink != nullptr && options_.now_ms);
  queue_ = std::make_shared<Queue>(std::move(options), std::move(sink));
  queue_->thread = std::thread([queue = queue_] { queue->write_all(); });
}

Log::~Log() {
  std::unique_lock lock(queue_->mutex);
  queue_->closing = true;
  queue_->changed.notify_all();
  const bool ended = queue_->changed.wait_for(
      lock, std::chrono::milliseconds(options_.close_ms_max), [this] { return queue_->ended; });
  lock.unlock();
  // A disk that never answers must not keep the program: its thread is left behind with its queue.
  if (ended) {
    queue_->thread.join();
  } else {
    queue_->thread.detach();
  }
}

Logger Log::logger(std::string request) const {
  Logger logger;
  logger.log_ = this;
  logger.request_ = std::move(request);
  return logger;
}

std::uint64_t Log::lines_lost() const {
  return queue_->lost.load();
}

void Log::write(LogRecord record) const {
  record.at_ms = options_.now_ms();
  if (options_.redactor) record.fields = options_.redactor->clean_json(record.fields);
  std::string line = line_of(record, options_.format);
  const std::lock_guard lock(queue_->mutex);
  if (queue_->lines.size() >= options_.lines_max) {
    ++queue_->lost;
    return;
  }
  queue_->lines.push_back(std::move(line));
  queue_->changed.notify_one();
}

Logger Logger::with_job(std::string job) const {
  Logger logger = *this;
  logger.job_ = std::move(job);
  return logger;
}

bool Logger::takes(Level level) const {
  return log_ != nullptr && level >= log_->options_.lowest;
}

void Logger::write(Level level, std::string_view event, Json fields) const {
  if (!takes(level)) return;
  log_->write({0, level, std::string(event), request_, job_, std::move(fields)});
}

}  // namespace pignus::telemetry
