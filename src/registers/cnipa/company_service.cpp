#include "registers/cnipa/company_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "registers/cnipa/dates.h"
#include "registers/cnipa/status_words.h"
#include "registers/io/encoding.h"
#include "registers/io/json_reader.h"
#include "registers/number.h"
#include "registers/wipo/bibliography.h"

namespace pignus::registers {

namespace {

namespace dom = simdjson::dom;

RegisterDate date_of(const dom::element& row, std::string_view name, JsonDelivery& out) {
  const std::string text = json_text(row, name);
  if (const auto date = chinese_date(text)) return *date;
  out.unreadable(name, text);
  return {};
}

void later(const RegisterDate& date, std::optional<Date>& latest) {
  const auto day = date.latest();
  if (day && (!latest || *day > *latest)) latest = day;
}

void detail(RightRecord& record, const char* name, std::string value) {
  if (!value.empty()) record.details[name] = std::move(value);
}

std::vector<std::string> classes_of(const dom::element& row) {
  std::vector<std::string> out;
  for (std::string text : json_texts(row, "IPCList")) {
    // A Locarno class without its subclass reads "11-".
    while (text.ends_with('-')) text.pop_back();
    if (!text.empty()) out.push_back(ipc_symbol(text));
  }
  return out;
}

std::vector<LegalEvent> history_of(const dom::element& row, const RightId& right,
                                   std::optional<Date>& latest, JsonDelivery& out) {
  std::vector<LegalEvent> events;
  for (const auto& entry : json_list(row, "PatentLegalHistory")) {
    LegalEvent event;
    event.right = right;
    event.description = json_text(entry, "Desc");
    event.code = status_code(event.description);
    event.date = date_of(entry, "LegalStatusDate", out);
    if (const auto code = json_text(entry, "LegalStatus"); !code.empty()) {
      event.details["service_code"] = code;
    }
    if (event.description.empty() || !event.date.latest()) {
      out.problem("PatentLegalHistory", "an entry without its word or its day");
      continue;
    }
    if (event.code == "PP01") event.details["effect"] = "attachment";
    if (event.code == "PD01") event.details["effect"] = "attachment_end";
    if (is_untested_code(event.code)) event.details["untested"] = "yes";
    later(event.date, latest);
    events.push_back(std::move(event));
  }
  return events;
}

void read_publication(const dom::element& row, RightRecord& record, JsonDelivery& out) {
  const std::string text = json_text(row, "PublicationNumber");
  const RegisterDate date = date_of(row, "PublicationDate", out);
  if (text.empty()) {
    record.publication_date = date;
    return;
  }
  const auto number = parse_number(text, "CN", NumberKind::kPublication);
  if (!number) out.unreadable("PublicationNumber", text);
  const std::string normal = number ? number->normal() : text;
  const std::string kind = number ? number->kind_code : "";
  if (kind.empty() || kind[0] == 'A') {
    record.publication_number = normal;
    record.publication_date = date;
  } else {
    record.grant_number = normal;
    record.grant_date = date;
  }
}

void take_patent(const dom::element& row, JsonDelivery& out) {
  const std::string text = json_text(row, "ApplicationNumber");
  const auto number = parse_number(text, "CN", NumberKind::kApplication);
  if (!number) return out.problem("ApplicationNumber", number.error().message);
  const auto id = right_id(*number);
  if (!id) return out.problem("ApplicationNumber", "the number does not key a right");
  RightRecord record;
  record.id = *id;
  record.type = number->type;
  record.application_number = number->normal();
  record.filing_date = date_of(row, "ApplicationDate", out);
  read_publication(row, record, out);
  record.title = json_text(row, "Title");
  for (std::string& name : json_texts(row, "AssigneestringList")) {
    record.owners.push_back({.name = std::move(name), .country = "", .identifier = ""});
  }
  record.inventors = json_texts(row, "InventorStringList");
  record.classes = classes_of(row);
  detail(record, "status", json_text(row, "LegalStatusDesc"));
  detail(record, "document_kind", json_text(row, "KindCodeDesc"));
  put_list(record.details, "agency", json_texts(row, "Agency"));
  std::optional<Date> latest;
  const auto events = history_of(row, *id, latest, out);
  later(record.publication_date, latest);
  later(record.grant_date, latest);
  if (!latest) later(record.filing_date, latest);
  if (!latest) return out.problem("PublicationDate", "no day at all");
  record.known = *latest;
  out.fact(Fact(std::move(record)));
  for (const LegalEvent& event : events) out.fact(Fact(event));
}

bool is_mark_number(std::string_view number) {
  if (number.starts_with('G')) number.remove_prefix(1);
  if (!number.empty() && number.back() >= 'A' && number.back() <= 'Z') number.remove_suffix(1);
  return !number.empty() && number.size() <= 10 && number.front() != '0' &&
         number.find_first_not_of("0123456789") == std::string_view::npos;
}

void take_trademark(const dom::element& row, JsonDelivery& out) {
  const std::string number = json_text(row, "RegNo");
  if (!is_mark_number(number)) {
    return number.empty() ? out.problem("RegNo", "no number of the mark")
                          : out.unreadable("RegNo", number);
  }
  RightRecord record;
  record.id = RightId{"CN-T-" + number};
  record.type = RightType::kTrademark;
  record.application_number = "CN" + number;
  record.filing_date = date_of(row, "AppDate", out);
  record.grant_date = date_of(row, "RegDate", out);
  record.title = json_text(row, "Name");
  for (const char* name : {"ApplicantCn", "ApplicantEn"}) {
    std::string owner = json_text(row, name);
    if (owner.empty()) continue;
    if (record.owners.empty()) {
      record.owners.push_back({.name = std::move(owner), .country = "", .identifier = ""});
    } else {
      detail(record, "owner_other_name", std::move(owner));
    }
  }
  if (auto nice = json_text(row, "IntCls"); !nice.empty()) record.classes.push_back(nice);
  detail(record, "agent", json_text(row, "Agent"));
  detail(record, "status", json_text(row, "FlowStatusDesc"));
  detail(record, "status_code", json_text(row, "FlowStatus"));
  detail(record, "service_code", json_text(row, "Status"));
  if (json_text(row, "HasImage") == "true") record.details["has_image"] = "yes";
  std::optional<Date> latest;
  later(record.filing_date, latest);
  later(record.grant_date, latest);
  if (!latest) return out.problem("AppDate", "no day at all");
  record.known = *latest;
  out.fact(Fact(std::move(record)));
}

void take(const dom::element& row, JsonDelivery& out) {
  out.begin(row);
  if (json_has(row, "RegNo") || json_has(row, "FlowStatus")) return take_trademark(row, out);
  if (json_has(row, "ApplicationNumber") || json_has(row, "PatentLegalHistory")) {
    return take_patent(row, out);
  }
  out.problem("", "neither a patent nor a trademark of this service", ErrorCode::kUnsupported);
}

/// The service's own word on whether the question was answered, and on pages.
void read_envelope(const dom::element& root, std::size_t rows, JsonDelivery& out) {
  const std::string status = json_text(root, "Status");
  if (!status.empty() && status != "200") {
    out.whole("Status", "the service answers " + status + ": " + json_text(root, "Message"),
              ErrorCode::kNotFound);
  }
  dom::element paging;
  if (root["Paging"].get(paging) != simdjson::SUCCESS) return;
  const std::string total = json_text(paging, "TotalRecords");
  if (!total.empty() && total != std::to_string(rows)) {
    out.whole("Paging", "the file holds " + std::to_string(rows) + " of " + total + " entries",
              ErrorCode::kLimitExceeded);
  }
}

}  // namespace

Status read_cnipa_company_service(ByteSource& source, std::string_view file, const FactSink& sink,
                                  const JsonLimits& limits) {
  JsonDocument document;
  if (auto read = read_json(source, limits, document); !read) {
    read.error().where.file = file;
    return read;
  }
  JsonDelivery out(file, sink);
  std::vector<dom::element> rows;
  dom::array list;
  if (document.root.get(list) == simdjson::SUCCESS) {
    for (const auto& row : list) rows.push_back(row);
  } else {
    rows = json_list(document.root, "Result");
    dom::element single;
    if (rows.empty() && document.root["Result"].get(single) == simdjson::SUCCESS &&
        single.is_object()) {
      rows.push_back(single);
    } else if (rows.empty() && !json_has(document.root, "Result") &&
               !json_has(document.root, "Status")) {
      rows.push_back(document.root);
    }
    read_envelope(document.root, rows.size(), out);
  }
  for (const auto& row : rows) {
    if (!out.go_on()) break;
    take(row, out);
  }
  return out.end();
}

bool is_cnipa_company_service(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (head[start] != '[' && head[start] != '{')) return false;
  const auto has = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  return (has("\"ApplicationNumber\"") &&
          (has("\"KindCodeDesc\"") || has("\"PatentLegalHistory\"") ||
           has("\"AssigneestringList\""))) ||
         (has("\"RegNo\"") && (has("\"IntCls\"") || has("\"FlowStatus\"")));
}

}  // namespace pignus::registers
