#include "cli/imported.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

#include "cli/limits.h"
#include "core/utf8.h"
#include "desk/register_reader.h"
#include "report/terminal_text.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

constexpr std::size_t kProblemsShown = 10;

bool is_new_version(const registers::Problem& problem) {
  return problem.error.code == ErrorCode::kUnsupported && problem.error.where.field == "version" &&
         problem.error.where.record == 0;
}

Json json_of(const Error& error) {
  return {{"code", name_of(error.code)},
          {"message", valid_utf8(error.message)},
          {"file", valid_utf8(error.where.file)},
          {"record", error.where.record},
          {"field", error.where.field}};
}

Imported import_quietly(const Session& session, store::Store& store, const std::string& path,
                        const MappedImport* mapped, const std::optional<AheadOf>& ahead) {
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  Imported imported;
  imported.path = path;
  desk::ImportOptions options = session.import_options();
  if (mapped != nullptr) options.variant = mapped->variant;
  if (ahead) {
    options.read_ahead = [&ahead](const desk::SourceAtHand& source, const registers::FactSink& sink,
                                  const Progress& progress, registers::ReadSummary& summary) {
      return ahead->ahead.read(ahead->place, source, sink, progress, summary);
    };
  }
  auto outcome = mapped != nullptr
                     ? desk::import_as(store, path, reading_of(session, *mapped), options,
                                       line.progress(), &imported.read)
                     : desk::import_source(store, path, options, line.progress(), &imported.read);
  if (!outcome) {
    imported.error = std::move(outcome.error());
    return imported;
  }
  imported.outcome = std::move(*outcome);
  auto problems = store.problems_of(imported.outcome.summary.sha256);
  if (!problems) {
    imported.error = std::move(problems.error());
  } else {
    imported.problems = std::move(*problems);
  }
  return imported;
}

}  // namespace

fleetwork::SourceReading reading_of(const Session& session, const MappedImport& mapped) {
  fleetwork::SourceReading reading;
  reading.limits = session.import_options().read_limits;
  reading.mapping = &mapped.mapping;
  reading.known = session.arguments.known;
  return reading;
}

Imported import_path(const Session& session, store::Store& store, const std::string& path,
                     const MappedImport* mapped, const std::optional<AheadOf>& ahead) {
  const telemetry::Logger logger = session.telemetry.next_job();
  logger.info("import.started", {{"path", path}});
  const Stopwatch watch;
  Imported imported = import_quietly(session, store, path, mapped, ahead);
  if (imported.error) explain_limit(session, *imported.error);
  tell_imported(session, logger, imported, watch.seconds());
  return imported;
}

void tell_imported(const Session& session, const telemetry::Logger& logger,
                   const Imported& imported, double seconds) {
  Instruments& count = session.telemetry.instruments();
  const std::string format = imported.read.format_id.empty() ? "none" : imported.read.format_id;
  const store::ImportSummary& summary = imported.outcome.summary;
  const char* outcome = imported.error                   ? "failed"
                        : imported.outcome.already_there ? "already_there"
                        : imported.outcome.read_again    ? "read_again"
                                                         : "imported";
  count.import_sources.with({format, outcome}).add();
  Json fields{{"path", imported.path}, {"format", format}, {"seconds", seconds}};
  if (imported.error) {
    const Error& error = *imported.error;
    const Json where = json_of(error);
    for (const auto& [name, value] : where.items()) fields[name] = value;
    if (limit_rule(error.where.field) != nullptr && !ends_the_run(session, error)) {
      count.limits_reached.with({error.where.field.substr(error.where.field.find('.') + 1)}).add();
    }
    logger.error("import.failed", std::move(fields));
    return;
  }
  fields.update({{"name", summary.name},
                 {"sha256", summary.sha256},
                 {"outcome", outcome},
                 {"facts", summary.facts},
                 {"duplicates", summary.duplicates},
                 {"problems", summary.problems},
                 {"resumed_at", imported.outcome.resumed_at},
                 {"journal_number", summary.journal_number}});
  logger.info("import.finished", std::move(fields));
  if (imported.outcome.already_there) return;
  if (imported.read.records > 0) {  // the plain format and mappings count facts alone
    count.import_records.with({format}).add(static_cast<double>(imported.read.records));
  }
  count.import_facts.with({format}).add(static_cast<double>(summary.facts));
  count.import_duplicates.with({format}).add(static_cast<double>(summary.duplicates));
  count.import_problems.with({format}).add(static_cast<double>(summary.problems));
  count.import_bytes.with({format}).add(static_cast<double>(imported.read.bytes));
  count.import_seconds.with({format}).observe(seconds);
}

bool ends_the_run(const Session& session, const Error& error) {
  return error.code == ErrorCode::kCancelled || error.code == ErrorCode::kCorrupt ||
         error.where.file == store::shown_location(session.settings.value("db"));
}

bool belongs_to_the_store(const Session& session, const std::filesystem::path& path) {
  if (store::is_server(session.settings.value("db"))) return false;
  std::error_code ignored;
  const auto whole = [&ignored](const std::filesystem::path& one) {
    return std::filesystem::absolute(one, ignored).lexically_normal().string();
  };
  const std::string store = whole(session.settings.value("db"));
  const std::string file = whole(path);
  if (!file.starts_with(store)) return false;
  const std::string rest = file.substr(store.size());
  return rest.empty() || rest == "-wal" || rest == "-shm" || rest == "-journal" ||
         rest == ".import" || rest == ".watch.json";
}

std::vector<std::string> new_versions(const Imported& imported) {
  std::vector<std::string> versions;
  for (const registers::Problem& problem : imported.problems) {
    if (is_new_version(problem)) versions.push_back(problem.error.message);
  }
  return versions;
}

Json to_json(const Imported& imported) {
  if (imported.error) {
    return {{"path", valid_utf8(imported.path)}, {"error", json_of(*imported.error)}};
  }
  const store::ImportSummary& summary = imported.outcome.summary;
  Json problems = Json::array();
  for (const registers::Problem& problem : imported.problems) {
    Json one = json_of(problem.error);
    one["sha256"] = problem.sha256;
    problems.push_back(std::move(one));
  }
  return {{"path", valid_utf8(imported.path)},
          {"name", summary.name},
          {"sha256", summary.sha256},
          {"format", imported.read.format},
          {"already_there", imported.outcome.already_there},
          {"read_again", imported.outcome.read_again},
          {"resumed_at", imported.outcome.resumed_at},
          {"facts", summary.facts},
          {"duplicates", summary.duplicates},
          {"problems", summary.problems},
          {"new_versions", new_versions(imported)},
          {"problem_list", problems},
          {"merkle_root", summary.merkle_root},
          {"journal_number", summary.journal_number}};
}

void print_imported(const Session& session, const Imported& imported) {
  const report::Format& format = session.format;
  if (imported.error) {
    session.print_line(format.say("cli.import.failed", {imported.path, describe(*imported.error)}));
    return;
  }
  const store::ImportSummary& summary = imported.outcome.summary;
  const char* key = imported.outcome.already_there ? "cli.import.already_there"
                    : imported.outcome.read_again  ? "cli.import.read_again"
                                                   : "cli.import.done";
  session.print_line(
      format.say(key, {summary.name, format.count(summary.facts), format.count(summary.duplicates),
                       format.count(summary.problems), imported.read.format}));
  std::size_t shown = 0;
  std::size_t others = 0;
  for (const registers::Problem& problem : imported.problems) {
    if (is_new_version(problem)) {
      session.print_line("  * " + format.say("cli.import.new_version",
                                             {problem.error.where.file, problem.error.message}));
    } else if (shown < kProblemsShown) {
      session.print_line("  ! " + describe(problem.error));
      ++shown;
    } else {
      ++others;
    }
  }
  if (others > 0) {
    session.print_line("  " + format.say("cli.import.more_problems", {std::to_string(others)}));
  }
  const bool too_large = std::any_of(imported.problems.begin(), imported.problems.end(),
                                     [](const registers::Problem& problem) {
                                       return problem.error.code == ErrorCode::kLimitExceeded;
                                     });
  if (const Setting& bound = session.settings.setting("limits.record_size");
      too_large && bound.origin != "default") {
    Error hint{ErrorCode::kLimitExceeded, "", {"", 0, bound.name}};
    explain_limit(session, hint);
    session.print_line("  " + format.say("cli.limit.records", {trim(hint.message), bound.value}));
  }
  for (const registers::OtherMember& other : imported.read.others) {
    session.print_line(fmt::format("  - {}: {}", other.name, other.reason));
  }
}

void ImportTotals::add(const Imported& imported) {
  ++sources_;
  if (imported.error) {
    ++failed_;
    return;
  }
  already_there_ += imported.outcome.already_there ? 1 : 0;
  read_again_ += imported.outcome.read_again ? 1 : 0;
  Row& row = by_format_[imported.outcome.already_there ? "" : imported.read.format];
  ++row.sources;
  row.facts += imported.outcome.summary.facts;
  row.duplicates += imported.outcome.summary.duplicates;
  row.problems += imported.outcome.summary.problems;
  for (const std::string& version : new_versions(imported)) {
    ++versions_[imported.read.format + ": " + version];
  }
}

Json ImportTotals::to_json() const {
  Json formats = Json::array();
  for (const auto& [format, row] : by_format_) {
    formats.push_back({{"format", format},
                       {"sources", row.sources},
                       {"facts", row.facts},
                       {"duplicates", row.duplicates},
                       {"problems", row.problems}});
  }
  Json versions = Json::array();
  for (const auto& [version, count] : versions_) versions.push_back(version);
  return {{"sources", sources_},       {"failed", failed_},  {"already_there", already_there_},
          {"read_again", read_again_}, {"formats", formats}, {"new_versions", versions}};
}

void ImportTotals::print(const Session& session) const {
  using namespace report::terminal;
  const report::Format& format = session.format;
  const report::TerminalOptions options = session.terminal();
  Screen screen(format, options.width, options.colour);
  std::vector<std::vector<std::string>> rows;
  Row all;
  for (const auto& [name, row] : by_format_) {
    rows.push_back({name.empty() ? format.say("cli.import.table.before") : name,
                    format.count(row.sources), format.count(row.facts),
                    format.count(row.duplicates), format.count(row.problems)});
    all.sources += row.sources;
    all.facts += row.facts;
    all.duplicates += row.duplicates;
    all.problems += row.problems;
  }
  if (failed_ > 0) {
    rows.push_back({format.say("cli.import.table.failed"), format.count(failed_), "", "", ""});
  }
  rows.push_back({format.say("cli.import.table.all"), format.count(sources_),
                  format.count(all.facts), format.count(all.duplicates),
                  format.count(all.problems)});
  screen.blank();
  screen.table({{format.say("cli.import.table.format"), Align::kLeft, 0},
                {format.say("cli.import.table.sources"), Align::kRight, 0},
                {format.say("cli.import.table.facts"), Align::kRight, 0},
                {format.say("cli.import.table.known"), Align::kRight, 0},
                {format.say("cli.import.table.aside"), Align::kRight, 0}},
               rows);
  session.print(screen.take());
  for (const auto& [version, count] : versions_) {
    session.print_line("* " + format.say("cli.import.new_version", {format.count(count), version}));
  }
}

}  // namespace pignus::cli
