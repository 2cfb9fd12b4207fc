// An open database with the house's settings, whichever engine the location names.
#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

/// `location`: the path of an SQLite file, or a postgresql:// URL.
[[nodiscard]] Result<std::unique_ptr<sql::Database>> connect(const std::string& location,
                                                             OpenMode mode,
                                                             const StoreOptions& options);

}  // namespace pignus::store
