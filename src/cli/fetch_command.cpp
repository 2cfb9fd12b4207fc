// `pignus fetch ops|odp NUMBER…`: answers of an office's service, saved and imported.
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <system_error>
#include <thread>

#include "cli/command_functions.h"
#include "cli/fetch_service.h"
#include "cli/imported.h"
#include "connect/curl_transport.h"
#include "connect/fetch.h"
#include "core/file.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNumbersMax = 100'000;
constexpr std::size_t kListBytesMax = 8U << 20;

struct Asked {
  std::string number;
  Where where;  ///< line of a file of numbers
};

/// One number a line; blank lines and those that begin with # are passed over.
Status add_list(const std::string& file, std::vector<Asked>& asked) {
  PIGNUS_ASSIGN(const std::string text, read_file(file, kListBytesMax));
  std::uint64_t line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    ++line_number;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.pop_back();
    }
    if (line.empty() || line.front() == '#') continue;
    asked.push_back({std::move(line), {file, line_number, "number"}});
  }
  return {};
}

Result<std::vector<Asked>> numbers_of(const Session& session) {
  std::vector<Asked> asked;
  const auto& operands = session.arguments.operands;
  for (std::size_t i = 1; i < operands.size(); ++i) {
    std::error_code error;
    if (fs::is_regular_file(operands[i], error)) {
      PIGNUS_TRY(add_list(operands[i], asked));
    } else {
      asked.push_back({operands[i], {}});
    }
  }
  if (asked.size() > kNumbersMax) {
    return fail(ErrorCode::kLimitExceeded, session.format.say("cli.fetch.too_many"));
  }
  return asked;
}

std::vector<std::string> kinds_of(const Session& session, const connect::Service& service) {
  const std::string list =
      session.arguments.value("kind").value_or(std::string(service.kinds().front()));
  std::vector<std::string> kinds;
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    kinds.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return kinds;
}

Result<std::vector<connect::Item>> items_of(const Session& session,
                                            const connect::Service& service) {
  PIGNUS_ASSIGN(const std::vector<Asked> asked, numbers_of(session));
  std::vector<connect::Item> items;
  for (const Asked& one : asked) {
    for (const std::string& kind : kinds_of(session, service)) {
      auto item = service.item(kind, one.number);
      if (!item) {
        if (!one.where.file.empty()) item.error().where = one.where;
        return fail(std::move(item.error()));
      }
      if (std::find(items.begin(), items.end(), *item) == items.end()) {
        items.push_back(std::move(*item));
      }
    }
  }
  return items;
}

Result<int> whole_number(const Session& session, const char* flag, int otherwise, int most) {
  const auto text = session.arguments.value(flag);
  if (!text) return otherwise;
  int value = -1;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size() || value < 0 || value > most) {
    return fail(ErrorCode::kInvalidInput,
                session.format.say("cli.bad_number", {flag, *text, std::to_string(most)}));
  }
  return value;
}

Result<connect::FetchOptions> options_of(const Session& session, const std::string& service) {
  connect::FetchOptions options;
  options.folder = session.arguments.value("into").value_or("pignus-" + service);
  options.today = session.world.today;
  PIGNUS_ASSIGN(options.age_days_max, whole_number(session, "max-age", 7, 36'500));
  options.seed = session.number("seed");
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return fail(ErrorCode::kIo, error.message(), {options.folder.string(), 0, ""});
  return options;
}

connect::Clock wall_clock() {
  return {
      [] {
        return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
            .count();
      },
      [](double seconds) {
        const auto until = std::chrono::steady_clock::now() +
                           std::chrono::duration<double>(std::min(seconds, 1e9));
        while (!interrupted() && std::chrono::steady_clock::now() < until) {
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return !interrupted();
      }};
}

/// "200", "429"; "none" where no answer came.
using LastStatus = std::shared_ptr<std::string>;

/// Passes requests on, counts them and tells of them; what is in them stays between the service
/// and the transport.
class ToldTransport : public connect::Transport {
 public:
  ToldTransport(const Session& session, std::string service, connect::Transport& inner,
                LastStatus last)
      : session_(session), service_(std::move(service)), inner_(inner), last_(std::move(last)) {}

  Result<connect::HttpAnswer> send(const connect::HttpRequest& request) override {
    const Stopwatch watch;
    auto answer = inner_.send(request);
    Instruments& count = session_.telemetry.instruments();
    *last_ = answer ? std::to_string(answer->status) : "none";
    count.fetch_requests.with({service_, *last_}).add();
    count.fetch_seconds.with({service_}).observe(watch.seconds());
    Json fields{{"service", service_}, {"status", *last_}, {"seconds", watch.seconds()}};
    if (answer) {
      count.fetch_bytes.with({service_}).add(static_cast<double>(answer->body.size()));
      fields["bytes"] = answer->body.size();
    } else {
      fields["message"] = answer.error().message;
    }
    const bool sound = answer && answer->status < 400;
    session_.telemetry.logger().write(sound ? telemetry::Level::kDebug : telemetry::Level::kWarning,
                                      "fetch.request", std::move(fields));
    return answer;
  }

 private:
  const Session& session_;
  std::string service_;
  connect::Transport& inner_;
  LastStatus last_;
};

connect::Clock told_clock(const Session& session, const std::string& service,
                          const LastStatus& last) {
  connect::Clock clock = wall_clock();
  clock.sleep = [&session, service, last, sleep = clock.sleep](double seconds) {
    const Stopwatch watch;
    session.telemetry.logger().debug(
        "fetch.waiting", {{"service", service}, {"seconds", seconds}, {"status", *last}});
    const bool go_on = sleep(seconds);
    session.telemetry.instruments().fetch_wait_seconds.with({service, *last}).add(watch.seconds());
    return go_on;
  };
  return clock;
}

Result<ImportTotals> import_answers(const Session& session, const connect::FetchSummary& fetched,
                                    Json& files) {
  ImportTotals totals;
  PIGNUS_ASSIGN(auto store, session.open_store());
  for (const fs::path& answer : fetched.answers) {
    const Imported imported = import_path(session, store, answer.string());
    if (imported.error && ends_the_run(session, *imported.error)) return fail(*imported.error);
    totals.add(imported);
    if (session.arguments.json) {
      files.push_back(to_json(imported));
    } else {
      print_imported(session, imported);
    }
  }
  return totals;
}

void tell_fetched(const Session& session, const std::string& service,
                  const connect::FetchSummary& fetched) {
  Json fields{{"service", service},
              {"fetched", fetched.fetched},
              {"there_before", fetched.there_before},
              {"nothing", fetched.nothing.size()},
              {"failed", fetched.failed.size()}};
  if (fetched.ended) fields["ended"] = describe(*fetched.ended);
  session.telemetry.logger().write(fetched.ended || !fetched.failed.empty()
                                       ? telemetry::Level::kWarning
                                       : telemetry::Level::kInfo,
                                   "fetch.finished", std::move(fields));
}

void print_summary(const Session& session, const connect::FetchSummary& fetched) {
  const report::Format& format = session.format;
  session.print_line(
      format.say("cli.fetch.done",
                 {format.count(fetched.fetched), format.count(fetched.there_before),
                  format.count(fetched.nothing.size()), format.count(fetched.failed.size())}));
  for (const std::string& id : fetched.nothing) {
    session.print_line("  - " + format.say("cli.fetch.nothing", {id}));
  }
  for (const connect::FailedItem& item : fetched.failed) {
    session.print_line(fmt::format("  ! {}: {}", item.id, item.why));
  }
}

Json json_of(const connect::FetchSummary& fetched, const Json& files) {
  Json failed = Json::array();
  for (const connect::FailedItem& item : fetched.failed) {
    failed.push_back({{"request", item.id}, {"message", item.why}});
  }
  Json answers = Json::array();
  for (const fs::path& path : fetched.answers) answers.push_back(path.string());
  return {{"format", "pignus.fetch/1"},
          {"fetched", fetched.fetched},
          {"there_before", fetched.there_before},
          {"nothing", fetched.nothing},
          {"failed", failed},
          {"answers", answers},
          {"files", files}};
}

}  // namespace

Result<int> run_fetch(const Session& session) {
  const std::string name = session.arguments.operands.front();
  PIGNUS_ASSIGN(const auto service, fetch_service(session, name));
  PIGNUS_TRY(service->ready());
  PIGNUS_ASSIGN(const auto items, items_of(session, *service));
  connect::CurlLimits limits;
  PIGNUS_ASSIGN(limits.whole_s, whole_number(session, "timeout", limits.whole_s, 3600));
  limits.connect_s = std::min(limits.connect_s, limits.whole_s);
  PIGNUS_ASSIGN(const auto options, options_of(session, name));
  const auto curl =
      connect::make_curl_transport(software_version(), limits, [] { return !interrupted(); });
  const auto last = std::make_shared<std::string>("none");
  ToldTransport transport(session, name, *curl, last);
  session.telemetry.logger().info("fetch.started", {{"service", name}, {"requests", items.size()}});
  connect::FetchSummary fetched;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(fetched, connect::fetch_items(*service, transport, items, options,
                                                told_clock(session, name, last), line.progress()));
  }
  tell_fetched(session, name, fetched);
  Json files = Json::array();
  int code = fetched.failed.empty() ? 0 : exit_code(ErrorCode::kIo);
  // What came before an error came, so it is told and imported.
  if (!session.arguments.is_on("no-import") && !interrupted() && !fetched.answers.empty()) {
    PIGNUS_ASSIGN(const ImportTotals totals, import_answers(session, fetched, files));
    if (totals.failed() > 0 && code == 0) code = exit_code(ErrorCode::kInvalidInput);
  }
  if (session.arguments.json) {
    session.print_json(json_of(fetched, files));
  } else {
    print_summary(session, fetched);
  }
  if (fetched.ended) return fail(std::move(*fetched.ended));
  return code;
}

}  // namespace pignus::cli
