// Facts go in by batches, each one transaction together with the import's position, so that a kill
// at any moment leaves a whole number of batches.
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "core/check.h"
#include "core/utf8.h"
#include "store/connection.h"
#include "store/fact_json.h"
#include "store/fact_writer.h"
#include "store/guard.h"
#include "store/import_lock.h"
#include "store/import_rows.h"
#include "store/sql/database.h"
#include "store/store_impl.h"
#include "store/tables.h"

namespace pignus::store {
namespace {

constexpr std::int64_t kBatch = 2'000;
/// A batch stands in memory until it is written: one of large recordings is shorter.
constexpr std::size_t kPartsMax = 100'000;
constexpr std::int64_t kWorthCounting = 1'000;
/// Messages quote what is wrong with a record, and a record can be wrong by megabytes.
constexpr std::size_t kMessageBytesMax = 2'000;

/// What the store cannot place: an event without any day, a figure that is no number.
std::optional<registers::Problem> problem_of(const registers::Fact& fact) {
  const registers::Source& from = source_of(fact);
  const auto problem = [&](const char* message, const char* field, const std::string& hash) {
    return registers::Problem{{ErrorCode::kInvalidInput, message, {from.file, from.record, field}},
                              hash};
  };
  const auto* figure = std::get_if<registers::ReferenceFigure>(&fact);
  if (figure != nullptr && !std::isfinite(figure->value)) {
    return problem("is not a finite number", "value", "");
  }
  const auto* trade = std::get_if<registers::TradeReport>(&fact);
  if (trade != nullptr && trade->royalty_rate && !std::isfinite(*trade->royalty_rate)) {
    return problem("is not a finite number", "royalty_rate", "");
  }
  if (known_day(fact)) return std::nullopt;
  return problem("an event without any day cannot be placed", "date", hex(fact_hash(fact)));
}

/// How large a fact is, in the rows and lists it is made of.
std::size_t parts_of(const registers::Fact& fact) {
  if (const auto* record = std::get_if<registers::RightRecord>(&fact)) {
    return 1 + record->citations.size() + record->owners.size() + record->inventors.size();
  }
  if (const auto* recording = std::get_if<registers::Recording>(&fact)) {
    return 1 + recording->properties.size() + recording->grantors.size() +
           recording->grantees.size();
  }
  return 1;
}

}  // namespace

struct ImportSession::Impl {
  std::string file;
  std::unique_ptr<sql::Database> database;
  ImportLock lock;
  ImportSource source;
  std::int64_t import_id = 0;
  std::int64_t position = 0;   ///< of the next fact or problem
  std::int64_t committed = 0;  ///< position at the last commit
  std::uint64_t resumed_at = 0;
  bool is_complete = false;
  bool ended = false;  ///< finished, discarded or failed: nothing may be added
  ImportSummary summary;
  std::map<std::pair<std::string, std::string>, std::int64_t> source_ids;  ///< by file, registry
  std::optional<FactWriter> writer;
  std::optional<TableRows> sighting;
  std::optional<TableRows> quarantined;
  std::vector<registers::Fact> facts;                   ///< of the batch, still to be written
  std::vector<std::int64_t> ordinals;                   ///< of these facts
  std::size_t parts = 0;                                ///< of these facts together
  std::map<std::int64_t, registers::Problem> problems;  ///< of the batch, by their ordinals

  Impl(std::string store_file, ImportLock import_lock, std::unique_ptr<sql::Database> connection,
       ImportSource import_source)
      : file(std::move(store_file)),
        database(std::move(connection)),
        lock(std::move(import_lock)),
        source(std::move(import_source)) {}

  void start(const std::function<bool(std::string_view)>& outdated);
  /// What was taken since the last commit goes into its tables, inside a transaction.
  void write_batch();
  void write_facts();
  void write_problems();
  void close_batch();
  /// After a commit: nothing waits any more.
  void taken();
  void complete(std::string_view reader);
  /// After many new rows: lets the engine see how many there are, and where.
  void count_again();
  void put(const registers::Fact& fact);
  void put(const registers::Problem& problem);
  std::int64_t source_id(const registers::Source& from);

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
  committed = position;
  resumed_at = static_cast<std::uint64_t>(position);
}

void ImportSession::Impl::write_facts() {
  if (facts.empty()) return;
  if (!writer) {
    writer.emplace(*database);
    sighting.emplace(*database, "sighting",
                     std::vector<std::string>{"import_id", "ordinal", "fact_id", "source_id",
                                              "record", "origin"});
  }
  const std::vector<std::int64_t> ids = writer->put(facts);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const registers::Source& from = source_of(facts[i]);
    sighting->add(import_id, ordinals[i], ids[i], source_id(from),
                  static_cast<std::int64_t>(from.record), from.origin);
  }
  sighting->flush();
}

void ImportSession::Impl::write_problems() {
  if (problems.empty()) return;
  if (!quarantined) {
    quarantined.emplace(*database, "quarantined",
                        std::vector<std::string>{"import_id", "ordinal", "sha256", "code",
                                                 "message", "file", "record", "field"});
  }
  for (const auto& [ordinal, problem] : problems) {
    const Error& error = problem.error;
    quarantined->add(import_id, ordinal, problem.sha256, static_cast<int>(error.code),
                     error.message, error.where.file, static_cast<std::int64_t>(error.where.record),
                     error.where.field);
  }
  quarantined->flush();
}

void ImportSession::Impl::write_batch() {
  write_facts();
  write_problems();
  sql::Statement update(*database, "UPDATE import SET position = ? WHERE id = ?");
  update.run_with(position, import_id);
}

void ImportSession::Impl::close_batch() {
  if (position == committed) return;
  sql::Transaction transaction(*database, sql::Access::kWrite);
  write_batch();
  transaction.commit();
  taken();
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
  taken();
  for (const ImportRow& row : import_rows(*database)) {
    if (row.id == import_id) summary = row.summary;
  }
}

void ImportSession::Impl::taken() {
  facts.clear();
  ordinals.clear();
  problems.clear();
  parts = 0;
  committed = position;
}

std::int64_t ImportSession::Impl::source_id(const registers::Source& from) {
  const std::string& name = from.file;
  const auto known = source_ids.find({name, from.registry});
  if (known != source_ids.end()) return known->second;
  const auto own = source.sha256_of_files.find(name);
  const std::string& sha = own == source.sha256_of_files.end() ? source.sha256 : own->second;
  sql::Statement insert(
      *database,
      "INSERT INTO source (sha256, file, registry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  insert.bind_all(sha, name, from.registry);
  insert.run();
  sql::Statement query(*database,
                       "SELECT id FROM source WHERE sha256 = ? AND file = ? AND registry = ?");
  query.bind_all(sha, name, from.registry);
  query.step();
  return source_ids[{name, from.registry}] = query.integer(0);
}

void ImportSession::Impl::put(const registers::Fact& fact) {
  if (const std::optional<registers::Problem> problem = problem_of(fact)) {
    put(*problem);
    return;
  }
  facts.push_back(fact);
  ordinals.push_back(position);
  parts += parts_of(fact);
  ++position;
  if (position - committed >= kBatch || parts >= kPartsMax) close_batch();
}

void ImportSession::Impl::put(const registers::Problem& problem) {
  registers::Problem& kept = problems[position];
  kept = problem;
  kept.error.message = valid_utf8(kept.error.message, kMessageBytesMax);
  kept.error.where.file = valid_utf8(kept.error.where.file);
  kept.error.where.field = valid_utf8(kept.error.where.field, kMessageBytesMax);
  ++position;
  if (position - committed >= kBatch) close_batch();
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
  if (impl_->position >= kWorthCounting) impl_->count_again();
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
