#include "telemetry/metrics_file.h"

#include <utility>

#include "core/file.h"
#include "telemetry/exposition.h"

namespace pignus::telemetry {

MetricsFile::MetricsFile(const Registry& registry, MetricsFileOptions options)
    : registry_(registry), options_(std::move(options)) {
  thread_ = std::thread([this] { write_until_closed(); });
}

MetricsFile::~MetricsFile() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
  write();
}

void MetricsFile::write() {
  const Status written = write_file_atomically(options_.path, exposition(registry_));
  if (!written && !std::exchange(trouble_told_, true) && options_.on_trouble) {
    options_.on_trouble(written.error());
  }
}

void MetricsFile::write_until_closed() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, options_.every, [this] { return closing_; })) {
    lock.unlock();
    write();
    lock.lock();
  }
}

}  // namespace pignus::telemetry
