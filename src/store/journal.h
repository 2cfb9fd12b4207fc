// Appending to the journal; journal/entry.h has the format of an entry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

inline constexpr std::string_view kImportStream = "imports";
inline constexpr std::string_view kResultStream = "results";

/// Must run inside the transaction that the entry tells of. Returns the entry's number.
std::uint64_t append_entry(sql::Database& database, std::string_view stream, std::string_view kind,
                           const Json& body);

/// kInvalidInput for a stream of the store's own, or a name that is none.
[[nodiscard]] Status check_notes(std::string_view stream, const std::vector<JournalNote>& notes);

}  // namespace pignus::store
