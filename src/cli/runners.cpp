#include "cli/runners.h"

#include <charconv>
#include <utility>

#include "desk/register_reader.h"
#include "fleet/thread_runner.h"
#include "fleetwork/kinds.h"

namespace pignus::cli {

namespace {

constexpr std::size_t kThreadsMax = 256;
/// Sources handed out ahead of the one that is stored next.
constexpr std::size_t kSourcesAhead = 256;

/// "" where it is off.
std::string setting_of(const Session& session, std::string_view name) {
  const std::string& value = session.settings.value(name);
  return value == "off" ? std::string() : value;
}

}  // namespace

std::string build_of_this() {
  return fleetwork::build_of(software_version().substr(7));
}

Result<std::size_t> threads_of(const Session& session, std::size_t otherwise) {
  const auto text = session.arguments.value("threads");
  if (!text) return otherwise;
  std::size_t threads = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), threads);
  if (error != std::errc{} || end != text->data() + text->size() || threads == 0 ||
      threads > kThreadsMax) {
    return fail(ErrorCode::kInvalidInput,
                session.format.say("cli.bad_number", {"threads", *text, "256"}));
  }
  return threads;
}

Result<std::optional<fleet::NatsAccess>> fleet_access_of(const Session& session) {
  fleet::NatsAccess access;
  access.urls = setting_of(session, "fleet.url");
  if (access.urls.empty()) return std::optional<fleet::NatsAccess>();
  access.tls_ca = setting_of(session, "fleet.tls_ca");
  access.tls_certificate = setting_of(session, "fleet.tls_cert");
  access.tls_key = setting_of(session, "fleet.tls_key");
  access.credentials = setting_of(session, "fleet.credentials");
  fleet::take_secrets(access, session.world.environment);
  PIGNUS_TRY(fleet::check_access(access));
  return std::optional(std::move(access));
}

Result<std::unique_ptr<fleet::Runner>> fleet_of(const Session& session,
                                                fleet::NatsRunnerOptions options) {
  PIGNUS_ASSIGN(auto access, fleet_access_of(session));
  if (!access) return std::unique_ptr<fleet::Runner>();
  options.access = std::move(*access);
  options.fleet = session.settings.value("fleet.name");
  return fleet::make_nats_runner(std::move(options));
}

Result<std::unique_ptr<fleet::Runner>> runner_of(const Session& session,
                                                 const fleet::WorkRegistry& registry,
                                                 std::size_t threads_otherwise,
                                                 fleet::NatsRunnerOptions options) {
  PIGNUS_ASSIGN(const std::size_t threads, threads_of(session, threads_otherwise));
  PIGNUS_ASSIGN(auto runner, fleet_of(session, std::move(options)));
  if (runner) return runner;
  return fleet::make_thread_runner(registry, {threads, 0});
}

Result<std::unique_ptr<desk::ReadAhead>> read_ahead_of(const Session& session,
                                                       const store::Store& store,
                                                       const std::vector<std::string>& sources,
                                                       const MappedImport* mapped) {
  PIGNUS_ASSIGN(const std::size_t threads, threads_of(session, 1));
  fleet::NatsRunnerOptions fleet_options;
  fleet_options.ahead_max = kSourcesAhead;
  PIGNUS_ASSIGN(auto runner, fleet_of(session, std::move(fleet_options)));
  if (!runner && threads == 1) return std::unique_ptr<desk::ReadAhead>();
  const desk::ImportOptions options = session.import_options();
  desk::ReadAheadPlan plan;
  plan.sources.assign(sources.begin(), sources.end());
  plan.reading.limits = options.read_limits;
  if (mapped != nullptr) {
    plan.reading = reading_of(session, *mapped);
    plan.mapping_text = mapped->text;
    plan.variant = mapped->variant;
  }
  plan.source_bytes_max = options.source_bytes_max;
  PIGNUS_ASSIGN(const auto readers, store.import_readers());
  plan.imported = desk::imported_as_read_today(readers, options);
  if (runner) return desk::read_ahead_by_fleet(std::move(plan), std::move(runner), build_of_this());
  return desk::read_ahead_on_threads(std::move(plan), threads);
}

}  // namespace pignus::cli
