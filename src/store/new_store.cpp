#include "store/new_store.h"

#include <fmt/format.h>

#include "store/tables.h"

namespace pignus::store {

Status check_is_new(sql::Database& database, const std::string& file) {
  for (const char* table : kTables) {
    if (database.integer(fmt::format("SELECT count(*) FROM {}", table)) > 0) {
      return fail(ErrorCode::kConflict, "is not empty: this needs a new store", {file, 0, ""});
    }
  }
  return {};
}

void set_counters(sql::Database& database) {
  if (database.dialect() != sql::Dialect::kPostgres) return;
  for (const char* table : kNumberedTables) {
    sql::Statement set(database, fmt::format("SELECT setval(pg_get_serial_sequence('{0}', 'id'), "
                                             "(SELECT coalesce(max(id), 0) + 1 FROM {0}), false)",
                                             table));
    set.step();
  }
}

}  // namespace pignus::store
