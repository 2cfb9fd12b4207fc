#include "store/fact_reader.h"

#include <fmt/format.h>

#include "core/money.h"
#include "store/fact_json.h"
#include "store/sql/database.h"

namespace pignus::store {
namespace {

void start(sql::Statement& statement, std::int64_t fact_id) {
  statement.reset();
  statement.bind(1, fact_id);
}

std::string text(sql::Statement& row, int column) {
  return row.text(column);
}

std::optional<int> number(sql::Statement& row, int column) {
  if (row.null(column)) return std::nullopt;
  return static_cast<int>(row.integer(column));
}

/// Assigns the value of an optional; false when there is none.
template <typename To, typename From>
bool take(To& to, From from) {
  if (!from) return false;
  to = std::move(*from);
  return true;
}

bool take_date(RegisterDate& to, sql::Statement& row, int column) {
  return take(to, RegisterDate::parse(text(row, column)));
}

/// From two columns: minor units, currency; null is no amount.
bool take_money(std::optional<Money>& to, sql::Statement& row, int column) {
  if (row.null(column)) return true;
  const auto currency = Currency::parse(text(row, column + 1));
  if (currency) to = Money{row.integer(column), *currency};
  return currency.has_value();
}

}  // namespace

std::string visible(const std::string& alias) {
  return fmt::format(
      "EXISTS (SELECT 1 FROM sighting g JOIN import i ON i.id = g.import_id WHERE g.fact_id = "
      "{}.fact_id AND i.state = 'complete')",
      alias);
}

FactReader::FactReader(sql::Database& database, std::string file)
    : file_(std::move(file)),
      record_(database, "SELECT * FROM right_record WHERE fact_id = ?"),
      owner_(database,
             "SELECT name, country, identifier FROM right_owner WHERE fact_id = ? ORDER BY "
             "position"),
      event_(database, "SELECT * FROM legal_event WHERE fact_id = ?"),
      recording_(database, "SELECT * FROM recording WHERE fact_id = ?"),
      party_(database,
             "SELECT role, name, country, identifier, executed FROM recording_party WHERE fact_id "
             "= ? ORDER BY role, position"),
      property_(database,
                "SELECT right_id, application_number, grant_number, publication_number, title "
                "FROM recording_property WHERE fact_id = ? ORDER BY position"),
      retraction_(database, "SELECT * FROM retraction WHERE fact_id = ?"),
      figure_(database, "SELECT * FROM reference_figure WHERE fact_id = ?"),
      trade_(database, "SELECT * FROM trade_report WHERE fact_id = ?"),
      trade_right_(database,
                   "SELECT right_id FROM trade_right WHERE fact_id = ? ORDER BY position"),
      source_(database,
              "SELECT s.file, s.sha256, g.record, g.origin, s.registry FROM sighting g "
              "JOIN import i ON i.id = g.import_id JOIN source s ON s.id = g.source_id "
              "WHERE g.fact_id = ? AND i.state = 'complete' "
              "ORDER BY s.sha256, s.file, g.record, g.origin, s.registry LIMIT 1") {}

tl::unexpected<Error> FactReader::damaged(std::int64_t fact_id) const {
  return fail(ErrorCode::kCorrupt, fmt::format("fact {} of the store cannot be read", fact_id),
              {file_, 0, ""});
}

registers::Source FactReader::source(std::int64_t fact_id) {
  start(source_, fact_id);
  if (!source_.step()) return {};
  return {text(source_, 0), text(source_, 1), static_cast<std::uint64_t>(source_.integer(2)),
          text(source_, 3), text(source_, 4)};
}

std::vector<registers::Party> FactReader::owners(std::int64_t fact_id) {
  std::vector<registers::Party> out;
  start(owner_, fact_id);
  while (owner_.step()) {
    out.push_back({text(owner_, 0), text(owner_, 1), text(owner_, 2)});
  }
  return out;
}

Result<registers::RightRecord> FactReader::record(std::int64_t fact_id) {
  registers::RightRecord out;
  sql::Statement& row = record_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.id.value = text(row, 1);
  out.title = text(row, 4);
  out.application_number = text(row, 5);
  out.publication_number = text(row, 6);
  out.grant_number = text(row, 7);
  out.term_adjustment_days = static_cast<int>(row.integer(13));
  out.terminal_disclaimer = row.integer(14) != 0;
  out.claim_count = number(row, 15);
  out.independent_claim_count = number(row, 16);
  out.figure_count = number(row, 17);
  const bool sound = take(out.known, Date::parse(text(row, 2))) &&
                     take(out.type, registers::parse_right_type(text(row, 3))) &&
                     take_date(out.filing_date, row, 8) && take_date(out.priority_date, row, 9) &&
                     take_date(out.publication_date, row, 10) &&
                     take_date(out.grant_date, row, 11) && take_date(out.expiry_date, row, 12) &&
                     take(out.inventors, parse_strings(text(row, 18))) &&
                     take(out.classes, parse_strings(text(row, 19))) &&
                     take(out.citations, parse_citations(text(row, 20))) &&
                     take(out.family, parse_strings(text(row, 21))) &&
                     take(out.designated_states, parse_strings(text(row, 22))) &&
                     take(out.details, parse_details(text(row, 23)));
  if (!sound) return damaged(fact_id);
  out.owners = owners(fact_id);
  out.source = source(fact_id);
  return out;
}

Result<registers::LegalEvent> FactReader::event(std::int64_t fact_id) {
  registers::LegalEvent out;
  sql::Statement& row = event_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.right.value = text(row, 1);
  out.code = text(row, 4);
  out.st27 = text(row, 5);
  out.description = text(row, 7);
  const std::string known = text(row, 3);
  if (!known.empty()) {
    out.known = Date::parse(known);
    if (!out.known) return damaged(fact_id);
  }
  if (!take_date(out.date, row, 6) || !take(out.details, parse_details(text(row, 8)))) {
    return damaged(fact_id);
  }
  out.source = source(fact_id);
  return out;
}

Result<registers::Recording> FactReader::recording(std::int64_t fact_id) {
  registers::Recording out;
  sql::Statement& row = recording_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.office = text(row, 1);
  out.id = text(row, 2);
  out.recorded_stated = row.integer(4) != 0;
  out.conveyance = text(row, 5);
  out.corrects = text(row, 7);
  out.releases = text(row, 8);
  bool sound = take(out.recorded, Date::parse(text(row, 3))) &&
               take(out.conveyance_class, registers::parse_conveyance_class(text(row, 6)));
  sound = sound && take_money(out.secured_amount, row, 9);
  parties(fact_id, out, sound);
  if (!sound) return damaged(fact_id);
  out.properties = properties(fact_id);
  out.source = source(fact_id);
  return out;
}

void FactReader::parties(std::int64_t fact_id, registers::Recording& recording, bool& sound) {
  start(party_, fact_id);
  while (party_.step()) {
    registers::RecordedParty party;
    party.party = {text(party_, 1), text(party_, 2), text(party_, 3)};
    sound = sound && take_date(party.executed, party_, 4);
    auto& side = text(party_, 0) == "grantor" ? recording.grantors : recording.grantees;
    side.push_back(std::move(party));
  }
}

std::vector<registers::RecordedProperty> FactReader::properties(std::int64_t fact_id) {
  std::vector<registers::RecordedProperty> out;
  start(property_, fact_id);
  while (property_.step()) {
    out.push_back({registers::RightId{text(property_, 0)}, text(property_, 1), text(property_, 2),
                   text(property_, 3), text(property_, 4)});
  }
  return out;
}

Result<registers::Retraction> FactReader::retraction(std::int64_t fact_id) {
  registers::Retraction out;
  sql::Statement& row = retraction_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.right.value = text(row, 1);
  out.publication = text(row, 3);
  out.reason = text(row, 4);
  if (!take(out.known, Date::parse(text(row, 2)))) return damaged(fact_id);
  out.source = source(fact_id);
  out.source.registry = text(row, 5);
  return out;
}

Result<registers::ReferenceFigure> FactReader::figure(std::int64_t fact_id) {
  registers::ReferenceFigure out;
  sql::Statement& row = figure_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.series = text(row, 1);
  out.item = text(row, 2);
  out.measure = text(row, 3);
  out.value = row.real(6);
  out.unit = text(row, 7);
  if (!take_date(out.date, row, 4) || !take(out.known, Date::parse(text(row, 5)))) {
    return damaged(fact_id);
  }
  out.source = source(fact_id);
  return out;
}

Result<registers::TradeReport> FactReader::trade(std::int64_t fact_id) {
  registers::TradeReport out;
  sql::Statement& row = trade_;
  start(row, fact_id);
  if (!row.step()) return damaged(fact_id);
  out.id = text(row, 1);
  out.kind = text(row, 2);
  out.outcome = text(row, 3);
  if (!row.null(10)) out.royalty_rate = row.real(10);
  out.seller = text(row, 11);
  out.buyer = text(row, 12);
  out.venue = text(row, 13);
  const bool sound = take_date(out.date, row, 4) && take(out.known, Date::parse(text(row, 5))) &&
                     take_money(out.price, row, 6) && take_money(out.asked, row, 8) &&
                     take(out.details, parse_details(text(row, 14)));
  if (!sound) return damaged(fact_id);
  start(trade_right_, fact_id);
  while (trade_right_.step()) {
    out.rights.push_back({text(trade_right_, 0)});
  }
  out.source = source(fact_id);
  return out;
}

Result<registers::Fact> FactReader::fact(const std::string& kind, std::int64_t fact_id) {
  if (kind == "right") {
    PIGNUS_ASSIGN(registers::Fact out, record(fact_id));
    return out;
  }
  if (kind == "event") {
    PIGNUS_ASSIGN(registers::Fact out, event(fact_id));
    return out;
  }
  if (kind == "recording") {
    PIGNUS_ASSIGN(registers::Fact out, recording(fact_id));
    return out;
  }
  if (kind == "retraction") {
    PIGNUS_ASSIGN(registers::Fact out, retraction(fact_id));
    return out;
  }
  if (kind == "reference") {
    PIGNUS_ASSIGN(registers::Fact out, figure(fact_id));
    return out;
  }
  PIGNUS_ASSIGN(registers::Fact out, trade(fact_id));
  return out;
}

}  // namespace pignus::store
