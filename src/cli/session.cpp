#include "cli/session.h"

#include <algorithm>
#include <filesystem>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

#include "cli/limits.h"
#include "desk/resource_guard.h"
#include "report/safe_text.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

constexpr int kWidthDefault = 100;

int width_of(std::FILE* out) {
  winsize size{};
  const bool known = ::ioctl(::fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kWidthDefault;
}

}  // namespace

std::string software_version() {
  return std::string("pignus ") + PIGNUS_VERSION;
}

AsOf Session::as_of(Date otherwise) const {
  const Date true_on = arguments.as_of.value_or(otherwise);
  return {true_on, arguments.known.value_or(true_on)};
}

std::uint64_t Session::number(std::string_view setting) const {
  return std::stoull(settings.value(setting));
}

report::TerminalOptions Session::terminal() const {
  const std::string& when = settings.value("color");
  const bool tty = ::isatty(::fileno(world.out)) == 1 && !world.environment("NO_COLOR");
  report::TerminalOptions options;
  options.language = format.language();
  options.width = width_of(world.out);
  options.colour = when == "always" || (when == "auto" && tty);
  return options;
}

ProgressMode Session::progress_mode() const {
  const std::string& when = settings.value("progress");
  return when == "always"  ? ProgressMode::kAlways
         : when == "never" ? ProgressMode::kNever
                           : ProgressMode::kAuto;
}

void Session::print(std::string_view text) const {
  const std::string clean = telemetry.redactor().clean_values(text);
  std::fwrite(clean.data(), 1, clean.size(), world.out);
}

void Session::print_line(std::string_view text) const {
  print(report::safe_text(telemetry.redactor().clean(text)) + "\n");
}

void Session::print_json(const Json& json) const {
  print(canonical_json(telemetry.redactor().clean_json(json)) + "\n");
}

void Session::note(std::string_view text) const {
  const std::string line = report::safe_text(telemetry.redactor().clean(text)) + "\n";
  std::fwrite(line.data(), 1, line.size(), world.err);
}

Result<store::Store> Session::open_store() const {
  const std::filesystem::path path = settings.value("db");
  if (store::is_server(path.string())) return store::Store::open(path, store::OpenMode::kCreate);
  // A folder that cannot be made shows as the store's own error, with the same path.
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  return store::Store::open(path, store::OpenMode::kCreate);
}

Result<store::Store> Session::open_store_to_read() const {
  auto store = store::Store::open(settings.value("db"), store::OpenMode::kReadOnly);
  if (!store && store.error().code == ErrorCode::kNotFound) {
    store.error().message = format.say("cli.no_store");
  }
  return store;
}

desk::ImportOptions Session::import_options() const {
  desk::ImportOptions options;
  options.software = software_version();
  options.at = world.today.iso();
  options.source_bytes_max = settings.limit("file_size");
  options.read_limits.archive.expanded_bytes_max = settings.limit("expanded_size");
  options.read_limits.source.record_bytes_max = settings.limit("record_size");
  options.read_limits.source.child_seconds_max = static_cast<int>(settings.limit("child_seconds"));
  // A server's disk cannot be seen from here, and is the server's to watch.
  const bool remote = store::is_server(settings.value("db"));
  const desk::ResourceLimits resources{remote ? 0 : settings.limit("disk_to_keep_free"),
                                       settings.limit("import_memory")};
  options.may_go_on = [store = std::filesystem::path(settings.value("db")), resources] {
    return desk::check_resources(store, resources);
  };
  return options;
}

void explain_limit(const Session& session, Error& error) {
  const LimitRule* rule = limit_rule(error.where.field);
  if (error.code != ErrorCode::kLimitExceeded || rule == nullptr) return;
  const auto& rules = setting_rules();
  const auto setting = std::find_if(rules.begin(), rules.end(), [&](const SettingRule& one) {
    return one.name == error.where.field;
  });
  const Setting& held = session.settings.setting(error.where.field);
  const std::string how = session.format.say(
      "cli.limit.change", {std::string(rule->name), held.value, held.origin,
                           std::string(setting->environment), limit_text(*rule, rule->most)});
  // A list of sources and the answer for the whole may tell the same error.
  if (!error.message.ends_with(how)) error.message += " " + how;
}

}  // namespace pignus::cli
