// The structured log: events of the program, one line each, written by a thread of its own so that
// the work never waits for a disk or a reader.
//
// Log log(options, std::make_unique<FileSink>("pignus.log", FileSinkLimits{}));
// const Logger logger = log.logger("3f2a…");                 // a request
// logger.with_job("3f2a…/1").info("import.finished", {{"facts", 12}});
//
// What cannot be written is counted, said once by `on_trouble`, and told in the log itself
// ("log.lines_lost") as soon as a line can be written again. Nothing here ever fails the work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/json.h"
#include "telemetry/log_line.h"
#include "telemetry/log_sink.h"
#include "telemetry/secret.h"

namespace pignus::telemetry {

struct LogOptions {
  Level lowest = Level::kInfo;
  LogFormat format = LogFormat::kJson;
  std::function<std::int64_t()> now_ms;  ///< the clock, since 1970; asked by the thread that logs
  std::shared_ptr<const Redactor> redactor;
  /// Called once, from the writing thread, with what is in the way.
  std::function<void(const Error&)> on_trouble;
  /// Lines waiting to be written; more are lost, and counted.
  std::size_t lines_max = 8'192;
  /// At the end the log waits so long for the lines still waiting.
  int close_ms_max = 2'000;
};

class Log;

/// A Log with the request and job it speaks of: cheap to copy. One made by itself says nothing.
class Logger {
 public:
  Logger() = default;
  Logger with_job(std::string job) const;
  bool takes(Level level) const;
  void write(Level level, std::string_view event, Json fields = Json::object()) const;
  void debug(std::string_view event, Json fields = Json::object()) const {
    write(Level::kDebug, event, std::move(fields));
  }
  void info(std::string_view event, Json fields = Json::object()) const {
    write(Level::kInfo, event, std::move(fields));
  }
  void warning(std::string_view event, Json fields = Json::object()) const {
    write(Level::kWarning, event, std::move(fields));
  }
  void error(std::string_view event, Json fields = Json::object()) const {
    write(Level::kError, event, std::move(fields));
  }

 private:
  friend class Log;
  const Log* log_ = nullptr;
  std::string request_;
  std::string job_;
};

class Log {
 public:
  Log(LogOptions options, std::unique_ptr<LogSink> sink);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  /// Writes what waits, within close_ms_max.
  ~Log();

  /// The log must outlive it. Safe from many threads.
  Logger logger(std::string request) const;
  /// Lines that were not written, so far.
  std::uint64_t lines_lost() const;

 private:
  friend class Logger;
  struct Queue;

  void write(LogRecord record) const;

  LogOptions options_;
  std::shared_ptr<Queue> queue_;  ///< shared with the thread, which may outlive a stuck disk
};

}  // namespace pignus::telemetry
