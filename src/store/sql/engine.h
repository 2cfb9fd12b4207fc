// What an engine must be able to do. Seen by sql::Database and the engines; the room's other files
// use database.h.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::store::sql {

enum class Dialect { kSqlite, kPostgres };

enum class Rows {
  kFew,   ///< an answer that fits into memory
  kMany,  ///< read by portions; on PostgreSQL a cursor
};

enum class Access {
  kRead,   ///< one view of the store from the first to the last statement
  kWrite,  ///< the same, and nobody else writes meanwhile
  kShare,  ///< writes beside other writers; each row is locked as it is changed (jobs)
};

/// An engine's refusal, with the word for the user; the store's name is added by guarded().
class Failure : public std::runtime_error {
 public:
  Failure(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

/// A text of bytes that are no characters.
struct Bytes {
  std::string_view value;
};

class Cursor {
 public:
  Cursor() = default;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  virtual ~Cursor() = default;

  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, double value) = 0;
  virtual void bind(int index, std::string_view value) = 0;
  virtual void bind(int index, Bytes value) = 0;
  virtual void bind_null(int index) = 0;
  virtual bool step() = 0;
  /// Runs a statement that gives no rows and whose changes() nobody asks for, and makes it ready
  /// for the next run. Inside a transaction a server is told together with the next statement that
  /// is asked for an answer, or with the commit: a failure comes then.
  virtual void send() {
    while (step()) {
    }
    reset();
  }
  /// Ready to run again; bindings stay.
  virtual void reset() = 0;
  virtual std::int64_t changes() const = 0;
  virtual int columns() const = 0;
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string text(int column) const = 0;
  virtual std::string bytes(int column) const = 0;
};

/// Rows put into one table, as fast as the engine can: prepared inserts, or COPY. Values in the
/// order of the columns; end_row() behind each row; flush() before anything else looks at the
/// table or the transaction ends.
class BulkRows {
 public:
  BulkRows() = default;
  BulkRows(const BulkRows&) = delete;
  BulkRows& operator=(const BulkRows&) = delete;
  virtual ~BulkRows() = default;

  virtual void put(std::int64_t value) = 0;
  virtual void put(double value) = 0;
  virtual void put(std::string_view value) = 0;
  virtual void put(Bytes value) = 0;
  virtual void put_null() = 0;
  virtual void end_row() = 0;
  virtual void flush() = 0;
};

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  virtual Dialect dialect() const = 0;
  virtual std::unique_ptr<Cursor> prepare(const std::string& sql, Rows rows) = 0;
  virtual void run(const std::string& script) = 0;
  virtual void begin(Access access) = 0;
  virtual void commit() = 0;
  /// A server need not wait for its disk: what is committed may go with the server's power, and
  /// with nothing less. For what is of the moment.
  virtual void commit_passing() { commit(); }
  /// Never throws: called while another failure is on its way.
  virtual void rollback() noexcept = 0;
  virtual std::unique_ptr<BulkRows> bulk(const std::string& table,
                                         const std::vector<std::string>& columns) = 0;
};

}  // namespace pignus::store::sql
