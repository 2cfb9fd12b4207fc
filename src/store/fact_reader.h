// Reads facts back out of their tables, each with the place where it was seen: of several, the one
// with the least hash, file and record, so that the order of imports does not show.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"

namespace pignus::store {

/// True of `x.fact_id` in SQL when a complete import has seen the fact.
std::string visible(const std::string& alias);

class FactReader {
 public:
  FactReader(SQLite::Database& database, std::string file);

  [[nodiscard]] Result<registers::RightRecord> record(std::int64_t fact_id);
  [[nodiscard]] Result<registers::LegalEvent> event(std::int64_t fact_id);
  [[nodiscard]] Result<registers::Recording> recording(std::int64_t fact_id);
  [[nodiscard]] Result<registers::Retraction> retraction(std::int64_t fact_id);
  [[nodiscard]] Result<registers::ReferenceFigure> figure(std::int64_t fact_id);
  [[nodiscard]] Result<registers::TradeReport> trade(std::int64_t fact_id);
  [[nodiscard]] Result<registers::Fact> fact(const std::string& kind, std::int64_t fact_id);

 private:
  registers::Source source(std::int64_t fact_id);
  std::vector<registers::Party> owners(std::int64_t fact_id);
  void parties(std::int64_t fact_id, registers::Recording& recording, bool& sound);
  std::vector<registers::RecordedProperty> properties(std::int64_t fact_id);
  tl::unexpected<Error> damaged(std::int64_t fact_id) const;

  std::string file_;
  SQLite::Statement record_;
  SQLite::Statement owner_;
  SQLite::Statement event_;
  SQLite::Statement recording_;
  SQLite::Statement party_;
  SQLite::Statement property_;
  SQLite::Statement retraction_;
  SQLite::Statement figure_;
  SQLite::Statement trade_;
  SQLite::Statement trade_right_;
  SQLite::Statement source_;
};

}  // namespace pignus::store
