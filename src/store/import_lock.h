// One import at a time: a lock of the operating system on "<store>.import", which a killed process
// cannot leave behind.
#pragma once

#include <string>

#include "core/result.h"

namespace pignus::store {

class ImportLock {
 public:
  /// kConflict while another session holds it.
  [[nodiscard]] static Result<ImportLock> take(const std::string& store_file);
  ImportLock(ImportLock&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  ImportLock& operator=(ImportLock&& other) noexcept;
  ~ImportLock();

 private:
  explicit ImportLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace pignus::store
