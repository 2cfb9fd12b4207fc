#include "cli/session.h"

#include <filesystem>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

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
  std::fwrite(text.data(), 1, text.size(), world.out);
}

void Session::print_line(std::string_view text) const {
  print(report::safe_text(text) + "\n");
}

void Session::print_json(const Json& json) const {
  print(canonical_json(json) + "\n");
}

void Session::note(std::string_view text) const {
  const std::string line = report::safe_text(text) + "\n";
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

}  // namespace pignus::cli
