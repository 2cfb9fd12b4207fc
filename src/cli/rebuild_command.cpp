// `pignus db rebuild PLACE SOURCE…`: the tables made anew from the journal and the sources.
#include <chrono>
#include <fmt/format.h>

#include "cli/command_functions.h"
#include "cli/journal_files.h"
#include "core/utf8.h"
#include "desk/sources_at_hand.h"
#include "store/location.h"
#include "store/new_store.h"
#include "store/rebuild.h"

namespace pignus::cli {
namespace {

using store::OpenMode;
using store::RebuildReport;
using store::Store;

Json json_of(const std::string& from, const std::string& to, const RebuildReport& report,
             const std::optional<bool>& equal) {
  Json heads = Json::array();
  for (const store::JournalHead& head : report.journal) {
    heads.push_back({{"stream", head.stream}, {"number", head.number}, {"hash", head.hash}});
  }
  return {{"format", "pignus.rebuild/1"},
          {"from", valid_utf8(from)},
          {"to", valid_utf8(to)},
          {"entries", report.entries},
          {"imports", report.imports},
          {"replaced_imports", report.replaced},
          {"facts", report.facts},
          {"results", report.results},
          {"jobs", report.jobs},
          {"shards", report.shards},
          {"personal_values", report.personal_values},
          {"erased_values", report.erased_values},
          {"lost_results", report.lost_results},
          {"lost_personal_values", report.lost_personal},
          {"content_sha256", report.content_hash},
          {"equals_old_store", equal ? Json(*equal) : Json()},
          {"journal", heads}};
}

void print(const Session& session, const std::string& from, const std::string& to,
           const RebuildReport& report, const std::optional<bool>& equal) {
  const report::Format& format = session.format;
  session.print_line(format.say(
      "cli.db.rebuild",
      {to, from, format.count(report.entries), format.count(report.imports),
       format.count(report.facts), format.count(report.results), format.count(report.jobs)}));
  if (report.personal_values + report.erased_values > 0) {
    session.print_line(format.say("cli.db.rebuild.personal", {format.count(report.personal_values),
                                                              format.count(report.erased_values)}));
  }
  if (equal) {
    session.print_line(
        format.say(*equal ? "cli.db.rebuild.equal" : "cli.db.rebuild.differs", {from}));
  }
  for (const std::string& name : report.lost_results) {
    session.print_line("  ! " + format.say("cli.db.rebuild.lost_result", {name}));
  }
  for (const std::int64_t id : report.lost_personal) {
    session.print_line("  ! " + format.say("cli.db.rebuild.lost_personal", {std::to_string(id)}));
  }
  for (const store::JournalHead& head : report.journal) {
    session.print_line(fmt::format("  {} {}  {}", head.stream, head.number, head.hash));
  }
}

/// The store of --db: whose journal is taken, or which only still has texts and values.
Result<std::optional<Store>> old_store(const Session& session, bool needed) {
  if (needed) {
    PIGNUS_ASSIGN(Store store, session.open_store_to_read());
    return std::optional<Store>(std::move(store));
  }
  auto store = Store::open(session.settings.value("db"), OpenMode::kReadOnly);
  return store ? std::optional<Store>(std::move(*store)) : std::optional<Store>();
}

Result<RebuildReport> rebuilt(const store::JournalFeed& feed, const std::string& place,
                              const store::RebuildWorld& world) {
  if (store::is_server(place)) {
    PIGNUS_ASSIGN(Store into, Store::open(place, OpenMode::kCreate));
    return store::rebuild(feed, into, world);
  }
  RebuildReport report;
  PIGNUS_TRY(store::make_store_file(place, [&](Store& into) -> Status {
    PIGNUS_ASSIGN(report, store::rebuild(feed, into, world));
    return {};
  }));
  return report;
}

Result<store::JournalFeed> feed_of(const Session& session, const std::optional<std::string>& file,
                                   const std::optional<Store>& old) {
  journal::JudgeOptions trust;
  PIGNUS_ASSIGN(trust.pinned, pinned_keys(session));
  PIGNUS_ASSIGN(trust.kept, kept_checkpoints(session));
  return file ? store::journal_in(*file, std::move(trust))
              : store::journal_of(*old, std::move(trust));
}

}  // namespace

Result<int> run_db_rebuild(const Session& session) {
  const std::vector<std::string>& operands = session.arguments.operands;
  const std::string& place = operands[1];
  const auto file = session.arguments.value("from");
  PIGNUS_ASSIGN(const std::optional<Store> old, old_store(session, !file));
  PIGNUS_ASSIGN(const store::JournalFeed feed, feed_of(session, file, old));
  PIGNUS_ASSIGN(
      desk::SourcesAtHand sources,
      desk::SourcesAtHand::under({operands.begin() + 2, operands.end()}, session.arguments.known));
  ProgressLine line(session.progress_mode(), session.world.err, std::chrono::steady_clock::now);
  const Progress progress = line.progress();
  const registers::ReadLimits limits = session.import_options().read_limits;
  store::RebuildWorld world;
  world.at = session.world.today.iso();
  world.progress = progress;
  world.at_hand = [&](const store::ImportSource& wanted) -> Status {
    if (!progress("sources", 0, 0)) return fail(ErrorCode::kCancelled, "stopped");
    return sources.at_hand(wanted);
  };
  world.read = [&](const store::ImportSource& wanted, store::RebuiltSource& into) {
    return sources.read(wanted, into, limits, progress);
  };
  if (old) store::take_texts_of(*old, world);
  auto report = rebuilt(feed, place, world);
  line.clear();
  if (!report) return fail(std::move(report.error()));
  // The old tables may be what was damaged: then there is nothing to say.
  std::optional<bool> equal;
  if (!file) {
    const auto content = old->content_hash();
    if (content) equal = *content == report->content_hash;
  }
  const std::string from = file ? *file : old->name();
  const std::string to = store::shown_location(place);
  if (session.arguments.json) {
    session.print_json(json_of(from, to, *report, equal));
  } else {
    print(session, from, to, *report, equal);
  }
  return 0;
}

}  // namespace pignus::cli
