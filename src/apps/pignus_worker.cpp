// pignus-worker: takes shards of jobs from NATS and works on them until it is stopped.
#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/message_text.h"
#include "fleet/thread_runner.h"
#include "fleet/worker.h"
#include "fleetwork/kinds.h"

namespace {

using pignus::fleet::WorkerOptions;

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;

volatile std::sig_atomic_t stop_seen = 0;

/// The second one ends the program at once: the servers hand what it held to others.
void on_stop(int signal) {
  stop_seen = 1;
  std::signal(signal, SIG_DFL);
}

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string name_of_this() {
  char host[256] = "host";
  ::gethostname(host, sizeof(host) - 1);
  return fmt::format("{}-{}", host, ::getpid());
}

std::filesystem::path default_cache() {
  if (const auto cache = environment("XDG_CACHE_HOME"); cache && !cache->empty()) {
    return std::filesystem::path(*cache) / "pignus-worker";
  }
  return std::filesystem::path(environment("HOME").value_or("/tmp")) / ".cache" / "pignus-worker";
}

void print_line(std::string_view line) {
  const auto now = std::chrono::system_clock::now();
  fmt::print(stderr, "{:%Y-%m-%dT%H:%M:%SZ} {}\n",
             fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
             pignus::for_message(line, 1000));
}

struct Flags {
  WorkerOptions options;
  std::string cache = default_cache().string();
  std::uint64_t cache_mebibytes = 20 << 10;
  bool quiet = false;
};

void add_flags(CLI::App& app, Flags& flags) {
  WorkerOptions& options = flags.options;
  app.add_option("--nats", options.access.urls, "Servers: nats://host:port, several with commas")
      ->required()
      ->type_name("URL");
  app.add_option("--fleet", options.fleet, "The fleet's name; default: default")->type_name("NAME");
  app.add_option("--threads", options.threads, "Shards at once; default: the machine's cores")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  app.add_option("--cache", flags.cache, "Folder for inputs; default: ~/.cache/pignus-worker")
      ->type_name("DIR");
  app.add_option("--cache-size", flags.cache_mebibytes,
                 "Bound on it, in MiB, held while no shard is in hand; default: 20480")
      ->type_name("MIB");
  app.add_option("--ack-wait", options.ack_wait_s,
                 "Seconds after which a silent worker's shards go to others; default: 15")
      ->check(CLI::Range(1.0, 3600.0))
      ->type_name("SECONDS");
  app.add_option("--replicas", options.replicas,
                 "Copies of what a cluster stores, of streams made by this worker; default: 1")
      ->check(CLI::IsMember({1, 3, 5}))
      ->type_name("N");
  app.add_option("--tls-ca", options.access.tls_ca, "Authorities to trust, PEM; demands TLS")
      ->type_name("FILE");
  app.add_option("--tls-cert", options.access.tls_certificate, "Our certificate, PEM")
      ->type_name("FILE");
  app.add_option("--tls-key", options.access.tls_key, "Its key, PEM")->type_name("FILE");
  app.add_option("--credentials", options.access.credentials, "File of credentials (.creds)")
      ->type_name("FILE");
  app.add_flag("--quiet", flags.quiet, "No line for each shard");
  app.footer(
      "PIGNUS_NATS_USER, PIGNUS_NATS_PASSWORD and PIGNUS_NATS_TOKEN are shown to the server and "
      "to\n"
      "nobody else. Ctrl-C or SIGTERM: finishes the shards in hand, hands back those not begun.\n"
      "Exit codes: 0 stopped; 2 refused by the server, or a wrong flag; 3 a file is not there;\n"
      "4 the server has no JetStream; 6 input or output failed.");
}

int complain(const pignus::Error& error) {
  fmt::print(stderr, "pignus-worker: {}\n", pignus::for_message(pignus::describe(error), 1000));
  return pignus::exit_code(error.code);
}

int serve(Flags& flags, const std::string& build) {
  WorkerOptions& options = flags.options;
  pignus::fleet::take_secrets(options.access, environment);
  options.build = build;
  options.name = name_of_this();
  options.cache = flags.cache;
  options.cache_bytes_max = flags.cache_mebibytes * kMebibyte;
  options.log = print_line;
  options.log_shards = !flags.quiet;
  options.stopped = [] { return stop_seen != 0; };
  std::signal(SIGINT, on_stop);
  std::signal(SIGTERM, on_stop);
  const auto registry = pignus::fleetwork::all_kinds();
  const auto summary = pignus::fleet::run_worker(registry, options);
  if (!summary) return complain(summary.error());
  print_line(fmt::format("stopped: {} shards done, {} tries failed, {} set aside, {} handed back",
                         summary->done, summary->failed, summary->set_aside, summary->handed_back));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string build = pignus::fleetwork::build_of(PIGNUS_VERSION);
    Flags flags;
    flags.options.threads = pignus::fleet::cores_at_hand();
    CLI::App app("Works on shards of Pignus's jobs that come through NATS JetStream",
                 "pignus-worker");
    app.set_version_flag("--version", "pignus-worker " + build);
    add_flags(app, flags);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      const int code = app.exit(error);
      return code == 0 ? 0 : 2;
    }
    return serve(flags, build);
  } catch (const std::exception& error) {
    // Only a bug or exhausted memory comes here: expected failures are values.
    std::fprintf(stderr, "pignus-worker: %s\n", error.what());
    return 70;
  }
}
