// An open SQLite file with the house's settings.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <string>

#include "core/result.h"
#include "store/store.h"

namespace pignus::store {

[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> connect(const std::string& file,
                                                                OpenMode mode,
                                                                const StoreOptions& options);

}  // namespace pignus::store
