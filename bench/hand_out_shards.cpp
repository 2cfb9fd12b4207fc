// Hand-out through NATS JetStream of shards that do nothing, each with its result stored, and the
// gain of a second thread on shards that compute.
//   hand_out_shards URL SHARDS WORKERS      one line of JSON: shards a second
//   hand_out_shards threads                 one line of JSON: efficiency at two threads
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "core/random_stream.h"
#include "fleet/nats_runner.h"
#include "fleet/thread_runner.h"
#include "fleet/worker.h"

namespace {

using namespace pignus;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

fleet::WorkRegistry works() {
  fleet::WorkRegistry registry;
  registry.add("nothing", [](const fleet::InputFiles&, const Json& parameters) {
    return Result<std::string>(canonical_json(parameters));
  });
  registry.add("paths", [](const fleet::InputFiles&, const Json& parameters) {
    double sum = 0;
    for (std::uint64_t path = 0; path < 20'000; ++path) {
      RandomStream stream(parameters.at("n").get<std::uint64_t>(), "bench/path", path);
      for (int i = 0; i < 20; ++i) sum += stream.normal();
    }
    return Result<std::string>(canonical_json(Json(sum)));
  });
  return registry;
}

fleet::Job job_of(const char* kind, std::uint64_t shards) {
  fleet::Job job;
  for (std::uint64_t i = 0; i < shards; ++i) {
    job.shards.push_back({kind, "bench", {}, {{"n", i}}, i});
  }
  return job;
}

double run(fleet::Runner& runner, const fleet::Job& job) {
  std::uint64_t reduced = 0;
  const auto start = Clock::now();
  const auto outcome = runner.run(
      job,
      [&reduced](std::uint64_t, std::string_view) {
        ++reduced;
        return Status{};
      },
      silent_progress());
  if (!outcome || reduced != job.shards.size()) {
    std::fprintf(stderr, "%s\n",
                 outcome ? "shards are missing" : describe(outcome.error()).c_str());
    std::exit(1);
  }
  return seconds_since(start);
}

int hand_out(const std::string& url, std::uint64_t shards, int workers) {
  const fleet::WorkRegistry registry = works();
  std::atomic<bool> stopped = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < workers; ++i) {
    threads.emplace_back([&, i] {
      fleet::WorkerOptions options;
      options.access.urls = url;
      options.build = "bench";
      options.name = "bench-" + std::to_string(i);
      options.cache = std::filesystem::temp_directory_path() / "pignus-bench-cache";
      options.log_shards = false;
      options.stopped = [&stopped] { return stopped.load(); };
      const auto summary = fleet::run_worker(registry, options);
      if (!summary) std::fprintf(stderr, "%s\n", describe(summary.error()).c_str());
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds(1));  // all are connected
  fleet::NatsRunnerOptions options;
  options.access.urls = url;
  const double seconds = run(*fleet::make_nats_runner(options), job_of("nothing", shards));
  stopped = true;
  for (std::thread& thread : threads) thread.join();
  std::printf(
      "{\"shards\": %ju, \"workers\": %d, \"seconds\": %.3f, \"shards_per_second\": %.0f}\n",
      static_cast<std::uintmax_t>(shards), workers, seconds, static_cast<double>(shards) / seconds);
  return 0;
}

/// The machine's own scaling first: the same work in two threads that share nothing.
int threads() {
  const fleet::WorkRegistry registry = works();
  const fleet::Job job = job_of("paths", 200);
  const double one = run(*fleet::make_thread_runner(registry, {1, 0}), job);
  const double two = run(*fleet::make_thread_runner(registry, {2, 0}), job);
  const fleet::Job half = job_of("paths", 100);
  const auto start = Clock::now();
  std::thread other([&] { run(*fleet::make_thread_runner(registry, {1, 0}), half); });
  run(*fleet::make_thread_runner(registry, {1, 0}), half);
  other.join();
  const double machine = seconds_since(start);
  std::printf(
      "{\"one_thread_s\": %.3f, \"two_threads_s\": %.3f, \"two_apart_s\": %.3f, "
      "\"of_the_machines_scaling\": %.3f}\n",
      one, two, machine, machine / two);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "threads") return threads();
  if (argc != 4) {
    std::fprintf(stderr, "hand_out_shards URL SHARDS WORKERS | hand_out_shards threads\n");
    return 2;
  }
  return hand_out(argv[1], std::strtoull(argv[2], nullptr, 10), std::atoi(argv[3]));
}
