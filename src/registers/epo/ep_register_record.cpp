#include "registers/epo/ep_register_record.h"

#include <algorithm>
#include <array>
#include <set>

#include "registers/epo/exchange_classes.h"
#include "registers/epo/exchange_numbers.h"
#include "registers/epo/xml_tree.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

struct Publication {
  std::string country;
  std::string number;
  std::string kind;
  RegisterDate date;

  std::string text() const {
    const ExchangeNumber spelled{"docdb", country, number, kind, ""};
    return publication_text(spelled);
  }
};

std::vector<Publication> publications_in(pugi::xml_node bibliography, AnswerSink& sink) {
  std::vector<Publication> out;
  each_child(bibliography, "publication-reference", [&](pugi::xml_node reference) {
    each_child(reference, "document-id", [&](pugi::xml_node id) {
      Publication one{text_below(child_named(id, "country")),
                      text_below(child_named(id, "doc-number")),
                      text_below(child_named(id, "kind")),
                      register_date(child_named(id, "date"), "publication-reference", sink)};
      if (!one.number.empty()) out.push_back(std::move(one));
    });
  });
  return out;
}

bool earlier(const RegisterDate& a, const RegisterDate& b) {
  return a.earliest() && (!b.earliest() || *a.earliest() < *b.earliest());
}

void add_publications(const std::vector<Publication>& publications, RightRecord& record) {
  for (const Publication& one : publications) {
    if (one.country == "WO" && record.id.office() != "WO") {
      record.family.push_back(one.text());
      continue;
    }
    const bool is_grant = one.kind.starts_with('B');
    std::string& number = is_grant ? record.grant_number : record.publication_number;
    RegisterDate& date = is_grant ? record.grant_date : record.publication_date;
    // Of several the first day counts: B2 after opposition is no new grant.
    if (number.empty() || earlier(one.date, date)) {
      number = one.text();
      date = one.date;
    }
  }
}

std::optional<RightId> id_of(const std::vector<Publication>& publications,
                             const std::string& asked) {
  for (const char* office : {"EP", "WO"}) {
    for (const Publication& one : publications) {
      if (one.country != office) continue;
      const auto number = parse_number(one.country + one.number);
      if (number && number->kind == NumberKind::kPublication) return right_id(*number);
    }
  }
  if (asked.empty() || !publications.empty()) return std::nullopt;
  const auto number = parse_number(asked);
  return number && number->kind == NumberKind::kPublication ? right_id(*number) : std::nullopt;
}

pugi::xml_node latest(pugi::xml_node parent, std::string_view name, AnswerSink& sink) {
  const auto versions = versions_of(parent, name, sink);
  return versions.empty() ? pugi::xml_node() : versions.back();
}

/// English of the newest version; the newest of any language where there is no English.
std::string title_in(pugi::xml_node bibliography, AnswerSink& sink) {
  std::string best;
  bool english = false;
  for (const pugi::xml_node title : versions_of(bibliography, "invention-title", sink)) {
    std::string text = text_below(title);
    const bool is_english = attribute_of(title, "lang") == "en";
    if (text.empty() || (english && !is_english)) continue;
    english = is_english;
    best = std::move(text);
  }
  return best;
}

/// "H04W84/20,  // H04W88/04" and "C22B1/24;; C22B1/242".
std::vector<std::string> classes_in(pugi::xml_node bibliography, AnswerSink& sink) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  const auto version = latest(bibliography, "classifications-ipcr", sink);
  for (const pugi::xml_node entry : version.children()) {
    const std::string text = text_below(child_named(entry, "text"));
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t cut = rest.find_first_of(",;");
      std::string_view part = rest.substr(0, cut);
      while (part.starts_with(' ') || part.starts_with('/')) part.remove_prefix(1);
      std::string_view behind;
      std::string symbol = class_symbol(part, behind);
      if (!symbol.empty() && seen.insert(symbol).second) out.push_back(std::move(symbol));
      rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
    }
  }
  return out;
}

void collect_states(pugi::xml_node node, std::vector<std::string>& states, std::string& extended) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "country") {
      std::string state = text_below(child);
      if (state.size() == 2 && std::ranges::find(states, state) == states.end()) {
        states.push_back(std::move(state));
      }
    } else if (name == "extension-states" || name == "validation-states") {
      std::vector<std::string> others;
      std::string ignored;
      collect_states(child, others, ignored);
      for (const std::string& state : others) extended += (extended.empty() ? "" : " ") + state;
    } else if (name != "region" && name != "exclusion-from-designation") {
      collect_states(child, states, extended);
    }
  }
}

void add_states(pugi::xml_node bibliography, AnswerSink& sink, RightRecord& record) {
  std::string extended;
  collect_states(latest(bibliography, "designation-of-states", sink), record.designated_states,
                 extended);
  for (const char* name : {"extension-states", "validation-states"}) {
    std::vector<std::string> states;
    std::string ignored;
    collect_states(latest(bibliography, name, sink), states, ignored);
    for (const std::string& state : states) extended += (extended.empty() ? "" : " ") + state;
  }
  if (!extended.empty()) record.details["extension_states"] = std::move(extended);
}

void add_citations(pugi::xml_node bibliography, AnswerSink& sink, RightRecord& record) {
  each_child(child_named(bibliography, "references-cited"), "citation", [&](pugi::xml_node from) {
    const std::string phase = attribute_of(from, "cited-phase");
    Citation citation;
    citation.by_examiner = phase != "applicant" && phase != "opposition" && phase != "third-party";
    if (const auto id = at_path(from, "patcit/document-id")) {
      const Publication cited{text_below(child_named(id, "country")),
                              text_below(child_named(id, "doc-number")),
                              text_below(child_named(id, "kind")),
                              {}};
      citation.document = cited.text();
      citation.date = register_date(child_named(id, "date"), "references-cited", sink);
    } else {
      citation.is_patent = false;
      const auto literature = child_named(from, "nplcit");
      const auto text = child_named(literature, "text");
      citation.document = text_below(text ? text : literature);
    }
    if (!citation.document.empty()) record.citations.push_back(std::move(citation));
  });
}

std::string application_in(pugi::xml_node id) {
  const std::string country = text_below(child_named(id, "country"));
  const std::string number = text_below(child_named(id, "doc-number"));
  if (number.empty()) return "";
  const auto parsed = parse_number(number, country, NumberKind::kApplication);
  return parsed ? parsed->normal() : country + number;
}

void add_relations(pugi::xml_node bibliography, AnswerSink& sink, RightRecord& record) {
  const auto claims = latest(bibliography, "priority-claims", sink);
  each_child(claims, "priority-claim", [&](pugi::xml_node claim) {
    const auto id = child_named(claim, "document-id");
    const auto node = id ? id : claim;
    const RegisterDate date = register_date(child_named(node, "date"), "priority-claims", sink);
    if (earlier(date, record.priority_date)) record.priority_date = date;
    if (std::string number = application_in(node); !number.empty()) {
      record.family.push_back(std::move(number));
    }
  });
  each_child(bibliography, "related-documents", [&](pugi::xml_node related) {
    for (const pugi::xml_node kind : related.children()) {
      for (const char* side : {"parent-doc", "child-doc"}) {
        each_child(child_named(kind, "relation"), side, [&](pugi::xml_node document) {
          std::string number = application_in(child_named(document, "document-id"));
          if (!number.empty()) record.family.push_back(std::move(number));
        });
      }
    }
  });
}

void add_status(pugi::xml_node document, AnswerSink& sink, RightRecord& record) {
  const auto statuses =
      versions_of(child_named(document, "ep-patent-statuses"), "ep-patent-status", sink);
  std::string status = attribute_of(document, "status");
  if (!statuses.empty()) {
    const pugi::xml_node now = statuses.back();
    if (std::string text = text_below(now); !text.empty()) status = std::move(text);
    const std::string day = changed_on(now, sink).text();
    if (!day.empty()) record.details["status_date"] = day;
    const std::string code = attribute_of(now, "status-code");
    if (!code.empty()) record.details["status_code"] = code;
  }
  if (!status.empty()) record.details["status"] = std::move(status);
  const auto unitary = child_named(document, "unitary-patent");
  const auto effects =
      versions_of(child_named(unitary, "unitary-patent-statuses"), "unitary-patent-status", sink);
  if (!effects.empty()) {
    record.details["unitary_status"] = text_below(effects.back());
    record.details["unitary_status_date"] = changed_on(effects.back(), sink).text();
  }
}

/// The latest day the document tells of: of a change, a publication, an event.
std::optional<Date> latest_day(pugi::xml_node document) {
  std::optional<Date> day;
  const auto consider = [&](const std::string& text) {
    const auto date = RegisterDate::parse(text);
    if (date && date->latest() && (!day || *date->latest() > *day)) day = date->latest();
  };
  for (pugi::xml_node at = document; at;) {
    if (at.type() == pugi::node_element) {
      consider(attribute_of(at, "change-date"));
      if (local_name(at) == "date") consider(text_below(at));
    }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != document && !at.next_sibling()) at = at.parent();
    if (at == document) break;
    at = at.next_sibling();
  }
  return day;
}

}  // namespace

std::optional<RightRecord> register_record(pugi::xml_node document, const std::string& asked,
                                           AnswerSink& sink) {
  const auto bibliography = child_named(document, "bibliographic-data");
  const auto publications = publications_in(bibliography, sink);
  const auto id = id_of(publications, asked);
  if (!id) {
    sink.problem(ErrorCode::kInvalidInput, "publication-reference",
                 "cannot tell the right: neither a European nor an international publication is "
                 "named");
    return std::nullopt;
  }
  RightRecord record;
  record.id = *id;
  record.type = RightType::kInvention;
  record.source = sink.source();
  const RegisterDate produced =
      register_date(attribute_of(document, "date-produced"), "date-produced", sink);
  if (const auto day = produced.latest() ? produced.latest() : latest_day(document)) {
    record.known = *day;
  } else {
    record.details["undated"] = "yes";
    sink.problem(ErrorCode::kInvalidInput, "date",
                 "the document tells no day; it counts as known from its import on");
  }
  add_status(document, sink, record);
  if (!bibliography) return record;
  add_publications(publications, record);
  const auto application =
      at_path(latest(bibliography, "application-reference", sink), "document-id");
  record.application_number = application_in(application);
  record.filing_date =
      register_date(child_named(application, "date"), "application-reference", sink);
  record.title = title_in(bibliography, sink);
  const auto parties = child_named(bibliography, "parties");
  record.owners = parties_in(latest(parties, "proprietors", sink));
  if (record.owners.empty()) record.owners = parties_in(latest(parties, "applicants", sink));
  for (Party& inventor : parties_in(latest(parties, "inventors", sink))) {
    record.inventors.push_back(std::move(inventor.name));
  }
  record.classes = classes_in(bibliography, sink);
  add_states(bibliography, sink, record);
  add_citations(bibliography, sink, record);
  add_relations(bibliography, sink, record);
  return record;
}

}  // namespace pignus::registers
