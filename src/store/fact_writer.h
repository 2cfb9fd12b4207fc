// Writes facts into their tables: asks of many at once which are there, and puts the rest as rows
// in bulk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/sha256.h"
#include "registers/batch.h"
#include "store/sql/database.h"

namespace pignus::store {

/// The first day a fact can be read; nullopt for an event that has no day at all.
std::optional<Date> known_day(const registers::Fact& fact);

/// One table's rows on their way, value by value.
class TableRows {
 public:
  TableRows(sql::Database& database, const std::string& table,
            const std::vector<std::string>& columns)
      : rows_(database.engine().bulk(table, columns)) {}

  template <typename... Values>
  void add(const Values&... values) {
    (put(values), ...);
    rows_->end_row();
  }
  void flush() { rows_->flush(); }

 private:
  void put(std::int64_t value) { rows_->put(value); }
  void put(int value) { rows_->put(std::int64_t{value}); }
  void put(bool value) { rows_->put(std::int64_t{value ? 1 : 0}); }
  void put(double value) { rows_->put(value); }
  void put(std::string_view value) { rows_->put(value); }
  void put(const std::string& value) { rows_->put(std::string_view(value)); }
  void put(const char* value) { rows_->put(std::string_view(value)); }
  void put(sql::Bytes value) { rows_->put(value); }
  template <typename Value>
  void put(const std::optional<Value>& value) {
    value ? put(*value) : rows_->put_null();
  }

  std::unique_ptr<sql::BulkRows> rows_;
};

class FactWriter {
 public:
  explicit FactWriter(sql::Database& database);

  /// Row ids of the facts, new or already there, in their order. Each needs known_day(). Inside a
  /// transaction: nobody else may write facts until its end. Rows are in their tables afterwards.
  std::vector<std::int64_t> put(const std::vector<registers::Fact>& facts);

 private:
  /// Of those hashes that have one.
  std::map<Sha256Digest, std::int64_t> known_ids(const std::vector<Sha256Digest>& hashes);
  void put_row(std::int64_t id, const registers::RightRecord& record);
  void put_row(std::int64_t id, const registers::LegalEvent& event);
  void put_row(std::int64_t id, const registers::Recording& recording);
  void put_row(std::int64_t id, const registers::Retraction& retraction);
  void put_row(std::int64_t id, const registers::ReferenceFigure& figure);
  void put_row(std::int64_t id, const registers::TradeReport& trade);
  void put_parties(std::int64_t id, const std::string& role,
                   const std::vector<registers::RecordedParty>& parties);
  void put_alias(std::int64_t id, const registers::RightRecord& record);
  void put_alias(std::int64_t id, const registers::Recording& recording,
                 const registers::RecordedProperty& property);
  void put_number(std::int64_t id, const registers::RightId& right, const std::string& number);

  sql::Database& database_;
  sql::Statement find_;
  /// Of the fact in hand: a recording may name the same right twice.
  std::set<std::pair<std::string, std::string>> aliases_;
  std::set<std::string> numbers_;
  TableRows fact_;
  TableRows record_;
  TableRows owner_;
  TableRows event_;
  TableRows recording_;
  TableRows party_;
  TableRows property_;
  TableRows alias_;
  TableRows number_;
  TableRows retraction_;
  TableRows figure_;
  TableRows trade_;
  TableRows trade_right_;
};

}  // namespace pignus::store
