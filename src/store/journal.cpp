#include "store/journal.h"

#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>
#include <map>

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

Error broken(const std::string& file, const std::string& stream, std::int64_t number,
             std::string_view why) {
  return {ErrorCode::kCorrupt,
          fmt::format("journal stream \"{}\", entry {}: {}", stream, number, why),
          {file, static_cast<std::uint64_t>(number), ""}};
}

/// The entry's JSON when its place in the chain is the one it says.
Result<Json> check_entry(const std::string& file, const std::string& stream, std::int64_t number,
                         const std::string& text, const std::string& hash, const Head& before) {
  if (number != before.number + 1) {
    return fail(broken(file, stream, before.number + 1, "is missing"));
  }
  if (sha256_hex(text) != hash) return fail(broken(file, stream, number, "was changed"));
  Json entry = Json::parse(text, nullptr, false);
  if (!entry.is_object() || !entry.contains("body")) {
    return fail(broken(file, stream, number, "cannot be read"));
  }
  if (entry.value("stream", Json()) != Json(stream) ||
      entry.value("number", Json()) != Json(number) ||
      entry.value("previous", Json()) != Json(before.hash)) {
    return fail(broken(file, stream, number, "does not follow the entry before it"));
  }
  return entry;
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

Status verify_chains(
    SQLite::Database& database, const std::string& file,
    const std::function<Status(const std::string& stream, const Json& entry)>& visit) {
  std::map<std::string, Head> ends;
  SQLite::Statement rows(database,
                         "SELECT stream, number, entry, hash FROM journal ORDER BY stream, number");
  while (rows.executeStep()) {
    const std::string stream = rows.getColumn(0).getString();
    const std::int64_t number = rows.getColumn(1).getInt64();
    const std::string hash = rows.getColumn(3).getString();
    Head& before = ends[stream];
    PIGNUS_ASSIGN(const Json entry,
                  check_entry(file, stream, number, rows.getColumn(2).getString(), hash, before));
    PIGNUS_TRY(visit(stream, entry));
    before = {number, hash};
  }
  std::size_t heads_seen = 0;
  SQLite::Statement heads(database, "SELECT stream, number, hash FROM journal_head");
  while (heads.executeStep()) {
    const std::string stream = heads.getColumn(0).getString();
    const std::int64_t number = heads.getColumn(1).getInt64();
    const Head& end = ends[stream];
    if (end.number != number || end.hash != heads.getColumn(2).getString()) {
      return fail(broken(file, stream, number, "is the head, but the chain ends elsewhere"));
    }
    ++heads_seen;
  }
  if (heads_seen != ends.size()) {
    return fail(ErrorCode::kCorrupt, "a journal stream has lost its head", {file, 0, ""});
  }
  return {};
}

}  // namespace pignus::store
