// The journal: streams of entries, each append-only and chained by hash.
//
// An entry is the canonical JSON of {"body","kind","number","previous","stream"}: numbers count
// from 1, `previous` is the hash of the entry before ("" for the first), the hash is SHA-256 of the
// entry's bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "store/sql/database.h"

namespace pignus::store {

inline constexpr std::string_view kImportStream = "imports";
inline constexpr std::string_view kResultStream = "results";

/// Must run inside the transaction that the entry tells of. Returns the entry's number.
std::uint64_t append_entry(sql::Database& database, std::string_view stream, std::string_view kind,
                           const Json& body);
/// Walks the chain of every stream; `visit` is called for each entry that is sound by itself.
[[nodiscard]] Status verify_chains(
    sql::Database& database, const std::string& file,
    const std::function<Status(const std::string& stream, const Json& entry)>& visit);

}  // namespace pignus::store
