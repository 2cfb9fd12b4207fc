// An engine that fails when it is told to: a statement, a commit or a row of a bulk load, a full
// disk, a lost connection, the death of the process. It stands between a store and its real engine
// (StoreOptions::wrapper); one Faults may stand over several connections.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/sql/engine_wrapper.h"

namespace pignus::store::testing {

enum class Fault {
  kNone,
  kStatement,      ///< one call fails; the connection goes on
  kFull,           ///< from here on nothing can be written, until disarmed
  kLost,           ///< the connection is gone
  kKilled,         ///< every connection is gone, and what was in memory with them
  kEnded,          ///< the server really ends the connection (PostgreSQL), by Faults::on_end
  kCommitRefused,  ///< a commit fails, and its transaction stays open
  kCommitUnheard,  ///< a commit takes effect, then the connection is lost before it is told
  kCommitKilled,   ///< a commit takes effect, then the process dies
};

inline bool is_of_commit(Fault fault) {
  return fault >= Fault::kCommitRefused;
}
/// The connection, or all of them, is gone.
inline bool is_final(Fault fault) {
  return fault == Fault::kLost || fault == Fault::kKilled || fault == Fault::kEnded ||
         fault == Fault::kCommitUnheard || fault == Fault::kCommitKilled;
}
inline bool is_death(Fault fault) {
  return fault == Fault::kKilled || fault == Fault::kCommitKilled;
}

class Faults : public sql::EngineWrapper {
 public:
  enum class Call { kRead, kWrite, kCommit };

  /// At the moment of a kill, before anything of the connections is undone.
  std::function<void()> on_kill;
  /// Ends the connection that this engine has to its server.
  std::function<void(sql::Engine&)> on_end;

  /// Fires at the `moment`-th call from now (from 0), of a commit's faults at that commit.
  void arm(Fault fault, int moment) {
    fault_ = fault;
    left_ = moment;
    fired_ = false;
  }
  void disarm() {
    fault_ = Fault::kNone;
    fired_ = false;
  }
  bool fired() const { return fired_; }
  /// Calls of all connections so far.
  std::uint64_t calls() const { return calls_; }

  std::unique_ptr<sql::Engine> wrap(std::unique_ptr<sql::Engine> engine) override;

  /// What happens to this call. A kill is carried out here.
  Fault at(Call call) {
    ++calls_;
    if (fault_ == Fault::kNone) return Fault::kNone;
    if (fired_) return fault_ == Fault::kFull && call != Call::kRead ? fault_ : Fault::kNone;
    if (is_of_commit(fault_) && call != Call::kCommit) return Fault::kNone;
    if (left_-- > 0) return Fault::kNone;
    if (fault_ == Fault::kFull && call == Call::kRead) {
      left_ = 0;
      return Fault::kNone;
    }
    fired_ = true;
    if (fault_ == Fault::kKilled) die();
    return fault_;
  }
  void die() {
    if (on_kill) on_kill();
    ++deaths_;
  }
  int deaths() const { return deaths_; }

 private:
  Fault fault_ = Fault::kNone;
  int left_ = 0;
  bool fired_ = false;
  int deaths_ = 0;
  std::uint64_t calls_ = 0;
};

class FaultyEngine : public sql::Engine {
 public:
  FaultyEngine(Faults& faults, std::unique_ptr<sql::Engine> engine)
      : faults_(faults), engine_(std::move(engine)), deaths_(faults.deaths()) {}

  sql::Dialect dialect() const override { return engine_->dialect(); }
  std::unique_ptr<sql::Cursor> prepare(const std::string& sql, sql::Rows rows) override;
  std::unique_ptr<sql::BulkRows> bulk(const std::string& table,
                                      const std::vector<std::string>& columns) override;
  void run(const std::string& script) override {
    pass(call_of(script));
    engine_->run(script);
  }
  void begin(sql::Access access) override {
    pass(Faults::Call::kRead);
    engine_->begin(access);
  }
  void commit() override { commit_by(&sql::Engine::commit); }
  void commit_passing() override { commit_by(&sql::Engine::commit_passing); }
  /// What a server or the next one to open the file does for a connection that is gone.
  void rollback() noexcept override { engine_->rollback(); }

  /// Throws what becomes of the call; returns the faults of a commit that takes effect.
  Fault pass(Faults::Call call) {
    if (lost_ || deaths_ != faults_.deaths()) lose();
    const Fault fault = faults_.at(call);
    switch (fault) {
      case Fault::kStatement:
      case Fault::kCommitRefused:
        throw sql::Failure(ErrorCode::kIo, "made to fail");
      case Fault::kFull:
        throw sql::Failure(ErrorCode::kIo, "made to be full");
      case Fault::kLost:
      case Fault::kKilled:
        lose();
      case Fault::kEnded:
        faults_.on_end(*engine_);
        return fault;
      default:
        return fault;
    }
  }
  static Faults::Call call_of(std::string_view sql) {
    const bool reads = sql.starts_with("SELECT") || sql.starts_with("PRAGMA");
    return reads ? Faults::Call::kRead : Faults::Call::kWrite;
  }

 private:
  void commit_by(void (sql::Engine::*how)()) {
    const Fault fault = pass(Faults::Call::kCommit);
    ((*engine_).*how)();
    if (fault == Fault::kCommitUnheard) lose();
    if (fault == Fault::kCommitKilled) {
      faults_.die();
      lose();
    }
  }
  [[noreturn]] void lose() {
    lost_ = true;
    throw sql::Failure(ErrorCode::kIo, "made to lose the connection");
  }

  Faults& faults_;
  std::unique_ptr<sql::Engine> engine_;
  int deaths_;
  bool lost_ = false;
};

class FaultyCursor : public sql::Cursor {
 public:
  FaultyCursor(FaultyEngine& engine, Faults::Call call, std::unique_ptr<sql::Cursor> cursor)
      : engine_(engine), call_(call), cursor_(std::move(cursor)) {}

  void bind(int index, std::int64_t value) override { cursor_->bind(index, value); }
  void bind(int index, double value) override { cursor_->bind(index, value); }
  void bind(int index, std::string_view value) override { cursor_->bind(index, value); }
  void bind(int index, sql::Bytes value) override { cursor_->bind(index, value); }
  void bind_null(int index) override { cursor_->bind_null(index); }
  bool step() override {
    engine_.pass(call_);
    return cursor_->step();
  }
  void send() override {
    engine_.pass(call_);
    cursor_->send();
  }
  void reset() override { cursor_->reset(); }
  std::int64_t changes() const override { return cursor_->changes(); }
  int columns() const override { return cursor_->columns(); }
  bool null(int column) const override { return cursor_->null(column); }
  std::int64_t integer(int column) const override { return cursor_->integer(column); }
  double real(int column) const override { return cursor_->real(column); }
  std::string text(int column) const override { return cursor_->text(column); }
  std::string bytes(int column) const override { return cursor_->bytes(column); }

 private:
  FaultyEngine& engine_;
  Faults::Call call_;
  std::unique_ptr<sql::Cursor> cursor_;
};

class FaultyBulkRows : public sql::BulkRows {
 public:
  FaultyBulkRows(FaultyEngine& engine, std::unique_ptr<sql::BulkRows> rows)
      : engine_(engine), rows_(std::move(rows)) {}

  void put(std::int64_t value) override { rows_->put(value); }
  void put(double value) override { rows_->put(value); }
  void put(std::string_view value) override { rows_->put(value); }
  void put(sql::Bytes value) override { rows_->put(value); }
  void put_null() override { rows_->put_null(); }
  void end_row() override {
    engine_.pass(Faults::Call::kWrite);
    rows_->end_row();
  }
  void flush() override {
    engine_.pass(Faults::Call::kWrite);
    rows_->flush();
  }

 private:
  FaultyEngine& engine_;
  std::unique_ptr<sql::BulkRows> rows_;
};

inline std::unique_ptr<sql::Cursor> FaultyEngine::prepare(const std::string& sql, sql::Rows rows) {
  if (lost_ || deaths_ != faults_.deaths()) lose();
  return std::make_unique<FaultyCursor>(*this, call_of(sql), engine_->prepare(sql, rows));
}

inline std::unique_ptr<sql::BulkRows> FaultyEngine::bulk(const std::string& table,
                                                         const std::vector<std::string>& columns) {
  if (lost_ || deaths_ != faults_.deaths()) lose();
  return std::make_unique<FaultyBulkRows>(*this, engine_->bulk(table, columns));
}

inline std::unique_ptr<sql::Engine> Faults::wrap(std::unique_ptr<sql::Engine> engine) {
  return std::make_unique<FaultyEngine>(*this, std::move(engine));
}

}  // namespace pignus::store::testing
