// pignus-sheet: a spreadsheet on standard input, its rows on standard output, one JSON a line:
// {"sheet":"Name","row":9,"cells":["text",1.5,null,{"date":"2025-01-05"},true]}, then {"end":true}
// or {"error":"…"}. Run by Pignus for every spreadsheet; it gives up what it does not need before
// it reads a byte: it can open no file and no connection, start no program, and has bounds on time
// and memory.
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
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

}  // namespace

int main() {
  give_up_rights();
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
