#include "store/journal.h"

#include "store/journal_rows.h"

namespace pignus::store {

std::uint64_t append_entry(sql::Database& database, std::string_view stream, std::string_view kind,
                           const Json& body) {
  return append_notes(database, stream, {{std::string(kind), body}});
}

}  // namespace pignus::store
