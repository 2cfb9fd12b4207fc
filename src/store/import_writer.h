// Facts and problems of one import on their way into their tables: its place in the reader's
// stream, the sources they name, and a batch in memory that goes into its tables at once.
// Transactions are the caller's, and are open only while a batch is written.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registers/batch.h"
#include "store/fact_writer.h"
#include "store/sql/database.h"
#include "store/store.h"

namespace pignus::store {

class ImportWriter {
 public:
  /// `source` must outlive the writer; its sha256_of_files may be filled in later, before the first
  /// fact of such a file.
  ImportWriter(sql::Database& database, const ImportSource& source, std::int64_t import_id,
               std::int64_t position)
      : database_(database), source_(source), import_id_(import_id), position_(position) {}

  std::int64_t position() const { return position_; }  ///< of the next fact or problem
  /// Into the batch. A fact that cannot be placed becomes a problem.
  void put(const registers::Fact& fact);
  void put(const registers::Problem& problem);
  /// The batch is as large as one should be.
  bool is_full() const;
  /// Inside a transaction, on whose failure the writer is of no more use.
  void flush();

 private:
  void write_facts();
  void write_problems();
  std::int64_t source_id(const registers::Source& from);

  sql::Database& database_;
  const ImportSource& source_;
  std::int64_t import_id_;
  std::int64_t position_;
  std::map<std::pair<std::string, std::string>, std::int64_t> source_ids_;  ///< by file, registry
  std::optional<FactWriter> writer_;
  std::optional<TableRows> sighting_;
  std::optional<TableRows> quarantined_;
  std::vector<registers::Fact> facts_;                   ///< of the batch
  std::vector<std::int64_t> ordinals_;                   ///< of these facts
  std::size_t parts_ = 0;                                ///< of these facts together
  std::map<std::int64_t, registers::Problem> problems_;  ///< of the batch, by their ordinals
};

}  // namespace pignus::store
