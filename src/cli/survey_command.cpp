// `pignus survey PATH…`: what register files hold, without storing it; on threads, or by a fleet.
#include <filesystem>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/runners.h"
#include "core/utf8.h"
#include "desk/register_reader.h"
#include "desk/survey.h"
#include "fleet/thread_runner.h"
#include "fleetwork/kinds.h"

namespace pignus::cli {

namespace {

constexpr std::size_t kProblemsShown = 3;

struct Totals {
  std::uint64_t sources = 0, failed = 0, facts = 0, problems = 0;
  void add(const desk::SurveyedSource& source) {
    ++sources;
    if (source.error) {
      ++failed;
      return;
    }
    facts += source.found.at("facts").get<std::uint64_t>();
    problems += source.found.at("problems").get<std::uint64_t>();
  }
};

Json to_json(const desk::SurveyedSource& source) {
  Json json = source.error ? Json{{"error",
                                   {{"code", name_of(source.error->code)},
                                    {"message", valid_utf8(source.error->message)},
                                    {"file", valid_utf8(source.error->where.file)},
                                    {"record", source.error->where.record},
                                    {"field", valid_utf8(source.error->where.field)}}}}
                           : source.found;
  json["path"] = valid_utf8(source.path.string());
  json["sha256"] = source.sha256;
  return json;
}

void print_source(const Session& session, const desk::SurveyedSource& source) {
  const report::Format& format = session.format;
  const std::string path = source.path.string();
  if (source.error) {
    session.print_line(format.say("cli.survey.failed", {path, describe(*source.error)}));
    return;
  }
  const Json& found = source.found;
  const auto count = [&](const char* name) {
    return format.count(found.at(name).get<std::uint64_t>());
  };
  session.print_line(
      format.say("cli.survey.found",
                 {path, found.at("format").get<std::string>(), count("facts"), count("problems"),
                  found.at("content").get<std::string>().substr(0, 16)}));
  std::size_t shown = 0;
  for (const Json& problem : found.at("first_problems")) {
    if (shown++ == kProblemsShown) break;
    session.print_line(fmt::format("  ! {}, {}: {}", problem.at("file").get<std::string>(),
                                   problem.at("record").get<std::uint64_t>(),
                                   problem.at("message").get<std::string>()));
  }
}

void print(const Session& session, const std::vector<desk::SurveyedSource>& surveyed,
           const Totals& totals) {
  if (session.arguments.json) {
    Json files = Json::array();
    for (const desk::SurveyedSource& source : surveyed) files.push_back(to_json(source));
    session.print_json({{"format", "pignus.survey/1"},
                        {"files", files},
                        {"totals",
                         {{"files", totals.sources},
                          {"failed", totals.failed},
                          {"facts", totals.facts},
                          {"problems", totals.problems}}}});
    return;
  }
  const report::Format& format = session.format;
  for (const desk::SurveyedSource& source : surveyed) print_source(session, source);
  if (surveyed.size() > 1) {
    session.print_line(format.say("cli.survey.totals",
                                  {format.count(totals.sources), format.count(totals.failed),
                                   format.count(totals.facts), format.count(totals.problems)}));
  }
}

}  // namespace

Result<int> run_survey(const Session& session) {
  std::vector<std::filesystem::path> sources;
  for (const std::string& path : session.arguments.operands) {
    PIGNUS_ASSIGN(const auto found, desk::sources_under(path));
    sources.insert(sources.end(), found.begin(), found.end());
  }
  const fleet::WorkRegistry registry = fleetwork::all_kinds();
  PIGNUS_ASSIGN(const auto runner, runner_of(session, registry, fleet::cores_at_hand(), {}));
  std::vector<desk::SurveyedSource> surveyed;
  {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    PIGNUS_ASSIGN(surveyed,
                  desk::survey_sources(sources, build_of_this(), *runner, line.progress()));
  }
  Totals totals;
  const Error* first = nullptr;
  for (const desk::SurveyedSource& source : surveyed) {
    totals.add(source);
    if (source.error && first == nullptr) first = &*source.error;
  }
  if (first != nullptr && surveyed.size() == 1) return fail(*first);
  print(session, surveyed, totals);
  return first == nullptr ? 0 : exit_code(first->code);
}

}  // namespace pignus::cli
