#include "telemetry/log_sink.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pignus::telemetry {

namespace {

constexpr int kWaitMs = 1'000;
constexpr mode_t kLogMode = 0640;  // others' names and numbers stand in it

Status io_error(const std::string& file, const std::string& what) {
  return fail(ErrorCode::kIo, what, {file, 0, ""});
}

/// Waits for a slow reader, but not for ever. `written` counts what went out.
Status write_whole(int descriptor, std::string_view line, const std::string& file,
                   std::size_t& written) {
  while (written < line.size()) {
    pollfd ready{descriptor, POLLOUT, 0};
    const int can = ::poll(&ready, 1, kWaitMs);
    if (can < 0 && errno == EINTR) continue;
    if (can == 0) return io_error(file, "nobody reads what is written");
    // A pipe that is ready takes at least this much without waiting.
    const std::size_t piece = std::min<std::size_t>(line.size() - written, PIPE_BUF);
    const ssize_t got = ::write(descriptor, line.data() + written, piece);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return io_error(file, std::strerror(errno));
    written += static_cast<std::size_t>(got);
  }
  return {};
}

}  // namespace

Status StreamSink::write(std::string_view line) {
  std::size_t written = 0;
  return write_whole(descriptor_, line, "standard error", written);
}

FileSink::FileSink(std::filesystem::path path, FileSinkLimits limits)
    : path_(std::move(path)), limits_(limits) {}

FileSink::~FileSink() {
  close();
}

Status FileSink::write(std::string_view line) {
  if (descriptor_ >= 0 && regular_ && !is_in_place()) close();
  PIGNUS_TRY(open());
  struct stat now{};
  if (regular_ && ::fstat(descriptor_, &now) == 0 && now.st_size > 0 &&
      static_cast<std::uint64_t>(now.st_size) + line.size() > limits_.bytes_max) {
    rotate();
    close();
    PIGNUS_TRY(open());
  }
  const std::string whole = (broken_line_ ? "\n" : "") + std::string(line);
  std::size_t written = 0;
  if (!regular_) return write_whole(descriptor_, whole, path_.string(), written);
  const ssize_t got = ::write(descriptor_, whole.data(), whole.size());
  if (got == static_cast<ssize_t>(whole.size())) {
    broken_line_ = false;
    return {};
  }
  // A part on the disk is ended by the next line that fits.
  broken_line_ = broken_line_ ? got <= 1 : got > 0;
  return io_error(path_.string(), got < 0 ? std::strerror(errno) : std::strerror(ENOSPC));
}

Status FileSink::open() {
  if (descriptor_ >= 0) return {};
  descriptor_ =
      ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, kLogMode);
  if (descriptor_ < 0) return io_error(path_.string(), std::strerror(errno));
  struct stat info{};
  regular_ = ::fstat(descriptor_, &info) == 0 && S_ISREG(info.st_mode);
  return {};
}

void FileSink::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

bool FileSink::is_in_place() const {
  struct stat held{};
  struct stat there{};
  return ::fstat(descriptor_, &held) == 0 && ::stat(path_.c_str(), &there) == 0 &&
         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

void FileSink::rotate() const {
  // Of several programs that find the file full one renames it; the lock goes with the descriptor.
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 || !is_in_place()) return;
  std::error_code ignored;  // what cannot be renamed grows on: a log is not lost for that
  const int kept = std::max(limits_.files_max, 1) - 1;
  if (kept == 0) {
    std::filesystem::remove(path_, ignored);
    return;
  }
  for (int number = kept; number > 1; --number) {
    if (std::filesystem::exists(numbered(number - 1), ignored)) {
      std::filesystem::rename(numbered(number - 1), numbered(number), ignored);
    }
  }
  std::filesystem::rename(path_, numbered(1), ignored);
}

std::filesystem::path FileSink::numbered(int number) const {
  return fmt::format("{}.{}", path_.string(), number);
}

}  // namespace pignus::telemetry
