// read_docdb FILE: reads DOCDB exchange documents to facts on one core and prints one line of JSON.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <variant>

#include "registers/read_file.h"

namespace {

using namespace pignus;
using namespace pignus::registers;

struct Totals {
  std::uint64_t records = 0;
  std::uint64_t title_bytes = 0;
  std::uint64_t owners = 0;
  std::uint64_t inventors = 0;
  std::uint64_t classes = 0;
  std::uint64_t citations = 0;
  std::uint64_t family = 0;
};

Status read(const std::string& path, Totals& totals) {
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            const auto* record = std::get_if<RightRecord>(&fact);
                            if (record == nullptr) return true;
                            ++totals.records;
                            totals.title_bytes += record->title.size();
                            totals.owners += record->owners.size();
                            totals.inventors += record->inventors.size();
                            totals.classes += record->classes.size();
                            totals.citations += record->citations.size();
                            totals.family += record->family.size();
                            return true;
                          },
                      .on_problem = [](Problem&&) { return true; }};
  PIGNUS_ASSIGN([[maybe_unused]] const auto summary,
                read_register_file(path, sink, {}, silent_progress()));
  return {};
}

int run(const std::string& path) {
  Totals totals;
  const auto start = std::chrono::steady_clock::now();
  const auto status = read(path, totals);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (!status) {
    std::fprintf(stderr, "read_docdb: %s\n", describe(status.error()).c_str());
    return 1;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  constexpr double kMicro = 1e-6;
  const double cpu =
      static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
      (kMicro * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec));
  std::printf(
      "{\"engine\": \"pignus\", \"bytes\": %ju, \"seconds\": %.4f, \"cpu_seconds\": %.4f, "
      "\"peak_kib\": %ld, \"records\": %ju, \"title_bytes\": %ju, \"owners\": %ju, "
      "\"inventors\": %ju, \"classes\": %ju, \"citations\": %ju, \"family\": %ju}\n",
      static_cast<std::uintmax_t>(std::filesystem::file_size(path)), taken.count(), cpu,
      usage.ru_maxrss, totals.records, totals.title_bytes, totals.owners, totals.inventors,
      totals.classes, totals.citations, totals.family);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: read_docdb FILE\n", stderr);
    return 2;
  }
  return run(argv[1]);
}
