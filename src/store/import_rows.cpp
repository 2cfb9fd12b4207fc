#include "store/import_rows.h"

#include "core/json.h"
#include "journal/merkle.h"
#include "store/journal.h"
#include "store/sql/database.h"

namespace pignus::store {
namespace {

/// So many quarantined records stand in the journal entry itself; all are under its root.
constexpr std::size_t kQuarantinedListed = 10'000;

void exec_with(sql::Database& database, const char* sql, std::int64_t id) {
  sql::Statement statement(database, sql);
  statement.bind(1, id);
  statement.run();
}

std::int64_t count_with(sql::Database& database, const char* sql, std::int64_t id) {
  sql::Statement statement(database, sql);
  statement.bind(1, id);
  statement.step();
  return statement.integer(0);
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

std::vector<ImportRow> import_rows(sql::Database& database) {
  std::vector<ImportRow> rows;
  sql::Statement query(
      database,
      "SELECT id, position, reader, name, sha256, at, state = 'complete', facts, duplicates, "
      "problems, coalesce(journal_number, 0), merkle_root FROM import "
      "ORDER BY journal_number IS NULL, journal_number, name, sha256");
  while (query.step()) {
    ImportRow row;
    row.id = query.integer(0);
    row.position = query.integer(1);
    row.reader = query.text(2);
    ImportSummary& summary = row.summary;
    summary.name = query.text(3);
    summary.sha256 = query.text(4);
    summary.at = query.text(5);
    summary.complete = query.integer(6) != 0;
    summary.facts = static_cast<std::uint64_t>(query.integer(7));
    summary.duplicates = static_cast<std::uint64_t>(query.integer(8));
    summary.problems = static_cast<std::uint64_t>(query.integer(9));
    summary.journal_number = static_cast<std::uint64_t>(query.integer(10));
    summary.merkle_root = query.text(11);
    rows.push_back(std::move(row));
  }
  return rows;
}

void discard_import(sql::Database& database, std::int64_t import_id) {
  database.run("CREATE TEMP TABLE IF NOT EXISTS orphan_fact (id BIGINT PRIMARY KEY)");
  database.run("DELETE FROM orphan_fact");
  exec_with(database,
            "INSERT INTO orphan_fact SELECT DISTINCT g.fact_id FROM sighting g "
            "WHERE g.import_id = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM sighting h WHERE h.fact_id = g.fact_id AND h.import_id <> ?1)",
            import_id);
  exec_with(database, "DELETE FROM sighting WHERE import_id = ?", import_id);
  for (const char* table : {"number_alias", "right_alias", "recording_property", "recording_party",
                            "recording", "legal_event", "right_owner", "right_record", "retraction",
                            "reference_figure", "trade_right", "trade_report"}) {
    database.run(std::string("DELETE FROM ") + table +
                 " WHERE fact_id IN (SELECT id FROM orphan_fact)");
  }
  database.run("DELETE FROM fact WHERE id IN (SELECT id FROM orphan_fact)");
  exec_with(database, "DELETE FROM quarantined WHERE import_id = ?", import_id);
  exec_with(database, "DELETE FROM import WHERE id = ?", import_id);
}

std::string merkle_root_of(sql::Database& database, std::int64_t import_id) {
  journal::MerkleTree tree;
  sql::Statement query(database,
                       "SELECT f.hash FROM sighting g JOIN fact f ON f.id = g.fact_id "
                       "WHERE g.import_id = ? ORDER BY g.ordinal",
                       sql::Rows::kMany);
  query.bind(1, import_id);
  while (query.step()) {
    tree.add(query.bytes(0));
  }
  return hex(tree.root());
}

std::vector<registers::Problem> problems_of_import(sql::Database& database,
                                                   std::int64_t import_id) {
  std::vector<registers::Problem> problems;
  sql::Statement query(database,
                       "SELECT sha256, code, message, file, record, field FROM quarantined "
                       "WHERE import_id = ? ORDER BY ordinal");
  query.bind(1, import_id);
  while (query.step()) {
    registers::Problem problem;
    problem.sha256 = query.text(0);
    problem.error.code = static_cast<ErrorCode>(static_cast<int>(query.integer(1)));
    problem.error.message = query.text(2);
    problem.error.where = {query.text(3), static_cast<std::uint64_t>(query.integer(4)),
                           query.text(5)};
    problems.push_back(std::move(problem));
  }
  return problems;
}

namespace {

/// Entries of the earlier readings, which go.
Json discard_earlier_readings(sql::Database& database, std::int64_t import_id,
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

ImportFigures figures_of_import(sql::Database& database, std::int64_t import_id) {
  ImportFigures figures;
  figures.facts =
      count_with(database, "SELECT count(*) FROM sighting WHERE import_id = ?", import_id);
  journal::MerkleTree tree;
  for (const registers::Problem& problem : problems_of_import(database, import_id)) {
    Json one = json_of(problem);
    tree.add(canonical_json(one));
    ++figures.problems;
    if (figures.quarantined.size() < kQuarantinedListed) {
      figures.quarantined.push_back(std::move(one));
    }
  }
  figures.quarantined_root = hex(tree.root());
  figures.merkle_root = merkle_root_of(database, import_id);
  return figures;
}

void mark_complete(sql::Database& database, std::int64_t import_id, const ImportFigures& figures,
                   std::int64_t duplicates, std::int64_t journal_number) {
  sql::Statement update(database,
                        "UPDATE import SET state = 'complete', facts = ?, duplicates = ?, "
                        "problems = ?, merkle_root = ?, journal_number = ? WHERE id = ?");
  update.run_with(figures.facts, duplicates, figures.problems, figures.merkle_root, journal_number,
                  import_id);
}

void complete_import(sql::Database& database, std::int64_t import_id) {
  sql::Statement content(database, "SELECT sha256 FROM import WHERE id = ?");
  content.bind(1, import_id);
  content.step();
  const std::string sha256 = content.text(0);
  content.reset();
  const Json replaced = discard_earlier_readings(database, import_id, sha256);
  const std::int64_t duplicates = count_with(
      database,
      "SELECT count(*) FROM sighting g WHERE g.import_id = ?1 AND EXISTS (SELECT 1 FROM sighting h "
      "JOIN import i ON i.id = h.import_id WHERE h.fact_id = g.fact_id AND "
      "(i.state = 'complete' OR (h.import_id = ?1 AND h.ordinal < g.ordinal)))",
      import_id);
  ImportFigures figures = figures_of_import(database, import_id);
  sql::Statement source(database,
                        "SELECT name, sha256, bytes, reader, at FROM import WHERE id = ?");
  source.bind(1, import_id);
  source.step();
  Json body = {{"name", source.text(0)},
               {"sha256", source.text(1)},
               {"bytes", source.integer(2)},
               {"reader", source.text(3)},
               {"at", source.text(4)},
               {"facts", figures.facts},
               {"duplicates", duplicates},
               {"problems", figures.problems},
               {"merkle_root", figures.merkle_root},
               {"quarantined", std::move(figures.quarantined)},
               {"quarantined_root", figures.quarantined_root}};
  if (!replaced.empty()) body["replaces"] = replaced;
  source.reset();
  const std::uint64_t number = append_entry(database, kImportStream, "import", body);
  mark_complete(database, import_id, figures, duplicates, static_cast<std::int64_t>(number));
}

}  // namespace pignus::store
