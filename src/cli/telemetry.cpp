#include "cli/telemetry.h"

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/session.h"
#include "report/safe_text.h"

namespace pignus::cli {

namespace {

constexpr std::size_t kRequestBytesMax = 100;

/// Who calls the program may name the call, so that its log and ours can be laid side by side.
std::string request_of(const World& world) {
  const std::string given = world.environment("PIGNUS_REQUEST_ID").value_or("");
  return given.empty() ? world.run_id : given.substr(0, kRequestBytesMax);
}

/// Said once, on standard error, by whichever thread meets it.
std::function<void(const Error&)> tell_once(std::FILE* out, std::string line,
                                            std::shared_ptr<const telemetry::Redactor> redactor) {
  return [out, line = std::move(line), redactor = std::move(redactor)](const Error& error) {
    const std::string text =
        fmt::format("pignus: {} {}\n", line, report::safe_text(redactor->clean(describe(error))));
    std::fwrite(text.data(), 1, text.size(), out);
  };
}

std::unique_ptr<telemetry::Log> log_of(const World& world, const Settings& settings,
                                       const report::Format& format,
                                       const std::function<std::int64_t()>& now_ms,
                                       const std::shared_ptr<const telemetry::Redactor>& redactor) {
  const std::string& where = settings.value("log");
  if (where == "off") return nullptr;
  const bool to_stream = where == "stderr";
  const int descriptor = ::fileno(world.err);
  const std::string& form = settings.value("log_format");
  const bool people = form == "text" || (form == "auto" && to_stream && ::isatty(descriptor) == 1);
  telemetry::LogOptions options;
  options.lowest =
      telemetry::parse_level(settings.value("log_level")).value_or(telemetry::Level::kInfo);
  options.format = people ? telemetry::LogFormat::kText : telemetry::LogFormat::kJson;
  options.now_ms = now_ms;
  options.redactor = redactor;
  options.on_trouble = tell_once(world.err, format.say("cli.log_trouble"), redactor);
  std::unique_ptr<telemetry::LogSink> sink;
  if (to_stream) {
    sink = std::make_unique<telemetry::StreamSink>(descriptor);
  } else {
    sink = std::make_unique<telemetry::FileSink>(
        where, telemetry::FileSinkLimits{settings.limit("log_size"),
                                         static_cast<int>(settings.limit("log_files"))});
  }
  return std::make_unique<telemetry::Log>(std::move(options), std::move(sink));
}

}  // namespace

telemetry::Secret secret_from(const World& world, std::string_view variable) {
  return telemetry::Secret(world.environment(variable).value_or(""));
}

std::shared_ptr<const telemetry::Redactor> secrets_of(const World& world) {
  auto redactor = std::make_shared<telemetry::Redactor>();
  redactor->add_pair(secret_from(world, "PIGNUS_OPS_KEY"), secret_from(world, "PIGNUS_OPS_SECRET"));
  redactor->add(secret_from(world, "PIGNUS_ODP_KEY"));
  redactor->add(secret_from(world, "PGPASSWORD"));
  redactor->add(secret_from(world, "PIGNUS_NATS_PASSWORD"));
  redactor->add(secret_from(world, "PIGNUS_NATS_TOKEN"));
  return redactor;
}

Instruments::Instruments(telemetry::Registry& registry)
    : build_info(
          registry.gauge("pignus_build_info", "Always 1; the program that writes.", {"version"})),
      run_started(registry.gauge("pignus_run_start_timestamp_seconds",
                                 "When the run began, since 1970.", {"command"})),
      run_exit_code(registry.gauge("pignus_run_exit_code",
                                   "How the run ended; -1 while it goes on.", {"command"})),
      import_sources(registry.counter("pignus_import_sources_total",
                                      "Files and folders given to import.", {"format", "outcome"})),
      import_records(registry.counter("pignus_import_records_total",
                                      "Records met, readable or not.", {"format"})),
      import_facts(registry.counter("pignus_import_facts_total",
                                    "Facts taken, those known before included.", {"format"})),
      import_duplicates(registry.counter("pignus_import_duplicates_total",
                                         "Facts taken that were known before.", {"format"})),
      import_problems(
          registry.counter("pignus_import_problems_total", "Records set aside.", {"format"})),
      import_bytes(
          registry.counter("pignus_import_bytes_total", "Bytes read, unpacked.", {"format"})),
      import_seconds(
          registry.histogram("pignus_import_seconds", "Time to import one source.", {"format"})),
      watch_looks(registry.counter("pignus_watch_looks_total", "Looks into the watched folder.")),
      watch_last_look(registry.gauge("pignus_watch_last_look_timestamp_seconds",
                                     "When the watched folder was looked into, since 1970.")),
      watch_waiting(
          registry.gauge("pignus_watch_sources_waiting", "Sources that are still being written.")),
      fetch_requests(registry.counter("pignus_fetch_requests_total",
                                      "Requests sent, by the status of their answer.",
                                      {"service", "status"})),
      fetch_bytes(registry.counter("pignus_fetch_bytes_total", "Bytes of answers.", {"service"})),
      fetch_seconds(registry.histogram("pignus_fetch_seconds", "Time to an answer.", {"service"})),
      fetch_wait_seconds(
          registry.counter("pignus_fetch_wait_seconds_total",
                           "Time waited before a request, by the status of the answer before.",
                           {"service", "status"})),
      underwritings(
          registry.counter("pignus_underwritings_total", "Dossiers underwritten.", {"outcome"})),
      underwrite_paths(registry.counter("pignus_underwrite_paths_total", "Simulated paths.")),
      underwrite_seconds(
          registry.histogram("pignus_underwrite_seconds", "Time to underwrite one dossier.")),
      store_errors(registry.counter("pignus_store_errors_total", "Errors of the store.", {"code"})),
      limits_reached(registry.counter("pignus_limits_reached_total",
                                      "Work refused or stopped by a limit.", {"limit"})),
      log_lines_lost(registry.counter("pignus_log_lines_lost_total",
                                      "Lines of the log that could not be written.")) {
  build_info.with({software_version()}).set(1);
  log_lines_lost.with({}).add(0);
}

Telemetry::Telemetry(const World& world, const Settings& settings, const report::Format& format,
                     std::shared_ptr<const telemetry::Redactor> redactor)
    : now_ms_(world.now_ms ? world.now_ms : [] { return std::int64_t{0}; }),
      redactor_(std::move(redactor)),
      request_(request_of(world)),
      instruments_(registry_),
      log_(log_of(world, settings, format, now_ms_, redactor_)) {
  if (log_) logger_ = log_->logger(request_);
  if (const std::string& path = settings.value("metrics"); path != "off") {
    telemetry::MetricsFileOptions options;
    options.path = path;
    options.on_trouble = tell_once(world.err, format.say("cli.metrics_trouble"), redactor_);
    metrics_file_ = std::make_unique<telemetry::MetricsFile>(registry_, std::move(options));
  }
}

Telemetry::~Telemetry() {
  if (log_) {
    instruments_.log_lines_lost.with({}).add(static_cast<double>(log_->lines_lost()));
  }
}

telemetry::Logger Telemetry::next_job() {
  return logger_.with_job(fmt::format("{}/{}", request_, ++jobs_));
}

}  // namespace pignus::cli
