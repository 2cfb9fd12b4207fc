#include "store/sql/sqlite_engine.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace pignus::store::sql {
namespace {

Failure translated(const SQLite::Exception& exception) {
  switch (exception.getErrorCode()) {
    case SQLITE_FULL:
      return {ErrorCode::kIo,
              "the store is full: no space left on the disk or its bound is reached"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kConflict, "the store is locked by another program"};
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt, "is not a database"};
    case SQLITE_CORRUPT:
      return {ErrorCode::kCorrupt, fmt::format("the store is damaged: {}", exception.what())};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorCode::kIo,
              fmt::format("the store cannot be opened or written: {}", exception.what())};
    case SQLITE_IOERR:
      return {ErrorCode::kIo,
              fmt::format("reading or writing the store failed: {}", exception.what())};
    case SQLITE_TOOBIG:
      return {ErrorCode::kLimitExceeded, "a text is longer than the store can hold"};
    default:
      return {ErrorCode::kCorrupt, fmt::format("the database refuses: {} (code {})",
                                               exception.what(), exception.getExtendedErrorCode())};
  }
}

/// Where the library's exceptions end.
template <typename Work>
auto calling(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    throw translated(exception);
  }
}

class SqliteCursor : public Cursor {
 public:
  SqliteCursor(SQLite::Database& database, const std::string& sql)
      : statement_(calling([&] { return SQLite::Statement(database, sql); })) {}

  void bind(int index, std::int64_t value) override {
    calling([&] { statement_.bind(index, value); });
  }
  void bind(int index, double value) override {
    calling([&] { statement_.bind(index, value); });
  }
  void bind(int index, std::string_view value) override {
    calling([&] { statement_.bind(index, std::string(value)); });
  }
  void bind(int index, Bytes value) override {
    calling(
        [&] { statement_.bind(index, value.value.data(), static_cast<int>(value.value.size())); });
  }
  void bind_null(int index) override {
    calling([&] { statement_.bind(index); });
  }
  bool step() override {
    const bool more = calling([&] { return statement_.executeStep(); });
    // SQLite counts for the connection, not for the statement.
    if (!more) changes_ = statement_.getChanges();
    return more;
  }
  void reset() override {
    calling([&] { statement_.reset(); });
  }
  std::int64_t changes() const override { return changes_; }
  int columns() const override { return statement_.getColumnCount(); }
  bool null(int column) const override {
    return calling([&] { return statement_.isColumnNull(column); });
  }
  std::int64_t integer(int column) const override {
    return calling([&] { return cell(column).getInt64(); });
  }
  double real(int column) const override {
    return calling([&] { return cell(column).getDouble(); });
  }
  std::string text(int column) const override {
    return calling([&] { return cell(column).getString(); });
  }
  std::string bytes(int column) const override { return text(column); }

 private:
  // The library lets only a changeable statement tell its columns.
  SQLite::Column cell(int column) const { return statement_.getColumn(column); }

  mutable SQLite::Statement statement_;
  std::int64_t changes_ = 0;
};

/// A prepared insert.
class SqliteBulkRows : public BulkRows {
 public:
  SqliteBulkRows(SQLite::Database& database, const std::string& sql) : insert_(database, sql) {}

  void put(std::int64_t value) override { insert_.bind(++column_, value); }
  void put(double value) override { insert_.bind(++column_, value); }
  void put(std::string_view value) override { insert_.bind(++column_, value); }
  void put(Bytes value) override { insert_.bind(++column_, value); }
  void put_null() override { insert_.bind_null(++column_); }
  void end_row() override {
    insert_.step();
    insert_.reset();
    column_ = 0;
  }
  void flush() override {}

 private:
  SqliteCursor insert_;
  int column_ = 0;
};

class SqliteEngine : public Engine {
 public:
  SqliteEngine(const std::string& file, int flags, int busy_timeout_ms)
      : database_(calling([&] { return SQLite::Database(file, flags, busy_timeout_ms); })) {}

  Dialect dialect() const override { return Dialect::kSqlite; }
  std::unique_ptr<Cursor> prepare(const std::string& sql, Rows /*rows*/) override {
    return std::make_unique<SqliteCursor>(database_, sql);
  }
  void run(const std::string& script) override {
    calling([&] { database_.exec(script); });
  }
  void begin(Access access) override {
    run(access == Access::kRead ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
  }
  void commit() override { run("COMMIT"); }
  void rollback() noexcept override {
    // SQLite may have rolled back by itself (disk full); the first failure is the one to tell.
    database_.tryExec("ROLLBACK");
  }
  std::unique_ptr<BulkRows> bulk(const std::string& table,
                                 const std::vector<std::string>& columns) override {
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
    return std::make_unique<SqliteBulkRows>(
        database_,
        fmt::format("INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ", "), marks));
  }

 private:
  SQLite::Database database_;
};

}  // namespace

std::unique_ptr<Engine> open_sqlite(const std::string& file, const SqliteOptions& options) {
  int flags = options.writes ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
  if (options.creates) flags |= SQLite::OPEN_CREATE;
  auto engine = std::make_unique<SqliteEngine>(file, flags, options.busy_timeout_ms);
  engine->run("PRAGMA foreign_keys = ON");
  engine->run("PRAGMA cache_size = -65536");  // 64 MiB: imports stay far below 512 MB
  engine->run("PRAGMA temp_store = FILE");
  return engine;
}

void prepare_for_writing(Engine& engine, const SqliteOptions& options) {
  engine.run(options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
  engine.prepare("PRAGMA journal_mode = WAL", Rows::kFew)->step();
  if (options.pages_max > 0) {
    engine.prepare(fmt::format("PRAGMA max_page_count = {}", options.pages_max), Rows::kFew)
        ->step();
  }
}

}  // namespace pignus::store::sql
