// PostgreSQL behind sql::Database: many desks on one book.
//
// libpq itself, not libpqxx: its COPY, cursors and error codes are wanted bare, and its
// transactions are no C++ objects that would have to be nested into ours.
#pragma once

#include <memory>
#include <string>

#include "store/sql/engine.h"

namespace pignus::store::sql {

struct PostgresOptions {
  bool writes = false;
  int lock_timeout_ms = 10'000;
};

/// `url`: "postgresql://user@host:port/database?…", as libpq takes it; a password may stand in the
/// environment (PGPASSWORD) or in ~/.pgpass instead. Throws Failure; messages never hold a
/// password. Access::kWrite waits at most lock_timeout_ms for another writer.
std::unique_ptr<Engine> open_postgres(const std::string& url, const PostgresOptions& options);

/// True of "postgresql://…" and "postgres://…".
bool is_postgres_url(std::string_view location);
/// The URL as it may be shown: without password.
std::string shown_url(std::string_view url);

/// One import at a time into one database: false while another connection holds it. Asks for a
/// second, because the server takes a moment to see that a killed program is gone. Held until it is
/// released or the connection ends.
bool take_import_lock(Engine& engine);
void release_import_lock(Engine& engine) noexcept;

}  // namespace pignus::store::sql
