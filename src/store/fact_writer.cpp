#include "store/fact_writer.h"

#include "core/check.h"
#include "registers/number.h"
#include "store/fact_json.h"

namespace pignus::store {
namespace {

std::optional<std::int64_t> minor_of(const std::optional<Money>& amount) {
  return amount ? std::optional(amount->minor) : std::nullopt;
}

std::optional<std::string> currency_of(const std::optional<Money>& amount) {
  return amount ? std::optional(std::string(amount->currency.code())) : std::nullopt;
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

FactWriter::FactWriter(sql::Database& database)
    : database_(database),
      find_(database, "SELECT id FROM fact WHERE hash = ?"),
      fact_(database, "fact", {"id", "kind", "hash"}),
      record_(database, "right_record",
              {"fact_id",
               "right_id",
               "known",
               "type",
               "title",
               "application_number",
               "publication_number",
               "grant_number",
               "filing_date",
               "priority_date",
               "publication_date",
               "grant_date",
               "expiry_date",
               "term_adjustment_days",
               "terminal_disclaimer",
               "claim_count",
               "independent_claim_count",
               "figure_count",
               "inventors",
               "classes",
               "citations",
               "family",
               "designated_states",
               "details"}),
      owner_(database, "right_owner", {"fact_id", "position", "name", "country", "identifier"}),
      event_(database, "legal_event",
             {"fact_id", "right_id", "known", "known_stated", "code", "st27", "date", "description",
              "details"}),
      recording_(database, "recording",
                 {"fact_id", "office", "recording_id", "known", "recorded_stated", "conveyance",
                  "conveyance_class", "corrects", "releases", "secured_minor", "secured_currency"}),
      party_(database, "recording_party",
             {"fact_id", "role", "position", "name", "country", "identifier", "executed"}),
      property_(database, "recording_property",
                {"fact_id", "position", "right_id", "application_number", "grant_number",
                 "publication_number", "title"}),
      alias_(database, "right_alias", {"alias_id", "right_id", "fact_id", "from_record"}),
      number_(database, "number_alias", {"number", "right_id", "fact_id"}),
      retraction_(database, "retraction",
                  {"fact_id", "right_id", "known", "publication", "reason", "registry"}),
      figure_(database, "reference_figure",
              {"fact_id", "series", "item", "measure", "date", "known", "value", "unit"}),
      trade_(database, "trade_report",
             {"fact_id", "trade_id", "kind", "outcome", "date", "known", "price_minor",
              "price_currency", "asked_minor", "asked_currency", "royalty_rate", "seller", "buyer",
              "venue", "details"}),
      trade_right_(database, "trade_right", {"fact_id", "position", "right_id"}) {}

void FactWriter::begin_batch() {
  of_batch_.clear();
  next_id_ = database_.integer("SELECT coalesce(max(id), 0) FROM fact") + 1;
}

void FactWriter::flush() {
  for (TableRows* table : {&fact_, &record_, &owner_, &event_, &recording_, &party_, &property_,
                           &alias_, &number_, &retraction_, &figure_, &trade_, &trade_right_}) {
    table->flush();
  }
}

std::int64_t FactWriter::put(const registers::Fact& fact) {
  const Sha256Digest hash = fact_hash(fact);
  const auto [place, fresh] = of_batch_.try_emplace(hash, next_id_);
  if (!fresh) return place->second;
  const std::string bytes(hash.begin(), hash.end());
  find_.bind(1, sql::Bytes{bytes});
  if (find_.step()) place->second = find_.integer(0);
  find_.reset();
  if (place->second != next_id_) return place->second;
  const std::int64_t id = next_id_++;
  aliases_.clear();
  numbers_.clear();
  fact_.add(id, kind_of(fact), sql::Bytes{bytes});
  std::visit([&](const auto& one) { put_row(id, one); }, fact);
  return id;
}

void FactWriter::put_row(std::int64_t id, const registers::RightRecord& record) {
  record_.add(id, record.id.value, record.known.iso(), registers::name_of(record.type),
              record.title, record.application_number, record.publication_number,
              record.grant_number, record.filing_date.text(), record.priority_date.text(),
              record.publication_date.text(), record.grant_date.text(), record.expiry_date.text(),
              record.term_adjustment_days, record.terminal_disclaimer, record.claim_count,
              record.independent_claim_count, record.figure_count, Json(record.inventors).dump(),
              Json(record.classes).dump(), json_of(record.citations).dump(),
              Json(record.family).dump(), Json(record.designated_states).dump(),
              Json(record.details).dump());
  int position = 0;
  for (const registers::Party& owner : record.owners) {
    owner_.add(id, position++, owner.name, owner.country, owner.identifier);
  }
  put_alias(id, record.id, record.application_number, true);
  put_number(id, record.id, record.application_number);
  put_number(id, record.id, record.publication_number);
  put_number(id, record.id, record.grant_number);
}

void FactWriter::put_row(std::int64_t id, const registers::LegalEvent& event) {
  const std::optional<Date> known = known_day(event);
  PIGNUS_CHECK(known.has_value());
  event_.add(id, event.right.value, known->iso(), event.known ? event.known->iso() : std::string(),
             event.code, event.st27, event.date.text(), event.description,
             Json(event.details).dump());
}

void FactWriter::put_row(std::int64_t id, const registers::Recording& recording) {
  recording_.add(id, recording.office, recording.id, recording.recorded.iso(),
                 recording.recorded_stated, recording.conveyance,
                 registers::name_of(recording.conveyance_class), recording.corrects,
                 recording.releases, minor_of(recording.secured_amount),
                 currency_of(recording.secured_amount));
  put_parties(id, "grantor", recording.grantors);
  put_parties(id, "grantee", recording.grantees);
  int position = 0;
  for (const registers::RecordedProperty& property : recording.properties) {
    property_.add(id, position++, property.right.value, property.application_number,
                  property.grant_number, property.publication_number, property.title);
    put_alias(id, property.right, property.application_number, false);
  }
}

void FactWriter::put_row(std::int64_t id, const registers::Retraction& retraction) {
  retraction_.add(id, retraction.right.value, retraction.known.iso(), retraction.publication,
                  retraction.reason, retraction.source.registry);
}

void FactWriter::put_row(std::int64_t id, const registers::ReferenceFigure& figure) {
  figure_.add(id, figure.series, figure.item, figure.measure, figure.date.text(),
              figure.known.iso(), figure.value, figure.unit);
}

void FactWriter::put_row(std::int64_t id, const registers::TradeReport& trade) {
  trade_.add(id, trade.id, trade.kind, trade.outcome, trade.date.text(), trade.known.iso(),
             minor_of(trade.price), currency_of(trade.price), minor_of(trade.asked),
             currency_of(trade.asked), trade.royalty_rate, trade.seller, trade.buyer, trade.venue,
             Json(trade.details).dump());
  int position = 0;
  for (const registers::RightId& right : trade.rights) {
    trade_right_.add(id, position++, right.value);
  }
}

void FactWriter::put_parties(std::int64_t id, const std::string& role,
                             const std::vector<registers::RecordedParty>& parties) {
  int position = 0;
  for (const registers::RecordedParty& party : parties) {
    party_.add(id, role, position++, party.party.name, party.party.country, party.party.identifier,
               party.executed.text());
  }
}

void FactWriter::put_alias(std::int64_t id, const registers::RightId& right,
                           const std::string& application_number, bool from_record) {
  const std::string key = application_key(right, application_number);
  if (key.empty() || key == right.value) return;
  if (aliases_.emplace(key, right.value).second) alias_.add(key, right.value, id, from_record);
}

void FactWriter::put_number(std::int64_t id, const registers::RightId& right,
                            const std::string& number) {
  if (!number.empty() && numbers_.insert(number).second) number_.add(number, right.value, id);
}

}  // namespace pignus::store
