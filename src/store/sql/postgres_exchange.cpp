#include "store/sql/postgres_exchange.h"

#include <fmt/format.h>
#include <utility>

namespace pignus::store::sql {
namespace {

/// Beyond it both ends could wait for the other to read.
constexpr std::size_t kWaitingMax = 64;
constexpr std::size_t kBytesMax = std::size_t{1} << 20;

/// The values as libpq takes them.
struct Values {
  explicit Values(const Sent& sent) {
    for (const Parameter& one : sent.parameters) {
      texts.push_back(one.value ? one.value->c_str() : nullptr);
      lengths.push_back(one.value ? static_cast<int>(one.value->size()) : 0);
      formats.push_back(one.binary ? 1 : 0);
    }
  }
  int count() const { return static_cast<int>(texts.size()); }

  std::vector<const char*> texts;
  std::vector<int> lengths;
  std::vector<int> formats;
};

Answer alone(PGconn* connection, const Sent& sent) {
  const Values values(sent);
  return checked(
      connection,
      sent.prepared.empty()
          ? PQexecParams(connection, sent.sql.c_str(), values.count(), nullptr, values.texts.data(),
                         values.lengths.data(), values.formats.data(), 0)
          : PQexecPrepared(connection, sent.prepared.c_str(), values.count(), values.texts.data(),
                           values.lengths.data(), values.formats.data(), 0));
}

bool put(PGconn* connection, const Sent& sent) {
  const Values values(sent);
  return (sent.prepared.empty()
              ? PQsendQueryParams(connection, sent.sql.c_str(), values.count(), nullptr,
                                  values.texts.data(), values.lengths.data(), values.formats.data(),
                                  0)
              : PQsendQueryPrepared(connection, sent.prepared.c_str(), values.count(),
                                    values.texts.data(), values.lengths.data(),
                                    values.formats.data(), 0)) == 1;
}

/// The answer to the last statement of a pipeline; the first that failed is thrown.
Answer answers(PGconn* connection) {
  Answer last;
  Answer failed;
  bool synced = false;
  // Nothing stands behind each statement's answers; twice nothing is the end.
  for (bool nothing = false; !synced;) {
    Answer one(PQgetResult(connection));
    if (one == nullptr && (nothing || PQstatus(connection) != CONNECTION_OK)) break;
    nothing = one == nullptr;
    if (nothing) continue;
    const ExecStatusType status = PQresultStatus(one.get());
    synced = status == PGRES_PIPELINE_SYNC;
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      last = std::move(one);
    } else if (!synced && status != PGRES_PIPELINE_ABORTED && failed == nullptr) {
      failed = std::move(one);
    }
  }
  const bool left = PQexitPipelineMode(connection) == 1;
  if (failed != nullptr || !synced || !left) throw translated(connection, failed.get());
  return last;
}

}  // namespace

std::string one_line(const char* text) {
  std::string line(text == nullptr ? "" : text);
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

Failure translated(PGconn* connection, const PGresult* result) {
  const char* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const std::string words =
      one_line(result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection));
  if (PQstatus(connection) != CONNECTION_OK || state.starts_with("08") || state == "57P01") {
    return {ErrorCode::kIo, "the connection to the database was lost: " + words};
  }
  if (state.starts_with("53")) return {ErrorCode::kIo, "the database is full: " + words};
  if (state == "55P03" || state == "40001" || state == "40P01") {
    return {ErrorCode::kConflict, "the store is locked by another program"};
  }
  if (state == "42501" || state == "25006") {
    return {ErrorCode::kIo, "the database does not allow it: " + words};
  }
  if (state == "22021" || state == "22P05") {
    return {ErrorCode::kInvalidInput, "a text the database cannot hold: " + words};
  }
  return {ErrorCode::kCorrupt, fmt::format("the database refuses: {} (state {})", words, state)};
}

Answer checked(PGconn* connection, PGresult* raw) {
  Answer result(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_COPY_IN) {
    throw translated(connection, raw);
  }
  return result;
}

void PostgresExchange::later(Sent sent) {
  if (waiting_.empty() && PQtransactionStatus(connection_) == PQTRANS_IDLE) {
    alone(connection_, sent);
    return;
  }
  for (const Parameter& one : sent.parameters) bytes_ += one.value ? one.value->size() : 0;
  waiting_.push_back(std::move(sent));
  if (waiting_.size() >= kWaitingMax || bytes_ >= kBytesMax) flush();
}

Answer PostgresExchange::ask(Sent sent) {
  if (waiting_.empty()) return alone(connection_, sent);
  waiting_.push_back(std::move(sent));
  return all();
}

void PostgresExchange::flush() {
  if (!waiting_.empty()) all();
}

void PostgresExchange::drop() {
  waiting_.clear();
  bytes_ = 0;
}

Answer PostgresExchange::all() {
  const std::vector<Sent> sent = std::exchange(waiting_, {});
  bytes_ = 0;
  bool going = PQenterPipelineMode(connection_) == 1;
  for (const Sent& one : sent) going = going && put(connection_, one);
  if (!going || PQpipelineSync(connection_) != 1) throw translated(connection_, nullptr);
  return answers(connection_);
}

}  // namespace pignus::store::sql
