#include "store/journal.h"

#include <SQLiteCpp/VariadicBind.h>

#include "core/sha256.h"

namespace pignus::store {
namespace {

struct Head {
  std::int64_t number = 0;
  std::string hash;
};

Head head_of(SQLite::Database& database, const std::string& stream) {
  SQLite::Statement query(database, "SELECT number, hash FROM journal_head WHERE stream = ?");
  query.bind(1, stream);
  if (!query.executeStep()) return {};
  return {query.getColumn(0).getInt64(), query.getColumn(1).getString()};
}

}  // namespace

std::uint64_t append_entry(SQLite::Database& database, std::string_view stream,
                           std::string_view kind, const Json& body) {
  const std::string name(stream);
  const Head head = head_of(database, name);
  const std::int64_t number = head.number + 1;
  const std::string entry = canonical_json({{"stream", name},
                                            {"number", number},
                                            {"previous", head.hash},
                                            {"kind", std::string(kind)},
                                            {"body", body}});
  const std::string hash = sha256_hex(entry);
  SQLite::Statement insert(database,
                           "INSERT INTO journal (stream, number, entry, hash) VALUES (?, ?, ?, ?)");
  SQLite::bind(insert, name, number, entry, hash);
  insert.exec();
  SQLite::Statement update(
      database, "INSERT OR REPLACE INTO journal_head (stream, number, hash) VALUES (?, ?, ?)");
  SQLite::bind(update, name, number, hash);
  update.exec();
  return static_cast<std::uint64_t>(number);
}

}  // namespace pignus::store
