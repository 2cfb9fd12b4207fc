#include "store/fact_reader.h"

#include <fmt/format.h>

#include "core/money.h"
#include "store/fact_json.h"
#include "store/sql/dialect.h"

namespace pignus::store {
namespace {

using registers::Recording;

std::optional<int> number(const sql::Statement& row, int column) {
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

bool take_date(RegisterDate& to, const sql::Statement& row, int column) {
  return take(to, RegisterDate::parse(row.text(column)));
}

bool take_day(Date& to, const sql::Statement& row, int column) {
  return take(to, Date::parse(row.text(column)));
}

/// From two columns: minor units, currency; null is no amount.
bool take_money(std::optional<Money>& to, const sql::Statement& row, int column) {
  if (row.null(column)) return true;
  const auto currency = Currency::parse(row.text(column + 1));
  if (currency) to = Money{row.integer(column), *currency};
  return currency.has_value();
}

bool take_row(registers::RightRecord& out, const sql::Statement& row) {
  out.id.value = row.text(1);
  out.title = row.text(4);
  out.application_number = row.text(5);
  out.publication_number = row.text(6);
  out.grant_number = row.text(7);
  out.term_adjustment_days = static_cast<int>(row.integer(13));
  out.terminal_disclaimer = row.integer(14) != 0;
  out.claim_count = number(row, 15);
  out.independent_claim_count = number(row, 16);
  out.figure_count = number(row, 17);
  return take_day(out.known, row, 2) && take(out.type, registers::parse_right_type(row.text(3))) &&
         take_date(out.filing_date, row, 8) && take_date(out.priority_date, row, 9) &&
         take_date(out.publication_date, row, 10) && take_date(out.grant_date, row, 11) &&
         take_date(out.expiry_date, row, 12) && take(out.inventors, parse_strings(row.text(18))) &&
         take(out.classes, parse_strings(row.text(19))) &&
         take(out.citations, parse_citations(row.text(20))) &&
         take(out.family, parse_strings(row.text(21))) &&
         take(out.designated_states, parse_strings(row.text(22))) &&
         take(out.details, parse_details(row.text(23)));
}

bool take_row(registers::LegalEvent& out, const sql::Statement& row) {
  out.right.value = row.text(1);
  out.code = row.text(4);
  out.st27 = row.text(5);
  out.description = row.text(7);
  if (const std::string known = row.text(3); !known.empty()) {
    out.known = Date::parse(known);
    if (!out.known) return false;
  }
  return take_date(out.date, row, 6) && take(out.details, parse_details(row.text(8)));
}

bool take_row(Recording& out, const sql::Statement& row) {
  out.office = row.text(1);
  out.id = row.text(2);
  out.recorded_stated = row.integer(4) != 0;
  out.conveyance = row.text(5);
  out.corrects = row.text(7);
  out.releases = row.text(8);
  return take_day(out.recorded, row, 3) &&
         take(out.conveyance_class, registers::parse_conveyance_class(row.text(6))) &&
         take_money(out.secured_amount, row, 9);
}

bool take_row(registers::Retraction& out, const sql::Statement& row) {
  out.right.value = row.text(1);
  out.publication = row.text(3);
  out.reason = row.text(4);
  return take_day(out.known, row, 2);
}

bool take_row(registers::ReferenceFigure& out, const sql::Statement& row) {
  out.series = row.text(1);
  out.item = row.text(2);
  out.measure = row.text(3);
  out.value = row.real(6);
  out.unit = row.text(7);
  return take_date(out.date, row, 4) && take_day(out.known, row, 5);
}

bool take_row(registers::TradeReport& out, const sql::Statement& row) {
  out.id = row.text(1);
  out.kind = row.text(2);
  out.outcome = row.text(3);
  if (!row.null(10)) out.royalty_rate = row.real(10);
  out.seller = row.text(11);
  out.buyer = row.text(12);
  out.venue = row.text(13);
  return take_date(out.date, row, 4) && take_day(out.known, row, 5) &&
         take_money(out.price, row, 6) && take_money(out.asked, row, 8) &&
         take(out.details, parse_details(row.text(14)));
}

template <typename One>
Result<std::vector<registers::Fact>> as_facts(Result<std::vector<One>> some) {
  if (!some) return tl::unexpected<Error>(std::move(some.error()));
  return std::vector<registers::Fact>(std::make_move_iterator(some->begin()),
                                      std::make_move_iterator(some->end()));
}

}  // namespace

FactReader::FactReader(sql::Database& database, std::string file, Visibility seen)
    : database_(&database), file_(std::move(file)), seen_(std::move(seen)) {}

tl::unexpected<Error> FactReader::damaged(std::int64_t fact_id) const {
  return fail(ErrorCode::kCorrupt, fmt::format("fact {} of the store cannot be read", fact_id),
              {file_, 0, ""});
}

sql::Statement FactReader::rows_of(const std::string& select, const Ids& ids,
                                   const std::string& order) const {
  const sql::Dialect dialect = database_->dialect();
  sql::Statement rows(
      *database_,
      fmt::format("{} {}{}", select, sql::is_among_integers(dialect, "x.fact_id", "?1"), order));
  rows.bind(1, sql::list_of(dialect, ids));
  return rows;
}

/// `table`'s own row of each fact, and where it was seen.
template <typename One, typename Read>
Result<std::vector<One>> FactReader::read(const std::string& table, const Ids& ids,
                                          Read&& read_row) {
  if (ids.empty()) return std::vector<One>();
  std::map<std::int64_t, One> by_id;
  sql::Statement rows = rows_of("SELECT * FROM " + table + " x WHERE", ids);
  while (rows.step()) {
    const std::int64_t id = rows.integer(0);
    if (!take_row(by_id[id], rows) || !read_row(by_id[id], rows)) return damaged(id);
  }
  std::map<std::int64_t, registers::Source> seen = sources(ids);
  std::vector<One> out;
  out.reserve(ids.size());
  for (const std::int64_t id : ids) {
    const auto at = by_id.find(id);
    if (at == by_id.end()) return damaged(id);
    at->second.source = std::move(seen[id]);
    out.push_back(std::move(at->second));
  }
  return out;
}

std::map<std::int64_t, registers::Source> FactReader::sources(const Ids& ids) {
  std::map<std::int64_t, registers::Source> out;
  sql::Statement rows = rows_of(
      "SELECT x.fact_id, s.file, s.sha256, x.record, x.origin, s.registry FROM sighting x "
      "JOIN source s ON s.id = x.source_id WHERE",
      ids,
      seen_.and_counts("x") +
          " ORDER BY x.fact_id, s.sha256, s.file, x.record, x.origin, s.registry");
  while (rows.step()) {
    const auto [place, first] = out.try_emplace(rows.integer(0));
    if (!first) continue;
    place->second = {rows.text(1), rows.text(2), static_cast<std::uint64_t>(rows.integer(3)),
                     rows.text(4), rows.text(5)};
  }
  return out;
}

std::map<std::int64_t, std::vector<registers::Party>> FactReader::owners(const Ids& ids) {
  std::map<std::int64_t, std::vector<registers::Party>> out;
  if (ids.empty()) return out;
  sql::Statement rows =
      rows_of("SELECT x.fact_id, x.name, x.country, x.identifier FROM right_owner x WHERE", ids,
              " ORDER BY x.fact_id, x.position");
  while (rows.step()) {
    out[rows.integer(0)].push_back({rows.text(1), rows.text(2), rows.text(3)});
  }
  return out;
}

Result<std::vector<registers::RightRecord>> FactReader::records(const Ids& ids) {
  std::map<std::int64_t, std::vector<registers::Party>> owner_of = owners(ids);
  return read<registers::RightRecord>(
      "right_record", ids, [&](registers::RightRecord& record, const sql::Statement& row) {
        record.owners = std::move(owner_of[row.integer(0)]);
        return true;
      });
}

Result<std::vector<registers::LegalEvent>> FactReader::events(const Ids& ids) {
  return read<registers::LegalEvent>("legal_event", ids,
                                     [](auto& /*event*/, auto& /*row*/) { return true; });
}

Result<std::vector<Recording>> FactReader::recordings(const Ids& ids) {
  PIGNUS_ASSIGN(
      std::vector<Recording> out,
      read<Recording>("recording", ids, [](auto& /*one*/, auto& /*row*/) { return true; }));
  if (ids.empty()) return out;
  ById by_id;
  for (std::size_t i = 0; i < ids.size(); ++i) by_id[ids[i]] = &out[i];
  if (const auto id = add_parties(ids, by_id)) return damaged(*id);
  if (const auto id = add_properties(ids, by_id)) return damaged(*id);
  return out;
}

std::optional<std::int64_t> FactReader::add_parties(const Ids& ids, const ById& recordings) {
  sql::Statement rows = rows_of(
      "SELECT x.fact_id, x.role, x.name, x.country, x.identifier, x.executed FROM recording_party "
      "x WHERE",
      ids, " ORDER BY x.fact_id, x.role, x.position");
  while (rows.step()) {
    registers::RecordedParty party;
    party.party = {rows.text(2), rows.text(3), rows.text(4)};
    if (!take_date(party.executed, rows, 5)) return rows.integer(0);
    Recording& recording = *recordings.at(rows.integer(0));
    auto& side = rows.text(1) == "grantor" ? recording.grantors : recording.grantees;
    side.push_back(std::move(party));
  }
  return std::nullopt;
}

std::optional<std::int64_t> FactReader::add_properties(const Ids& ids, const ById& recordings) {
  sql::Statement rows = rows_of(
      "SELECT x.fact_id, x.right_id, x.application_number, x.grant_number, x.publication_number, "
      "x.title, x.known FROM recording_property x WHERE",
      ids, " ORDER BY x.fact_id, x.position");
  while (rows.step()) {
    Recording& recording = *recordings.at(rows.integer(0));
    // The copy of the day that the index of properties needs.
    if (rows.text(6) != recording.recorded.iso()) return rows.integer(0);
    recording.properties.push_back(
        {registers::RightId{rows.text(1)}, rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
  }
  return std::nullopt;
}

Result<std::vector<registers::Retraction>> FactReader::retractions(const Ids& ids) {
  std::map<std::int64_t, std::string> registries;
  PIGNUS_ASSIGN(
      std::vector<registers::Retraction> out,
      read<registers::Retraction>("retraction", ids, [&](auto& /*one*/, const sql::Statement& row) {
        registries[row.integer(0)] = row.text(5);
        return true;
      }));
  for (std::size_t i = 0; i < ids.size(); ++i) out[i].source.registry = registries[ids[i]];
  return out;
}

Result<std::vector<registers::ReferenceFigure>> FactReader::figures(const Ids& ids) {
  return read<registers::ReferenceFigure>("reference_figure", ids,
                                          [](auto& /*one*/, auto& /*row*/) { return true; });
}

Result<std::vector<registers::TradeReport>> FactReader::trades(const Ids& ids) {
  std::map<std::int64_t, std::vector<registers::RightId>> rights;
  if (!ids.empty()) {
    sql::Statement rows = rows_of("SELECT x.fact_id, x.right_id FROM trade_right x WHERE", ids,
                                  " ORDER BY x.fact_id, x.position");
    while (rows.step()) rights[rows.integer(0)].push_back({rows.text(1)});
  }
  return read<registers::TradeReport>(
      "trade_report", ids, [&](registers::TradeReport& trade, const sql::Statement& row) {
        trade.rights = std::move(rights[row.integer(0)]);
        return true;
      });
}

Result<std::vector<registers::Fact>> FactReader::facts(const std::string& kind, const Ids& ids) {
  if (kind == "right") return as_facts(records(ids));
  if (kind == "event") return as_facts(events(ids));
  if (kind == "recording") return as_facts(recordings(ids));
  if (kind == "retraction") return as_facts(retractions(ids));
  if (kind == "reference") return as_facts(figures(ids));
  return as_facts(trades(ids));
}

}  // namespace pignus::store
