#include "store/sql/postgres_engine.h"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <vector>

#include "core/check.h"
#include "store/sql/dialect.h"
#include "store/sql/postgres_exchange.h"

namespace pignus::store::sql {
namespace {

constexpr int kPortion = 4'096;  // rows of a cursor fetched at once
constexpr std::size_t kCopyBytes = std::size_t{1} << 18;
constexpr const char* kWriterLock = "SELECT pg_advisory_xact_lock(5788370402281316)";
constexpr const char* kImportLock = "SELECT pg_try_advisory_lock(5788370402281317)";

/// Statements prepared in one connection, for as long as it lives. One that runs once or twice is
/// sent as it is, in one round trip; from the third run on the server keeps it parsed.
class PreparedStatements {
 public:
  explicit PreparedStatements(PGconn* connection) : connection_(connection) {}

  /// Its name; "" when it should be sent as it is.
  const std::string& name_of(const std::string& sql) {
    Use& use = uses_[sql];
    ++use.runs;
    if (use.name.empty() && use.runs > kSentAsItIs && prepared_ < kStatementsMax) {
      const std::string name = fmt::format("pignus_{}", ++prepared_);
      checked(connection_, PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr));
      use.name = name;
    }
    return use.name;
  }

 private:
  struct Use {
    std::string name;
    std::uint64_t runs = 0;
  };
  static constexpr std::uint64_t kSentAsItIs = 2;
  static constexpr int kStatementsMax = 500;

  PGconn* connection_;
  int prepared_ = 0;
  std::map<std::string, Use> uses_;
};

class PostgresCursor : public Cursor {
 public:
  PostgresCursor(PGconn* connection, PostgresExchange& exchange, PreparedStatements& prepared,
                 const std::string& sql, Rows rows, int number)
      : connection_(connection),
        exchange_(exchange),
        prepared_(prepared),
        sql_(postgres_marks(sql)),
        name_(fmt::format("cursor_{}", number)),
        many_(rows == Rows::kMany) {}
  PostgresCursor(const PostgresCursor&) = delete;
  PostgresCursor& operator=(const PostgresCursor&) = delete;
  ~PostgresCursor() override { close(); }

  void bind(int index, std::int64_t value) override { set(index, std::to_string(value), false); }
  void bind(int index, double value) override { set(index, fmt::format("{}", value), false); }
  void bind(int index, std::string_view value) override { set(index, std::string(value), false); }
  void bind(int index, Bytes value) override { set(index, std::string(value.value), true); }
  void bind_null(int index) override { set(index, std::nullopt, false); }

  bool step() override {
    if (!running_) start();
    ++row_;
    if (result_ == nullptr) return false;
    if (row_ < PQntuples(result_.get())) return true;
    if (open_ && PQntuples(result_.get()) == kPortion) {
      fetch();
      row_ = 0;
      return PQntuples(result_.get()) > 0;
    }
    return false;
  }
  void send() override { exchange_.later(sent()); }
  void reset() override {
    close();
    result_.reset();
    running_ = false;
  }
  std::int64_t changes() const override { return changes_; }
  int columns() const override { return PQnfields(result_.get()); }
  bool null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const std::string_view value = cell(column);
    if (value == "t") return 1;
    if (value == "f" || value.empty()) return 0;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) {
      throw Failure(ErrorCode::kCorrupt, "a number of the store cannot be read");
    }
    return number;
  }
  double real(int column) const override {
    const std::string_view value = cell(column);
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) {
      throw Failure(ErrorCode::kCorrupt, "a number of the store cannot be read");
    }
    return number;
  }
  std::string text(int column) const override { return std::string(cell(column)); }
  std::string bytes(int column) const override {
    std::size_t size = 0;
    const std::string escaped(cell(column));
    const std::unique_ptr<unsigned char, Clearing> raw(PQunescapeBytea(
        reinterpret_cast<const unsigned char*>(escaped.c_str()), &size));  // NOLINT: libpq's type
    return {reinterpret_cast<const char*>(raw.get()), size};               // NOLINT: the same
  }

 private:
  std::string_view cell(int column) const {
    PIGNUS_CHECK(result_ != nullptr && row_ < PQntuples(result_.get()));
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  void set(int index, std::optional<std::string> value, bool binary) {
    const auto place = static_cast<std::size_t>(index);
    if (parameters_.size() < place) parameters_.resize(place);
    parameters_[place - 1] = {std::move(value), binary};
  }
  Sent sent() {
    for (const Parameter& one : parameters_) {
      // In the text format a NUL would cut the value short without a word.
      if (!one.binary && one.value && one.value->find('\0') != std::string::npos) {
        throw Failure(ErrorCode::kInvalidInput, "a text with a NUL byte cannot be stored");
      }
    }
    return {sql_, many_ ? "" : prepared_.name_of(sql_), parameters_};
  }
  void start() {
    Sent one = sent();
    if (many_) {
      exchange_.flush();
      const bool inside = PQtransactionStatus(connection_) == PQTRANS_INTRANS;
      one.sql = fmt::format("DECLARE {} NO SCROLL CURSOR {} FOR {}", name_,
                            inside ? "" : "WITH HOLD", sql_);
      exchange_.ask(std::move(one));
      open_ = true;
      fetch();
    } else {
      result_ = exchange_.ask(std::move(one));
      const std::string_view touched = PQcmdTuples(result_.get());
      changes_ = 0;
      std::from_chars(touched.data(), touched.data() + touched.size(), changes_);
    }
    running_ = true;
    row_ = -1;
  }
  void fetch() {
    result_ = exchange_.ask({fmt::format("FETCH {} FROM {}", kPortion, name_), "", {}});
  }
  void close() {
    if (!open_) return;
    open_ = false;
    // The end of its transaction has closed it already.
    const auto state = PQtransactionStatus(connection_);
    if (state == PQTRANS_INTRANS || state == PQTRANS_IDLE) {
      Answer(PQexec(connection_, ("CLOSE " + name_).c_str()));
    }
  }

  PGconn* connection_;
  PostgresExchange& exchange_;
  PreparedStatements& prepared_;
  std::string sql_;
  std::string name_;
  bool many_;
  bool running_ = false;
  bool open_ = false;
  std::vector<Parameter> parameters_;
  Answer result_;
  int row_ = -1;
  std::int64_t changes_ = 0;
};

/// COPY in its text format, sent when a quarter of a megabyte has come together.
class PostgresBulkRows : public BulkRows {
 public:
  PostgresBulkRows(PGconn* connection, PostgresExchange& exchange, const std::string& table,
                   const std::vector<std::string>& columns)
      : connection_(connection),
        exchange_(exchange),
        copy_(fmt::format("COPY {} ({}) FROM STDIN", table, fmt::join(columns, ", "))) {}

  void put(std::int64_t value) override {
    separate();
    fmt::format_to(std::back_inserter(rows_), "{}", value);
  }
  void put(double value) override {
    separate();
    fmt::format_to(std::back_inserter(rows_), "{}", value);
  }
  void put(std::string_view value) override {
    separate();
    constexpr std::string_view kSpecial("\0\\\n\r\t", 5);
    if (value.find_first_of(kSpecial) == std::string_view::npos) {
      rows_ += value;
      return;
    }
    for (const char c : value) {
      switch (c) {
        case '\0':
          throw Failure(ErrorCode::kInvalidInput, "a text with a NUL byte cannot be stored");
        case '\\':
          rows_ += "\\\\";
          break;
        case '\n':
          rows_ += "\\n";
          break;
        case '\r':
          rows_ += "\\r";
          break;
        case '\t':
          rows_ += "\\t";
          break;
        default:
          rows_ += c;
      }
    }
  }
  void put(Bytes value) override {
    constexpr std::string_view kDigits = "0123456789abcdef";
    separate();
    rows_ += "\\\\x";
    for (const char c : value.value) {
      const auto byte = static_cast<unsigned char>(c);
      rows_ += kDigits[byte >> 4U];
      rows_ += kDigits[byte & 15U];
    }
  }
  void put_null() override {
    separate();
    rows_ += "\\N";
  }
  void end_row() override {
    rows_ += '\n';
    first_ = true;
  }
  void flush() override {
    if (rows_.empty()) return;
    exchange_.flush();
    checked(connection_, PQexec(connection_, copy_.c_str()));
    for (std::size_t at = 0; at < rows_.size(); at += kCopyBytes) {
      const std::size_t size = std::min(kCopyBytes, rows_.size() - at);
      if (PQputCopyData(connection_, rows_.data() + at, static_cast<int>(size)) != 1) {
        throw translated(connection_, nullptr);
      }
    }
    if (PQputCopyEnd(connection_, nullptr) != 1) throw translated(connection_, nullptr);
    checked(connection_, PQgetResult(connection_));
    while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
    rows_.clear();
  }

 private:
  void separate() {
    if (!first_) rows_ += '\t';
    first_ = false;
  }

  PGconn* connection_;
  PostgresExchange& exchange_;
  std::string copy_;
  std::string rows_;
  bool first_ = true;
};

class PostgresEngine : public Engine {
 public:
  explicit PostgresEngine(Connection connection)
      : connection_(std::move(connection)),
        exchange_(connection_.get()),
        prepared_(connection_.get()) {}

  Dialect dialect() const override { return Dialect::kPostgres; }
  std::unique_ptr<Cursor> prepare(const std::string& sql, Rows rows) override {
    return std::make_unique<PostgresCursor>(connection_.get(), exchange_, prepared_, sql, rows,
                                            ++statements_);
  }
  void run(const std::string& script) override {
    exchange_.flush();
    checked(connection_.get(), PQexec(connection_.get(), script.c_str()));
  }
  void begin(Access access) override {
    exchange_.begin(access == Access::kRead ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                            : "BEGIN");
    if (access == Access::kShare) {
      // Rows one by one, in the order of an index: no plan that gathers many rows first, as it
      // seems best of a table that was small when the server last counted.
      exchange_.later({"SET LOCAL enable_seqscan = off", "", {}});
      exchange_.later({"SET LOCAL enable_bitmapscan = off", "", {}});
    }
    if (access != Access::kWrite) return;
    try {
      exchange_.ask({kWriterLock, "", {}});
    } catch (const Failure&) {
      rollback();
      throw;
    }
  }
  void commit() override {
    const Answer result = exchange_.ask({"COMMIT", "", {}});
    // A transaction that failed before answers COMMIT with ROLLBACK, and no error.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
      throw Failure(ErrorCode::kCorrupt, "the database rolled the work back");
    }
  }
  void commit_passing() override {
    exchange_.later({"SET LOCAL synchronous_commit = off", "", {}});
    commit();
  }
  void rollback() noexcept override {
    exchange_.drop();
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
    const Answer ignored(PQexec(connection_.get(), "ROLLBACK"));
  }
  std::unique_ptr<BulkRows> bulk(const std::string& table,
                                 const std::vector<std::string>& columns) override {
    return std::make_unique<PostgresBulkRows>(connection_.get(), exchange_, table, columns);
  }

 private:
  Connection connection_;
  PostgresExchange exchange_;
  PreparedStatements prepared_;
  int statements_ = 0;
};

}  // namespace

bool is_postgres_url(std::string_view location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

std::string shown_url(std::string_view url) {
  const auto start = url.find("://");
  std::string shown(url.substr(0, url.find('?')));  // a password may stand among the options
  if (start == std::string_view::npos) return shown;
  const auto at = shown.rfind('@');
  const auto colon = shown.find(':', start + 3);
  if (at != std::string::npos && colon != std::string::npos && colon < at) {
    shown.erase(colon, at - colon);
  }
  return shown;
}

std::unique_ptr<Engine> open_postgres(const std::string& url, const PostgresOptions& options) {
  Connection connection(PQconnectdb(url.c_str()));
  if (connection == nullptr || PQstatus(connection.get()) != CONNECTION_OK) {
    throw Failure(ErrorCode::kIo,
                  "the database cannot be reached: " + one_line(PQerrorMessage(connection.get())));
  }
  PQsetNoticeProcessor(connection.get(), [](void* /*unused*/, const char* /*notice*/) {}, nullptr);
  auto engine = std::make_unique<PostgresEngine>(std::move(connection));
  engine->run("SET client_encoding = 'UTF8'");
  engine->run("SET standard_conforming_strings = on");
  engine->run("SET extra_float_digits = 3");  // doubles come back as they went in
  engine->run(fmt::format("SET lock_timeout = {}", options.lock_timeout_ms));
  if (!options.writes) engine->run("SET default_transaction_read_only = on");
  return engine;
}

bool take_import_lock(Engine& engine) {
  constexpr int kTries = 20;
  for (int i = 0; i < kTries; ++i) {
    const auto cursor = engine.prepare(kImportLock, Rows::kFew);
    if (cursor->step() && cursor->integer(0) != 0) return true;
    engine.prepare("SELECT pg_sleep(0.05)", Rows::kFew)->step();
  }
  return false;
}

void release_import_lock(Engine& engine) noexcept {
  try {
    engine.prepare("SELECT pg_advisory_unlock_all()", Rows::kFew)->step();
  } catch (const Failure&) {  // NOLINT(bugprone-empty-catch)
    // The end of the connection releases it.
  }
}

}  // namespace pignus::store::sql
