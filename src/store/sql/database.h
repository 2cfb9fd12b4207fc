// The one way this room talks to a database: SQLite and PostgreSQL behind the same four words.
//
//   sql::Database database = …;                          // sqlite_engine.h, postgres_engine.h
//   sql::Transaction transaction(database, sql::Access::kWrite);
//   sql::Statement rows(database, "SELECT id FROM import WHERE name = ?");
//   rows.bind(1, name);
//   while (rows.step()) use(rows.integer(0));
//   transaction.commit();
//
// SQL is written once, for both: marks "?" or "?N" for values; ON CONFLICT, RETURNING; no function
// of one engine only (dialect.h has the few words that differ). What fails throws sql::Failure;
// every door method of the store ends it in guarded().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/result.h"
#include "store/sql/engine.h"

namespace pignus::store::sql {

class Database {
 public:
  explicit Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  Dialect dialect() const { return engine_->dialect(); }
  Engine& engine() { return *engine_; }
  /// Runs one or more statements without marks for values.
  void run(const std::string& script) { engine_->run(script); }
  /// The first column of the only row of a query without marks for values.
  std::int64_t integer(const std::string& query);
  std::string text(const std::string& query);

 private:
  std::unique_ptr<Engine> engine_;
};

/// A prepared statement. Columns count from 0, marks from 1. Must end before its database.
class Statement {
 public:
  /// `rows`: kMany reads the answer by portions, so that it need not fit into memory.
  Statement(Database& database, const std::string& sql, Rows rows = Rows::kFew)
      : cursor_(database.engine().prepare(sql, rows)) {}

  void bind(int index, std::int64_t value) { cursor_->bind(index, value); }
  void bind(int index, int value) { cursor_->bind(index, std::int64_t{value}); }
  void bind(int index, double value) { cursor_->bind(index, value); }
  void bind(int index, std::string_view value) { cursor_->bind(index, value); }
  void bind(int index, const std::string& value) { cursor_->bind(index, std::string_view(value)); }
  void bind(int index, const char* value) { cursor_->bind(index, std::string_view(value)); }
  void bind(int index, Bytes value) { cursor_->bind(index, value); }
  void bind(int index, std::nullopt_t /*null*/) { cursor_->bind_null(index); }
  template <typename Value>
  void bind(int index, const std::optional<Value>& value) {
    value ? bind(index, *value) : cursor_->bind_null(index);
  }
  /// To the marks from 1 on.
  template <typename... Values>
  void bind_all(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }

  /// The next row; false behind the last.
  bool step() { return cursor_->step(); }
  /// Runs a statement that gives no rows, and makes it ready for the next run; bindings stay.
  void run() {
    while (cursor_->step()) {
    }
    cursor_->reset();
  }
  /// bind_all() and run().
  template <typename... Values>
  void run_with(const Values&... values) {
    bind_all(values...);
    run();
  }
  /// bind_all(), and run() for what nobody waits for, inside a transaction (Cursor::send).
  template <typename... Values>
  void send_with(const Values&... values) {
    bind_all(values...);
    cursor_->send();
  }
  /// Rows changed by the last run().
  std::int64_t changes() const { return cursor_->changes(); }
  void reset() { cursor_->reset(); }

  int columns() const { return cursor_->columns(); }
  bool null(int column) const { return cursor_->null(column); }
  /// A boolean is 0 or 1.
  std::int64_t integer(int column) const { return cursor_->integer(column); }
  double real(int column) const { return cursor_->real(column); }
  std::string text(int column) const { return cursor_->text(column); }
  /// Of a column of bytes.
  std::string bytes(int column) const { return cursor_->bytes(column); }

 private:
  std::unique_ptr<Cursor> cursor_;
};

/// Rolled back unless committed.
class Transaction {
 public:
  Transaction(Database& database, Access access) : engine_(&database.engine()) {
    engine_->begin(access);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!ended_) engine_->rollback();
  }

  /// Failed, it may have left the transaction open: then it is rolled back like any other.
  void commit() {
    engine_->commit();
    ended_ = true;
  }
  /// commit() of what may go with a server's power (Engine::commit_passing).
  void commit_passing() {
    engine_->commit_passing();
    ended_ = true;
  }

 private:
  Engine* engine_;
  bool ended_ = false;
};

}  // namespace pignus::store::sql
