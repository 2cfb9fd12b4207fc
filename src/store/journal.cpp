#include "store/journal.h"

#include <fmt/format.h>
#include <map>

#include "core/sha256.h"
#include "store/sql/database.h"

namespace pignus::store {
namespace {

struct Head {
  std::int64_t number = 0;
  std::string hash;
};

Head head_of(sql::Database& database, const std::string& stream) {
  sql::Statement query(database, "SELECT number, hash FROM journal_head WHERE stream = ?");
  query.bind(1, stream);
  if (!query.step()) return {};
  return {query.integer(0), query.text(1)};
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

std::uint64_t append_entry(sql::Database& database, std::string_view stream, std::string_view kind,
                           const Json& body) {
  const std::string name(stream);
  const Head head = head_of(database, name);
  const std::int64_t number = head.number + 1;
  const std::string entry = canonical_json({{"stream", name},
                                            {"number", number},
                                            {"previous", head.hash},
                                            {"kind", std::string(kind)},
                                            {"body", body}});
  const std::string hash = sha256_hex(entry);
  sql::Statement insert(database,
                        "INSERT INTO journal (stream, number, entry, hash) VALUES (?, ?, ?, ?)");
  insert.bind_all(name, number, entry, hash);
  insert.run();
  sql::Statement update(
      database,
      "INSERT INTO journal_head (stream, number, hash) VALUES (?, ?, ?) ON CONFLICT (stream) DO "
      "UPDATE SET number = excluded.number, hash = excluded.hash");
  update.bind_all(name, number, hash);
  update.run();
  return static_cast<std::uint64_t>(number);
}

Status verify_chains(
    sql::Database& database, const std::string& file,
    const std::function<Status(const std::string& stream, const Json& entry)>& visit) {
  std::map<std::string, Head> ends;
  sql::Statement rows(database,
                      "SELECT stream, number, entry, hash FROM journal ORDER BY stream, number",
                      sql::Rows::kMany);
  while (rows.step()) {
    const std::string stream = rows.text(0);
    const std::int64_t number = rows.integer(1);
    const std::string hash = rows.text(3);
    Head& before = ends[stream];
    PIGNUS_ASSIGN(const Json entry, check_entry(file, stream, number, rows.text(2), hash, before));
    PIGNUS_TRY(visit(stream, entry));
    before = {number, hash};
  }
  std::size_t heads_seen = 0;
  sql::Statement heads(database, "SELECT stream, number, hash FROM journal_head");
  while (heads.step()) {
    const std::string stream = heads.text(0);
    const std::int64_t number = heads.integer(1);
    const Head& end = ends[stream];
    if (end.number != number || end.hash != heads.text(2)) {
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
