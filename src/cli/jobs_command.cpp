// `pignus jobs`: work left for whoever is there to do it. List, add, show, cancel, run.
#include <charconv>
#include <chrono>
#include <csignal>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <thread>
#include <unistd.h>

#include "cli/command_functions.h"
#include "cli/job_works.h"
#include "report/terminal_text.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

using report::terminal::Align;
using report::terminal::kFlexible;
using report::terminal::Screen;
using store::Job;
using store::Jobs;
using store::Milliseconds;

constexpr Milliseconds kServerLease = 60'000;
/// A file has one writer, and that is the import in hand: its owner can hold on to the job only
/// between two sources.
constexpr Milliseconds kFileLease = 600'000;

Milliseconds now_ms() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string time_text(Milliseconds at) {
  if (at == 0) return "";
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(at / 1'000)));
}

std::string owner_name() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return fmt::format("{}:{}", host.data(), ::getpid());
}

Json json_of(const Job& job) {
  const auto parsed = [](const std::string& text) {
    return text.empty() ? Json() : Json::parse(text, nullptr, false);
  };
  return {{"id", job.id},
          {"kind", job.kind},
          {"name", job.name},
          {"state", store::name_of(job.state)},
          {"attempt", job.attempt},
          {"owner", job.owner},
          {"stage", job.stage},
          {"done", job.done},
          {"total", job.total},
          {"cancel_asked", job.cancel_asked},
          {"error", job.error},
          {"added_at", time_text(job.added_at)},
          {"started_at", time_text(job.started_at)},
          {"ended_at", time_text(job.ended_at)},
          {"parameters", parsed(job.parameters)},
          {"result", parsed(job.result)}};
}

std::string progress_text(const Session& session, const Job& job) {
  if (job.state == store::JobState::kFailed) return job.error;
  if (job.state == store::JobState::kDone) {
    const Json result = Json::parse(job.result, nullptr, false);
    return session.format.say("cli.jobs.outcome",
                              {session.format.count(result.value("shards", Json::array()).size()),
                               session.format.count(result.value("failed", std::uint64_t{0}))});
  }
  if (job.total == 0) return job.stage;
  return fmt::format("{}/{}  {}", job.done, job.total, job.stage);
}

Result<std::int64_t> number_of(const Session& session) {
  const auto& operands = session.arguments.operands;
  std::int64_t number = 0;
  const std::string text = operands.size() == 2 ? operands[1] : "";
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.jobs.number"));
  }
  return number;
}

Result<Milliseconds> lease_of(const Session& session, const std::string& text) {
  constexpr int kSecondsMax = 86'400;
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 1 ||
      seconds > kSecondsMax) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.jobs.lease"), {"", 0, "lease"});
  }
  return Milliseconds{seconds} * 1'000;
}

Result<int> list_jobs(const Session& session) {
  PIGNUS_ASSIGN(store::Store store, session.open_store_to_read());
  PIGNUS_ASSIGN(const auto jobs, Jobs(store).list());
  if (session.arguments.json) {
    Json list = Json::array();
    for (const Job& job : jobs) list.push_back(json_of(job));
    session.print_json({{"format", "pignus.jobs/1"}, {"jobs", list}});
    return 0;
  }
  if (jobs.empty()) {
    session.print_line(session.format.say("cli.jobs.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Job& job : jobs) {
    rows.push_back({std::to_string(job.id), job.kind,
                    session.format.say(fmt::format("cli.jobs.{}", store::name_of(job.state))),
                    time_text(job.added_at), job.owner, progress_text(session, job)});
  }
  const report::TerminalOptions terminal = session.terminal();
  Screen screen(session.format, terminal.width, terminal.colour);
  const auto say = [&](const char* key) { return session.format.say(key); };
  screen.table({{say("cli.jobs.id"), Align::kRight, 0},
                {say("cli.jobs.what"), Align::kLeft, 0},
                {say("cli.jobs.state"), Align::kLeft, 0},
                {say("cli.jobs.added"), Align::kLeft, 0},
                {say("cli.jobs.owner"), Align::kLeft, 0},
                {say("cli.jobs.progress"), Align::kLeft, kFlexible}},
               rows);
  session.print(screen.take());
  return 0;
}

Result<int> add_job(const Session& session) {
  const auto& operands = session.arguments.operands;
  if (operands.size() < 3) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.jobs.kind"));
  }
  PIGNUS_ASSIGN(const store::NewJob job,
                new_job(session, operands[1], {operands.begin() + 2, operands.end()}));
  PIGNUS_ASSIGN(store::Store store, session.open_store());
  Jobs jobs(store);
  PIGNUS_ASSIGN(const std::int64_t number, jobs.add(job, now_ms()));
  PIGNUS_ASSIGN(const Job there, jobs.find(number));
  if (session.arguments.json) {
    session.print_json(json_of(there));
  } else {
    session.print_line(session.format.say(
        "cli.jobs.added_one",
        {std::to_string(number),
         session.format.say(fmt::format("cli.jobs.{}", store::name_of(there.state)))}));
  }
  return 0;
}

Result<int> show_job(const Session& session) {
  PIGNUS_ASSIGN(const std::int64_t number, number_of(session));
  PIGNUS_ASSIGN(store::Store store, session.open_store_to_read());
  const Jobs jobs(store);
  PIGNUS_ASSIGN(const Job job, jobs.find(number));
  PIGNUS_ASSIGN(const auto history, jobs.history(number));
  PIGNUS_ASSIGN(const auto shards, jobs.shards(number));
  Json json = json_of(job);
  json["shards_done"] = shards.size();
  Json events = Json::array();
  for (const store::JobEvent& event : history) {
    events.push_back({{"at", time_text(event.at)},
                      {"event", event.event},
                      {"owner", event.owner},
                      {"words", event.words}});
  }
  json["history"] = events;
  if (session.arguments.json) {
    session.print_json(json);
    return 0;
  }
  for (const char* field : {"id", "kind", "state", "attempt", "owner", "stage", "done", "total",
                            "shards_done", "error", "added_at", "started_at", "ended_at"}) {
    const Json& value = json[field];
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (!text.empty()) session.print_line(fmt::format("  {:<13}{}", field, text));
  }
  for (const store::JobEvent& event : history) {
    session.print_line(fmt::format("  {}  {:<13}{}  {}", time_text(event.at), event.event,
                                   event.owner, event.words));
  }
  return 0;
}

Result<int> cancel_job(const Session& session) {
  PIGNUS_ASSIGN(const std::int64_t number, number_of(session));
  PIGNUS_ASSIGN(store::Store store, session.open_store());
  Jobs jobs(store);
  PIGNUS_TRY(jobs.cancel(number, now_ms()));
  PIGNUS_ASSIGN(const Job job, jobs.find(number));
  session.print_line(session.format.say(job.state == store::JobState::kCancelled
                                            ? "cli.jobs.is_cancelled"
                                            : "cli.jobs.will_be_cancelled",
                                        {std::to_string(number)}));
  return 0;
}

Result<int> run_them(const Session& session) {
  PIGNUS_ASSIGN(store::Store store, session.open_store());
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  const bool server = store::is_server(session.settings.value("db"));
  desk::JobRunnerOptions options;
  options.owner = owner_name();
  options.lease_ms = server ? kServerLease : kFileLease;
  if (const auto seconds = session.arguments.value("lease")) {
    PIGNUS_ASSIGN(options.lease_ms, lease_of(session, *seconds));
  }
  options.once = session.arguments.is_on("once");
  const desk::JobWorld world{
      .now = now_ms,
      .wait =
          [](Milliseconds duration) {
            std::this_thread::sleep_for(std::chrono::milliseconds(duration));
            return !interrupted();
          },
      .go_on = [] { return !interrupted(); },
      .watched = line.progress(),
      .tell =
          [&](const Job& job, const std::string& event) {
            line.clear();
            if (session.arguments.json) {
              session.print_json({{"at", time_text(now_ms())},
                                  {"event", event},
                                  {"job", job.id},
                                  {"kind", job.kind}});
            } else {
              session.print_line(
                  fmt::format("{}  job {} ({}): {}", time_text(now_ms()), job.id, job.kind, event));
            }
            std::fflush(session.world.out);
          }};
  const auto works = job_works(session, store);
  PIGNUS_ASSIGN(const desk::JobTotals totals, desk::run_jobs(store, works, options, world));
  line.clear();
  return totals.failed > 0 ? exit_code(ErrorCode::kInvalidInput) : 0;
}

}  // namespace

Result<int> run_jobs(const Session& session) {
  const auto& operands = session.arguments.operands;
  const std::string action = operands.empty() ? "list" : operands.front();
  if (action == "list") return list_jobs(session);
  if (action == "add") return add_job(session);
  if (action == "show") return show_job(session);
  if (action == "cancel") return cancel_job(session);
  if (action == "run") return run_them(session);
  return fail(ErrorCode::kInvalidInput, session.format.say("cli.jobs.action"));
}

}  // namespace pignus::cli
