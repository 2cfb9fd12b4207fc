#include "store/connection.h"

#include "store/guard.h"
#include "store/location.h"
#include "store/migrations.h"
#include "store/sql/engine_wrapper.h"
#include "store/sql/postgres_engine.h"
#include "store/sql/sqlite_engine.h"

namespace pignus::store {
namespace {

std::unique_ptr<sql::Database> database_over(std::unique_ptr<sql::Engine> engine,
                                             const StoreOptions& options) {
  if (options.wrapper) engine = options.wrapper->wrap(std::move(engine));
  return std::make_unique<sql::Database>(std::move(engine));
}

}  // namespace

Result<std::unique_ptr<sql::Database>> connect(const std::string& location, OpenMode mode,
                                               const StoreOptions& options) {
  using Opened = Result<std::unique_ptr<sql::Database>>;
  const std::string name = shown_location(location);
  const bool writes = mode != OpenMode::kReadOnly;
  return guarded(name, [&]() -> Opened {
    if (is_server(location)) {
      return database_over(
          sql::open_postgres(location,
                             {.writes = writes, .lock_timeout_ms = options.busy_timeout_ms}),
          options);
    }
    const sql::SqliteOptions wanted{.writes = writes,
                                    .creates = mode == OpenMode::kCreate,
                                    .busy_timeout_ms = options.busy_timeout_ms,
                                    .durable = options.durable,
                                    .pages_max = options.pages_max};
    auto database = database_over(sql::open_sqlite(location, wanted), options);
    if (writes) {
      // Another program's database is left as it is, its journal mode too.
      PIGNUS_TRY(version_of(*database, name));
      sql::prepare_for_writing(database->engine(), wanted);
    }
    return database;
  });
}

bool is_server(const std::string& location) {
  return sql::is_postgres_url(location);
}

std::string shown_location(const std::string& location) {
  return is_server(location) ? sql::shown_url(location) : location;
}

}  // namespace pignus::store
