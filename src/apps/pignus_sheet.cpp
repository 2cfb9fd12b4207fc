// pignus-sheet: a spreadsheet on standard input, its rows on standard output, one JSON a line:
// {"sheet":"Name","row":9,"cells":["text",1.5,null,{"date":"2025-01-05"},true]}, then {"end":true}
// or {"error":"…"}. Run by Pignus for every spreadsheet; it gives up what it does not need before
// it reads a byte: it can open no file and no connection, start no program, and has bounds on time
// and memory. With --check it says which of this holds on this machine.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/json.h"
#include "core/utf8.h"
#include "sheet/sheet.h"

namespace {

using pignus::Json;
using pignus::sheet::Cell;
using pignus::sheet::CellKind;

constexpr std::size_t kInputBytesMax = std::size_t{256} << 20;

void bound(int resource, rlim_t most) {
  const rlimit limit{most, most};
  if (setrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) std::exit(3);
}

void give_up_rights() {
  bound(RLIMIT_FSIZE, 0);
  bound(RLIMIT_NPROC, 0);
  bound(RLIMIT_CORE, 0);
  bound(RLIMIT_CPU, 60);
#if !defined(__SANITIZE_ADDRESS__)  // the sanitizers map terabytes and probe memory through a pipe
  bound(RLIMIT_NOFILE, 3);          // neither file nor socket beyond the three it was given
  bound(RLIMIT_AS, rlim_t{3} << 30);
#endif
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool read_input(std::string& input) {
  std::string buffer(std::size_t{1} << 20, '\0');
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0) return false;
    if (got == 0) return true;
    input.append(buffer, 0, static_cast<std::size_t>(got));
    if (input.size() > kInputBytesMax) return false;
  }
}

Json json_of(const Cell& cell) {
  switch (cell.kind) {
    case CellKind::kText:
      return pignus::valid_utf8(cell.text);
    case CellKind::kNumber:
      return cell.number;
    case CellKind::kDate:
      return {{"date", pignus::valid_utf8(cell.text)}};
    case CellKind::kFlag:
      return cell.number != 0;
    case CellKind::kError:
      return {{"error", pignus::valid_utf8(cell.text)}};
    case CellKind::kEmpty:
      break;
  }
  return nullptr;
}

void print(const Json& line) {
  std::string text = line.dump();
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
}

#if !defined(__SANITIZE_ADDRESS__)  // asked only where the program is confined
/// "yes", or what it could do all the same.
std::string refused(int descriptor, const char* what) {
  if (descriptor < 0) return "yes";
  ::close(descriptor);
  return what;
}
#endif

std::string start_refused() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  if (child < 0) return "yes";
  ::waitpid(child, nullptr, 0);
  return geteuid() == 0 ? "it runs as root, whom the bound on processes does not hold"
                        : "it could start a process";
}

/// Tries what it gave up.
void print_check() {
  rlimit cpu{};
  rlimit memory{};
  getrlimit(RLIMIT_CPU, &cpu);
  getrlimit(RLIMIT_AS, &memory);
  Json confined{
      {"start", start_refused()},
      {"rights", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? "yes" : "it could gain some"},
      {"time", cpu.rlim_cur == RLIM_INFINITY ? "it has no bound" : "yes"}};
#if defined(__SANITIZE_ADDRESS__)
  confined["files"] = "not bound in a build with sanitizers";
  confined["memory"] = "not bound in a build with sanitizers";
#else
  confined["files"] = refused(::open("/dev/null", O_RDONLY | O_CLOEXEC), "it could open a file");
  confined["network"] =
      refused(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "it could open a connection");
  confined["memory"] = memory.rlim_cur == RLIM_INFINITY ? "it has no bound" : "yes";
#endif
  print({{"software", PIGNUS_VERSION}, {"confined", std::move(confined)}});
}

}  // namespace

int main(int argc, char** argv) {
  give_up_rights();
  if (argc == 2 && std::strcmp(argv[1], "--check") == 0) {
    print_check();
    return 0;
  }
  std::string input;
  if (!read_input(input)) {
    print({{"error", "is larger than the 256 MiB that are read, or cannot be read"}});
    return 1;
  }
  const pignus::Status status = pignus::sheet::read_sheets(
      input, [](const std::string& sheet, std::uint64_t row, const std::vector<Cell>& cells) {
        Json list = Json::array();
        for (const Cell& cell : cells) list.push_back(json_of(cell));
        print({{"sheet", pignus::valid_utf8(sheet)}, {"row", row}, {"cells", std::move(list)}});
        return std::ferror(stdout) == 0;
      });
  print(status ? Json{{"end", true}} : Json{{"error", status.error().message}});
  return status ? 0 : 1;
}
