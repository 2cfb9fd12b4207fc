#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <system_error>

#include "cli/command_functions.h"
#include "core/sha256.h"
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

void print_text(const Session& session, const Imported& imported) {
  const report::Format& format = session.format;
  const store::ImportSummary& summary = imported.outcome.summary;
  session.print_line(
      format.say(imported.outcome.already_there ? "cli.import.already_there" : "cli.import.done",
                 {summary.name, format.count(summary.facts), format.count(summary.duplicates),
                  format.count(summary.problems), imported.read.format}));
  for (std::size_t i = 0; i < imported.problems.size() && i < kProblemsShown; ++i) {
    session.print_line("  ! " + describe(imported.problems[i].error));
  }
  if (imported.problems.size() > kProblemsShown) {
    session.print_line("  " +
                       format.say("cli.import.more_problems",
                                  {std::to_string(imported.problems.size() - kProblemsShown)}));
  }
  for (const registers::OtherMember& other : imported.read.others) {
    session.print_line(fmt::format("  - {}: {}", other.name, other.reason));
  }
}

/// A mistyped path should not leave an empty store behind.
Status check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code unreadable;  // reading it says more
    if (!std::filesystem::exists(path, unreadable) && !unreadable) {
      return fail(ErrorCode::kNotFound, "no such file or folder", {path, 0, ""});
    }
  }
  return {};
}

/// A mapping of --map, and what tells an import by it from one by another.
struct Mapped {
  registers::Mapping mapping;
  std::string variant;
};

Result<std::optional<Mapped>> load_mapping(const Arguments& arguments) {
  if (arguments.map.empty()) return std::optional<Mapped>();
  Mapped mapped;
  PIGNUS_ASSIGN(mapped.mapping, registers::read_mapping(arguments.map));
  PIGNUS_ASSIGN(const std::string hash, sha256_hex_of_file(arguments.map));
  mapped.variant = hash + (arguments.known ? " " + arguments.known->iso() : "");
  return std::optional<Mapped>(std::move(mapped));
}

Result<Imported> import_path(const Session& session, store::Store& store, const std::string& path,
                             const std::optional<Mapped>& mapped) {
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  Imported imported;
  const desk::RegisterReader reader =
      mapped ? desk::mapped_reader(mapped->mapping, session.arguments.known, &imported.read)
             : desk::register_reader(path, &imported.read);
  PIGNUS_ASSIGN(imported.outcome,
                desk::import_registers(store, path, reader,
                                       {software_version(), session.world.today.iso(),
                                        mapped ? mapped->variant : std::string()},
                                       line.progress()));
  PIGNUS_ASSIGN(imported.problems, store.problems_of(imported.outcome.summary.sha256));
  return imported;
}

}  // namespace

Result<int> run_import(const Session& session) {
  const std::vector<std::string>& paths = session.arguments.operands;
  PIGNUS_TRY(check_paths(paths));
  PIGNUS_ASSIGN(const auto mapped, load_mapping(session.arguments));
  PIGNUS_ASSIGN(auto store, session.open_store());
  Json files = Json::array();
  std::optional<Error> error;
  for (std::size_t i = 0; i < paths.size() && !error; ++i) {
    auto imported = import_path(session, store, paths[i], mapped);
    if (!imported) {
      error = std::move(imported.error());
    } else if (session.arguments.json) {
      files.push_back(to_json(*imported));
    } else {
      print_text(session, *imported);
    }
  }
  // What was imported before an error stays imported, so it is told.
  if (session.arguments.json && (!error || !files.empty())) {
    session.print_json(Json{{"format", "pignus.import/1"}, {"files", files}});
  }
  if (error) {
    return fail(std::move(*error));
  }
  return 0;
}

}  // namespace pignus::cli
