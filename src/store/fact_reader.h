// Reads facts back out of their tables, each with the place where it was seen: of several, the one
// with the least hash, file and record, so that the order of imports does not show.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"
#include "store/sql/database.h"

namespace pignus::store {

/// True of `x.fact_id` in SQL when a complete import has seen the fact.
std::string visible(const std::string& alias);

class FactReader {
 public:
  FactReader(sql::Database& database, std::string file);

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
  sql::Statement record_;
  sql::Statement owner_;
  sql::Statement event_;
  sql::Statement recording_;
  sql::Statement party_;
  sql::Statement property_;
  sql::Statement retraction_;
  sql::Statement figure_;
  sql::Statement trade_;
  sql::Statement trade_right_;
  sql::Statement source_;
};

}  // namespace pignus::store
