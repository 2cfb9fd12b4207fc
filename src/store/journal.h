// Appending to the journal; journal/entry.h has the format of an entry.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/json.h"

namespace pignus::store {

inline constexpr std::string_view kImportStream = "imports";
inline constexpr std::string_view kResultStream = "results";

/// Must run inside the transaction that the entry tells of. Returns the entry's number.
std::uint64_t append_entry(SQLite::Database& database, std::string_view stream,
                           std::string_view kind, const Json& body);

}  // namespace pignus::store
