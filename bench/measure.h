// What each engine of the benchmarks prints: time, memory and what it counted, as a line of JSON.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

class Measure {
 public:
  Measure() : start_(std::chrono::steady_clock::now()), cpu_start_(cpu_seconds()) {}

  using Counts = std::vector<std::pair<const char*, std::uint64_t>>;
  void print(const std::string& engine, const std::string& path, const Counts& counts) const {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
    const double cpu = cpu_seconds() - cpu_start_;
    std::printf(
        "{\"engine\": \"%s\", \"bytes\": %ju, \"seconds\": %.4f, \"cpu_seconds\": %.4f, "
        "\"peak_kib\": %ld",
        engine.c_str(), static_cast<std::uintmax_t>(std::filesystem::file_size(path)),
        taken.count(), cpu, usage().ru_maxrss);
    for (const auto& [name, count] : counts) {
      std::printf(", \"%s\": %ju", name, static_cast<std::uintmax_t>(count));
    }
    std::printf("}\n");
  }

 private:
  static rusage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used;
  }
  static double cpu_seconds() {
    constexpr double kMicro = 1e-6;
    const rusage used = usage();
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (kMicro * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec));
  }

  std::chrono::steady_clock::time_point start_;
  double cpu_start_;
};
