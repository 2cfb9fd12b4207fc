// The few words that the engines spell differently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql/engine.h"

namespace pignus::store::sql {

/// The texts of `column`, "; " between, in the order of `order`; "from_where" is the rest of the
/// query behind SELECT. A scalar expression; '' where there is no row.
std::string joined(Dialect dialect, std::string_view column, std::string_view from_where,
                   std::string_view order);

/// True where `column` is like `pattern`, '\' escaping, upper and lower case of ASCII alike.
std::string like_any_case(Dialect dialect, std::string_view column, std::string_view pattern);

/// Behind a SELECT of rows that the transaction will change: " FOR UPDATE"; SQLite has one writer.
std::string_view for_update(Dialect dialect);
/// The same, passing over rows that another transaction holds.
std::string_view for_update_free(Dialect dialect);

/// A statement that holds, to the end of the transaction, who may write the first entry of a
/// stream; "" for SQLite.
std::string_view lock_of_beginnings(Dialect dialect);
/// True where `column`, of texts or of integers, is one of those that list_of() wrote for the mark.
/// Many questions become one statement and one round trip, whatever their number.
std::string is_among_texts(Dialect dialect, std::string_view column, std::string_view mark);
std::string is_among_integers(Dialect dialect, std::string_view column, std::string_view mark);
/// A text that no store can hold, with a NUL or bytes that are no characters, is left out: it
/// equals nothing.
std::string list_of(Dialect dialect, const std::vector<std::string>& texts);
std::string list_of(Dialect dialect, const std::vector<std::int64_t>& integers);

/// A migration is written for SQLite; this makes it PostgreSQL's: types, STRICT, WITHOUT ROWID,
/// texts ordered by their bytes. What stands behind "-- on PostgreSQL: " on a line is for it alone.
std::string postgres_schema(std::string_view sqlite_script);

/// Marks "?" and "?N" as "$N"; texts in quotes stay.
std::string postgres_marks(std::string_view sql);

}  // namespace pignus::store::sql
