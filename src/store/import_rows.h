// The rows that tell of imports, as functions over a connection; called inside a transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "registers/batch.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

struct ImportRow {
  std::int64_t id = 0;
  std::int64_t position = 0;
  std::string reader;
  ImportSummary summary;
};

std::vector<ImportRow> import_rows(sql::Database& database);
/// Removes an unfinished import and every fact that only it has seen.
void discard_import(sql::Database& database, std::int64_t import_id);
/// Merkle root over the hashes of the accepted records, in the reader's order.
std::string merkle_root_of(sql::Database& database, std::int64_t import_id);
std::vector<registers::Problem> problems_of_import(sql::Database& database, std::int64_t import_id);

/// What an import's entry says of its records, computed from the rows.
struct ImportFigures {
  std::int64_t facts = 0;
  std::int64_t problems = 0;
  std::string merkle_root;
  Json quarantined = Json::array();  ///< the first 10,000
  std::string quarantined_root;      ///< over all of them
};
ImportFigures figures_of_import(sql::Database& database, std::int64_t import_id);
void mark_complete(sql::Database& database, std::int64_t import_id, const ImportFigures& figures,
                   std::int64_t duplicates, std::int64_t journal_number);

/// Marks the import complete and appends its journal entry. Complete imports of the same content
/// are earlier readings: they are discarded, and the entry names their entries in "replaces".
void complete_import(sql::Database& database, std::int64_t import_id);

}  // namespace pignus::store
