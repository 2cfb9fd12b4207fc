// One line on the terminal that says how far long work is; silent for work under a second and where
// standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "core/progress.h"

namespace pignus::cli {

enum class ProgressMode { kAuto, kAlways, kNever };

class ProgressLine {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  ProgressLine(ProgressMode mode, std::FILE* out, Clock clock);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// For the work to call; false once Ctrl-C was pressed.
  Progress progress();
  /// Wipes the line, so that the result can be printed.
  void clear();

 private:
  bool update(std::string_view stage, std::uint64_t done, std::uint64_t total);

  bool enabled_;
  std::FILE* out_;
  Clock clock_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point drawn_;
  bool visible_ = false;
};

/// "[########------------] 40 %  reading grants" within `width` columns; without a total, the
/// count.
std::string progress_text(std::string_view stage, std::uint64_t done, std::uint64_t total,
                          double seconds);

/// Ctrl-C or SIGTERM asks the work to stop at the next safe point; a second one ends the program at
/// once (the store is transactional, so nothing is half-written).
void install_interrupt_handler();
bool interrupted();

}  // namespace pignus::cli
