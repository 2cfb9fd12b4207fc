// The log, the metrics and the secrets of one run of the program.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "cli/application.h"
#include "cli/settings.h"
#include "report/format.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"
#include "telemetry/metrics_file.h"
#include "telemetry/secret.h"

namespace pignus::cli {

/// The keys of services that the environment holds; passwords within addresses are known by their
/// place. Used before settings are read: an error of theirs may quote anything.
std::shared_ptr<const telemetry::Redactor> secrets_of(const World& world);
telemetry::Secret secret_from(const World& world, std::string_view variable);

/// What is counted. docs/operations.md lists them for who watches.
struct Instruments {
  explicit Instruments(telemetry::Registry& registry);

  telemetry::GaugeFamily& build_info;
  telemetry::GaugeFamily& run_started;
  telemetry::GaugeFamily& run_exit_code;
  telemetry::CounterFamily& import_sources;
  telemetry::CounterFamily& import_records;
  telemetry::CounterFamily& import_facts;
  telemetry::CounterFamily& import_duplicates;
  telemetry::CounterFamily& import_problems;
  telemetry::CounterFamily& import_bytes;
  telemetry::HistogramFamily& import_seconds;
  telemetry::CounterFamily& watch_looks;
  telemetry::GaugeFamily& watch_last_look;
  telemetry::GaugeFamily& watch_waiting;
  telemetry::CounterFamily& fetch_requests;
  telemetry::CounterFamily& fetch_bytes;
  telemetry::HistogramFamily& fetch_seconds;
  telemetry::CounterFamily& fetch_wait_seconds;
  telemetry::CounterFamily& underwritings;
  telemetry::CounterFamily& underwrite_paths;
  telemetry::HistogramFamily& underwrite_seconds;
  telemetry::CounterFamily& store_errors;
  telemetry::CounterFamily& limits_reached;
  telemetry::CounterFamily& log_lines_lost;
};

class Telemetry {
 public:
  Telemetry(const World& world, const Settings& settings, const report::Format& format,
            std::shared_ptr<const telemetry::Redactor> redactor);
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;
  /// The last metrics are written and the log is closed.
  ~Telemetry();

  const telemetry::Redactor& redactor() const { return *redactor_; }
  /// Of the run itself.
  const telemetry::Logger& logger() const { return logger_; }
  /// Of the next piece of work within it: "<request>/1", "<request>/2", …
  telemetry::Logger next_job();
  Instruments& instruments() { return instruments_; }
  std::int64_t now_ms() const { return now_ms_(); }

 private:
  std::function<std::int64_t()> now_ms_;
  std::shared_ptr<const telemetry::Redactor> redactor_;
  std::string request_;
  telemetry::Registry registry_;
  Instruments instruments_;
  std::unique_ptr<telemetry::Log> log_;
  telemetry::Logger logger_;
  std::unique_ptr<telemetry::MetricsFile> metrics_file_;
  std::atomic<std::uint64_t> jobs_{0};
};

/// Seconds since it was made.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace pignus::cli
