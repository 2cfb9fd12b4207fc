#include "cli/progress_line.h"

#include <csignal>
#include <fmt/format.h>
#include <unistd.h>

namespace pignus::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kQuietFor = 1s;  // shorter work shows no line
constexpr auto kRedrawEvery = 100ms;
constexpr std::uint64_t kBarCells = 24;

volatile std::sig_atomic_t interrupt_seen = 0;

void on_interrupt(int signal) {
  interrupt_seen = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void install_interrupt_handler() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

bool interrupted() {
  return interrupt_seen != 0;
}

ProgressLine::ProgressLine(ProgressMode mode, std::FILE* out, Clock clock)
    : enabled_(mode == ProgressMode::kAlways ||
               (mode == ProgressMode::kAuto && ::isatty(::fileno(out)) == 1)),
      out_(out),
      clock_(std::move(clock)),
      start_(clock_()),
      drawn_(start_) {}

ProgressLine::~ProgressLine() {
  clear();
}

Progress ProgressLine::progress() {
  return [this](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    return update(stage, done, total);
  };
}

bool ProgressLine::update(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const auto now = clock_();
  if (enabled_ && now - start_ >= kQuietFor && now - drawn_ >= kRedrawEvery) {
    drawn_ = now;
    visible_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    // Return and erase to the end of the line: the longer line before leaves no tail.
    const std::string line = "\r" + progress_text(stage, done, total, seconds) + "\x1b[K";
    std::fwrite(line.data(), 1, line.size(), out_);
    std::fflush(out_);
  }
  return !interrupted();
}

void ProgressLine::clear() {
  if (visible_) {
    std::fputs("\r\x1b[K", out_);
    std::fflush(out_);
    visible_ = false;
  }
}

std::string progress_text(std::string_view stage, std::uint64_t done, std::uint64_t total,
                          double seconds) {
  if (total == 0) {
    return fmt::format("{}  {}  {:.0f} s", stage, done, seconds);
  }
  const std::uint64_t shown = done < total ? done : total;
  const auto share = static_cast<double>(shown) / static_cast<double>(total);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarCells));
  const std::string left =
      share > 0.02 ? fmt::format("{:.0f} s left", seconds * (1 - share) / share) : "";
  return fmt::format("[{}{}] {:3.0f} %  {}  {}", std::string(filled, '#'),
                     std::string(kBarCells - filled, '-'), share * 100, stage, left);
}

}  // namespace pignus::cli
