#include "store/new_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

#include "store/guard.h"
#include "store/location.h"
#include "store/store_impl.h"
#include "store/tables.h"

namespace pignus::store {
namespace {

/// Written for good, under its own name.
Status settle(const std::filesystem::path& unfinished, const std::filesystem::path& file) {
  const auto failed = [&](const char* what) {
    return fail(ErrorCode::kIo, fmt::format("the store cannot be {}", what),
                {file.string(), 0, ""});
  };
  const int descriptor = ::open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed("read");
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) return failed("written to the disk");
  // Not rename(): it would take the place of a file made meanwhile.
  if (::link(unfinished.c_str(), file.c_str()) != 0) return failed("given its name");
  ::unlink(unfinished.c_str());
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent >= 0) {
    ::fsync(parent);
    ::close(parent);
  }
  return {};
}

void remove_store(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal", ".import"}) {
    std::filesystem::remove(file.string() + ending, ignored);
  }
}

}  // namespace

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

Status make_store_file(const std::filesystem::path& file,
                       const std::function<Status(Store&)>& fill) {
  std::error_code error;
  if (is_server(file.string())) {
    return fail(ErrorCode::kInvalidInput, "must be a file, not a database server",
                {shown_location(file.string()), 0, ""});
  }
  if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
    return fail(ErrorCode::kConflict, "is there already: no file is ever replaced",
                {file.string(), 0, ""});
  }
  const std::filesystem::path unfinished = file.string() + ".part";
  remove_store(unfinished);
  const auto make = [&]() -> Status {
    PIGNUS_ASSIGN(Store to, Store::open(unfinished, OpenMode::kCreate));
    PIGNUS_TRY(fill(to));
    // One file, without a log beside it, is what people copy and keep.
    return guarded(unfinished.string(), [&]() -> Status {
      sql::Statement(*to.impl().database, "PRAGMA journal_mode = DELETE").step();
      return {};
    });
  };
  Status made = make();
  if (made) made = settle(unfinished, file);
  if (!made) remove_store(unfinished);
  return made;
}

}  // namespace pignus::store
