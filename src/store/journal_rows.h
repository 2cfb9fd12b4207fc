// The journal's rows, walked as the room journal judges them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/checkpoint_log.h"
#include "journal/judge.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

/// All entries: the stream "checkpoints" first, then by stream, each in order of its numbers.
[[nodiscard]] Status for_each_entry(sql::Database& database,
                                    const std::function<Status(const journal::EntryRow&)>& visit);
/// In order of the streams' names.
std::vector<JournalHead> heads_of(sql::Database& database);

/// A judge that has heard every entry and head. `visit` is called for each entry that is sound.
[[nodiscard]] Result<journal::Judge> judge_rows(
    sql::Database& database, journal::JudgeOptions options,
    const std::function<Status(const journal::EntryRow&)>& visit = {});

/// Keys and checkpoints only; the other streams are not looked at.
[[nodiscard]] Result<journal::CheckpointLog> read_checkpoint_log(sql::Database& database,
                                                                 const std::string& file);

/// Nobody appends to any stream until the transaction ends: for what must see entries and heads as
/// they are at one moment, and then append to them.
void hold_all_heads(sql::Database& database);

/// Appends `notes` to one stream and moves its head once. Must run inside a transaction, which
/// holds the stream from here to its end; who writes beside others (Access::kShare) appends last
/// and to one stream only. Returns the number of the last. A note that could not be read again
/// throws sql::Failure, kLimitExceeded.
std::uint64_t append_notes(sql::Database& database, std::string_view stream,
                           const std::vector<JournalNote>& notes);

}  // namespace pignus::store
