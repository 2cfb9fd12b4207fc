#include "store/migrations.h"

#include <fmt/format.h>

#include "core/check.h"
#include "store/guard.h"
#include "store/migration_table.h"

namespace pignus::store {

int latest_version() {
  int version = 0;
  for (const EmbeddedRow* row = kEmbeddedRows; row->path != nullptr; ++row) {
    ++version;
    PIGNUS_CHECK(std::string(row->path).starts_with(fmt::format("{:04}_", version)));
  }
  return version;
}

Result<int> version_of(SQLite::Database& database, const std::string& file) {
  return guarded(file, [&]() -> Result<int> {
    const int application = database.execAndGet("PRAGMA application_id").getInt();
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    if (application == 0 && version == 0 && tables == 0) return 0;
    if (application != kApplicationId) {
      return fail(ErrorCode::kCorrupt, "is a database of another program, not a Pignus store",
                  {file, 0, ""});
    }
    if (version > latest_version()) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the store has version {}, newer than the {} this program knows: use "
                              "a newer pignus",
                              version, latest_version()),
                  {file, 0, ""});
    }
    return version;
  });
}

Status migrate(SQLite::Database& database, const std::string& file, int version) {
  return guarded(file, [&]() -> Status {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    PIGNUS_ASSIGN(int current, version_of(database, file));
    for (const EmbeddedRow* row = kEmbeddedRows + current; current < version; ++row) {
      PIGNUS_CHECK(row->path != nullptr);
      database.exec(std::string(row->begin, row->end));
      ++current;
      database.exec(fmt::format("PRAGMA user_version = {}", current));
    }
    database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    transaction.commit();
    return {};
  });
}

}  // namespace pignus::store
