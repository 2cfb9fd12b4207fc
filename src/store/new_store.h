// What writes a whole book into a store at once needs: that the store is new, and that work after it
// finds its numbers free.
#pragma once

#include <string>

#include "core/result.h"
#include "store/sql/database.h"

namespace pignus::store {

/// kConflict when any table holds anything.
[[nodiscard]] Status check_is_new(sql::Database& database, const std::string& file);
/// Rows were put with their numbers; PostgreSQL's counters do not know of them yet.
void set_counters(sql::Database& database);

}  // namespace pignus::store
