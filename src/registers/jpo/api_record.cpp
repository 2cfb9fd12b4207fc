// Numbers, parties, classes, relations and citations of an answer.
#include "registers/jpo/api_record.h"

#include <algorithm>
#include <map>

#include "registers/io/json_fields.h"
#include "registers/jpo/dates.h"
#include "registers/number.h"
#include "registers/wipo/bibliography.h"

namespace pignus::registers {

namespace {

namespace dom = simdjson::dom;

std::string application_normal(const std::string& number) {
  if (number.empty()) return "";
  const auto parsed = parse_number(number, "JP", NumberKind::kApplication);
  return parsed ? parsed->normal() : "JP" + number;
}

RightType type_of(const dom::element& data) {
  const auto has = [&](const char* name) { return json_has(data, name); };
  if (has("trademarkForDisplay") || has("goodsServiceInformation") || has("viennaClass")) {
    return RightType::kTrademark;
  }
  if (has("designArticle") || has("designClass") || has("designNumber") ||
      has("principalDesignApplicationNumber")) {
    return RightType::kDesign;
  }
  if (has("inventionTitle") || has("ADPublicationNumber") || has("patentDoc") ||
      has("divisionalApplicationInformation") || has("numberOfClaims")) {
    return RightType::kInvention;
  }
  // A priority of an earlier Japanese application exists under the patent law only.
  const auto rows = json_list(data, "priorityRightInformation");
  const bool national = std::ranges::any_of(
      rows, [](const dom::element& row) { return json_text(row, "nationalPriorityLawCd") == "1"; });
  return national ? RightType::kInvention : RightType::kUnknown;
}

char letter_of(RightType type) {
  return type == RightType::kTrademark ? 'T' : type == RightType::kDesign ? 'D' : 'P';
}

void add_family(RightRecord& record, std::string number) {
  if (!number.empty() && number != record.application_number &&
      std::ranges::find(record.family, number) == record.family.end()) {
    record.family.push_back(std::move(number));
  }
}

std::string first_text(const dom::element& data, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto text = json_text(data, name); !text.empty()) return text;
  }
  return "";
}

/// The publication's number in Western years; the number query has only that one.
std::string published(const dom::element& data) {
  const bool has_both = json_has(data, "ADPublicationNumber");
  return has_both ? first_text(data, {"ADPublicationNumber", "ADNationalPublicationNumber"})
                  : first_text(data, {"publicationNumber", "nationalPublicationNumber"});
}

}  // namespace

void JpoAnswer::tells(const RegisterDate& date) {
  const auto day = date.exact();
  if (day && (!latest || *day > *latest)) latest = day;
}

std::optional<Date> jpo_year_end(const std::string& application_number) {
  constexpr std::size_t kYear = 2;
  if (application_number.size() != 12) return std::nullopt;
  const std::string year = application_number.substr(kYear, 4);
  if (year.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return Date::from_ymd(std::stoi(year), 12, 31);
}

RegisterDate jpo_date(const dom::element& data, std::string_view name, JsonDelivery& out) {
  const std::string text = json_text(data, name);
  if (const auto date = japanese_date(text)) return *date;
  out.unreadable(name, text);
  return {};
}

bool read_jpo_numbers(const dom::element& data, JpoAnswer& answer, JsonDelivery& out) {
  RightRecord& record = answer.record;
  const std::string application = json_text(data, "applicationNumber");
  const auto number = parse_number(application, "JP", NumberKind::kApplication);
  if (!number) {
    out.problem("applicationNumber",
                application.empty() ? "no application number" : number.error().message);
    return false;
  }
  record.type = type_of(data);
  record.application_number = number->normal();
  const std::string prefix = std::string("JP-") + letter_of(record.type) + "-";
  record.id = RightId{application_key(RightId{prefix + "0"}, application)};
  if (const auto text = published(data); !text.empty() && record.type != RightType::kTrademark) {
    const auto publication = parse_number(text + "A", "JP", NumberKind::kPublication);
    record.publication_number = publication ? publication->normal() : "JP" + text;
    // The number query does not say what right it asks about.
    if (publication && record.type == RightType::kInvention) {
      record.id = RightId{prefix + publication->serial};
    }
  }
  if (const auto text = first_text(data, {"registrationNumber"}); !text.empty()) {
    const auto registration = parse_number(text, "JP", NumberKind::kRegistration);
    record.grant_number = registration ? registration->normal() : "JP" + text;
    if (registration && record.type != RightType::kUnknown) {
      record.id = RightId{prefix + registration->serial};
    } else if (!registration) {
      out.unreadable("registrationNumber", text);
    }
  }
  record.title = first_text(data, {"inventionTitle", "designArticle", "trademarkForDisplay"});
  record.filing_date = jpo_date(data, "filingDate", out);
  record.publication_date = jpo_date(data, "publicationDate", out);
  record.grant_date = jpo_date(data, "registrationDate", out);
  record.expiry_date = jpo_date(data, "expireDate", out);
  for (const RegisterDate& date :
       {record.filing_date, record.publication_date, record.grant_date}) {
    answer.tells(date);
  }
  return true;
}

void read_jpo_parties(const dom::element& data, JpoAnswer& answer) {
  RightRecord& record = answer.record;
  std::vector<std::string> agents;
  std::vector<std::string> applicants;
  for (const auto& holder : json_list(data, "rightPersonInformation")) {
    record.owners.push_back({.name = json_text(holder, "rightPersonName"),
                             .country = "",
                             .identifier = json_text(holder, "rightPersonCd")});
  }
  const bool has_holders = !record.owners.empty();
  for (const auto& party : json_list(data, "applicantAttorney")) {
    std::string name = json_text(party, "name");
    if (json_text(party, "applicantAttorneyClass") == "2") {
      agents.push_back(std::move(name));
    } else if (has_holders) {
      applicants.push_back(std::move(name));
    } else {
      record.owners.push_back({.name = std::move(name),
                               .country = "",
                               .identifier = json_text(party, "applicantAttorneyCd")});
    }
  }
  put_list(record.details, "agent", agents);
  put_list(record.details, "applicant", applicants);
}

void read_jpo_classes(const dom::element& data, JpoAnswer& answer) {
  RightRecord& record = answer.record;
  if (auto design = json_text(data, "designClass"); !design.empty()) {
    record.details["national_classes"] = design;
  }
  std::map<std::string, std::string> goods;
  for (const auto& entry : json_list(data, "goodsServiceInformation")) {
    const std::string nice = json_text(entry, "goodsServiceClass");
    if (nice.empty()) continue;
    if (std::ranges::find(record.classes, nice) == record.classes.end()) {
      record.classes.push_back(nice);
    }
    for (const auto& [field, name] : {std::pair{"goodsServiceName", "goods." + nice},
                                      std::pair{"similarCode", "similar_goods." + nice}}) {
      std::string& text = goods[name];
      const std::string more = json_text(entry, field);
      if (!text.empty() && !more.empty()) text += "; ";
      text += more;
    }
  }
  for (auto& [name, text] : goods) {
    if (!text.empty()) record.details[name] = std::move(text);
  }
  put_list(record.details, "transliteration", json_texts(data, "transliteration"));
  put_list(record.details, "vienna_classes", json_texts(data, "viennaClass"));
}

void read_jpo_relations(const dom::element& data, JpoAnswer& answer, JsonDelivery& out) {
  RightRecord& record = answer.record;
  std::vector<std::string> priorities;
  std::vector<std::string> related;
  std::optional<Date> first;
  const auto priority = [&](std::string number, const RegisterDate& date) {
    if (number.empty() && date.empty()) return;
    priorities.push_back(number + (date.empty() ? "" : " " + date.text()));
    add_family(record, std::move(number));
    answer.tells(date);
    const auto day = date.earliest();
    if (day && (!first || *day < *first)) {
      first = day;
      record.priority_date = date;
    }
  };
  for (const auto& row : json_list(data, "priorityRightInformation")) {
    priority(normal_application({.country = json_text(row, "parisPriorityCountryCd"),
                                 .number = json_text(row, "parisPriorityApplicationNumber"),
                                 .kind = "",
                                 .date = {},
                                 .format = ""}),
             jpo_date(row, "parisPriorityDate", out));
    std::string national = application_normal(json_text(row, "nationalPriorityApplicationNumber"));
    if (national.empty()) {
      national = json_text(row, "nationalPriorityInternationalApplicationNumber");
    }
    priority(std::move(national), jpo_date(row, "nationalPriorityDate", out));
  }
  dom::element parent;
  if (data["parentApplicationInformation"].get(parent) == simdjson::SUCCESS) {
    const std::string number = application_normal(json_text(parent, "parentApplicationNumber"));
    if (!number.empty()) related.push_back("parent " + number);
    add_family(record, number);
    answer.tells(jpo_date(parent, "filingDate", out));
  }
  for (const auto& row : json_list(data, "divisionalApplicationInformation")) {
    const std::string number = application_normal(json_text(row, "applicationNumber"));
    if (number.empty() || number == record.application_number) continue;
    related.push_back("division " + number);
    add_family(record, number);
  }
  const std::string principal =
      application_normal(json_text(data, "principalDesignApplicationNumber"));
  if (!principal.empty()) related.push_back("principal_design " + principal);
  add_family(record, principal);
  put_list(record.details, "priorities", priorities);
  put_list(record.details, "related", related);
  for (const auto& [field, name] :
       {std::pair{"internationalApplicationNumber", "international_application"},
        std::pair{"internationalPublicationNumber", "international_publication"},
        std::pair{"internationalRegistrationNumber", "international_registration"}}) {
    if (auto text = json_text(data, field); !text.empty()) {
      record.details[name] = text;
      add_family(record, std::move(text));
    }
  }
  const RegisterDate international = jpo_date(data, "internationalPublicationDate", out);
  answer.tells(international);
  if (!international.empty()) {
    record.details["international_publication_date"] = international.text();
  }
}

void read_jpo_citations(const dom::element& data, JpoAnswer& answer, JsonDelivery& out) {
  RightRecord& record = answer.record;
  std::map<std::string, int> stages;
  const auto add = [&](const dom::element& row, Citation citation) {
    const RegisterDate drafted = jpo_date(row, "draftDate", out);
    answer.tells(drafted);
    ++stages[drafted.text() + " type " + json_text(row, "citationType")];
    citation.by_examiner = true;
    if (citation.document.empty()) {
      out.problem("documentNumber", "a cited document without a name");
    } else if (std::ranges::find(record.citations, citation) == record.citations.end()) {
      record.citations.push_back(std::move(citation));
    }
  };
  for (const auto& row : json_list(data, "patentDoc")) {
    Citation citation;
    citation.document = jpo_document_number(json_text(row, "documentNumber"));
    add(row, std::move(citation));
  }
  for (const auto& row : json_list(data, "nonPatentDoc")) {
    Citation citation;
    citation.is_patent = false;
    citation.date = jpo_date(row, "issueDate", out);
    for (const char* field : {"authorName", "paperTitle", "publicationName", "publisher",
                              "issueNumber", "citationPages"}) {
      const std::string part = json_text(row, field);
      if (!part.empty()) citation.document += (citation.document.empty() ? "" : ", ") + part;
    }
    add(row, std::move(citation));
  }
  std::vector<std::string> counts;
  for (const auto& [stage, count] : stages) counts.push_back(stage + ": " + std::to_string(count));
  put_list(record.details, "cited_in", counts);
}

}  // namespace pignus::registers
