// What a Store holds; seen by the room's own files only.
#pragma once

#include <memory>
#include <string>

#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

struct Store::Impl {
  std::string location;  ///< a path, or a URL with what is secret in it
  std::string file;      ///< the same as it may be shown
  OpenMode mode = OpenMode::kReadOnly;
  StoreOptions options;
  std::unique_ptr<sql::Database> database;
};

}  // namespace pignus::store
