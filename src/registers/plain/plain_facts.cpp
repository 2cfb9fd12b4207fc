#include "registers/plain/plain_facts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "core/message_text.h"
#include "registers/conveyance.h"

namespace pignus::registers {
namespace {

Result<std::map<std::string, std::string>> details_of(const PlainRow& row) {
  std::map<std::string, std::string> details;
  PIGNUS_ASSIGN(const std::vector<std::string> pairs, row.list("details"));
  for (const auto& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos ||
        !details.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second) {
      return row.refuse("details", in_quotes(pair) + " is not name=value, each name once");
    }
  }
  return details;
}

Result<std::vector<Party>> owners_of(const PlainRow& row) {
  PIGNUS_ASSIGN(const std::vector<std::string> entries, row.list("owners"));
  std::vector<Party> owners;
  for (const auto& entry : entries) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= entry.size();) {
      const std::size_t end = std::min(entry.find(row.part_mark(), from), entry.size());
      parts.push_back(entry.substr(from, end - from));
      from = end + 1;
    }
    constexpr std::size_t kPartsMax = 3;
    if (parts.size() > kPartsMax || parts.front().empty()) {
      return row.refuse("owners", in_quotes(entry) + " is not name;country;identifier");
    }
    parts.resize(kPartsMax);
    if (!parts[1].empty() && parts[1].size() != 2) {
      return row.refuse("owners", in_quotes(parts[1]) + " is not a two-letter country code");
    }
    owners.push_back({parts[0], parts[1], parts[2]});
  }
  return owners;
}

Result<std::optional<double>> number_of(const PlainRow& row, std::string_view column) {
  const std::string text = row.text(column);
  if (text.empty()) return std::optional<double>{};
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(number)) {
    return row.refuse(column, in_quotes(text) + " is not a number like 0.05");
  }
  return std::optional<double>{number};
}

Result<std::vector<RightId>> rights_of(const PlainRow& row) {
  PIGNUS_ASSIGN(const std::vector<std::string> entries, row.list("rights"));
  std::vector<RightId> rights;
  for (const std::string& entry : entries) {
    auto right = parse_right_key(entry);
    if (!right) return row.refuse("rights", in_quotes(entry) + ": " + right.error().message);
    rights.push_back(std::move(*right));
  }
  return rights;
}

Result<std::vector<RecordedParty>> parties_of(const PlainRow& row, std::string_view column) {
  PIGNUS_TRY(row.needed(column));
  PIGNUS_ASSIGN(const std::vector<std::string> names, row.list(column));
  std::vector<RecordedParty> parties;
  for (const std::string& name : names) parties.push_back({{name, "", ""}, {}});
  return parties;
}

}  // namespace

/// What is no number of a document is literature.
Result<std::vector<Citation>> citations_of(const PlainRow& row) {
  PIGNUS_ASSIGN(const auto documents, row.list("citations"));
  std::vector<Citation> citations;
  citations.reserve(documents.size());
  for (const std::string& document : documents) {
    citations.push_back({document, {}, false, parse_number(document).has_value()});
  }
  return citations;
}

Result<RightRecord> right_of(const PlainRow& row) {
  RightRecord right;
  PIGNUS_ASSIGN(right.id, row.right("right"));
  PIGNUS_ASSIGN(const std::string type, row.needed("type"));
  const auto known_type = parse_right_type(type);
  if (!known_type) {
    return row.refuse("type", in_quotes(type) + " is not a type of right");
  }
  right.type = *known_type;
  PIGNUS_ASSIGN(right.known, row.day("known"));
  right.title = row.text("title");
  right.application_number = row.number("application_number", right.id, NumberKind::kApplication);
  right.publication_number = row.number("publication_number", right.id, NumberKind::kPublication);
  right.grant_number = row.number("grant_number", right.id, NumberKind::kRegistration);
  PIGNUS_ASSIGN(right.filing_date, row.register_date("filing_date"));
  PIGNUS_ASSIGN(right.priority_date, row.register_date("priority_date"));
  PIGNUS_ASSIGN(right.publication_date, row.register_date("publication_date"));
  PIGNUS_ASSIGN(right.grant_date, row.register_date("grant_date"));
  PIGNUS_ASSIGN(right.expiry_date, row.register_date("expiry_date"));
  PIGNUS_ASSIGN(const std::optional<int> adjustment, row.whole("term_adjustment_days"));
  right.term_adjustment_days = adjustment.value_or(0);
  PIGNUS_ASSIGN(right.terminal_disclaimer, row.yes_or_no("terminal_disclaimer"));
  PIGNUS_ASSIGN(right.owners, owners_of(row));
  PIGNUS_ASSIGN(right.inventors, row.list("inventors"));
  PIGNUS_ASSIGN(right.claim_count, row.whole("claims"));
  PIGNUS_ASSIGN(right.independent_claim_count, row.whole("independent_claims"));
  PIGNUS_ASSIGN(right.classes, row.list("classes"));
  PIGNUS_ASSIGN(right.citations, citations_of(row));
  PIGNUS_ASSIGN(right.family, row.list("family"));
  PIGNUS_ASSIGN(right.designated_states, row.list("designated_states"));
  PIGNUS_ASSIGN(right.details, details_of(row));
  right.source = row.source();
  return right;
}

Result<LegalEvent> event_of(const PlainRow& row) {
  LegalEvent event;
  PIGNUS_ASSIGN(event.right, row.right("right"));
  PIGNUS_TRY(row.needed("date"));
  PIGNUS_ASSIGN(event.date, row.register_date("date"));
  event.code = row.text("code");
  event.st27 = row.text("st27");
  if (event.code.empty() && event.st27.empty()) {
    return row.refuse("code", "neither code nor st27 is given");
  }
  PIGNUS_ASSIGN(event.known, row.optional_day("known"));
  event.description = row.text("description");
  PIGNUS_ASSIGN(event.details, details_of(row));
  event.source = row.source();
  return event;
}

Result<ReferenceFigure> figure_of(const PlainRow& row) {
  ReferenceFigure figure;
  PIGNUS_ASSIGN(figure.series, row.needed("series"));
  PIGNUS_ASSIGN(figure.item, row.needed("item"));
  PIGNUS_ASSIGN(figure.measure, row.needed("measure"));
  PIGNUS_ASSIGN(figure.date, row.register_date("date"));
  PIGNUS_ASSIGN(figure.known, row.day("known"));
  PIGNUS_TRY(row.needed("value"));
  PIGNUS_ASSIGN(const std::optional<double> value, number_of(row, "value"));
  figure.value = value.value_or(0);
  PIGNUS_ASSIGN(figure.unit, row.needed("unit"));
  figure.source = row.source();
  return figure;
}

Result<TradeReport> trade_of(const PlainRow& row) {
  TradeReport trade;
  PIGNUS_ASSIGN(trade.id, row.needed("id"));
  PIGNUS_ASSIGN(trade.kind, row.needed("kind"));
  constexpr std::string_view kKinds[] = {"sale", "licence", "auction", "enforcement"};
  if (std::ranges::find(kKinds, trade.kind) == std::end(kKinds)) {
    return row.refuse("kind",
                      in_quotes(trade.kind) + " is none of sale, licence, auction, enforcement");
  }
  trade.outcome = row.text("outcome");
  if (!trade.outcome.empty() && trade.outcome != "sold" && trade.outcome != "unsold") {
    return row.refuse("outcome", in_quotes(trade.outcome) + " is neither \"sold\" nor \"unsold\"");
  }
  PIGNUS_ASSIGN(trade.date, row.register_date("date"));
  PIGNUS_ASSIGN(trade.known, row.day("known"));
  PIGNUS_ASSIGN(trade.rights, rights_of(row));
  PIGNUS_ASSIGN(trade.price, row.money("price"));
  PIGNUS_ASSIGN(trade.asked, row.money("asked"));
  PIGNUS_ASSIGN(trade.royalty_rate, number_of(row, "royalty_rate"));
  if (trade.royalty_rate && (*trade.royalty_rate < 0 || *trade.royalty_rate > 1)) {
    return row.refuse("royalty_rate", "a share of net sales is between 0 and 1");
  }
  trade.seller = row.text("seller");
  trade.buyer = row.text("buyer");
  trade.venue = row.text("venue");
  PIGNUS_ASSIGN(trade.details, details_of(row));
  trade.source = row.source();
  return trade;
}

Result<std::string> recording_key(const PlainRow& row, const std::string& office,
                                  std::string_view column) {
  std::string id = row.text(column);
  if (office != "US" || id.empty()) {
    return id;
  }
  const std::size_t slash = std::min(id.find('/'), id.size());
  std::string reel_frame =
      recording_id(id.substr(0, slash), slash < id.size() ? id.substr(slash + 1) : "");
  if (reel_frame.empty()) {
    return row.refuse(column, in_quotes(id) + " is not a reel and frame like 049342/0819");
  }
  return reel_frame;
}

Result<Recording> flat_recording_of(const PlainRow& row) {
  Recording recording;
  PIGNUS_ASSIGN(recording.office, row.needed("office"));
  PIGNUS_TRY(row.needed("id"));
  PIGNUS_ASSIGN(recording.id, recording_key(row, recording.office, "id"));
  PIGNUS_ASSIGN(recording.recorded, row.day("recorded"));
  PIGNUS_ASSIGN(recording.conveyance, row.needed("conveyance"));
  PIGNUS_ASSIGN(recording.grantors, parties_of(row, "grantors"));
  PIGNUS_ASSIGN(recording.grantees, parties_of(row, "grantees"));
  PIGNUS_ASSIGN(const RegisterDate executed, row.register_date("executed"));
  for (RecordedParty& grantor : recording.grantors) grantor.executed = executed;
  PIGNUS_TRY(row.needed("rights"));
  PIGNUS_ASSIGN(const std::vector<RightId> rights, rights_of(row));
  for (const RightId& right : rights) recording.properties.push_back({right, "", "", "", ""});
  PIGNUS_ASSIGN(recording.secured_amount, row.money("secured_amount"));
  PIGNUS_ASSIGN(const std::string corrects, recording_key(row, recording.office, "corrects"));
  PIGNUS_ASSIGN(const std::string releases, recording_key(row, recording.office, "releases"));
  recording.source = row.source();
  classify(recording);
  if (const std::string name = row.text("class"); !name.empty()) {
    const auto given = parse_conveyance_class(name);
    if (!given) return row.refuse("class", in_quotes(name) + " is not a class of conveyance");
    recording.conveyance_class = *given;
  }
  if (!corrects.empty()) recording.corrects = corrects;
  if (!releases.empty()) recording.releases = releases;
  return recording;
}

}  // namespace pignus::registers
