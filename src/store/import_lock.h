// One import at a time, by a lock that a killed process cannot leave behind: the operating system's
// on "<store>.import", or PostgreSQL's, which lives as long as the connection.
#pragma once

#include <string>
#include <utility>

#include "core/result.h"
#include "store/sql/database.h"

namespace pignus::store {

class ImportLock {
 public:
  /// kConflict while another session holds it. Must be let go before `database` ends.
  [[nodiscard]] static Result<ImportLock> take(const std::string& store_file,
                                               sql::Database& database);
  ImportLock(ImportLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)),
        engine_(std::exchange(other.engine_, nullptr)) {}
  ImportLock& operator=(ImportLock&& other) noexcept;
  ~ImportLock();

 private:
  explicit ImportLock(int descriptor) : descriptor_(descriptor) {}
  explicit ImportLock(sql::Engine& engine) : engine_(&engine) {}
  int descriptor_ = -1;
  sql::Engine* engine_ = nullptr;
};

}  // namespace pignus::store
