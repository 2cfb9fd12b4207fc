// What a Store holds; seen by the room's own files only.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <string>

#include "store/store.h"

namespace pignus::store {

struct Store::Impl {
  std::string file;
  OpenMode mode = OpenMode::kReadOnly;
  StoreOptions options;
  std::unique_ptr<SQLite::Database> database;
};

}  // namespace pignus::store
