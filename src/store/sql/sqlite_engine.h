// SQLite behind sql::Database: one file, nothing to set up.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "store/sql/engine.h"

namespace pignus::store::sql {

struct SqliteOptions {
  bool writes = false;
  bool creates = false;
  int busy_timeout_ms = 10'000;
  bool durable = true;
  std::int64_t pages_max = 0;  ///< upper bound of the file, in pages of 4096 bytes; 0: none
};

/// Throws Failure. The journal mode of the file is left as it is: see prepare_for_writing().
std::unique_ptr<Engine> open_sqlite(const std::string& file, const SqliteOptions& options);

/// Settings of a file known to be a store: write-ahead log, what is committed survives a loss of
/// power.
void prepare_for_writing(Engine& engine, const SqliteOptions& options);

}  // namespace pignus::store::sql
