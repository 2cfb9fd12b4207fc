// read_docdb pignus|expat FILE: reads DOCDB exchange documents on one core and prints one line of
// JSON; bench/run_readers runs both beside Python's xml.etree.
#include "read_docdb.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <variant>

#include "registers/read_file.h"

namespace {

using namespace pignus;
using namespace pignus::registers;

Status read(const std::string& path, DocdbTotals& totals) {
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

int run(const std::string& engine, const std::string& path) {
  DocdbTotals totals;
  const auto start = std::chrono::steady_clock::now();
  Status status;
  if (engine == "expat") {
    totals = read_docdb_with_expat(path);
  } else {
    status = read(path, totals);
  }
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
      "{\"engine\": \"%s\", \"bytes\": %ju, \"seconds\": %.4f, \"cpu_seconds\": %.4f, "
      "\"peak_kib\": %ld, \"records\": %ju, \"title_bytes\": %ju, \"owners\": %ju, "
      "\"inventors\": %ju, \"classes\": %ju, \"citations\": %ju, \"family\": %ju}\n",
      engine.c_str(), static_cast<std::uintmax_t>(std::filesystem::file_size(path)), taken.count(),
      cpu, usage.ru_maxrss, totals.records, totals.title_bytes, totals.owners, totals.inventors,
      totals.classes, totals.citations, totals.family);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: read_docdb pignus|expat FILE\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "read_docdb: %s\n", error.what());
    return 1;
  }
}
