// Holds the journal against itself, and the tables against the journal.
#pragma once

#include "core/result.h"
#include "journal/judge.h"
#include "store/sql/database.h"

namespace pignus::store {

/// Inside a transaction that sees the store as it is at one moment, or that has written it.
/// kCorrupt at the first contradiction.
[[nodiscard]] Result<journal::Verdict> verify_rows(sql::Database& database,
                                                   journal::JudgeOptions options);

}  // namespace pignus::store
