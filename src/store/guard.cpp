#include "store/guard.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace pignus::store {

Error translate(const SQLite::Exception& exception, const std::string& file) {
  const Where where{file, 0, ""};
  switch (exception.getErrorCode()) {
    case SQLITE_FULL:
      return {ErrorCode::kIo,
              "the store is full: no space left on the disk or its bound is reached", where};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kConflict, "the store is locked by another program", where};
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt, "is not a database", where};
    case SQLITE_CORRUPT:
      return {ErrorCode::kCorrupt, fmt::format("the store is damaged: {}", exception.what()),
              where};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorCode::kIo,
              fmt::format("the store cannot be opened or written: {}", exception.what()), where};
    case SQLITE_IOERR:
      return {ErrorCode::kIo,
              fmt::format("reading or writing the store failed: {}", exception.what()), where};
    case SQLITE_TOOBIG:
      return {ErrorCode::kLimitExceeded, "a text is longer than the store can hold", where};
    default:
      return {ErrorCode::kCorrupt,
              fmt::format("the database refuses: {} (code {})", exception.what(),
                          exception.getExtendedErrorCode()),
              where};
  }
}

}  // namespace pignus::store
