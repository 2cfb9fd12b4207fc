// Statements on their way to a PostgreSQL server and their answers: what of libpq the engine stands
// on.
#pragma once

#include <libpq-fe.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/sql/engine.h"

namespace pignus::store::sql {

struct Clearing {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(unsigned char* bytes) const { PQfreemem(bytes); }
};
using Answer = std::unique_ptr<PGresult, Clearing>;
using Connection = std::unique_ptr<PGconn, Clearing>;

/// A message of the server's or of libpq's, its lines as one.
std::string one_line(const char* text);
/// What the user is told, by the class of the SQLSTATE. `result`: nullptr where none came.
Failure translated(PGconn* connection, const PGresult* result);
/// Takes the answer; throws where it is a refusal.
Answer checked(PGconn* connection, PGresult* raw);

struct Parameter {
  std::optional<std::string> value;
  bool binary = false;
};

/// A statement with its values, as it is sent.
struct Sent {
  std::string sql;
  std::string prepared;  ///< its name at the server; "" where the text is sent
  std::vector<Parameter> parameters;
};

/// What nobody waits for goes with the next one that is asked for its answer: a journey to the
/// server and back costs more than most of what is done there.
class PostgresExchange {
 public:
  explicit PostgresExchange(PGconn* connection) : connection_(connection) {}

  /// Begins a transaction, together with its first statement.
  void begin(std::string words) { waiting_.push_back({std::move(words), "", {}}); }
  /// Outside a transaction, where nothing would come behind it, it is sent at once.
  void later(Sent sent);
  /// What waits, then this. Throws the first failure; nothing behind that was run.
  Answer ask(Sent sent);
  void flush();
  /// Forgets what waits.
  void drop();

 private:
  Answer all();

  PGconn* connection_;
  std::vector<Sent> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace pignus::store::sql
