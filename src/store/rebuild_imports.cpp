// Imports made anew: each surviving reading of a source, in the order of the journal.
#include <fmt/format.h>

#include "store/guard.h"
#include "store/import_rows.h"
#include "store/import_writer.h"
#include "store/journal.h"
#include "store/rebuild_streams.h"

namespace pignus::store {
namespace {

/// Takes what is read into the rows of one import; a failure of the database is kept, so that no
/// reader can talk it away.
class Taking : public RebuiltSource {
 public:
  Taking(sql::Database& database, const std::string& file, ImportSource& source, std::int64_t id)
      : file_(file), source_(source), writer_(database, source, id, 0) {}

  void set_files(std::map<std::string, std::string> sha256_of_files) override {
    source_.sha256_of_files = std::move(sha256_of_files);
  }
  Status add(const registers::Fact& fact) override { return put(fact); }
  Status add(const registers::Problem& problem) override { return put(problem); }
  const Status& status() const { return status_; }
  std::int64_t position() const { return writer_.position(); }
  void flush() { writer_.flush(); }

 private:
  template <typename Item>
  Status put(const Item& item) {
    if (!status_) return status_;
    status_ = guarded(file_, [&]() -> Status {
      writer_.put(item);
      if (writer_.is_full()) writer_.flush();
      return {};
    });
    return status_;
  }

  const std::string& file_;
  ImportSource& source_;
  ImportWriter writer_;
  Status status_;
};

Error reads_otherwise(const EntryBody& entry, const ImportSource& source, const std::string& how) {
  Error error = entry.broken(fmt::format(
      "\"{}\" reads otherwise than it was read by \"{}\" ({}): rebuild with that program, or "
      "import the source again into the old store, where it still opens, and rebuild from its "
      "journal",
      source.name, source.reader, how));
  error.code = ErrorCode::kConflict;
  return error;
}

Status check_figures(EntryBody& entry, const ImportSource& source, const ImportFigures& figures) {
  const std::int64_t facts = entry.integer("facts");
  const std::int64_t problems = entry.integer("problems");
  const std::string root = entry.text("merkle_root");
  PIGNUS_TRY(entry.status());
  if (figures.facts != facts) {
    return fail(
        reads_otherwise(entry, source, fmt::format("{} records, not {}", figures.facts, facts)));
  }
  if (figures.problems != problems) {
    return fail(reads_otherwise(
        entry, source, fmt::format("{} records set aside, not {}", figures.problems, problems)));
  }
  if (figures.merkle_root != root) {
    return fail(reads_otherwise(entry, source, "as many records, of other content"));
  }
  if (entry.has("quarantined_root") && entry.text("quarantined_root") != figures.quarantined_root) {
    return fail(reads_otherwise(entry, source, "records set aside for other reasons"));
  }
  return {};
}

}  // namespace

ImportSource source_of_entry(EntryBody& entry) {
  return {entry.text("name"),
          entry.text("sha256"),
          static_cast<std::uint64_t>(entry.integer("bytes")),
          entry.text("reader"),
          entry.text("at"),
          {}};
}

Result<ImportPlan> plan_imports(sql::Database& database, const std::string& file) {
  ImportPlan plan;
  std::map<std::uint64_t, ImportSource> sources;
  sql::Statement rows(database,
                      "SELECT number, entry FROM journal WHERE stream = ? ORDER BY number",
                      sql::Rows::kMany);
  rows.bind(1, std::string(kImportStream));
  while (rows.step()) {
    const std::string text = rows.text(1);
    EntryBody entry({kImportStream, static_cast<std::uint64_t>(rows.integer(0)), text, {}}, file);
    sources.emplace(entry.number(), source_of_entry(entry));
    PIGNUS_TRY(entry.status());
    if (!entry.has("replaces")) continue;
    for (const Json& number : entry.json("replaces")) {
      if (!number.is_number_unsigned() || number.get<std::uint64_t>() >= entry.number()) {
        return fail(entry.broken("replaces what does not come before it"));
      }
      plan.replaced.insert(number.get<std::uint64_t>());
    }
  }
  for (auto& [number, source] : sources) {
    if (!plan.replaced.contains(number)) plan.sources.push_back(std::move(source));
  }
  return plan;
}

Status rebuild_import(sql::Database& database, const std::string& file, EntryBody& entry,
                      const RebuildWorld& world, RebuildReport& report) {
  ImportSource source = source_of_entry(entry);
  const std::int64_t duplicates = entry.integer("duplicates");
  PIGNUS_TRY(entry.status());
  sql::Statement insert(database,
                        "INSERT INTO import (name, sha256, bytes, reader, at, state) VALUES (?, ?, "
                        "?, ?, ?, 'running') RETURNING id");
  insert.bind_all(source.name, source.sha256, static_cast<std::int64_t>(source.bytes),
                  source.reader, source.at);
  insert.step();
  const std::int64_t id = insert.integer(0);
  insert.reset();
  Taking taking(database, file, source, id);
  Status read = world.read(source, taking);
  PIGNUS_TRY(Status(taking.status()));
  if (!read) return read;
  taking.flush();
  sql::Statement(database, "UPDATE import SET position = ? WHERE id = ?")
      .run_with(taking.position(), id);
  const ImportFigures figures = figures_of_import(database, id);
  PIGNUS_TRY(check_figures(entry, source, figures));
  mark_complete(database, id, figures, duplicates, static_cast<std::int64_t>(entry.number()));
  ++report.imports;
  report.facts += static_cast<std::uint64_t>(figures.facts);
  return {};
}

}  // namespace pignus::store
