// Facts go in by batches, each one transaction together with the import's position, so that a kill
// at any moment leaves a whole number of batches.
#include <fmt/format.h>
#include <utility>

#include "core/check.h"
#include "store/connection.h"
#include "store/guard.h"
#include "store/import_lock.h"
#include "store/import_rows.h"
#include "store/import_writer.h"
#include "store/sql/database.h"
#include "store/store_impl.h"
#include "store/tables.h"

namespace pignus::store {
namespace {

constexpr std::int64_t kWorthCounting = 1'000;

}  // namespace

struct ImportSession::Impl {
  std::string file;
  std::unique_ptr<sql::Database> database;
  ImportLock lock;
  ImportSource source;
  std::int64_t import_id = 0;
  std::int64_t committed = 0;  ///< position at the last commit
  std::uint64_t resumed_at = 0;
  bool is_complete = false;
  bool ended = false;  ///< finished, discarded or failed: nothing may be added
  ImportSummary summary;
  std::optional<ImportWriter> writer;  ///< while the import is not complete

  Impl(std::string store_file, ImportLock import_lock, std::unique_ptr<sql::Database> connection,
       ImportSource import_source)
      : file(std::move(store_file)),
        database(std::move(connection)),
        lock(std::move(import_lock)),
        source(std::move(import_source)) {}

  void start(const std::function<bool(std::string_view)>& outdated);
  void close_batch();
  void complete(std::string_view reader);
  /// What was taken since the last commit goes into its tables, inside a transaction.
  void write_batch();
  /// After many new rows: lets the engine see how many there are, and where.
  void count_again();
  template <typename Item>
  void put(const Item& item) {
    writer->put(item);
    if (writer->is_full()) close_batch();
  }

  /// Runs work; a failure rolls its transaction back and ends the session.
  template <typename Work>
  Status step(Work&& work) {
    PIGNUS_CHECK(!ended && !is_complete);
    Status status = guarded(file, [&]() -> Status {
      work();
      return {};
    });
    if (!status) ended = true;
    return status;
  }
};

void ImportSession::Impl::start(const std::function<bool(std::string_view)>& outdated) {
  sql::Transaction transaction(*database, sql::Access::kWrite);
  std::int64_t position = 0;
  for (const ImportRow& row : import_rows(*database)) {
    const bool same = row.summary.name == source.name && row.summary.sha256 == source.sha256;
    if (row.summary.complete) {
      if (row.summary.sha256 == source.sha256 && !is_complete &&
          !(outdated && outdated(row.reader))) {
        is_complete = true;
        summary = row.summary;
      }
    } else if (same && row.reader == source.reader) {
      import_id = row.id;
      position = row.position;
    } else if (row.summary.name == source.name) {
      discard_import(*database, row.id);
    }
  }
  if (!is_complete && import_id == 0) {
    sql::Statement insert(*database,
                          "INSERT INTO import (name, sha256, bytes, reader, at, state) VALUES "
                          "(?, ?, ?, ?, ?, 'running') RETURNING id");
    insert.bind_all(source.name, source.sha256, static_cast<std::int64_t>(source.bytes),
                    source.reader, source.at);
    PIGNUS_CHECK(insert.step());
    import_id = insert.integer(0);
    insert.reset();
  }
  transaction.commit();
  writer.emplace(*database, source, import_id, position);
  committed = position;
  resumed_at = static_cast<std::uint64_t>(position);
}

void ImportSession::Impl::write_batch() {
  writer->flush();
  sql::Statement update(*database, "UPDATE import SET position = ? WHERE id = ?");
  update.run_with(writer->position(), import_id);
}

void ImportSession::Impl::close_batch() {
  if (writer->position() == committed) return;
  sql::Transaction transaction(*database, sql::Access::kWrite);
  write_batch();
  transaction.commit();
  committed = writer->position();
}

void ImportSession::Impl::complete(std::string_view reader) {
  sql::Transaction transaction(*database, sql::Access::kWrite);
  if (!reader.empty()) {
    sql::Statement update(*database, "UPDATE import SET reader = ? WHERE id = ?");
    update.run_with(std::string(reader), import_id);
  }
  write_batch();
  complete_import(*database, import_id);
  transaction.commit();
  committed = writer->position();
  for (const ImportRow& row : import_rows(*database)) {
    if (row.id == import_id) summary = row.summary;
  }
}

void ImportSession::Impl::count_again() {
  if (database->dialect() != sql::Dialect::kPostgres) return;
  // The server would do both by itself a minute later. Until rows are counted it reads whole
  // tables, and until pages are known to be visible to all no index answers alone.
  static_cast<void>(guarded(file, [&]() -> Status {
    database->run(fmt::format("VACUUM (ANALYZE) {}", fmt::join(kTables, ", ")));
    return {};
  }));
}

ImportSession::ImportSession(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ImportSession::ImportSession(ImportSession&&) noexcept = default;
ImportSession& ImportSession::operator=(ImportSession&&) noexcept = default;
ImportSession::~ImportSession() = default;

bool ImportSession::already_complete() const {
  return impl_->is_complete;
}

std::uint64_t ImportSession::resume_at() const {
  return impl_->resumed_at;
}

const ImportSummary& ImportSession::summary() const {
  return impl_->summary;
}

Status ImportSession::add(const registers::Fact& fact) {
  return impl_->step([&] { impl_->put(fact); });
}

Status ImportSession::add(const registers::Problem& problem) {
  return impl_->step([&] { impl_->put(problem); });
}

Status ImportSession::pause() {
  return impl_->step([&] { impl_->close_batch(); });
}

Status ImportSession::discard() {
  Status status = impl_->step([&] {
    sql::Transaction transaction(*impl_->database, sql::Access::kWrite);
    discard_import(*impl_->database, impl_->import_id);
    transaction.commit();
  });
  impl_->ended = true;
  return status;
}

Result<ImportSummary> ImportSession::finish(std::string_view reader) {
  PIGNUS_TRY(impl_->step([&] { impl_->complete(reader); }));
  impl_->is_complete = true;
  if (impl_->writer->position() >= kWorthCounting) impl_->count_again();
  return impl_->summary;
}

Result<ImportSession> Store::begin_import(const ImportSource& source,
                                          const std::function<bool(std::string_view)>& outdated) {
  PIGNUS_CHECK(impl_->mode != OpenMode::kReadOnly);
  PIGNUS_ASSIGN(auto database, connect(impl_->location, OpenMode::kReadWrite, impl_->options));
  PIGNUS_ASSIGN(ImportLock lock, ImportLock::take(impl_->file, *database));
  auto session = std::make_unique<ImportSession::Impl>(impl_->file, std::move(lock),
                                                       std::move(database), source);
  PIGNUS_TRY(session->step([&] { session->start(outdated); }));
  return ImportSession(std::move(session));
}

}  // namespace pignus::store
