// `pignus doctor`: what desk/doctor found, as a table for people or as JSON. It changes nothing.
#include <array>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/fetch_service.h"
#include "cli/runners.h"
#include "connect/curl_transport.h"
#include "core/utf8.h"
#include "desk/doctor/doctor.h"
#include "report/safe_text.h"
#include "report/terminal_text.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;
using report::terminal::Tone;

constexpr int kContactSeconds = 20;

/// Asks the service for what it always has to answer: a token, else the first thing of its kind.
Status contact(connect::Service& service) {
  connect::CurlLimits limits;
  limits.whole_s = kContactSeconds;
  limits.connect_s = std::min(limits.connect_s, limits.whole_s);
  const auto transport =
      connect::make_curl_transport(software_version(), limits, [] { return !interrupted(); });
  const double now_s =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto request = service.authorisation(now_s);
  if (request) {
    PIGNUS_ASSIGN(const connect::HttpAnswer answer, transport->send(*request));
    const connect::Judgement judged = service.take_authorisation(answer, now_s);
    if (judged.verdict == connect::Verdict::kAnswer) return {};
    return fail(judged.code, judged.why);
  }
  PIGNUS_ASSIGN(const connect::Item item, service.item(service.kinds().front(), "16123456"));
  PIGNUS_ASSIGN(const connect::HttpAnswer answer, transport->send(service.request(item)));
  const connect::Judgement judged = service.judge(item, answer, now_s);
  if (judged.verdict == connect::Verdict::kAnswer || judged.verdict == connect::Verdict::kNothing) {
    return {};
  }
  return fail(judged.code, judged.why);
}

Result<desk::ServiceState> state_of(const Session& session, const std::string& name) {
  desk::ServiceState state{name, std::nullopt, std::nullopt};
  PIGNUS_ASSIGN(const auto service, fetch_service(session, name));
  if (const Status ready = service->ready(); !ready) {
    state.missing = ready.error();
  } else if (session.arguments.is_on("online")) {
    state.contact = contact(*service);
  }
  return state;
}

desk::FleetState fleet_state(const Session& session) {
  desk::FleetState state;
  state.build = build_of_this();
  const auto access = fleet_access_of(session);
  state.named = !access || *access;
  if (!access) {
    state.look = fail(Error(access.error()));
  } else if (state.named && session.arguments.is_on("online")) {
    state.look = fleet::look_at_fleet(**access, session.settings.value("fleet.name"), state.build);
  }
  return state;
}

/// Where SQLite and the readers put what does not fit into memory.
fs::path temporary_folder(const Session& session) {
  for (const char* variable : {"SQLITE_TMPDIR", "TMPDIR"}) {
    const std::string folder = session.world.environment(variable).value_or("");
    if (!folder.empty()) return folder;
  }
  return "/var/tmp";
}

Result<desk::DoctorOptions> options_of(const Session& session) {
  desk::DoctorOptions options;
  options.store = session.settings.value("db");
  options.software = software_version();
  options.now_ms = session.telemetry.now_ms();
  options.today = session.world.today;
  options.quick = session.arguments.is_on("quick");
  options.limits = {session.settings.limit("disk_to_keep_free"),
                    session.settings.limit("import_memory")};
  options.configuration_file = session.settings.file();
  // Loaded once more for what is wrong: the session's settings are what can be used of them.
  if (auto loaded = Settings::load(session.arguments.flags, session.world.environment); !loaded) {
    options.configuration = std::move(loaded.error());
  }
  for (const char* name : {"ops", "odp"}) {
    PIGNUS_ASSIGN(desk::ServiceState state, state_of(session, name));
    options.services.push_back(std::move(state));
  }
  options.fleet = fleet_state(session);
  options.temporary_folder = temporary_folder(session);
  for (const char* name : {"log", "metrics"}) {
    const std::string& file = session.settings.value(name);
    if (file != "off" && file != "stderr") options.written_files.emplace_back(file);
  }
  return options;
}

std::string said(const Session& session, const desk::Said& said) {
  return said.key.empty() ? "" : session.format.say(said.key, said.arguments);
}

void print_diagnoses(const Session& session, const std::vector<desk::Diagnosis>& diagnoses) {
  const report::TerminalOptions options = session.terminal();
  report::terminal::Screen screen(session.format, options.width, options.colour);
  constexpr std::array kTones{Tone::kGood, Tone::kDoubtful, Tone::kBad, Tone::kMuted};
  const auto safe = [&session](const std::string& text) {
    return report::safe_text(session.telemetry.redactor().clean(text));
  };
  for (const desk::Diagnosis& diagnosis : diagnoses) {
    const std::string verdict =
        session.format.say("doctor.verdict." + std::string(name_of(diagnosis.verdict)));
    const Tone tone = kTones.at(static_cast<std::size_t>(diagnosis.verdict));
    const int gap = std::max(0, 10 - report::terminal::display_width(verdict));
    screen.item(fmt::format("{}{}{:<16} ", verdict, std::string(static_cast<std::size_t>(gap), ' '),
                            diagnosis.check),
                safe(said(session, diagnosis.text)), 0, tone);
    if (!diagnosis.advice.key.empty()) {
      screen.paragraph("→ " + safe(said(session, diagnosis.advice)), 28);
    }
  }
  session.print(screen.take());
}

Json json_of(const Session& session, const std::vector<desk::Diagnosis>& diagnoses) {
  Json list = Json::array();
  for (const desk::Diagnosis& diagnosis : diagnoses) {
    Json arguments = Json::array();
    for (const std::string& one : diagnosis.text.arguments) arguments.push_back(valid_utf8(one));
    list.push_back({{"check", diagnosis.check},
                    {"verdict", name_of(diagnosis.verdict)},
                    {"text", valid_utf8(said(session, diagnosis.text))},
                    {"advice", valid_utf8(said(session, diagnosis.advice))},
                    {"message", diagnosis.text.key},
                    {"arguments", std::move(arguments)}});
  }
  return list;
}

}  // namespace

Result<int> run_doctor(const Session& session) {
  PIGNUS_ASSIGN(const desk::DoctorOptions options, options_of(session));
  std::vector<desk::Diagnosis> diagnoses;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    diagnoses = desk::examine(options, line.progress());
  }
  if (interrupted()) return fail(ErrorCode::kCancelled, "stopped by the user");
  std::array<std::size_t, 4> counts{};
  for (const desk::Diagnosis& diagnosis : diagnoses) {
    ++counts.at(static_cast<std::size_t>(diagnosis.verdict));
    if (diagnosis.verdict == desk::Verdict::kFailed ||
        diagnosis.verdict == desk::Verdict::kWarning) {
      session.telemetry.logger().warning("run.diagnosis",
                                         {{"check", diagnosis.check},
                                          {"verdict", name_of(diagnosis.verdict)},
                                          {"message", said(session, diagnosis.text)}});
    }
  }
  const auto [well, warnings, failed, unknown] = counts;
  if (session.arguments.json) {
    session.print_json(Json{{"format", "pignus.doctor/1"},
                            {"checks", json_of(session, diagnoses)},
                            {"ok", well},
                            {"warnings", warnings},
                            {"failed", failed},
                            {"unknown", unknown}});
  } else {
    print_diagnoses(session, diagnoses);
    session.print_line(
        session.format.say("doctor.summary", {std::to_string(well), std::to_string(warnings),
                                              std::to_string(failed), std::to_string(unknown)}));
  }
  return failed > 0 ? 1 : 0;
}

}  // namespace pignus::cli
