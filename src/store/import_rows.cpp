#include "store/import_rows.h"

#include <SQLiteCpp/VariadicBind.h>

#include "core/json.h"
#include "journal/merkle.h"
#include "store/journal.h"

namespace pignus::store {
namespace {

/// So many quarantined records stand in the journal entry itself; all are under its root.
constexpr std::size_t kQuarantinedListed = 10'000;

void exec_with(SQLite::Database& database, const char* sql, std::int64_t id) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, id);
  statement.exec();
}

std::int64_t count_with(SQLite::Database& database, const char* sql, std::int64_t id) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, id);
  statement.executeStep();
  return statement.getColumn(0).getInt64();
}

Json json_of(const registers::Problem& problem) {
  return {{"sha256", problem.sha256},
          {"code", name_of(problem.error.code)},
          {"message", problem.error.message},
          {"file", problem.error.where.file},
          {"record", problem.error.where.record},
          {"field", problem.error.where.field}};
}

}  // namespace

std::vector<ImportRow> import_rows(SQLite::Database& database) {
  std::vector<ImportRow> rows;
  SQLite::Statement query(
      database,
      "SELECT id, position, reader, name, sha256, at, state = 'complete', facts, duplicates, "
      "problems, coalesce(journal_number, 0), merkle_root FROM import "
      "ORDER BY journal_number IS NULL, journal_number, name, sha256");
  while (query.executeStep()) {
    ImportRow row;
    row.id = query.getColumn(0).getInt64();
    row.position = query.getColumn(1).getInt64();
    row.reader = query.getColumn(2).getString();
    ImportSummary& summary = row.summary;
    summary.name = query.getColumn(3).getString();
    summary.sha256 = query.getColumn(4).getString();
    summary.at = query.getColumn(5).getString();
    summary.complete = query.getColumn(6).getInt() != 0;
    summary.facts = static_cast<std::uint64_t>(query.getColumn(7).getInt64());
    summary.duplicates = static_cast<std::uint64_t>(query.getColumn(8).getInt64());
    summary.problems = static_cast<std::uint64_t>(query.getColumn(9).getInt64());
    summary.journal_number = static_cast<std::uint64_t>(query.getColumn(10).getInt64());
    summary.merkle_root = query.getColumn(11).getString();
    rows.push_back(std::move(row));
  }
  return rows;
}

void discard_import(SQLite::Database& database, std::int64_t import_id) {
  database.exec("CREATE TEMP TABLE IF NOT EXISTS orphan (id INTEGER PRIMARY KEY)");
  database.exec("DELETE FROM temp.orphan");
  exec_with(database,
            "INSERT OR IGNORE INTO temp.orphan SELECT g.fact_id FROM sighting g "
            "WHERE g.import_id = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM sighting h WHERE h.fact_id = g.fact_id AND h.import_id <> ?1)",
            import_id);
  exec_with(database, "DELETE FROM sighting WHERE import_id = ?", import_id);
  for (const char* table : {"number_alias", "right_alias", "recording_property", "recording_party",
                            "recording", "legal_event", "right_owner", "right_record", "retraction",
                            "reference_figure", "trade_right", "trade_report"}) {
    database.exec(std::string("DELETE FROM ") + table +
                  " WHERE fact_id IN (SELECT id FROM temp.orphan)");
  }
  database.exec("DELETE FROM fact WHERE id IN (SELECT id FROM temp.orphan)");
  exec_with(database, "DELETE FROM quarantined WHERE import_id = ?", import_id);
  exec_with(database, "DELETE FROM import WHERE id = ?", import_id);
}

std::string merkle_root_of(SQLite::Database& database, std::int64_t import_id) {
  journal::MerkleTree tree;
  SQLite::Statement query(database,
                          "SELECT f.hash FROM sighting g JOIN fact f ON f.id = g.fact_id "
                          "WHERE g.import_id = ? ORDER BY g.ordinal");
  query.bind(1, import_id);
  while (query.executeStep()) {
    tree.add(query.getColumn(0).getString());
  }
  return hex(tree.root());
}

std::vector<registers::Problem> problems_of_import(SQLite::Database& database,
                                                   std::int64_t import_id) {
  std::vector<registers::Problem> problems;
  SQLite::Statement query(database,
                          "SELECT sha256, code, message, file, record, field FROM quarantined "
                          "WHERE import_id = ? ORDER BY ordinal");
  query.bind(1, import_id);
  while (query.executeStep()) {
    registers::Problem problem;
    problem.sha256 = query.getColumn(0).getString();
    problem.error.code = static_cast<ErrorCode>(query.getColumn(1).getInt());
    problem.error.message = query.getColumn(2).getString();
    problem.error.where = {query.getColumn(3).getString(),
                           static_cast<std::uint64_t>(query.getColumn(4).getInt64()),
                           query.getColumn(5).getString()};
    problems.push_back(std::move(problem));
  }
  return problems;
}

namespace {

/// Entries of the earlier readings, which go.
Json discard_earlier_readings(SQLite::Database& database, std::int64_t import_id,
                              const std::string& sha256) {
  Json replaced = Json::array();
  for (const ImportRow& row : import_rows(database)) {
    if (!row.summary.complete || row.id == import_id || row.summary.sha256 != sha256) continue;
    replaced.push_back(row.summary.journal_number);
    discard_import(database, row.id);
  }
  return replaced;
}

}  // namespace

void complete_import(SQLite::Database& database, std::int64_t import_id) {
  SQLite::Statement content(database, "SELECT sha256 FROM import WHERE id = ?");
  content.bind(1, import_id);
  content.executeStep();
  const std::string sha256 = content.getColumn(0).getString();
  content.reset();
  const Json replaced = discard_earlier_readings(database, import_id, sha256);
  const std::int64_t facts =
      count_with(database, "SELECT count(*) FROM sighting WHERE import_id = ?", import_id);
  const std::int64_t duplicates = count_with(
      database,
      "SELECT count(*) FROM sighting g WHERE g.import_id = ?1 AND EXISTS (SELECT 1 FROM sighting h "
      "JOIN import i ON i.id = h.import_id WHERE h.fact_id = g.fact_id AND "
      "(i.state = 'complete' OR (h.import_id = ?1 AND h.ordinal < g.ordinal)))",
      import_id);
  const std::vector<registers::Problem> problems = problems_of_import(database, import_id);
  Json quarantined = Json::array();
  journal::MerkleTree tree;
  for (const registers::Problem& problem : problems) {
    Json one = json_of(problem);
    tree.add(canonical_json(one));
    if (quarantined.size() < kQuarantinedListed) quarantined.push_back(std::move(one));
  }
  SQLite::Statement source(database,
                           "SELECT name, sha256, bytes, reader, at FROM import WHERE id = ?");
  source.bind(1, import_id);
  source.executeStep();
  const std::string root = merkle_root_of(database, import_id);
  Json body = {{"name", source.getColumn(0).getString()},
               {"sha256", source.getColumn(1).getString()},
               {"bytes", source.getColumn(2).getInt64()},
               {"reader", source.getColumn(3).getString()},
               {"at", source.getColumn(4).getString()},
               {"facts", facts},
               {"duplicates", duplicates},
               {"problems", problems.size()},
               {"merkle_root", root},
               {"quarantined", std::move(quarantined)},
               {"quarantined_root", hex(tree.root())}};
  if (!replaced.empty()) body["replaces"] = replaced;
  source.reset();
  const auto number =
      static_cast<std::int64_t>(append_entry(database, kImportStream, "import", body));
  SQLite::Statement update(database,
                           "UPDATE import SET state = 'complete', facts = ?, duplicates = ?, "
                           "problems = ?, merkle_root = ?, journal_number = ? WHERE id = ?");
  SQLite::bind(update, facts, duplicates, static_cast<std::int64_t>(problems.size()), root, number,
               import_id);
  update.exec();
}

}  // namespace pignus::store
