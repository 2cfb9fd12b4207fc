#include "registers/epo/ops_legal.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/utf8.h"
#include "registers/epo/xml_tree.h"
#include "standards/st27.h"

namespace pignus::registers {

namespace {

struct Named {
  std::string_view field;
  std::string_view name;
};
// The fields of tls221 in PATSTAT and of OPS are one list; their own `desc` says the same.
constexpr std::array kDetails = std::to_array<Named>({
    {"501", "state"},
    {"502", "state_code"},
    {"503", "reference_number"},
    {"504", "reference_country"},
    {"505", "reference_date"},
    {"506", "reference_kind"},
    {"507", "designated_states"},
    {"508", "extension"},
    {"509", "party"},
    {"510", "text"},
    {"511", "spc_number"},
    {"512", "spc_filing_date"},
    {"513", "spc_expiry_date"},
    {"514", "language"},
    {"515", "inventor"},
    {"516", "class"},
    {"517", "representative"},
    {"518", "payment_date"},
    {"519", "opponent"},
    {"520", "fee_year"},
    {"522", "requester"},
    {"523", "extension_date"},
    {"524", "extension_states"},
    {"526", "withdrawal_date"},
});

/// Dates of INPADOC: "2011-12-28", "20120606"; nothing for its stand-ins for "none".
std::optional<RegisterDate> date_of(const std::string& text) {
  if (text.empty() || text == "0001-01-01" || text == "00010101" || text == "1970-01-01" ||
      text == "19700101" || text == "9999-12-31" || text == "99991231") {
    return std::nullopt;
  }
  return RegisterDate::parse(text);
}

bool is_date_name(std::string_view name) {
  return name.ends_with("_date");
}

/// The fields by number: "525" to their text. Several of one number stand joined.
using FieldTexts = std::map<std::string, std::string, std::less<>>;

void collect(pugi::xml_node node, FieldTexts& fields, std::string& influence) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name.size() != 6 || name[0] != 'L' || !name.ends_with("EP")) continue;
    const std::string_view number = name.substr(1, 3);
    if (number == "500") {
      collect(child, fields, influence);
      continue;
    }
    if (number == "502" && influence.empty()) influence = trim(attribute_of(child, "infl"));
    const std::string text = text_below(child);
    if (text.empty()) continue;
    std::string& value = fields[std::string(number)];
    if (!value.empty()) value += "; ";
    value += text;
  }
}

/// Older answers tell an event only as a line of fixed columns.
void collect_line(std::string_view line, FieldTexts& fields, std::string& influence) {
  constexpr std::size_t kShortest = 31;
  if (line.size() < kShortest) return;
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::ranges::all_of(line.substr(0, kShortest + 1), is_ascii)) return;
  const auto put = [&](const char* name, std::size_t from, std::size_t size) {
    if (std::string text = trim(line.substr(from, size)); !text.empty()) fields[name] = text;
  };
  put("001", 0, 2);
  put("003", 2, 12);
  put("004", 14, 3);
  put("007", 17, 10);
  put("008", 27, 4);
  if (line.size() > kShortest && influence.empty()) influence = trim(line.substr(kShortest, 1));
}

std::string text_at(const FieldTexts& fields, std::string_view number) {
  const auto found = fields.find(number);
  return found == fields.end() ? "" : found->second;
}

void add_details(const FieldTexts& fields, LegalEvent& event) {
  for (const auto& [number, text] : fields) {
    if (number < "500" || number == "525") continue;
    const auto* const named = std::ranges::find(kDetails, number, &Named::field);
    if (named == kDetails.end()) {
      event.details["l" + number] = text;
      continue;
    }
    const auto date = is_date_name(named->name) ? date_of(text) : std::nullopt;
    event.details[std::string(named->name)] = date ? date->text() : text;
  }
}

/// "REG" refers to a code of the state's own table; where we know that one in ST.27 terms, the
/// event is of that kind, in that state.
void add_national_meaning(LegalEvent& event) {
  const auto state = event.details.find("state");
  const auto code = event.details.find("state_code");
  if (state == event.details.end() || code == event.details.end()) return;
  const auto* const mapping = standards::event_mapping(state->second, code->second);
  if (mapping != nullptr) event.st27 = mapping->st27;
}

void add_dates(const FieldTexts& fields, const std::string& migrated, LegalEvent& event) {
  const auto gazette = date_of(text_at(fields, "007"));
  const auto effective = date_of(text_at(fields, "525"));
  std::optional<RegisterDate> held = date_of(text_at(fields, "019"));
  if (!held) held = date_of(text_at(fields, "018"));
  if (!held) held = date_of(migrated);
  for (const char* number : {"525", "518", "526", "007"}) {
    if (const auto date = date_of(text_at(fields, number)); date && event.date.empty()) {
      event.date = *date;
    }
  }
  std::optional<RegisterDate> known = gazette;
  if (held &&
      (!gazette || (effective && *gazette == *effective && held->latest() > gazette->latest()))) {
    known = held;
  }
  if (known) event.known = known->latest();
  if (gazette) event.details["gazette_date"] = gazette->text();
}

}  // namespace

Result<OpsLegalEvent> ops_legal_event(pugi::xml_node legal, const Where& where) {
  OpsLegalEvent out;
  FieldTexts fields;
  std::string influence = trim(attribute_of(legal, "infl"));
  collect(legal, fields, influence);
  if (fields.empty()) {
    const auto line = child_named(legal, "pre");
    collect_line(line.child_value(), fields, influence);
  }
  LegalEvent& event = out.event;
  event.code = text_at(fields, "008");
  if (event.code.empty()) event.code = trim(attribute_of(legal, "code"));
  event.description = attribute_of(legal, "desc");
  out.document = {text_at(fields, "001"), text_at(fields, "003"), text_at(fields, "004"),
                  text_at(fields, "002") == "P"};
  if (event.code.empty() || out.document.country.empty()) {
    Where place = where;
    place.field = "legal";
    return fail(ErrorCode::kInvalidInput, "a legal event without code or document", place);
  }
  if (influence == "+" || influence == "-") event.details["influence"] = influence;
  add_details(fields, event);
  if (event.code == "REG") add_national_meaning(event);
  add_dates(fields, attribute_of(legal, "dateMigr"), event);
  return out;
}

}  // namespace pignus::registers
