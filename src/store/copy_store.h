// A whole book from one store into another, whichever engines lie behind them: moving to a server,
// and every backup and restore.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"

namespace pignus::store {

struct CopyReport {
  std::uint64_t rows = 0;
  std::string content_hash;          ///< of both, equal
  std::vector<JournalHead> journal;  ///< heads of both, equal
};

/// Copies everything `from` holds, unfinished imports too, as it is at one moment, while others go
/// on working with it. `to` must be new: kConflict when it holds anything. All of it or nothing:
/// cut off at any moment, `to` is as it was. Both are read again and compared before the answer.
[[nodiscard]] Result<CopyReport> copy_store(const Store& from, Store& to,
                                            const Progress& progress = silent_progress());

/// Copies a store into a file that is no store's yet, under another name until it is whole and on
/// the disk. kConflict when the file is there.
[[nodiscard]] Result<CopyReport> back_up(const Store& from, const std::filesystem::path& file,
                                         const Progress& progress = silent_progress());

}  // namespace pignus::store
