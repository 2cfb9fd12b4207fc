#include "registers/table/sheet_program.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace pignus::registers {
namespace {

using Clock = std::chrono::steady_clock;

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(descriptor, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return ::lseek(descriptor, 0, SEEK_SET) == 0;
}

Result<pid_t> start(const std::filesystem::path& path, const char* argument, int input, int output,
                    const Where& where) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string name = path.string();
  std::string word = argument == nullptr ? "" : argument;
  std::array<char*, 3> arguments{name.data(), argument == nullptr ? nullptr : word.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, name.c_str(), &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return fail(ErrorCode::kIo, "pignus-sheet cannot be started", where);
  return child;
}

/// Reads to the end of the pipe, or to a bound.
Status collect(int descriptor, const SheetProgramLimits& limits, const Where& where,
               std::string& printed) {
  const auto until = Clock::now() + std::chrono::seconds(limits.seconds_max);
  std::string buffer(std::size_t{1} << 16, '\0');
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    pollfd waits{descriptor, POLLIN, 0};
    const int ready = left.count() <= 0 ? 0 : ::poll(&waits, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      return fail(ErrorCode::kLimitExceeded, "takes longer to read than is waited for", where);
    }
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    printed.append(buffer, 0, static_cast<std::size_t>(got));
    if (printed.size() > limits.printed_bytes_max) {
      return fail(ErrorCode::kLimitExceeded, "has more in it than is read", where);
    }
  }
}

/// Runs it on `bytes`, with one argument or (nullptr) none.
Result<std::string> run(std::string_view bytes, const char* argument,
                        const SheetProgramLimits& limits, const Where& where) {
  const std::filesystem::path path = sheet_program();
  if (path.empty()) {
    return fail(ErrorCode::kNotFound,
                "is a spreadsheet, and pignus-sheet, which reads them, is "
                "not installed beside pignus",
                where);
  }
  const Descriptor input(::memfd_create("sheet", MFD_CLOEXEC));
  std::array<int, 2> ends{-1, -1};
  if (input.number() < 0 || !write_all(input.number(), bytes) ||
      ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(ErrorCode::kIo, "cannot be handed to pignus-sheet", where);
  }
  const Descriptor from_child(ends[0]);
  Descriptor to_parent(ends[1]);
  PIGNUS_ASSIGN(const pid_t child,
                start(path, argument, input.number(), to_parent.number(), where));
  to_parent.close();
  std::string printed;
  const Status collected = collect(from_child.number(), limits, where, printed);
  if (!collected) ::kill(child, SIGKILL);
  int ended = 0;
  while (::waitpid(child, &ended, 0) < 0 && errno == EINTR) {
  }
  if (!collected) return fail(collected.error());
  return printed;
}

}  // namespace

std::filesystem::path sheet_program() {
  // Beside the program that runs; in the build's folders for its tests.
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* folder : {".", "../apps", "../src/apps", "../../src/apps"}) {
    const auto path = self / folder / "pignus-sheet";
    if (std::filesystem::is_regular_file(path, error)) return path;
  }
  return {};
}

Result<std::string> run_sheet_program(std::string_view bytes, std::string_view file,
                                      const SheetProgramLimits& limits) {
  const Where where{std::string(file), 0, ""};
  PIGNUS_ASSIGN(std::string printed, run(bytes, nullptr, limits, where));
  if (!printed.ends_with("}\n")) {
    return fail(ErrorCode::kInvalidInput,
                "cannot be read as a spreadsheet: it is damaged or too large", where);
  }
  return printed;
}

Result<std::string> check_sheet_program(int seconds_max) {
  constexpr std::size_t kPrintedBytesMax = 65'536;
  return run("", "--check", {seconds_max, kPrintedBytesMax},
             Where{sheet_program().string(), 0, ""});
}

}  // namespace pignus::registers
