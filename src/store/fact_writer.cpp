#include "store/fact_writer.h"

#include <SQLiteCpp/VariadicBind.h>

#include "core/check.h"
#include "registers/number.h"
#include "store/fact_json.h"

namespace pignus::store {
namespace {

template <typename... Values>
void run(SQLite::Statement& statement, const Values&... values) {
  SQLite::bind(statement, values...);
  statement.exec();
  statement.reset();
}

void bind_optional(SQLite::Statement& statement, int index, std::optional<std::int64_t> value) {
  value ? statement.bind(index, *value) : statement.bind(index);
}

std::string text_of(std::string_view view) {
  return std::string(view);
}

/// In two columns from `index` on: minor units, currency.
void bind_money(SQLite::Statement& statement, int index, const std::optional<Money>& amount) {
  bind_optional(statement, index, amount ? std::optional(amount->minor) : std::nullopt);
  amount ? statement.bind(index + 1, text_of(amount->currency.code())) : statement.bind(index + 1);
}

/// The key of the application a right grew from; "" where the number does not tell one. In the
/// United States "US13/679689" gives "US-A-13679689" and a mark's "US86123456" "US-T-86123456".
std::string application_key(const registers::RightId& right, const std::string& number) {
  constexpr std::size_t kSerialDigits = 8;
  const std::string office(right.office());
  if (number.empty() || office.size() != 2) return "";
  if (office != "US") return registers::application_key(right, number);
  std::string digits;
  for (const char c : std::string_view(number).substr(number.starts_with("US") ? 2 : 0)) {
    if (c != '/' && c != ',' && c != ' ') digits += c;
  }
  const bool plain = number.starts_with("US") && digits.size() == kSerialDigits &&
                     digits.find_first_not_of("0123456789") == std::string::npos;
  if (!plain) return "";
  return (right.value.starts_with("US-T-") ? "US-T-" : "US-A-") + digits;
}

}  // namespace

std::optional<Date> known_day(const registers::Fact& fact) {
  if (const auto* record = std::get_if<registers::RightRecord>(&fact)) return record->known;
  if (const auto* recording = std::get_if<registers::Recording>(&fact)) return recording->recorded;
  if (const auto* event = std::get_if<registers::LegalEvent>(&fact)) {
    return event->known ? event->known : event->date.latest();
  }
  if (const auto* one = std::get_if<registers::Retraction>(&fact)) return one->known;
  if (const auto* figure = std::get_if<registers::ReferenceFigure>(&fact)) return figure->known;
  return std::get<registers::TradeReport>(fact).known;
}

FactWriter::FactWriter(SQLite::Database& database)
    : database_(database),
      find_(database, "SELECT id FROM fact WHERE hash = ?"),
      fact_(database, "INSERT INTO fact (kind, hash) VALUES (?, ?)"),
      record_(database,
              "INSERT INTO right_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?, ?, ?, ?, ?, ?, ?)"),
      owner_(database, "INSERT INTO right_owner VALUES (?, ?, ?, ?, ?)"),
      event_(database, "INSERT INTO legal_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      recording_(database, "INSERT INTO recording VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      party_(database, "INSERT INTO recording_party VALUES (?, ?, ?, ?, ?, ?, ?)"),
      property_(database, "INSERT INTO recording_property VALUES (?, ?, ?, ?, ?, ?, ?)"),
      alias_(database, "INSERT OR IGNORE INTO right_alias VALUES (?, ?, ?, ?)"),
      number_(database, "INSERT OR IGNORE INTO number_alias VALUES (?, ?, ?)"),
      retraction_(database, "INSERT INTO retraction VALUES (?, ?, ?, ?, ?, ?)"),
      figure_(database, "INSERT INTO reference_figure VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      trade_(database,
             "INSERT INTO trade_report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      trade_right_(database, "INSERT INTO trade_right VALUES (?, ?, ?)") {}

std::int64_t FactWriter::put(const registers::Fact& fact) {
  const Sha256Digest hash = fact_hash(fact);
  const int size = static_cast<int>(hash.size());
  find_.bind(1, hash.data(), size);
  const bool there = find_.executeStep();
  const std::int64_t known_id = there ? find_.getColumn(0).getInt64() : 0;
  find_.reset();
  if (there) return known_id;
  fact_.bind(1, kind_of(fact));
  fact_.bind(2, hash.data(), size);
  fact_.exec();
  fact_.reset();
  const std::int64_t id = database_.getLastInsertRowid();
  std::visit([&](const auto& one) { put_row(id, one); }, fact);
  return id;
}

void FactWriter::put_row(std::int64_t id, const registers::RightRecord& record) {
  bind_optional(record_, 16, record.claim_count);
  bind_optional(record_, 17, record.independent_claim_count);
  bind_optional(record_, 18, record.figure_count);
  record_.bind(19, Json(record.inventors).dump());
  record_.bind(20, Json(record.classes).dump());
  record_.bind(21, json_of(record.citations).dump());
  record_.bind(22, Json(record.family).dump());
  record_.bind(23, Json(record.designated_states).dump());
  record_.bind(24, Json(record.details).dump());
  run(record_, id, record.id.value, record.known.iso(), text_of(registers::name_of(record.type)),
      record.title, record.application_number, record.publication_number, record.grant_number,
      record.filing_date.text(), record.priority_date.text(), record.publication_date.text(),
      record.grant_date.text(), record.expiry_date.text(), record.term_adjustment_days,
      record.terminal_disclaimer ? 1 : 0);
  int position = 0;
  for (const registers::Party& owner : record.owners) {
    run(owner_, id, position++, owner.name, owner.country, owner.identifier);
  }
  put_alias(id, record.id, record.application_number, true);
  put_number(id, record.id, record.application_number);
  put_number(id, record.id, record.publication_number);
  put_number(id, record.id, record.grant_number);
}

void FactWriter::put_row(std::int64_t id, const registers::LegalEvent& event) {
  const std::optional<Date> known = known_day(event);
  PIGNUS_CHECK(known.has_value());
  run(event_, id, event.right.value, known->iso(), event.known ? event.known->iso() : std::string(),
      event.code, event.st27, event.date.text(), event.description, Json(event.details).dump());
}

void FactWriter::put_row(std::int64_t id, const registers::Recording& recording) {
  bind_money(recording_, 10, recording.secured_amount);
  run(recording_, id, recording.office, recording.id, recording.recorded.iso(),
      recording.recorded_stated ? 1 : 0, recording.conveyance,
      text_of(registers::name_of(recording.conveyance_class)), recording.corrects,
      recording.releases);
  put_parties(id, "grantor", recording.grantors);
  put_parties(id, "grantee", recording.grantees);
  int position = 0;
  for (const registers::RecordedProperty& property : recording.properties) {
    run(property_, id, position++, property.right.value, property.application_number,
        property.grant_number, property.publication_number, property.title);
    put_alias(id, property.right, property.application_number, false);
  }
}

void FactWriter::put_row(std::int64_t id, const registers::Retraction& retraction) {
  run(retraction_, id, retraction.right.value, retraction.known.iso(), retraction.publication,
      retraction.reason, retraction.source.registry);
}

void FactWriter::put_row(std::int64_t id, const registers::ReferenceFigure& figure) {
  run(figure_, id, figure.series, figure.item, figure.measure, figure.date.text(),
      figure.known.iso(), figure.value, figure.unit);
}

void FactWriter::put_row(std::int64_t id, const registers::TradeReport& trade) {
  bind_money(trade_, 7, trade.price);
  bind_money(trade_, 9, trade.asked);
  trade.royalty_rate ? trade_.bind(11, *trade.royalty_rate) : trade_.bind(11);
  trade_.bind(12, trade.seller);
  trade_.bind(13, trade.buyer);
  trade_.bind(14, trade.venue);
  trade_.bind(15, Json(trade.details).dump());
  run(trade_, id, trade.id, trade.kind, trade.outcome, trade.date.text(), trade.known.iso());
  int position = 0;
  for (const registers::RightId& right : trade.rights) {
    run(trade_right_, id, position++, right.value);
  }
}

void FactWriter::put_parties(std::int64_t id, const std::string& role,
                             const std::vector<registers::RecordedParty>& parties) {
  int position = 0;
  for (const registers::RecordedParty& party : parties) {
    run(party_, id, role, position++, party.party.name, party.party.country, party.party.identifier,
        party.executed.text());
  }
}

void FactWriter::put_alias(std::int64_t id, const registers::RightId& right,
                           const std::string& application_number, bool from_record) {
  const std::string key = application_key(right, application_number);
  if (key.empty() || key == right.value) return;
  run(alias_, key, right.value, id, from_record ? 1 : 0);
}

void FactWriter::put_number(std::int64_t id, const registers::RightId& right,
                            const std::string& number) {
  if (!number.empty()) run(number_, number, right.value, id);
}

}  // namespace pignus::store
