#include "store/import_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace pignus::store {

Result<ImportLock> ImportLock::take(const std::string& store_file) {
  const std::string path = store_file + ".import";
  const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return fail(ErrorCode::kIo, "the lock file cannot be written", {path, 0, ""});
  }
  ImportLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::kConflict, "another import into this store is running",
                {store_file, 0, ""});
  }
  return lock;
}

ImportLock& ImportLock::operator=(ImportLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

ImportLock::~ImportLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace pignus::store
