// Numbered migrations, migrations/NNNN_name.sql, each run once and in order. The number of the last
// one is the store's version (SQLite's user_version).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>

#include "core/result.h"

namespace pignus::store {

/// "PGNS": tells a store from other SQLite files (SQLite's application_id).
inline constexpr int kApplicationId = 0x50474E53;

/// The version this program makes.
int latest_version();
/// Of an open database; kCorrupt when it belongs to another program, kUnsupported when it is newer
/// than this program. 0: empty.
[[nodiscard]] Result<int> version_of(SQLite::Database& database, const std::string& file);
/// Runs what is missing up to `version`, in one transaction: all of it or nothing.
[[nodiscard]] Status migrate(SQLite::Database& database, const std::string& file, int version);

}  // namespace pignus::store
