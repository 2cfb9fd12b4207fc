// read_grants ENGINE FILE: reads a bulk grant file to facts on one core and prints one line of
// JSON. ENGINE is pignus or expat; bench/run_readers runs them beside Python's parsers.
#include "read_grants.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <sys/resource.h>

#include "registers/read_file.h"

namespace {

GrantTotals read_with_pignus(const std::string& path) {
  using namespace pignus::registers;
  GrantTotals totals;
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            const auto& record = std::get<RightRecord>(fact);
                            ++totals.records;
                            totals.title_bytes += record.title.size();
                            totals.owners += record.owners.size();
                            totals.inventors += record.inventors.size();
                            totals.classes += record.classes.size();
                            totals.citations += record.citations.size();
                            totals.claims += static_cast<unsigned>(record.claim_count.value_or(0));
                            totals.independent +=
                                static_cast<unsigned>(record.independent_claim_count.value_or(0));
                            return true;
                          },
                      .on_problem = [](Problem&&) { return true; }};
  const auto summary = read_register_file(path, sink, {}, pignus::silent_progress());
  if (!summary) throw std::runtime_error(describe(summary.error()));
  return totals;
}

double cpu_seconds(const rusage& usage) {
  constexpr double kMicro = 1e-6;
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         kMicro * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

int run(const std::string& engine, const std::string& path) {
  const auto bytes = std::filesystem::file_size(path);
  const auto start = std::chrono::steady_clock::now();
  const GrantTotals totals = engine == "expat" ? read_with_expat(path) : read_with_pignus(path);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"engine\": \"%s\", \"bytes\": %ju, \"seconds\": %.4f, \"cpu_seconds\": %.4f, "
      "\"peak_kib\": %ld, \"records\": "
      "%ju, "
      "\"title_bytes\": %ju, \"owners\": %ju, \"inventors\": %ju, \"classes\": %ju, \"citations\": "
      "%ju, \"claims\": %ju, \"independent\": %ju}\n",
      engine.c_str(), bytes, taken.count(), cpu_seconds(usage), usage.ru_maxrss, totals.records,
      totals.title_bytes, totals.owners, totals.inventors, totals.classes, totals.citations,
      totals.claims, totals.independent);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: read_grants pignus|expat FILE\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "read_grants: %s\n", error.what());
    return 1;
  }
}
