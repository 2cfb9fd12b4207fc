#include "store/import_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "store/guard.h"
#include "store/sql/postgres_engine.h"

namespace pignus::store {

Result<ImportLock> ImportLock::take(const std::string& store_file, sql::Database& database) {
  const auto taken = [&] {
    return fail(ErrorCode::kConflict, "another import into this store is running",
                {store_file, 0, ""});
  };
  if (database.dialect() == sql::Dialect::kPostgres) {
    PIGNUS_ASSIGN(const bool held, guarded(store_file, [&]() -> Result<bool> {
                    return sql::take_import_lock(database.engine());
                  }));
    if (!held) return taken();
    return ImportLock(database.engine());
  }
  const std::string path = store_file + ".import";
  const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return fail(ErrorCode::kIo, "the lock file cannot be written", {path, 0, ""});
  }
  ImportLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return taken();
  }
  return lock;
}

ImportLock& ImportLock::operator=(ImportLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(engine_, other.engine_);
  return *this;
}

ImportLock::~ImportLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (engine_ != nullptr) sql::release_import_lock(*engine_);
}

}  // namespace pignus::store
