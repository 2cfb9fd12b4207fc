#include "store/journal_rows.h"

#include "core/sha256.h"
#include "journal/entry.h"
#include "store/sql/database.h"

namespace pignus::store {
namespace {

using Visit = std::function<Status(const journal::EntryRow&)>;

Status visit_rows(sql::Statement& rows, const Visit& visit) {
  while (rows.step()) {
    const std::string stream = rows.text(0);
    const std::string text = rows.text(2);
    const std::string hash = rows.text(3);
    PIGNUS_TRY(visit({stream, static_cast<std::uint64_t>(rows.integer(1)), text, hash}));
  }
  return {};
}

Status visit_log(sql::Database& database, const Visit& visit) {
  sql::Statement rows(database,
                      "SELECT stream, number, entry, hash FROM journal WHERE stream = ? "
                      "ORDER BY number",
                      sql::Rows::kMany);
  rows.bind(1, std::string(journal::kCheckpointStream));
  return visit_rows(rows, visit);
}

}  // namespace

Status for_each_entry(sql::Database& database, const Visit& visit) {
  PIGNUS_TRY(visit_log(database, visit));
  sql::Statement rows(database,
                      "SELECT stream, number, entry, hash FROM journal WHERE stream <> ? "
                      "ORDER BY stream, number",
                      sql::Rows::kMany);
  rows.bind(1, std::string(journal::kCheckpointStream));
  return visit_rows(rows, visit);
}

std::vector<JournalHead> heads_of(sql::Database& database) {
  std::vector<JournalHead> heads;
  sql::Statement rows(database, "SELECT stream, number, hash FROM journal_head ORDER BY stream");
  while (rows.step()) {
    heads.push_back({rows.text(0), static_cast<std::uint64_t>(rows.integer(1)), rows.text(2)});
  }
  return heads;
}

Result<journal::Judge> judge_rows(sql::Database& database, journal::JudgeOptions options,
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

Result<journal::CheckpointLog> read_checkpoint_log(sql::Database& database,
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

std::uint64_t append_notes(sql::Database& database, std::string_view stream,
                           const std::vector<JournalNote>& notes) {
  const std::string name(stream);
  std::int64_t number = 0;
  std::string hash;
  sql::Statement head(database, "SELECT number, hash FROM journal_head WHERE stream = ?");
  head.bind(1, name);
  if (head.step()) {
    number = head.integer(0);
    hash = head.text(1);
  }
  if (notes.empty()) return static_cast<std::uint64_t>(number);
  sql::Statement insert(database,
                        "INSERT INTO journal (stream, number, entry, hash) VALUES (?, ?, ?, ?)");
  for (const JournalNote& note : notes) {
    ++number;
    const std::string text =
        journal::entry_text(stream, static_cast<std::uint64_t>(number), hash, note.kind, note.body);
    hash = sha256_hex(text);
    insert.bind_all(name, number, text, hash);
    insert.run();
    insert.reset();
  }
  sql::Statement update(database,
                        "INSERT INTO journal_head (stream, number, hash) VALUES (?, ?, ?) "
                        "ON CONFLICT (stream) DO UPDATE SET number = excluded.number, "
                        "hash = excluded.hash");
  update.bind_all(name, number, hash);
  update.run();
  return static_cast<std::uint64_t>(number);
}

}  // namespace pignus::store
