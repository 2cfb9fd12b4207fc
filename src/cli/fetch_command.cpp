// `pignus fetch ops|odp NUMBER…`: answers of an office's service, saved and imported.
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <thread>

#include "cli/command_functions.h"
#include "cli/imported.h"
#include "connect/curl_transport.h"
#include "connect/fetch.h"
#include "connect/odp.h"
#include "connect/ops.h"
#include "core/file.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNumbersMax = 100'000;
constexpr std::size_t kListBytesMax = 8U << 20;

std::string secret(const Session& session, std::string_view name) {
  return session.world.environment(name).value_or("");
}

Result<std::unique_ptr<connect::Service>> service_of(const Session& session,
                                                     const std::string& name) {
  const std::string base = session.arguments.value("base-url").value_or("");
  if (name == "ops") {
    return connect::make_ops(
        {secret(session, "PIGNUS_OPS_KEY"), secret(session, "PIGNUS_OPS_SECRET")},
        base.empty() ? std::string(connect::kOpsBaseUrl) : base);
  }
  if (name == "odp") {
    return connect::make_odp(secret(session, "PIGNUS_ODP_KEY"),
                             base.empty() ? std::string(connect::kOdpBaseUrl) : base);
  }
  return fail(ErrorCode::kInvalidInput, session.format.say("cli.fetch.no_service", {name}));
}

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
  PIGNUS_ASSIGN(const auto service, service_of(session, name));
  PIGNUS_TRY(service->ready());
  PIGNUS_ASSIGN(const auto items, items_of(session, *service));
  connect::CurlLimits limits;
  PIGNUS_ASSIGN(limits.whole_s, whole_number(session, "timeout", limits.whole_s, 3600));
  limits.connect_s = std::min(limits.connect_s, limits.whole_s);
  PIGNUS_ASSIGN(const auto options, options_of(session, name));
  const auto transport =
      connect::make_curl_transport(software_version(), limits, [] { return !interrupted(); });
  connect::FetchSummary fetched;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(fetched, connect::fetch_items(*service, *transport, items, options, wall_clock(),
                                                line.progress()));
  }
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
