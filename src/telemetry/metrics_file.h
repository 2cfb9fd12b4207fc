// Metrics in a file, for the textfile collector of node_exporter: written again every few seconds
// while the program works, and at its end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "core/result.h"
#include "telemetry/metrics.h"

namespace pignus::telemetry {

struct MetricsFileOptions {
  std::filesystem::path path;  ///< the collector takes names ending with ".prom"
  std::chrono::milliseconds every{5'000};
  /// Called once, from the writing thread, when the file cannot be written: the work goes on.
  std::function<void(const Error&)> on_trouble;
};

class MetricsFile {
 public:
  /// The registry must outlive it.
  MetricsFile(const Registry& registry, MetricsFileOptions options);
  MetricsFile(const MetricsFile&) = delete;
  MetricsFile& operator=(const MetricsFile&) = delete;
  /// Writes a last time.
  ~MetricsFile();

 private:
  void write();
  void write_until_closed();

  const Registry& registry_;
  const MetricsFileOptions options_;
  bool trouble_told_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace pignus::telemetry
