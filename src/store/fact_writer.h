// Writes facts into their tables, by prepared statements that live as long as the import.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registers/batch.h"

namespace pignus::store {

/// The first day a fact can be read; nullopt for an event that has no day at all.
std::optional<Date> known_day(const registers::Fact& fact);

class FactWriter {
 public:
  explicit FactWriter(SQLite::Database& database);

  /// Row id of the fact, new or already there. Needs known_day().
  std::int64_t put(const registers::Fact& fact);

 private:
  void put_row(std::int64_t id, const registers::RightRecord& record);
  void put_row(std::int64_t id, const registers::LegalEvent& event);
  void put_row(std::int64_t id, const registers::Recording& recording);
  void put_row(std::int64_t id, const registers::Retraction& retraction);
  void put_row(std::int64_t id, const registers::ReferenceFigure& figure);
  void put_row(std::int64_t id, const registers::TradeReport& trade);
  void put_parties(std::int64_t id, const std::string& role,
                   const std::vector<registers::RecordedParty>& parties);
  void put_alias(std::int64_t id, const registers::RightId& right,
                 const std::string& application_number, bool from_record);
  void put_number(std::int64_t id, const registers::RightId& right, const std::string& number);

  SQLite::Database& database_;
  SQLite::Statement find_;
  SQLite::Statement fact_;
  SQLite::Statement record_;
  SQLite::Statement owner_;
  SQLite::Statement event_;
  SQLite::Statement recording_;
  SQLite::Statement party_;
  SQLite::Statement property_;
  SQLite::Statement alias_;
  SQLite::Statement number_;
  SQLite::Statement retraction_;
  SQLite::Statement figure_;
  SQLite::Statement trade_;
  SQLite::Statement trade_right_;
};

}  // namespace pignus::store
