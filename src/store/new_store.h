// What writes a whole book into a store at once needs: that the store is new, and that work after
// it finds its numbers free.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/result.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

/// kConflict when any table holds anything.
[[nodiscard]] Status check_is_new(sql::Database& database, const std::string& file);
/// Rows were put with their numbers; PostgreSQL's counters do not know of them yet.
void set_counters(sql::Database& database);

/// Fills a store in a file that is not there yet, under another name ("FILE.part") until it is
/// whole and on the disk. kConflict when the file is there; nothing is left when `fill` fails.
[[nodiscard]] Status make_store_file(const std::filesystem::path& file,
                                     const std::function<Status(Store&)>& fill);

}  // namespace pignus::store
