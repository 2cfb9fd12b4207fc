#include "store/rebuild.h"

#include <fmt/format.h>

#include "core/file.h"
#include "journal/export_file.h"
#include "store/fact_writer.h"
#include "store/guard.h"
#include "store/journal.h"
#include "store/journal_rows.h"
#include "store/new_store.h"
#include "store/rebuild_streams.h"
#include "store/store_impl.h"
#include "store/verify.h"

namespace pignus::store {
namespace {

constexpr std::size_t kSourcesNamed = 10;
constexpr std::uint64_t kEntriesBetweenProgress = 1'000;

tl::unexpected<Error> stopped() {
  return fail(ErrorCode::kCancelled, "stopped");
}

/// The journal's two tables, byte for byte.
Result<std::uint64_t> take_journal(const JournalFeed& from, sql::Database& database,
                                   const Progress& progress) {
  TableRows rows(database, "journal", {"stream", "number", "entry", "hash"});
  std::uint64_t taken = 0;
  const auto take = [&](const journal::EntryRow& row) -> Status {
    rows.add(row.stream, static_cast<std::int64_t>(row.number), row.text, sha256_hex(row.text));
    if (++taken % kEntriesBetweenProgress != 0) return {};
    rows.flush();
    return progress("journal", taken, 0) ? Status() : stopped();
  };
  PIGNUS_ASSIGN(const journal::Verdict verdict, from(take));
  rows.flush();
  TableRows heads(database, "journal_head", {"stream", "number", "hash"});
  for (const journal::StreamVerdict& stream : verdict.streams) {
    heads.add(stream.stream, static_cast<std::int64_t>(stream.size), stream.head);
  }
  heads.flush();
  return taken;
}

Status check_sources(const ImportPlan& plan, const RebuildWorld& world) {
  std::string names;
  std::size_t missing = 0;
  for (const ImportSource& source : plan.sources) {
    const Status there = world.at_hand(source);
    if (there) continue;
    if (there.error().code != ErrorCode::kNotFound) return there;
    if (++missing > kSourcesNamed) continue;
    names +=
        fmt::format("{}\"{}\" (SHA-256 {}){}", missing == 1 ? "" : ", ", source.name, source.sha256,
                    there.error().message.empty() ? "" : ": " + there.error().message);
  }
  if (missing == 0) return {};
  return fail(ErrorCode::kNotFound,
              fmt::format("{} of {} sources are not at hand: {}{}", missing, plan.sources.size(),
                          names, missing > kSourcesNamed ? ", …" : ""));
}

/// The rows that the entries tell of, in the order of the journal.
Status play(sql::Database& database, const std::string& file, const RebuildWorld& world,
            RebuildReport& report) {
  PIGNUS_ASSIGN(const ImportPlan plan, plan_imports(database, file));
  PIGNUS_TRY(check_sources(plan, world));
  report.replaced = plan.replaced.size();
  ResultRebuild results(database, world, report);
  JobRebuild jobs(database, report);
  PersonalRebuild personal(database, world, report);
  std::uint64_t played = 0;
  const auto take = [&](const journal::EntryRow& row) -> Status {
    if (played++ % kEntriesBetweenProgress == 0 &&
        !world.progress("tables", played, report.entries)) {
      return stopped();
    }
    const bool import = row.stream == kImportStream;
    if (import && plan.replaced.contains(row.number)) return {};
    if (!import && row.stream != kResultStream && row.stream != kJobStream &&
        row.stream != kPersonalStream) {
      return {};
    }
    EntryBody entry(row, file);
    if (import) return rebuild_import(database, file, entry, world, report);
    if (row.stream == kResultStream) return results.take(entry);
    return row.stream == kJobStream ? jobs.take(entry) : personal.take(entry);
  };
  PIGNUS_TRY(for_each_entry(database, take));
  results.finish();
  jobs.finish();
  personal.finish();
  set_counters(database);
  return {};
}

}  // namespace

void take_texts_of(const Store& old, RebuildWorld& world) {
  world.result = [&old](std::string_view kind, std::string_view id) -> std::optional<SavedResult> {
    auto result = old.load_result(kind, id);
    return result ? std::optional(std::move(*result)) : std::nullopt;
  };
  world.personal = [&old](std::int64_t id) -> std::optional<PersonalSecret> {
    auto secret = PersonalValues(old).secret(id);
    return secret ? std::move(*secret) : std::nullopt;
  };
}

JournalFeed journal_of(const Store& store, journal::JudgeOptions trust) {
  return [&store, trust = std::move(trust)](const EntryVisit& visit) {
    return guarded(store.name(), [&]() -> Result<journal::Verdict> {
      sql::Database& database = *store.impl().database;
      const sql::Transaction one_view(database, sql::Access::kRead);
      PIGNUS_ASSIGN(journal::Judge judge,
                    judge_rows(database, {store.name(), trust.pinned, trust.kept, true}, visit));
      return judge.finish();
    });
  };
}

JournalFeed journal_in(const std::filesystem::path& file, journal::JudgeOptions trust) {
  return [file, trust = std::move(trust)](const EntryVisit& visit) -> Result<journal::Verdict> {
    journal::ExportJudge judge({file.string(), trust.pinned, trust.kept, true}, visit);
    PIGNUS_TRY(
        for_each_piece(file, [&judge](std::string_view piece) { return judge.take(piece); }));
    return judge.finish();
  };
}

Result<RebuildReport> rebuild(const JournalFeed& from, Store& into, const RebuildWorld& world) {
  const Store::Impl& target = into.impl();
  sql::Database& database = *target.database;
  return guarded(target.file, [&]() -> Result<RebuildReport> {
    RebuildReport report;
    sql::Transaction writing(database, sql::Access::kWrite);
    PIGNUS_TRY(check_is_new(database, target.file));
    PIGNUS_ASSIGN(report.entries, take_journal(from, database, world.progress));
    PIGNUS_TRY(play(database, target.file, world, report));
    if (!world.progress("verifying", 0, 0)) return stopped();
    PIGNUS_TRY(verify_rows(database, {target.file, {}, {}, true}));
    PIGNUS_ASSIGN(report.content_hash, into.content_hash());
    report.journal = heads_of(database);
    writing.commit();
    return report;
  });
}

}  // namespace pignus::store
