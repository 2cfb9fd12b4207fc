#include "store/fact_writer.h"

#include <algorithm>

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

/// So many hashes are asked after in one statement.
constexpr std::size_t kHashesAtOnce = 250;

std::string find_sql() {
  std::string marks = "?";
  for (std::size_t i = 1; i < kHashesAtOnce; ++i) marks += ", ?";
  return "SELECT id, hash FROM fact WHERE hash IN (" + marks + ")";
}

std::string_view bytes_of(const Sha256Digest& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};  // NOLINT: bytes as bytes
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
      find_(database, find_sql()),
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
                 "publication_number", "title", "known"}),
      alias_(database, "right_alias",
             {"alias_id", "right_id", "fact_id", "from_record", "known", "granted"}),
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

std::map<Sha256Digest, std::int64_t> FactWriter::known_ids(
    const std::vector<Sha256Digest>& hashes) {
  std::map<Sha256Digest, std::int64_t> known;
  for (std::size_t at = 0; at < hashes.size(); at += kHashesAtOnce) {
    const std::size_t last = std::min(at + kHashesAtOnce, hashes.size()) - 1;
    find_.reset();
    for (std::size_t i = 0; i < kHashesAtOnce; ++i) {
      // The marks left over ask after the last one again.
      const Sha256Digest& hash = hashes[std::min(at + i, last)];
      find_.bind(static_cast<int>(i) + 1, sql::Bytes{bytes_of(hash)});
    }
    while (find_.step()) {
      Sha256Digest hash{};
      const std::string bytes = find_.bytes(1);
      PIGNUS_CHECK(bytes.size() == hash.size());
      std::ranges::copy(bytes, hash.begin());
      known.emplace(hash, find_.integer(0));
    }
    find_.reset();
  }
  return known;
}

std::vector<std::int64_t> FactWriter::put(const std::vector<registers::Fact>& facts) {
  std::vector<Sha256Digest> hashes;
  hashes.reserve(facts.size());
  for (const registers::Fact& fact : facts) hashes.push_back(fact_hash(fact));
  std::map<Sha256Digest, std::int64_t> known = known_ids(hashes);
  std::int64_t next = database_.integer("SELECT coalesce(max(id), 0) FROM fact") + 1;
  std::vector<std::int64_t> ids;
  ids.reserve(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto [place, fresh] = known.try_emplace(hashes[i], next);
    ids.push_back(place->second);
    if (!fresh) continue;
    ++next;
    aliases_.clear();
    numbers_.clear();
    fact_.add(place->second, kind_of(facts[i]), sql::Bytes{bytes_of(hashes[i])});
    std::visit([&](const auto& one) { put_row(place->second, one); }, facts[i]);
  }
  for (TableRows* table : {&fact_, &record_, &owner_, &event_, &recording_, &party_, &property_,
                           &alias_, &number_, &retraction_, &figure_, &trade_, &trade_right_}) {
    table->flush();
  }
  return ids;
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
  put_alias(id, record);
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
                  property.grant_number, property.publication_number, property.title,
                  recording.recorded.iso());
    put_alias(id, recording, property);
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

void FactWriter::put_alias(std::int64_t id, const registers::RightRecord& record) {
  const std::string key = application_key(record.id, record.application_number);
  if (key.empty() || key == record.id.value) return;
  if (!aliases_.emplace(key, record.id.value).second) return;
  const bool granted = !record.grant_number.empty() || !record.grant_date.text().empty();
  alias_.add(key, record.id.value, id, true, record.known.iso(), granted);
}

void FactWriter::put_alias(std::int64_t id, const registers::Recording& recording,
                           const registers::RecordedProperty& property) {
  const std::string key = application_key(property.right, property.application_number);
  if (key.empty() || key == property.right.value) return;
  if (!aliases_.emplace(key, property.right.value).second) return;
  alias_.add(key, property.right.value, id, false, recording.recorded.iso(), false);
}

void FactWriter::put_number(std::int64_t id, const registers::RightId& right,
                            const std::string& number) {
  if (!number.empty() && numbers_.insert(number).second) number_.add(number, right.value, id);
}

}  // namespace pignus::store
