#include <fmt/format.h>

#include "cli/command_functions.h"
#include "desk/register_reader.h"

namespace pignus::cli {

namespace {

constexpr std::size_t kProblemsShown = 10;

/// One path's outcome, kept so that machines get all of them in one answer.
struct Imported {
  desk::ImportOutcome outcome;
  registers::ReadSummary read;
  std::vector<registers::Problem> problems;
};

Json to_json(const Imported& imported) {
  const store::ImportSummary& summary = imported.outcome.summary;
  Json problems = Json::array();
  for (const registers::Problem& problem : imported.problems) {
    problems.push_back({{"code", name_of(problem.error.code)},
                        {"message", problem.error.message},
                        {"file", problem.error.where.file},
                        {"record", problem.error.where.record},
                        {"field", problem.error.where.field},
                        {"sha256", problem.sha256}});
  }
  return {{"name", summary.name},
          {"sha256", summary.sha256},
          {"format", imported.read.format},
          {"already_there", imported.outcome.already_there},
          {"resumed_at", imported.outcome.resumed_at},
          {"facts", summary.facts},
          {"duplicates", summary.duplicates},
          {"problems", summary.problems},
          {"problem_list", problems},
          {"merkle_root", summary.merkle_root},
          {"journal_number", summary.journal_number}};
}

std::string to_text(const Imported& imported, const report::Format& format) {
  const store::ImportSummary& summary = imported.outcome.summary;
  std::string text =
      format.say(imported.outcome.already_there ? "cli.import.already_there" : "cli.import.done",
                 {summary.name, format.count(summary.facts), format.count(summary.duplicates),
                  format.count(summary.problems), imported.read.format});
  text += "\n";
  for (std::size_t i = 0; i < imported.problems.size() && i < kProblemsShown; ++i) {
    text += fmt::format("  ! {}\n", describe(imported.problems[i].error));
  }
  if (imported.problems.size() > kProblemsShown) {
    text += "  " +
            format.say("cli.import.more_problems",
                       {std::to_string(imported.problems.size() - kProblemsShown)}) +
            "\n";
  }
  for (const registers::OtherMember& other : imported.read.others) {
    text += fmt::format("  - {}: {}\n", other.name, other.reason);
  }
  return text;
}

}  // namespace

Result<int> run_import(const Session& session) {
  PIGNUS_ASSIGN(auto store, session.open_store());
  Json files = Json::array();
  for (const std::string& path : session.arguments.operands) {
    ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
    Imported imported;
    PIGNUS_ASSIGN(
        imported.outcome,
        desk::import_registers(store, path, desk::register_reader(path, &imported.read),
                               {software_version(), session.world.today.iso()}, line.progress()));
    line.clear();
    PIGNUS_ASSIGN(imported.problems, store.problems_of(imported.outcome.summary.sha256));
    if (session.arguments.json) {
      files.push_back(to_json(imported));
    } else {
      session.print(to_text(imported, session.format));
    }
  }
  if (session.arguments.json) {
    session.print_json(Json{{"format", "pignus.import/1"}, {"files", files}});
  }
  return 0;
}

}  // namespace pignus::cli
