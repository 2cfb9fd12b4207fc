// Facts go in by batches, each one transaction together with the import's position, so that a kill
// at any moment leaves a whole number of batches.
#include <utility>

#include "core/check.h"
#include "store/connection.h"
#include "store/guard.h"
#include "store/import_lock.h"
#include "store/import_rows.h"
#include "store/import_writer.h"
#include "store/sql/database.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

constexpr std::int64_t kBatch = 2'000;
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
  bool complete = false;
  bool ended = false;  ///< finished, discarded or failed: nothing may be added
  ImportSummary summary;
  std::optional<ImportWriter> writer;  ///< while the import is not complete
  std::optional<sql::Transaction> batch;

  Impl(std::string store_file, ImportLock import_lock, std::unique_ptr<sql::Database> connection,
       ImportSource import_source)
      : file(std::move(store_file)),
        database(std::move(connection)),
        lock(std::move(import_lock)),
        source(std::move(import_source)) {}

  void start(const std::function<bool(std::string_view)>& outdated);
  void open_batch();
  void close_batch();
  /// After many new rows: lets the engine see how many there are.
  void count_again();
  template <typename Item>
  void put(const Item& item) {
    open_batch();
    writer->put(item);
    if (writer->position() - committed >= kBatch) close_batch();
  }

  /// Runs work; a failure rolls the open batch back and ends the session.
  template <typename Work>
  Status step(Work&& work) {
    PIGNUS_CHECK(!ended && !complete);
    Status status = guarded(file, [&]() -> Status {
      work();
      return {};
    });
    if (!status) {
      ended = true;
      try {
        batch.reset();
      } catch (const sql::Failure&) {  // NOLINT(bugprone-empty-catch)
        // SQLite has rolled the transaction back itself; the first error is the one to tell.
      }
    }
    return status;
  }
};

void ImportSession::Impl::start(const std::function<bool(std::string_view)>& outdated) {
  sql::Transaction transaction(*database, sql::Access::kWrite);
  std::int64_t position = 0;
  for (const ImportRow& row : import_rows(*database)) {
    const bool same = row.summary.name == source.name && row.summary.sha256 == source.sha256;
    if (row.summary.complete) {
      if (row.summary.sha256 == source.sha256 && !complete && !(outdated && outdated(row.reader))) {
        complete = true;
        summary = row.summary;
      }
    } else if (same && row.reader == source.reader) {
      import_id = row.id;
      position = row.position;
    } else if (row.summary.name == source.name) {
      discard_import(*database, row.id);
    }
  }
  if (!complete && import_id == 0) {
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

void ImportSession::Impl::open_batch() {
  if (batch) return;
  batch.emplace(*database, sql::Access::kWrite);
  writer->begin_batch();
}

void ImportSession::Impl::close_batch() {
  if (!batch) return;
  writer->flush();
  sql::Statement update(*database, "UPDATE import SET position = ? WHERE id = ?");
  update.bind_all(writer->position(), import_id);
  update.run();
  batch->commit();
  batch.reset();
  committed = writer->position();
}

void ImportSession::Impl::count_again() {
  if (database->dialect() != sql::Dialect::kPostgres) return;
  // The planner's own count comes a minute later, and until then it reads whole tables.
  static_cast<void>(guarded(file, [&]() -> Status {
    database->run("ANALYZE");
    return {};
  }));
}

ImportSession::ImportSession(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ImportSession::ImportSession(ImportSession&&) noexcept = default;
ImportSession& ImportSession::operator=(ImportSession&&) noexcept = default;
ImportSession::~ImportSession() = default;

bool ImportSession::already_complete() const {
  return impl_->complete;
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
    impl_->batch.reset();
    sql::Transaction transaction(*impl_->database, sql::Access::kWrite);
    discard_import(*impl_->database, impl_->import_id);
    transaction.commit();
  });
  impl_->ended = true;
  return status;
}

Result<ImportSummary> ImportSession::finish(std::string_view reader) {
  PIGNUS_TRY(impl_->step([&] {
    impl_->open_batch();
    if (!reader.empty()) {
      sql::Statement update(*impl_->database, "UPDATE import SET reader = ? WHERE id = ?");
      update.bind_all(std::string(reader), impl_->import_id);
      update.run();
    }
    impl_->writer->flush();
    complete_import(*impl_->database, impl_->import_id);
    impl_->close_batch();
    for (const ImportRow& row : import_rows(*impl_->database)) {
      if (row.id == impl_->import_id) impl_->summary = row.summary;
    }
  }));
  impl_->complete = true;
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
