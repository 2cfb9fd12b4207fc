#include "store/migrations.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

#include "core/check.h"
#include "store/guard.h"
#include "store/job_entries.h"
#include "store/migration_table.h"
#include "store/sql/database.h"
#include "store/sql/dialect.h"

namespace pignus::store {

int latest_version() {
  int version = 0;
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    ++version;
    PIGNUS_CHECK(std::string(row->path).starts_with(fmt::format("{:04}_", version)));
  }
  return version;
}

namespace {

struct Stamp {
  std::int64_t application = 0;
  std::int64_t version = 0;
  bool empty = false;  ///< no table of anybody
};

Stamp stamp_of(sql::Database& database) {
  if (database.dialect() == sql::Dialect::kSqlite) {
    return {database.integer("PRAGMA application_id"), database.integer("PRAGMA user_version"),
            database.integer("SELECT count(*) FROM sqlite_master") == 0};
  }
  if (database.integer("SELECT to_regclass('pignus_store') IS NOT NULL") != 0) {
    return {database.integer("SELECT application FROM pignus_store"),
            database.integer("SELECT version FROM pignus_store"), false};
  }
  return {
      0, 0,
      database.integer("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == 0};
}

void set_stamp(sql::Database& database, int version) {
  if (database.dialect() == sql::Dialect::kSqlite) {
    database.run(fmt::format("PRAGMA user_version = {}", version));
    database.run(fmt::format("PRAGMA application_id = {}", kApplicationId));
    return;
  }
  database.run("DELETE FROM pignus_store");
  database.run(fmt::format("INSERT INTO pignus_store VALUES ({}, {})", kApplicationId, version));
}

}  // namespace

Result<int> version_of(sql::Database& database, const std::string& file) {
  return guarded(file, [&]() -> Result<int> {
    const Stamp stamp = stamp_of(database);
    if (stamp.application == 0 && stamp.version == 0 && stamp.empty) return 0;
    if (stamp.application != kApplicationId) {
      return fail(ErrorCode::kCorrupt, "is a database of another program, not a Pignus store",
                  {file, 0, ""});
    }
    if (stamp.version > latest_version()) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the store has version {}, newer than the {} this program knows: use "
                              "a newer pignus",
                              stamp.version, latest_version()),
                  {file, 0, ""});
    }
    return static_cast<int>(stamp.version);
  });
}

namespace {

/// Foreign keys off while it lives. SQLite alters some tables only by building them anew, which
/// would break every reference to them for a moment, and takes this setting outside a transaction
/// only. PostgreSQL alters a table in place.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(sql::Database& database) : database_(database) {
    if (database_.dialect() == sql::Dialect::kSqlite) database_.run("PRAGMA foreign_keys = OFF");
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
  ~ForeignKeysOff() {
    if (database_.dialect() != sql::Dialect::kSqlite) return;
    try {
      database_.run("PRAGMA foreign_keys = ON");
    } catch (const sql::Failure&) {  // NOLINT(bugprone-empty-catch)
      // The connection is used no more after a failed migration.
    }
  }

 private:
  sql::Database& database_;
};

Status check_references(sql::Database& database, const std::string& file) {
  if (database.dialect() != sql::Dialect::kSqlite) return {};  // it checks each by itself
  sql::Statement broken(database, "PRAGMA foreign_key_check");
  if (!broken.step()) return {};
  return fail(ErrorCode::kCorrupt,
              fmt::format("a row of table {} refers to what is not there: the store is damaged and "
                          "is left in its old version",
                          broken.text(0)),
              {file, 0, ""});
}

/// Runs the scripts up to `version`; the number of the last one.
void run_scripts(sql::Database& database, int current, int version) {
  const bool translated = database.dialect() == sql::Dialect::kPostgres;
  if (translated && current == 0) {
    PIGNUS_CHECK(version >= kPostgresBaseline);
    database.run(std::string(postgres::kEmbeddedRows->begin, postgres::kEmbeddedRows->end));
    current = kPostgresBaseline;
  }
  for (const EmbeddedRow* row = kEmbeddedRows + current; current < version; ++row, ++current) {
    PIGNUS_CHECK(row->path != nullptr);
    const std::string script(row->begin, row->end);
    database.run(translated ? sql::postgres_schema(script) : script);
  }
}

/// PostgreSQL keeps samples of a column's values for its planner, where no erasure would reach
/// them.
void keep_out_of_statistics(sql::Database& database) {
  if (database.dialect() != sql::Dialect::kPostgres) return;
  for (const char* column : {"value", "salt"}) {
    database.run(
        fmt::format("ALTER TABLE personal_value ALTER COLUMN {} SET STATISTICS 0", column));
  }
}

}  // namespace

Status migrate(sql::Database& database, const std::string& file, int version) {
  return guarded(file, [&]() -> Status {
    const ForeignKeysOff unchecked(database);
    sql::Transaction transaction(database, sql::Access::kWrite);
    // Read again: another program may have migrated it meanwhile.
    PIGNUS_ASSIGN(const int current, version_of(database, file));
    run_scripts(database, current, version);
    if (current < kJobsInJournal && version >= kJobsInJournal) {
      enter_jobs_of_before(database);
      keep_out_of_statistics(database);
    }
    set_stamp(database, std::max(current, version));
    PIGNUS_TRY(check_references(database, file));
    transaction.commit();
    return {};
  });
}

}  // namespace pignus::store
