// Numbered migrations, migrations/NNNN_name.sql, each run once and in order. The number of the last
// one is the store's version: SQLite's user_version, PostgreSQL's table pignus_store. Scripts are
// written for SQLite and translated (sql/dialect.h). A PostgreSQL store begins at version 4 with
// postgres/0004_baseline.sql: there was none before.
#pragma once

#include <string>

#include "core/result.h"
#include "store/sql/database.h"

namespace pignus::store {

/// "PGNS": tells a store from other databases.
inline constexpr int kApplicationId = 0x50474E53;

/// The version a PostgreSQL store begins with.
inline constexpr int kPostgresBaseline = 4;

/// From this version on jobs stand in the journal; those of before are entered as it is reached.
inline constexpr int kJobsInJournal = 6;

/// The version this program makes.
int latest_version();
/// Of an open database; kCorrupt when it belongs to another program, kUnsupported when it is newer
/// than this program. 0: empty.
[[nodiscard]] Result<int> version_of(sql::Database& database, const std::string& file);
/// Runs what is missing up to `version`, in one transaction: all of it or nothing.
[[nodiscard]] Status migrate(sql::Database& database, const std::string& file, int version);

}  // namespace pignus::store
