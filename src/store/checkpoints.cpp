// The journal's checkpoints, keys and proofs, and the journal as a file. Checkpoints are entries of
// the stream "checkpoints", so the journal carries them and each covers those before it.
#include <fmt/format.h>

#include "core/check.h"
#include "core/date.h"
#include "journal/export_file.h"
#include "journal/hex_text.h"
#include "store/guard.h"
#include "store/journal.h"
#include "store/journal_rows.h"
#include "store/sql/database.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

using journal::kCheckpointStream;

Status check_day(std::string_view at) {
  if (Date::parse(at)) return {};
  return fail(ErrorCode::kInvalidInput, "is no day", {"", 0, "at"});
}

void append_to_log(sql::Database& database, std::string_view kind, Json body) {
  append_notes(database, kCheckpointStream, {{std::string(kind), std::move(body)}});
}

Error other_key(const journal::KeyChain& keys, const journal::SigningKey& key,
                const std::string& file) {
  return {ErrorCode::kConflict,
          fmt::format("the journal's checkpoints are signed by key {}, not by {}: rotate the key "
                      "first",
                      keys.current().id(), key.public_key().id()),
          {file, 0, ""}};
}

Result<journal::SignedCheckpoint> sign_heads(const journal::Judge& judge,
                                             const journal::Verdict& verdict,
                                             const journal::SigningKey& key, std::string_view at) {
  journal::Checkpoint next = judge.log().next_checkpoint();
  next.at = std::string(at);
  for (const journal::StreamVerdict& stream : verdict.streams) {
    const auto head = journal::parse_hex<32>(stream.head);
    PIGNUS_CHECK(head.has_value());
    next.streams.push_back({stream.stream, stream.size, stream.root, *head});
  }
  return journal::sign(std::move(next), key);
}

/// The roots of ranges over a stream's first `size` entries, from the hashes beside them.
Result<journal::MerklePath> path_over(sql::Database& database, const std::string& stream,
                                      std::uint64_t size, std::vector<journal::LeafRange> ranges) {
  journal::RangeRoots roots(std::move(ranges));
  sql::Statement rows(database,
                      "SELECT hash FROM journal WHERE stream = ? AND number <= ? "
                      "ORDER BY number",
                      sql::Rows::kMany);
  rows.bind_all(stream, static_cast<std::int64_t>(size));
  std::uint64_t seen = 0;
  for (; rows.step(); ++seen) {
    PIGNUS_ASSIGN(const Sha256Digest leaf, journal::leaf_of_hash(rows.text(0)));
    roots.add(leaf);
  }
  if (seen != size) {
    return fail(
        ErrorCode::kCorrupt,
        fmt::format("journal stream \"{}\" has {} of the {} entries that a checkpoint covers",
                    stream, seen, size));
  }
  return roots.roots();
}

Result<std::string> entry_at(sql::Database& database, const std::string& stream,
                             std::uint64_t number) {
  sql::Statement row(database, "SELECT entry FROM journal WHERE stream = ? AND number = ?");
  row.bind_all(stream, static_cast<std::int64_t>(number));
  if (row.step()) return row.text(0);
  return fail(ErrorCode::kNotFound,
              fmt::format("the journal has no entry {} of stream \"{}\"", number, stream));
}

Result<journal::SignedCheckpoint> checkpoint_at(const journal::CheckpointLog& log,
                                                std::uint64_t number) {
  const auto& all = log.checkpoints();
  const std::uint64_t wanted = number == 0 ? all.size() : number;
  if (wanted == 0) return fail(ErrorCode::kNotFound, "the journal has no checkpoint yet");
  if (wanted > all.size()) {
    return fail(ErrorCode::kNotFound, fmt::format("the journal has no checkpoint {}", wanted));
  }
  return all[wanted - 1];
}

}  // namespace

Result<std::uint64_t> Store::append_to_journal(std::string_view stream,
                                               const std::vector<JournalNote>& notes,
                                               std::optional<std::uint64_t> after) {
  PIGNUS_CHECK(impl_->mode != OpenMode::kReadOnly);
  PIGNUS_TRY(check_notes(stream, notes));
  return guarded(impl_->file, [&]() -> Result<std::uint64_t> {
    sql::Transaction transaction(*impl_->database, sql::Access::kWrite);
    if (after) {
      const std::uint64_t last = append_notes(*impl_->database, stream, {});
      if (last != *after) {
        return fail(
            ErrorCode::kConflict,
            fmt::format("journal stream \"{}\" ends with entry {}, not {}", stream, last, *after));
      }
    }
    const std::uint64_t number = append_notes(*impl_->database, stream, notes);
    transaction.commit();
    return number;
  });
}

Result<journal::SignedCheckpoint> Store::append_checkpoint(const journal::SigningKey& key,
                                                           std::string_view at) {
  PIGNUS_CHECK(impl_->mode != OpenMode::kReadOnly);
  PIGNUS_TRY(check_day(at));
  sql::Database& database = *impl_->database;
  return guarded(impl_->file, [&]() -> Result<journal::SignedCheckpoint> {
    sql::Transaction transaction(database, sql::Access::kWrite);
    hold_all_heads(database);  // jobs are told of beside other writers
    PIGNUS_ASSIGN(const journal::CheckpointLog before, read_checkpoint_log(database, impl_->file));
    if (before.keys() == nullptr) {
      append_to_log(database, journal::kFirstKeyEntry, json_of(key.public_key()));
    } else if (before.keys()->current() != key.public_key()) {
      return fail(other_key(*before.keys(), key, impl_->file));
    }
    // Nothing is signed that contradicts what was signed before.
    PIGNUS_ASSIGN(journal::Judge judge, judge_rows(database, {impl_->file, {}, {}, true}));
    PIGNUS_ASSIGN(const journal::Verdict verdict, judge.finish());
    PIGNUS_ASSIGN(journal::SignedCheckpoint made, sign_heads(judge, verdict, key, at));
    append_to_log(database, journal::kCheckpointEntry, json_of(made));
    transaction.commit();
    return made;
  });
}

Result<journal::SignedRotation> Store::rotate_journal_key(const journal::SigningKey& key,
                                                          const journal::PublicKey& to,
                                                          std::string_view at) {
  PIGNUS_CHECK(impl_->mode != OpenMode::kReadOnly);
  PIGNUS_TRY(check_day(at));
  sql::Database& database = *impl_->database;
  return guarded(impl_->file, [&]() -> Result<journal::SignedRotation> {
    sql::Transaction transaction(database, sql::Access::kWrite);
    PIGNUS_ASSIGN(journal::CheckpointLog log, read_checkpoint_log(database, impl_->file));
    if (log.keys() == nullptr) {
      return fail(ErrorCode::kNotFound, "the journal has no key to rotate: make a checkpoint first",
                  {impl_->file, 0, ""});
    }
    if (log.keys()->current() != key.public_key()) {
      return fail(other_key(*log.keys(), key, impl_->file));
    }
    if (log.keys()->contains(to.id())) {
      return fail(ErrorCode::kConflict, "the new key had its turn before and may not sign again",
                  {impl_->file, 0, ""});
    }
    journal::Rotation rotation = log.next_rotation();
    rotation.at = std::string(at);
    rotation.to = to;
    journal::SignedRotation made = journal::sign(std::move(rotation), key);
    append_to_log(database, journal::kRotationEntry, json_of(made));
    transaction.commit();
    return made;
  });
}

Result<journal::CheckpointLog> Store::checkpoint_log() const {
  return guarded(impl_->file, [&] { return read_checkpoint_log(*impl_->database, impl_->file); });
}

Status Store::export_journal(std::string_view at,
                             const std::function<Status(std::string_view)>& write) const {
  PIGNUS_TRY(check_day(at));
  return guarded(impl_->file, [&]() -> Status {
    const sql::Transaction one_view(*impl_->database, sql::Access::kRead);
    std::vector<journal::StreamEnd> ends;
    for (JournalHead& head : heads_of(*impl_->database)) {
      ends.push_back({std::move(head.stream), head.number, std::move(head.hash)});
    }
    PIGNUS_TRY(write(journal::export_header(at, std::move(ends))));
    // Judged as it is written: a broken journal ends in an error, not in a file that looks whole.
    PIGNUS_ASSIGN(journal::Judge judge,
                  judge_rows(*impl_->database, {impl_->file, {}, {}, true},
                             [&write](const journal::EntryRow& row) -> Status {
                               return write(std::string(row.text) + "\n");
                             }));
    PIGNUS_TRY(judge.finish());
    return {};
  });
}

Result<journal::InclusionProof> Store::prove_entry(const std::string& stream, std::uint64_t number,
                                                   std::uint64_t checkpoint) const {
  sql::Database& database = *impl_->database;
  return guarded(impl_->file, [&]() -> Result<journal::InclusionProof> {
    const sql::Transaction one_view(database, sql::Access::kRead);
    PIGNUS_ASSIGN(const journal::CheckpointLog log, read_checkpoint_log(database, impl_->file));
    PIGNUS_ASSIGN(journal::SignedCheckpoint covering, checkpoint_at(log, checkpoint));
    PIGNUS_ASSIGN(std::string entry, entry_at(database, stream, number));
    const journal::StreamMark* mark = mark_of(covering.statement, stream);
    if (mark == nullptr || number > mark->size) {
      return fail(ErrorCode::kNotFound,
                  fmt::format("checkpoint {} does not reach entry {} of stream \"{}\": make a new "
                              "checkpoint",
                              covering.statement.number, number, stream));
    }
    PIGNUS_ASSIGN(
        journal::MerklePath path,
        path_over(database, stream, mark->size, journal::inclusion_ranges(number - 1, mark->size)));
    journal::InclusionProof proof{std::move(entry), std::move(path), std::move(covering),
                                  *log.keys()};
    PIGNUS_TRY(check_proof(proof, log.keys()->keys(), impl_->file));
    return proof;
  });
}

Result<journal::ConsistencyProof> Store::prove_growth(std::uint64_t earlier,
                                                      std::uint64_t later) const {
  sql::Database& database = *impl_->database;
  return guarded(impl_->file, [&]() -> Result<journal::ConsistencyProof> {
    const sql::Transaction one_view(database, sql::Access::kRead);
    PIGNUS_ASSIGN(const journal::CheckpointLog log, read_checkpoint_log(database, impl_->file));
    PIGNUS_ASSIGN(journal::SignedCheckpoint from, checkpoint_at(log, earlier));
    PIGNUS_ASSIGN(journal::SignedCheckpoint to, checkpoint_at(log, later));
    if (to.statement.number < from.statement.number) {
      return fail(ErrorCode::kInvalidInput, "the later checkpoint comes before the earlier one");
    }
    std::vector<journal::StreamPath> paths;
    for (const journal::StreamMark& before : from.statement.streams) {
      const journal::StreamMark* after = mark_of(to.statement, before.stream);
      PIGNUS_CHECK(after != nullptr);  // the log has held each checkpoint against the one before
      PIGNUS_ASSIGN(journal::MerklePath path,
                    path_over(database, before.stream, after->size,
                              journal::consistency_ranges(before.size, after->size)));
      paths.push_back({before.stream, std::move(path)});
    }
    journal::ConsistencyProof proof{std::move(from), std::move(to), std::move(paths), *log.keys()};
    PIGNUS_TRY(check_proof(proof, log.keys()->keys(), impl_->file));
    return proof;
  });
}

}  // namespace pignus::store
