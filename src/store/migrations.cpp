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

namespace {

/// Foreign keys off while it lives. SQLite alters some tables only by building them anew, which
/// would break every reference to them for a moment, and takes this setting outside a transaction
/// only.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(SQLite::Database& database) : database_(database) {
    database_.exec("PRAGMA foreign_keys = OFF");
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
  ~ForeignKeysOff() { database_.tryExec("PRAGMA foreign_keys = ON"); }

 private:
  SQLite::Database& database_;
};

Status check_references(SQLite::Database& database, const std::string& file) {
  SQLite::Statement broken(database, "PRAGMA foreign_key_check");
  if (!broken.executeStep()) return {};
  return fail(ErrorCode::kCorrupt,
              fmt::format("a row of table {} refers to what is not there: the store is damaged and "
                          "is left in its old version",
                          broken.getColumn(0).getString()),
              {file, 0, ""});
}

}  // namespace

Status migrate(SQLite::Database& database, const std::string& file, int version) {
  return guarded(file, [&]() -> Status {
    const ForeignKeysOff unchecked(database);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    PIGNUS_ASSIGN(int current, version_of(database, file));
    for (const EmbeddedRow* row = kEmbeddedRows + current; current < version; ++row) {
      PIGNUS_CHECK(row->path != nullptr);
      database.exec(std::string(row->begin, row->end));
      ++current;
      database.exec(fmt::format("PRAGMA user_version = {}", current));
    }
    database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    PIGNUS_TRY(check_references(database, file));
    transaction.commit();
    return {};
  });
}

}  // namespace pignus::store
