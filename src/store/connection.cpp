#include "store/connection.h"

#include <fmt/format.h>

#include "store/guard.h"
#include "store/migrations.h"

namespace pignus::store {

Result<std::unique_ptr<SQLite::Database>> connect(const std::string& file, OpenMode mode,
                                                  const StoreOptions& options) {
  using Opened = Result<std::unique_ptr<SQLite::Database>>;
  return guarded(file, [&]() -> Opened {
    int flags = SQLite::OPEN_READWRITE;
    if (mode == OpenMode::kReadOnly) flags = SQLite::OPEN_READONLY;
    if (mode == OpenMode::kCreate) flags |= SQLite::OPEN_CREATE;
    auto database = std::make_unique<SQLite::Database>(file, flags, options.busy_timeout_ms);
    database->exec("PRAGMA foreign_keys = ON");
    database->exec("PRAGMA cache_size = -65536");  // 64 MiB: imports stay far below 512 MB
    database->exec("PRAGMA temp_store = FILE");
    if (mode != OpenMode::kReadOnly) {
      // Another program's database is left as it is, its journal mode too.
      PIGNUS_TRY(version_of(*database, file));
      // What was committed survives a loss of power, not only of the process.
      database->exec("PRAGMA synchronous = FULL");
      database->execAndGet("PRAGMA journal_mode = WAL");
      if (options.pages_max > 0) {
        database->execAndGet(fmt::format("PRAGMA max_page_count = {}", options.pages_max));
      }
    }
    return database;
  });
}

}  // namespace pignus::store
