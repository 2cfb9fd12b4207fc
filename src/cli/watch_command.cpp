// `pignus import --watch DIR`: imports what lies in the folder and what comes into it, until Ctrl-C
// or SIGTERM; with --once, what is there.
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <system_error>

#include "cli/command_functions.h"
#include "cli/imported.h"
#include "cli/runners.h"
#include "core/sha256.h"
#include "desk/folder_events.h"
#include "desk/reader_revisions.h"
#include "desk/settling.h"
#include "desk/watch_memory.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kQuietNs = 1'000'000'000;
constexpr int kLookAgainMs = 300;                          // while something is being written
constexpr int kRescanMs = 5'000;                           // events are only hints
constexpr std::int64_t kOnceNsMax = 60LL * 1'000'000'000;  // --once waits so long for writers
constexpr auto kSaveEvery = std::chrono::seconds(2);

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             fs::file_time_type::clock::now().time_since_epoch())
      .count();
}

class Watcher {
 public:
  Watcher(const Session& session, store::Store& store, fs::path folder, desk::WatchMemory memory)
      : session_(session),
        store_(store),
        folder_(std::move(folder)),
        memory_(std::move(memory)),
        events_(folder_),
        settling_(kQuietNs) {}

  /// The exit code, or the error that makes going on senseless.
  Result<int> run(bool once) {
    PIGNUS_TRY(trust_what_the_store_holds());
    session_.telemetry.logger().info("watch.started", {{"folder", folder_.string()}});
    tell("watching",
         session_.format.say(once ? "cli.watch.once" : "cli.watch.begins", {folder_.string()}));
    const std::int64_t begun = now_ns();
    Status status;
    while (!interrupted()) {
      status = look();
      if (!status) break;
      const bool waiting = settling_.waiting() > 0;
      if (once && (!waiting || now_ns() - begun > kOnceNsMax)) break;
      for (const fs::path& path : events_.wait(waiting ? kLookAgainMs : kRescanMs)) {
        settling_.moved_in(path);
      }
    }
    PIGNUS_TRY(memory_.save());
    if (!status && status.error().code != ErrorCode::kCancelled) {
      return fail(std::move(status.error()));
    }
    return finish(once);
  }

 private:
  Result<int> finish(bool once) {
    if (once && settling_.waiting() > 0) {
      tell("waiting", session_.format.say("cli.watch.still_written",
                                          {session_.format.count(settling_.waiting())}));
    }
    if (!session_.arguments.json) totals_.print(session_);
    session_.telemetry.logger().info("watch.ended",
                                     {{"folder", folder_.string()}, {"totals", totals_.to_json()}});
    tell("ended", session_.format.say(interrupted() ? "cli.watch.stopped" : "cli.watch.ended"));
    if (interrupted() || !first_failure_) return 0;
    return once ? exit_code(*first_failure_) : 0;
  }

  /// The store may be another than the one the memory was kept for.
  Status trust_what_the_store_holds() {
    PIGNUS_ASSIGN(const auto imports, store_.imports());
    std::set<std::string> there;
    for (const store::ImportSummary& one : imports) {
      if (one.complete) there.insert(one.sha256);
    }
    std::vector<std::string> lost;
    for (const auto& [path, one] : memory_.sources()) {
      if (one.error.empty() && !there.contains(one.sha256)) lost.push_back(path);
    }
    for (const std::string& path : lost) memory_.forget(path);
    return {};
  }

  Status look() {
    PIGNUS_ASSIGN(auto seen, desk::see_sources(folder_));
    std::erase_if(seen, [this](const desk::Seen& source) {
      return belongs_to_the_store(session_, source.path);
    });
    const auto complete = settling_.complete(seen, now_ns());
    Instruments& count = session_.telemetry.instruments();
    count.watch_looks.with({}).add();
    count.watch_last_look.with({}).set(static_cast<double>(session_.telemetry.now_ms()) / 1000);
    count.watch_waiting.with({}).set(static_cast<double>(settling_.waiting()));
    std::vector<desk::Seen> fresh;
    std::vector<std::string> paths;
    for (const desk::Seen& source : complete) {
      if (memory_.knows(source)) continue;
      fresh.push_back(source);
      paths.push_back(source.path.string());
    }
    if (fresh.empty()) return {};
    PIGNUS_ASSIGN(const auto ahead, read_ahead_of(session_, store_, paths, nullptr));
    for (std::size_t i = 0; i < fresh.size() && !interrupted(); ++i) {
      std::optional<AheadOf> place;
      if (ahead) place.emplace(AheadOf{*ahead, i});
      PIGNUS_TRY(take(fresh[i], place));
    }
    return {};
  }

  Status take(const desk::Seen& source, const std::optional<AheadOf>& place) {
    Imported imported = import_path(session_, store_, source.path.string(), nullptr, place);
    if (imported.error) {
      const bool alone = place && place->ahead.failure();
      if (alone || ends_the_run(session_, *imported.error)) return fail(*imported.error);
      // Somebody wrote into it after all, or took it away: another look will tell.
      if (imported.error->code == ErrorCode::kConflict) return {};
      if (imported.error->code == ErrorCode::kNotFound) return {};
      if (!first_failure_) first_failure_ = imported.error->code;
    }
    totals_.add(imported);
    show(imported);
    memory_.put(source, imported.error ? "" : imported.outcome.summary.sha256,
                imported.error ? describe(*imported.error) : "");
    const auto now = std::chrono::steady_clock::now();
    if (now - saved_ < kSaveEvery) return {};
    saved_ = now;
    return memory_.save();
  }

  void show(const Imported& imported) const {
    if (session_.arguments.json) {
      Json line = to_json(imported);
      line["event"] = imported.error ? "failed" : "imported";
      session_.print_json(line);
    } else {
      print_imported(session_, imported);
    }
    std::fflush(session_.world.out);
  }

  void tell(std::string_view event, const std::string& text) const {
    if (session_.arguments.json) {
      Json line{{"event", event}, {"folder", folder_.string()}};
      if (event == "ended") line["totals"] = totals_.to_json();
      if (event == "waiting") line["sources"] = settling_.waiting();
      session_.print_json(line);
    } else {
      session_.print_line(text);
    }
    std::fflush(session_.world.out);
  }

  const Session& session_;
  store::Store& store_;
  fs::path folder_;
  desk::WatchMemory memory_;
  desk::FolderEvents events_;
  desk::Settling settling_;
  ImportTotals totals_;
  std::optional<ErrorCode> first_failure_;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
};

/// Beside the store; of a store on a server in the user's own folder, by the store's name.
fs::path memory_file(const Session& session) {
  constexpr std::size_t kDigits = 16;
  const std::string& location = session.settings.value("db");
  if (!store::is_server(location)) return location + ".watch.json";
  std::error_code ignored;
  fs::create_directories(session.settings.data_folder(), ignored);
  const std::string name = sha256_hex(store::shown_location(location)).substr(0, kDigits);
  return session.settings.data_folder() / fmt::format("watch-{}.json", name);
}

}  // namespace

Result<int> run_watch(const Session& session) {
  const fs::path folder = *session.arguments.value("watch");
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return fail(ErrorCode::kNotFound, session.format.say("cli.watch.no_folder"),
                {folder.string(), 0, ""});
  }
  if (!session.arguments.operands.empty()) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.watch.operands"));
  }
  const fs::path whole = fs::absolute(folder, error).lexically_normal();
  PIGNUS_ASSIGN(auto store, session.open_store());
  auto memory = desk::WatchMemory::load(
      memory_file(session),
      fmt::format("{}, readers {}", software_version(), desk::sum_of_revisions()));
  return Watcher(session, store, whole, std::move(memory)).run(session.arguments.is_on("once"));
}

}  // namespace pignus::cli
