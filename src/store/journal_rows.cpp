#include "store/journal_rows.h"

#include <SQLiteCpp/VariadicBind.h>

#include "core/sha256.h"
#include "journal/entry.h"

namespace pignus::store {
namespace {

using Visit = std::function<Status(const journal::EntryRow&)>;

Status visit_rows(SQLite::Statement& rows, const Visit& visit) {
  while (rows.executeStep()) {
    const std::string stream = rows.getColumn(0).getString();
    const std::string text = rows.getColumn(2).getString();
    const std::string hash = rows.getColumn(3).getString();
    PIGNUS_TRY(
        visit({stream, static_cast<std::uint64_t>(rows.getColumn(1).getInt64()), text, hash}));
  }
  return {};
}

Status visit_log(SQLite::Database& database, const Visit& visit) {
  SQLite::Statement rows(database,
                         "SELECT stream, number, entry, hash FROM journal WHERE stream = ? "
                         "ORDER BY number");
  rows.bind(1, std::string(journal::kCheckpointStream));
  return visit_rows(rows, visit);
}

}  // namespace

Status for_each_entry(SQLite::Database& database, const Visit& visit) {
  PIGNUS_TRY(visit_log(database, visit));
  SQLite::Statement rows(database,
                         "SELECT stream, number, entry, hash FROM journal WHERE stream <> ? "
                         "ORDER BY stream, number");
  rows.bind(1, std::string(journal::kCheckpointStream));
  return visit_rows(rows, visit);
}

std::vector<JournalHead> heads_of(SQLite::Database& database) {
  std::vector<JournalHead> heads;
  SQLite::Statement rows(database, "SELECT stream, number, hash FROM journal_head ORDER BY stream");
  while (rows.executeStep()) {
    heads.push_back({rows.getColumn(0).getString(),
                     static_cast<std::uint64_t>(rows.getColumn(1).getInt64()),
                     rows.getColumn(2).getString()});
  }
  return heads;
}

Result<journal::Judge> judge_rows(SQLite::Database& database, journal::JudgeOptions options,
                                  const Visit& visit) {
  journal::Judge judge(std::move(options));
  const auto take = [&](const journal::EntryRow& row) -> Status {
    PIGNUS_TRY(judge.take(row));
    return visit ? visit(row) : Status();
  };
  PIGNUS_TRY(for_each_entry(database, take));
  for (const JournalHead& head : heads_of(database)) {
    PIGNUS_TRY(judge.expect_head(head.stream, head.number, head.hash));
  }
  return judge;
}

Result<journal::CheckpointLog> read_checkpoint_log(SQLite::Database& database,
                                                   const std::string& file) {
  journal::CheckpointLog log(file);
  journal::Chain chain(std::string(journal::kCheckpointStream), file);
  const auto take = [&](const journal::EntryRow& row) -> Status {
    PIGNUS_ASSIGN(const journal::EntryParts parts, chain.take(row.number, row.text, row.hash));
    return log.take(parts);
  };
  PIGNUS_TRY(visit_log(database, take));
  return log;
}

std::uint64_t append_notes(SQLite::Database& database, std::string_view stream,
                           const std::vector<JournalNote>& notes) {
  const std::string name(stream);
  std::int64_t number = 0;
  std::string hash;
  SQLite::Statement head(database, "SELECT number, hash FROM journal_head WHERE stream = ?");
  head.bind(1, name);
  if (head.executeStep()) {
    number = head.getColumn(0).getInt64();
    hash = head.getColumn(1).getString();
  }
  if (notes.empty()) return static_cast<std::uint64_t>(number);
  SQLite::Statement insert(database,
                           "INSERT INTO journal (stream, number, entry, hash) VALUES (?, ?, ?, ?)");
  for (const JournalNote& note : notes) {
    ++number;
    const std::string text =
        journal::entry_text(stream, static_cast<std::uint64_t>(number), hash, note.kind, note.body);
    hash = sha256_hex(text);
    SQLite::bind(insert, name, number, text, hash);
    insert.exec();
    insert.reset();
  }
  SQLite::Statement update(database,
                           "INSERT INTO journal_head (stream, number, hash) VALUES (?, ?, ?) "
                           "ON CONFLICT (stream) DO UPDATE SET number = excluded.number, "
                           "hash = excluded.hash");
  SQLite::bind(update, name, number, hash);
  update.exec();
  return static_cast<std::uint64_t>(number);
}

}  // namespace pignus::store
