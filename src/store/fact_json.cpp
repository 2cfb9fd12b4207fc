#include "store/fact_json.h"

namespace pignus::store {
namespace {

using registers::Citation;
using registers::Party;
using registers::RecordedParty;

Json json_of_optional(const std::optional<int>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of_party(const Party& party) {
  return {{"name", party.name}, {"country", party.country}, {"identifier", party.identifier}};
}

Json json_of_parties(const std::vector<RecordedParty>& parties) {
  Json out = Json::array();
  for (const RecordedParty& party : parties) {
    Json one = json_of_party(party.party);
    one["executed"] = party.executed.text();
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Json json_of(const std::vector<Citation>& citations) {
  Json out = Json::array();
  for (const Citation& citation : citations) {
    out.push_back(Json::array(
        {citation.document, citation.date.text(), citation.by_examiner, citation.is_patent}));
  }
  return out;
}

Json json_of(const registers::RightRecord& record) {
  Json owners = Json::array();
  for (const Party& owner : record.owners) {
    owners.push_back(json_of_party(owner));
  }
  Json json{{"right", record.id.value},
            {"type", registers::name_of(record.type)},
            {"application_number", record.application_number},
            {"publication_number", record.publication_number},
            {"grant_number", record.grant_number},
            {"filing_date", record.filing_date.text()},
            {"priority_date", record.priority_date.text()},
            {"publication_date", record.publication_date.text()},
            {"grant_date", record.grant_date.text()},
            {"expiry_date", record.expiry_date.text()},
            {"term_adjustment_days", record.term_adjustment_days},
            {"terminal_disclaimer", record.terminal_disclaimer},
            {"title", record.title},
            {"owners", std::move(owners)},
            {"inventors", record.inventors},
            {"claim_count", json_of_optional(record.claim_count)},
            {"independent_claim_count", json_of_optional(record.independent_claim_count)},
            {"figure_count", json_of_optional(record.figure_count)},
            {"classes", record.classes},
            {"citations", json_of(record.citations)},
            {"family", record.family},
            {"known", record.known.iso()}};
  // Left out where empty: the hashes of facts stored before these fields came stay what they were.
  if (!record.designated_states.empty()) json["designated_states"] = record.designated_states;
  if (!record.details.empty()) json["details"] = record.details;
  return json;
}

Json json_of(const registers::LegalEvent& event) {
  return {{"right", event.right.value},
          {"code", event.code},
          {"st27", event.st27},
          {"date", event.date.text()},
          {"known", event.known ? event.known->iso() : ""},
          {"description", event.description},
          {"details", event.details}};
}

Json json_of(const registers::Recording& recording) {
  Json properties = Json::array();
  for (const registers::RecordedProperty& property : recording.properties) {
    properties.push_back({{"right", property.right.value},
                          {"application_number", property.application_number},
                          {"grant_number", property.grant_number},
                          {"publication_number", property.publication_number},
                          {"title", property.title}});
  }
  return {{"office", recording.office},
          {"id", recording.id},
          {"recorded", recording.recorded.iso()},
          {"recorded_stated", recording.recorded_stated},
          {"conveyance", recording.conveyance},
          {"class", registers::name_of(recording.conveyance_class)},
          {"grantors", json_of_parties(recording.grantors)},
          {"grantees", json_of_parties(recording.grantees)},
          {"properties", std::move(properties)},
          {"corrects", recording.corrects},
          {"releases", recording.releases},
          {"secured_amount",
           recording.secured_amount ? Json(recording.secured_amount->text()) : Json(nullptr)}};
}

Json json_of(const registers::Retraction& retraction) {
  return {{"right", retraction.right.value},
          {"publication", retraction.publication},
          {"reason", retraction.reason},
          {"registry", retraction.source.registry},  // whose records: part of what it says
          {"known", retraction.known.iso()}};
}

Json json_of(const registers::ReferenceFigure& figure) {
  return {{"series", figure.series},    {"item", figure.item},         {"measure", figure.measure},
          {"date", figure.date.text()}, {"known", figure.known.iso()}, {"value", figure.value},
          {"unit", figure.unit}};
}

Json json_of(const registers::TradeReport& trade) {
  Json rights = Json::array();
  for (const registers::RightId& right : trade.rights) rights.push_back(right.value);
  const auto money = [](const std::optional<Money>& amount) {
    return amount ? Json(amount->text()) : Json(nullptr);
  };
  return {{"id", trade.id},
          {"kind", trade.kind},
          {"outcome", trade.outcome},
          {"date", trade.date.text()},
          {"known", trade.known.iso()},
          {"rights", std::move(rights)},
          {"price", money(trade.price)},
          {"asked", money(trade.asked)},
          {"royalty_rate", trade.royalty_rate ? Json(*trade.royalty_rate) : Json(nullptr)},
          {"seller", trade.seller},
          {"buyer", trade.buyer},
          {"venue", trade.venue},
          {"details", trade.details}};
}

Sha256Digest fact_hash(const registers::Fact& fact) {
  Json json = std::visit([](const auto& one) { return json_of(one); }, fact);
  return sha256(canonical_json({{"fact", std::move(json)}, {"kind", kind_of(fact)}}));
}

std::optional<std::vector<Citation>> parse_citations(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  std::vector<Citation> citations;
  for (const Json& one : json) {
    if (!one.is_array() || one.size() != 4 || !one[0].is_string() || !one[1].is_string() ||
        !one[2].is_boolean() || !one[3].is_boolean()) {
      return std::nullopt;
    }
    const auto date = RegisterDate::parse(one[1].get_ref<const std::string&>());
    if (!date) return std::nullopt;
    citations.push_back({one[0].get<std::string>(), *date, one[2].get<bool>(), one[3].get<bool>()});
  }
  return citations;
}

std::optional<std::vector<std::string>> parse_strings(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  std::vector<std::string> out;
  for (const Json& one : json) {
    if (!one.is_string()) return std::nullopt;
    out.push_back(one.get<std::string>());
  }
  return out;
}

std::optional<std::map<std::string, std::string>> parse_details(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  std::map<std::string, std::string> out;
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return std::nullopt;
    out.emplace(key, value.get<std::string>());
  }
  return out;
}

const registers::Source& source_of(const registers::Fact& fact) {
  return std::visit([](const auto& one) -> const registers::Source& { return one.source; }, fact);
}

std::string kind_of(const registers::Fact& fact) {
  switch (fact.index()) {
    case 0:
      return "right";
    case 1:
      return "event";
    case 2:
      return "recording";
    case 3:
      return "retraction";
    case 4:
      return "reference";
    default:
      return "trade";
  }
}

}  // namespace pignus::store
