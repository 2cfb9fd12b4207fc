#include "store/journal_rows.h"

#include <fmt/format.h>
#include <optional>

#include "core/sha256.h"
#include "journal/entry.h"
#include "store/sql/database.h"
#include "store/sql/dialect.h"

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

namespace {

/// The end of a stream, held until the transaction ends: others that append to it wait.
std::optional<JournalHead> held_head(sql::Database& database, const std::string& stream) {
  sql::Statement head(database,
                      fmt::format("SELECT number, hash FROM journal_head WHERE stream = ?{}",
                                  sql::for_update(database.dialect())));
  head.bind(1, stream);
  if (!head.step()) return std::nullopt;
  return JournalHead{stream, static_cast<std::uint64_t>(head.integer(0)), head.text(1)};
}

/// A stream that has no entry yet has no row to hold.
void hold_beginnings(sql::Database& database) {
  const std::string_view lock = sql::lock_of_beginnings(database.dialect());
  if (!lock.empty()) sql::Statement(database, std::string(lock)).step();
}

}  // namespace

void hold_all_heads(sql::Database& database) {
  hold_beginnings(database);
  sql::Statement heads(database, fmt::format("SELECT stream FROM journal_head ORDER BY stream{}",
                                             sql::for_update(database.dialect())));
  while (heads.step()) {
  }
}

std::uint64_t append_notes(sql::Database& database, std::string_view stream,
                           const std::vector<JournalNote>& notes) {
  const std::string name(stream);
  auto head = held_head(database, name);
  if (!head) {
    hold_beginnings(database);
    head = held_head(database, name);
  }
  std::int64_t number = head ? static_cast<std::int64_t>(head->number) : 0;
  std::string hash = head ? head->hash : "";
  if (notes.empty()) return static_cast<std::uint64_t>(number);
  sql::Statement insert(database,
                        "INSERT INTO journal (stream, number, entry, hash) VALUES (?, ?, ?, ?)");
  for (const JournalNote& note : notes) {
    ++number;
    const std::string text =
        journal::entry_text(stream, static_cast<std::uint64_t>(number), hash, note.kind, note.body);
    // What cannot be read again must not be appended: nothing behind it could be verified.
    if (!journal::read_entry(text)) {
      throw sql::Failure(ErrorCode::kLimitExceeded,
                         "is too large or too deep for an entry of the journal");
    }
    hash = sha256_hex(text);
    insert.send_with(name, number, text, hash);
  }
  sql::Statement update(database,
                        "INSERT INTO journal_head (stream, number, hash) VALUES (?, ?, ?) "
                        "ON CONFLICT (stream) DO UPDATE SET number = excluded.number, "
                        "hash = excluded.hash");
  update.send_with(name, number, hash);
  return static_cast<std::uint64_t>(number);
}

}  // namespace pignus::store
