// `pignus db copy|backup|restore`: a whole book to another place, hot, compared before it is said
// to be there. `db rebuild`: see rebuild_command.cpp.
#include <chrono>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "core/utf8.h"
#include "store/copy_store.h"
#include "store/location.h"

namespace pignus::cli {

namespace {

using store::CopyReport;
using store::OpenMode;
using store::Store;

Json json_of(const std::string& action, const std::string& from, const std::string& to,
             const CopyReport& report) {
  Json heads = Json::array();
  for (const store::JournalHead& head : report.journal) {
    heads.push_back({{"stream", head.stream}, {"number", head.number}, {"hash", head.hash}});
  }
  return {{"format", "pignus.copy/1"}, {"action", action},
          {"from", valid_utf8(from)},  {"to", valid_utf8(to)},
          {"rows", report.rows},       {"content_sha256", report.content_hash},
          {"journal", heads}};
}

/// Every hash of what was written is computed again, not only compared with where it came from.
Status verified(Store& copy, const Progress& progress) {
  if (!progress("verifying", 0, 0)) return fail(ErrorCode::kCancelled, "stopped");
  return copy.verify_journal();
}

Result<CopyReport> copied(const Store& from, const std::string& to, const Progress& progress) {
  PIGNUS_ASSIGN(Store target, Store::open(to, OpenMode::kCreate));
  PIGNUS_ASSIGN(CopyReport report, store::copy_store(from, target, progress));
  PIGNUS_TRY(verified(target, progress));
  return report;
}

Result<CopyReport> backed_up(const Store& from, const std::string& file, const Progress& progress) {
  PIGNUS_ASSIGN(CopyReport report, store::back_up(from, file, progress));
  PIGNUS_ASSIGN(Store backup, Store::open(file, OpenMode::kReadOnly));
  PIGNUS_TRY(verified(backup, progress));
  return report;
}

Result<CopyReport> restored(const Session& session, const std::string& file,
                            const Progress& progress) {
  PIGNUS_ASSIGN(const Store from, Store::open(file, OpenMode::kReadOnly));
  PIGNUS_ASSIGN(Store target, session.open_store());
  PIGNUS_ASSIGN(CopyReport report, store::copy_store(from, target, progress));
  PIGNUS_TRY(verified(target, progress));
  return report;
}

}  // namespace

Result<int> run_db(const Session& session) {
  const std::string& action = session.arguments.operands[0];
  if (action == "rebuild") return run_db_rebuild(session);
  if (session.arguments.operands.size() > 2) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.db.action"));
  }
  const std::string& place = session.arguments.operands[1];
  const std::string store = store::shown_location(session.settings.value("db"));
  const std::string other = store::shown_location(place);
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  Result<CopyReport> report = fail(ErrorCode::kInvalidInput, session.format.say("cli.db.action"));
  if (action == "restore") {
    report = restored(session, place, line.progress());
  } else if (action == "copy" || action == "backup") {
    PIGNUS_ASSIGN(const Store from, session.open_store_to_read());
    report = action == "copy" ? copied(from, place, line.progress())
                              : backed_up(from, place, line.progress());
  }
  line.clear();
  if (!report) return fail(std::move(report.error()));
  const bool back = action == "restore";
  if (session.arguments.json) {
    session.print_json(json_of(action, back ? other : store, back ? store : other, *report));
    return 0;
  }
  session.print_line(session.format.say(
      "cli.db." + action,
      {back ? other : store, back ? store : other, session.format.count(report->rows)}));
  for (const store::JournalHead& head : report->journal) {
    session.print_line(fmt::format("  {} {}  {}", head.stream, head.number, head.hash));
  }
  return 0;
}

}  // namespace pignus::cli
