#include "store/fact_lines.h"

#include <utility>

#include "core/error_json.h"
#include "core/object_reader.h"
#include "core/utf8.h"
#include "store/fact_json.h"

namespace pignus::store {

namespace {

using registers::Party;
using registers::RecordedParty;
using registers::RecordedProperty;

// The longest record that a reader takes, and what escapes make of it.
constexpr JsonLimits kLineLimits{std::size_t{512} << 20, 8};

Json json_of_source(const registers::Source& source) {
  return {{"file", valid_utf8(source.file)},
          {"origin", valid_utf8(source.origin)},
          {"record", source.record},
          {"registry", source.registry},
          {"sha256", source.sha256}};
}

/// What json_of() leaves to canonical_json(), which has no word for it.
void keep_numbers(const registers::Fact& fact, Json& json) {
  if (const auto* figure = std::get_if<registers::ReferenceFigure>(&fact)) {
    json["value"] = number_json(figure->value);
  }
  const auto* trade = std::get_if<registers::TradeReport>(&fact);
  if (trade != nullptr && trade->royalty_rate) {
    json["royalty_rate"] = number_json(*trade->royalty_rate);
  }
}

registers::Source read_source(const Json& json, JsonVerdict& verdict) {
  ObjectReader object(json, "source", verdict);
  registers::Source source{object.text("file"), object.text("sha256"), object.count("record"),
                           object.text("origin"), object.text("registry")};
  object.end();
  return source;
}

Party read_party(ObjectReader& object) {
  return {object.text("name"), object.text("country"), object.text("identifier")};
}

std::vector<Party> read_owners(ObjectReader& object, JsonVerdict& verdict) {
  std::vector<Party> owners;
  object.each("owners", [&](const Json& element, const std::string& path) {
    ObjectReader one(element, path, verdict);
    owners.push_back(read_party(one));
    one.end();
  });
  return owners;
}

std::vector<registers::Citation> read_citations(ObjectReader& object, JsonVerdict& verdict) {
  std::vector<registers::Citation> citations;
  object.each("citations", [&](const Json& element, const std::string& path) {
    const bool four = element.is_array() && element.size() == 4 && element[2].is_boolean() &&
                      element[3].is_boolean();
    const auto document = four ? json_text(element[0]) : std::nullopt;
    const auto written = four ? json_text(element[1]) : std::nullopt;
    const auto date = written ? RegisterDate::parse(*written) : std::nullopt;
    if (!document || !date || date->text() != *written) {
      return verdict.refuse(path, "is no citation");
    }
    citations.push_back({*document, *date, element[2].get<bool>(), element[3].get<bool>()});
  });
  return citations;
}

/// Both are left out where they are empty.
void read_late_members(ObjectReader& object, registers::RightRecord& record) {
  if (object.has("designated_states")) {
    record.designated_states = object.texts("designated_states");
    if (record.designated_states.empty()) object.refuse("designated_states", "is empty");
  }
  if (object.has("details")) {
    record.details = object.text_map("details");
    if (record.details.empty()) object.refuse("details", "is empty");
  }
}

registers::RightRecord read_record(ObjectReader& object, JsonVerdict& verdict) {
  registers::RightRecord record;
  record.id.value = object.text("right");
  const auto type = registers::parse_right_type(object.text("type"));
  if (!type) object.refuse("type", "is no type of right");
  record.type = type.value_or(registers::RightType::kUnknown);
  record.application_number = object.text("application_number");
  record.publication_number = object.text("publication_number");
  record.grant_number = object.text("grant_number");
  record.filing_date = object.date("filing_date");
  record.priority_date = object.date("priority_date");
  record.publication_date = object.date("publication_date");
  record.grant_date = object.date("grant_date");
  record.expiry_date = object.date("expiry_date");
  record.term_adjustment_days = object.integer("term_adjustment_days");
  record.terminal_disclaimer = object.flag("terminal_disclaimer");
  record.title = object.text("title");
  record.owners = read_owners(object, verdict);
  record.inventors = object.texts("inventors");
  record.claim_count = object.optional_integer("claim_count");
  record.independent_claim_count = object.optional_integer("independent_claim_count");
  record.figure_count = object.optional_integer("figure_count");
  record.classes = object.texts("classes");
  record.citations = read_citations(object, verdict);
  record.family = object.texts("family");
  record.known = object.day("known");
  read_late_members(object, record);
  return record;
}

registers::LegalEvent read_event(ObjectReader& object) {
  registers::LegalEvent event;
  event.right.value = object.text("right");
  event.code = object.text("code");
  event.st27 = object.text("st27");
  event.date = object.date("date");
  event.known = object.optional_day("known");
  event.description = object.text("description");
  event.details = object.text_map("details");
  return event;
}

std::vector<RecordedParty> read_recorded_parties(ObjectReader& object, const char* name,
                                                 JsonVerdict& verdict) {
  std::vector<RecordedParty> parties;
  object.each(name, [&](const Json& element, const std::string& path) {
    ObjectReader one(element, path, verdict);
    RecordedParty party{read_party(one), {}};
    party.executed = one.date("executed");
    parties.push_back(std::move(party));
    one.end();
  });
  return parties;
}

std::vector<RecordedProperty> read_properties(ObjectReader& object, JsonVerdict& verdict) {
  std::vector<RecordedProperty> properties;
  object.each("properties", [&](const Json& element, const std::string& path) {
    ObjectReader one(element, path, verdict);
    properties.push_back({registers::RightId{one.text("right")}, one.text("application_number"),
                          one.text("grant_number"), one.text("publication_number"),
                          one.text("title")});
    one.end();
  });
  return properties;
}

registers::Recording read_recording(ObjectReader& object, JsonVerdict& verdict) {
  registers::Recording recording;
  recording.office = object.text("office");
  recording.id = object.text("id");
  recording.recorded = object.day("recorded");
  recording.recorded_stated = object.flag("recorded_stated");
  recording.conveyance = object.text("conveyance");
  const auto named = registers::parse_conveyance_class(object.text("class"));
  if (!named) object.refuse("class", "is no class of conveyance");
  recording.conveyance_class = named.value_or(registers::ConveyanceClass::kUnknown);
  recording.grantors = read_recorded_parties(object, "grantors", verdict);
  recording.grantees = read_recorded_parties(object, "grantees", verdict);
  recording.properties = read_properties(object, verdict);
  recording.corrects = object.text("corrects");
  recording.releases = object.text("releases");
  recording.secured_amount = object.optional_money("secured_amount");
  return recording;
}

registers::Retraction read_retraction(ObjectReader& object, const registers::Source& source) {
  registers::Retraction retraction;
  retraction.right.value = object.text("right");
  retraction.publication = object.text("publication");
  retraction.reason = object.text("reason");
  retraction.known = object.day("known");
  if (object.text("registry") != source.registry) {
    object.refuse("registry", "is another than that of the source");
  }
  return retraction;
}

registers::ReferenceFigure read_figure(ObjectReader& object) {
  registers::ReferenceFigure figure;
  figure.series = object.text("series");
  figure.item = object.text("item");
  figure.measure = object.text("measure");
  figure.date = object.date("date");
  figure.known = object.day("known");
  figure.value = object.number("value");
  figure.unit = object.text("unit");
  return figure;
}

registers::TradeReport read_trade(ObjectReader& object) {
  registers::TradeReport trade;
  trade.id = object.text("id");
  trade.kind = object.text("kind");
  trade.outcome = object.text("outcome");
  trade.date = object.date("date");
  trade.known = object.day("known");
  for (std::string& right : object.texts("rights")) trade.rights.push_back({std::move(right)});
  trade.price = object.optional_money("price");
  trade.asked = object.optional_money("asked");
  const Json& rate = object.member("royalty_rate");
  if (!rate.is_null()) trade.royalty_rate = object.number_of(rate, "royalty_rate");
  trade.seller = object.text("seller");
  trade.buyer = object.text("buyer");
  trade.venue = object.text("venue");
  trade.details = object.text_map("details");
  return trade;
}

registers::Fact read_fact(const std::string& kind, ObjectReader& object,
                          const registers::Source& source, ObjectReader& line,
                          JsonVerdict& verdict) {
  if (kind == "right") return read_record(object, verdict);
  if (kind == "event") return read_event(object);
  if (kind == "recording") return read_recording(object, verdict);
  if (kind == "retraction") return read_retraction(object, source);
  if (kind == "reference") return read_figure(object);
  if (kind == "trade") return read_trade(object);
  line.refuse("kind", "is no kind of fact");
  return registers::LegalEvent{};
}

registers::Problem read_problem(const Json& json, JsonVerdict& verdict) {
  ObjectReader object(json, "problem", verdict);
  registers::Problem problem{read_error(object), object.text("sha256")};
  object.end();
  return problem;
}

}  // namespace

std::string line_of(const registers::Fact& fact) {
  Json json = std::visit([](const auto& one) { return json_of(one); }, fact);
  keep_numbers(fact, json);
  return canonical_json({{"fact", std::move(json)},
                         {"kind", kind_of(fact)},
                         {"source", json_of_source(source_of(fact))}});
}

std::string line_of(const registers::Problem& problem) {
  const Error& error = problem.error;
  Json json = error_json({error.code,
                          valid_utf8(error.message, kProblemTextBytesMax),
                          {error.where.file, error.where.record,
                           valid_utf8(error.where.field, kProblemTextBytesMax)}});
  json["sha256"] = problem.sha256;
  return canonical_json({{"problem", std::move(json)}});
}

Result<FactOrProblem> read_fact_line(const Json& line, const Where& where) {
  JsonVerdict verdict;
  ObjectReader object(line, "", verdict);
  FactOrProblem read;
  if (object.has("problem")) {
    read = read_problem(object.member("problem"), verdict);
  } else {
    registers::Source source = read_source(object.member("source"), verdict);
    const std::string kind = object.text("kind");
    ObjectReader fact_object(object.member("fact"), "fact", verdict);
    registers::Fact fact = read_fact(kind, fact_object, source, object, verdict);
    if (verdict.sound()) fact_object.end();
    std::visit([&](auto& one) { one.source = std::move(source); }, fact);
    read = std::move(fact);
  }
  object.end();
  PIGNUS_TRY(verdict.status(where));
  return read;
}

Result<FactOrProblem> parse_fact_line(std::string_view line, const Where& where) {
  auto json = parse_json(line, where.file, kLineLimits);
  if (!json) {
    json.error().where.record = where.record;
    return fail(std::move(json.error()));
  }
  return read_fact_line(*json, where);
}

}  // namespace pignus::store
