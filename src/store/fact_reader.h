// Reads facts back out of their tables, each with the place where it was seen: of several, the one
// with the least hash, file and record, so that the order of imports does not show. Many facts cost
// a statement a table, not a statement a fact.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "registers/batch.h"
#include "store/sql/database.h"
#include "store/visibility.h"

namespace pignus::store {

class FactReader {
 public:
  using Ids = std::vector<std::int64_t>;

  FactReader(sql::Database& database, std::string file, Visibility seen);

  /// In the order of the ids, each of which must be of that kind: else kCorrupt.
  [[nodiscard]] Result<std::vector<registers::RightRecord>> records(const Ids& ids);
  [[nodiscard]] Result<std::vector<registers::LegalEvent>> events(const Ids& ids);
  [[nodiscard]] Result<std::vector<registers::Recording>> recordings(const Ids& ids);
  [[nodiscard]] Result<std::vector<registers::Retraction>> retractions(const Ids& ids);
  [[nodiscard]] Result<std::vector<registers::ReferenceFigure>> figures(const Ids& ids);
  [[nodiscard]] Result<std::vector<registers::TradeReport>> trades(const Ids& ids);
  /// `kind`: as kind_of() names it.
  [[nodiscard]] Result<std::vector<registers::Fact>> facts(const std::string& kind, const Ids& ids);

 private:
  /// Rows of a query whose first column is the fact's id, on the ids.
  sql::Statement rows_of(const std::string& select, const Ids& ids,
                         const std::string& order = "") const;
  template <typename One, typename Read>
  Result<std::vector<One>> read(const std::string& table, const Ids& ids, Read&& read_row);
  std::map<std::int64_t, registers::Source> sources(const Ids& ids);
  std::map<std::int64_t, std::vector<registers::Party>> owners(const Ids& ids);
  using ById = std::map<std::int64_t, registers::Recording*>;
  /// The fact whose rows contradict each other, if any.
  std::optional<std::int64_t> add_parties(const Ids& ids, const ById& recordings);
  std::optional<std::int64_t> add_properties(const Ids& ids, const ById& recordings);
  tl::unexpected<Error> damaged(std::int64_t fact_id) const;

  sql::Database* database_;
  std::string file_;
  Visibility seen_;
};

}  // namespace pignus::store
