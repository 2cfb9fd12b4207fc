#include "registers/epo/ep_register_events.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/utf8.h"
#include "registers/epo/ep_register_licences.h"
#include "registers/epo/xml_tree.h"

namespace pignus::registers {

namespace {

/// "Kind of amendment", "DATE_OF_REPLY": "kind_of_amendment", "date_of_reply".
std::string detail_name(std::string_view text) {
  std::string out;
  for (const char c : ascii_lower(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (out.ends_with('_')) out.pop_back();
  return out.empty() ? "text" : out;
}

struct Mapped {
  std::string_view code;
  std::string_view st27;
};
/// The register's words in ST.27 terms, after the words of both. Lapses are of one state and are
/// left out, and so is a grant that is only expected.
constexpr Mapped kMapped[] = {{"RFEE", "U11"},
                              {"date-application-deemed-withdrawn", "B12"},
                              {"date-application-withdrawn-by-applicant", "B11"},
                              {"date-application-refused", "B15"},
                              {"opponent", "L11"}};

LegalEvent event_of(const RegisterRight& right, AnswerSink& sink, std::string code) {
  LegalEvent event;
  const auto* const mapped = std::ranges::find(kMapped, code, &Mapped::code);
  if (mapped != std::end(kMapped)) event.st27 = mapped->st27;
  event.right = right.id;
  event.code = std::move(code);
  event.source = sink.source();
  return event;
}

void add_gazette(pugi::xml_node node, LegalEvent& event) {
  std::string number = attribute_of(node, "change-gazette-num");
  const auto reference = child_named(node, "gazette-reference");
  if (reference) {
    number = text_below(child_named(reference, "gazette-num"));
    const auto date = RegisterDate::parse(text_below(child_named(reference, "date")));
    if (date && !date->empty()) event.details["gazette_date"] = date->text();
  }
  if (!number.empty()) event.details["gazette"] = std::move(number);
}

void read_statuses(pugi::xml_node list, std::string_view element, const std::string& prefix,
                   const RegisterRight& right, AnswerSink& sink) {
  for (const pugi::xml_node status : versions_of(list, element, sink)) {
    const std::string code = attribute_of(status, "status-code");
    std::string text = text_below(status);
    if (code.empty() && text.empty()) continue;  // search lists leave it blank
    LegalEvent event = event_of(right, sink, prefix + code);
    event.date = changed_on(status, sink);
    event.description = std::move(text);
    sink.event(std::move(event));
  }
}

struct Lapse {
  std::string state;
  std::string date;

  friend auto operator<=>(const Lapse&, const Lapse&) = default;
};

std::set<Lapse> lapses_in(pugi::xml_node version) {
  std::set<Lapse> out;
  each_child(version, "lapsed-in-country", [&](pugi::xml_node lapse) {
    Lapse one{text_below(child_named(lapse, "country")), text_below(child_named(lapse, "date"))};
    if (!one.state.empty()) out.insert(std::move(one));
  });
  return out;
}

struct Standing {
  pugi::xml_node first;                    ///< the version that first has it
  std::optional<RegisterDate> superseded;  ///< dropped on
};

void read_lapses(pugi::xml_node bibliography, const RegisterRight& right, AnswerSink& sink) {
  std::map<Lapse, Standing> standing;
  for (const pugi::xml_node version : versions_of(bibliography, "term-of-grant", sink)) {
    const std::set<Lapse> now = lapses_in(version);
    for (const Lapse& lapse : now) {
      const auto at = standing.try_emplace(lapse, Standing{version, std::nullopt}).first;
      if (at->second.superseded) at->second = {version, std::nullopt};
    }
    for (auto& [lapse, state] : standing) {
      if (!now.contains(lapse) && !state.superseded) state.superseded = changed_on(version, sink);
    }
  }
  for (const auto& [lapse, state] : standing) {
    LegalEvent event = event_of(
        right, sink, state.superseded ? "lapsed-in-country-superseded" : "lapsed-in-country");
    event.date = register_date(lapse.date, "lapsed-in-country", sink);
    event.known = changed_on(state.first, sink).latest().value_or(right.produced);
    event.details["state"] = lapse.state;
    if (state.superseded) event.details["superseded"] = state.superseded->text();
    add_gazette(state.first, event);
    sink.event(std::move(event));
  }
}

/// An element that tells a date of the procedure: <request-for-examination><date>… The day it was
/// entered may stand on the element around it.
void read_dated_element(pugi::xml_node node, const RegisterRight& right, AnswerSink& sink) {
  LegalEvent event = event_of(right, sink, std::string(local_name(node)));
  event.date = register_date(child_named(node, "date"), "date", sink);
  RegisterDate entered = changed_on(node, sink);
  if (entered.empty()) entered = changed_on(node.parent(), sink);
  if (entered.latest() && event.date.latest() && *entered.latest() > *event.date.latest()) {
    event.known = entered.latest();
  } else if (event.date.empty()) {
    event.known = entered.latest().value_or(right.produced);
  }
  add_gazette(node.parent(), event);
  add_gazette(node, event);
  sink.event(std::move(event));
}

void read_opponent(pugi::xml_node opponent, const RegisterRight& right, AnswerSink& sink) {
  LegalEvent event = event_of(right, sink, "opponent");
  const auto filed = below(opponent, "date-opposition-filed");
  event.date = register_date(text_below(filed ? filed : below(opponent, "date")), "opponent", sink);
  if (event.date.empty())
    event.known = changed_on(opponent, sink).latest().value_or(right.produced);
  event.details["opponent"] = text_below(at_path(opponent, "addressbook/name"));
  add_gazette(opponent, event);
  sink.event(std::move(event));
}

void read_opposition(pugi::xml_node opposition, const RegisterRight& right, AnswerSink& sink) {
  for (const pugi::xml_node child : opposition.children()) {
    const std::string_view name = local_name(child);
    if (name == "opponent") {
      read_opponent(child, right, sink);
    } else if (name == "opponents") {
      each_child(child, "opponent",
                 [&](pugi::xml_node opponent) { read_opponent(opponent, right, sink); });
    } else if (child_named(child, "date")) {
      read_dated_element(child, right, sink);
    }
  }
}

void read_party_changes(pugi::xml_node parties, const char* element, const RegisterRight& right,
                        AnswerSink& sink) {
  std::string before;
  bool first = true;
  for (const pugi::xml_node version : versions_of(parties, element, sink)) {
    const std::string now = names_of(parties_in(version));
    if (!first && now != before) {
      LegalEvent event = event_of(right, sink, element);
      event.date = changed_on(version, sink);
      if (event.date.empty()) event.known = right.produced;
      event.details["party_before"] = before;
      event.details["party_after"] = now;
      add_gazette(version, event);
      sink.event(std::move(event));
    }
    before = now;
    first = false;
  }
}

void read_dossier_event(pugi::xml_node node, const RegisterRight& right, AnswerSink& sink) {
  LegalEvent event = event_of(right, sink, text_below(child_named(node, "event-code")));
  event.date = register_date(at_path(node, "event-date/date"), "event-date", sink);
  if (event.date.empty()) event.known = right.produced;
  each_child(node, "event-text", [&](pugi::xml_node text) {
    if (event.description.empty()) {
      event.description = text_below(text);
    } else {
      event.details[detail_name(attribute_of(text, "event-text-type"))] = text_below(text);
    }
  });
  const std::string id = attribute_of(node, "id");
  if (!id.empty()) event.details["event_id"] = id;
  const std::string type = attribute_of(node, "event-type");
  if (!type.empty() && type != "new") event.details["event_type"] = type;
  add_gazette(node, event);
  sink.event(std::move(event));
}

/// Of a step's dates the one on which it took effect; the others become details.
void add_step_dates(pugi::xml_node step, LegalEvent& event, AnswerSink& sink) {
  constexpr std::string_view kRanked[] = {"DATE_EFFECTIVE",   "EFFECTIVE_DATE",  "DATE_OF_PAYMENT",
                                          "DATE_OF_DISPATCH", "DATE_OF_REQUEST", "DATE_OF_REPLY"};
  std::size_t best = std::size(kRanked) + 1;
  std::string chosen;
  std::map<std::string, std::string> told;
  each_child(step, "procedural-step-date", [&](pugi::xml_node node) {
    const std::string type = attribute_of(node, "step-date-type");
    const RegisterDate date =
        register_date(child_named(node, "date"), "procedural-step-date", sink);
    if (date.empty()) return;
    const auto rank = static_cast<std::size_t>(std::ranges::find(kRanked, type) - kRanked);
    told[detail_name(type)] = date.text();
    if (rank < best) {
      best = rank;
      chosen = detail_name(type);
      event.date = date;
    }
  });
  told.erase(chosen);
  event.details.merge(told);
}

void read_step(pugi::xml_node step, bool unitary, const RegisterRight& right, AnswerSink& sink) {
  LegalEvent event = event_of(right, sink, text_below(child_named(step, "procedural-step-code")));
  each_child(step, "procedural-step-text", [&](pugi::xml_node node) {
    const std::string type = attribute_of(node, "step-text-type");
    std::string text = text_below(node);
    if (text.empty()) return;
    if (type == "STEP_DESCRIPTION" && event.description.empty()) {
      event.description = std::move(text);
    } else if (type == "YEAR") {
      const std::size_t digit = text.find_first_not_of('0');
      event.details["fee_year"] = digit == std::string::npos ? text : text.substr(digit);
    } else {
      event.details[detail_name(type)] = std::move(text);
    }
  });
  add_step_dates(step, event, sink);
  if (event.date.empty()) event.known = right.produced;
  const auto limit = child_named(step, "time-limit");
  if (limit) {
    event.details["time_limit"] = text_below(limit) + " " + attribute_of(limit, "time-limit-unit");
  }
  const std::string phase = attribute_of(step, "procedure-step-phase");
  if (!phase.empty() && phase != "undefined") event.details["phase"] = phase;
  if (unitary) event.details["unitary"] = "yes";
  add_gazette(step, event);
  sink.event(std::move(event));
}

void read_steps(pugi::xml_node parent, bool unitary, const RegisterRight& right, AnswerSink& sink) {
  each_child(parent, "procedural-data", [&](pugi::xml_node data) {
    each_child(data, "procedural-step",
               [&](pugi::xml_node step) { read_step(step, unitary, right, sink); });
  });
}

void read_dossier_events(pugi::xml_node parent, const RegisterRight& right, AnswerSink& sink) {
  each_child(parent, "events-data", [&](pugi::xml_node data) {
    each_child(data, "dossier-event",
               [&](pugi::xml_node node) { read_dossier_event(node, right, sink); });
  });
}

/// Elements of the bibliography read elsewhere, or that tell no event.
bool is_no_event(std::string_view name) {
  constexpr std::string_view kOthers[] = {
      "publication-reference", "application-reference", "classifications-ipcr", "parties",
      "designation-of-states", "invention-title",       "term-of-grant",        "references-cited",
      "opposition-data",       "licensee-data",         "priority-claims",      "related-documents",
      "dates-rights-effective"};
  return std::ranges::find(kOthers, name) != std::end(kOthers);
}

void read_bibliography(pugi::xml_node bibliography, const RegisterRight& right, AnswerSink& sink) {
  read_lapses(bibliography, right, sink);
  for (const pugi::xml_node child : bibliography.children()) {
    const std::string_view name = local_name(child);
    if (name == "dates-rights-effective") {
      for (const pugi::xml_node date : child.children()) {
        if (date.type() == pugi::node_element) read_dated_element(date, right, sink);
      }
    } else if (name == "opposition-data") {
      read_opposition(child, right, sink);
    } else if (!is_no_event(name) && (child_named(child, "date") || name.starts_with("date-"))) {
      read_dated_element(child, right, sink);
    }
  }
  const auto parties = child_named(bibliography, "parties");
  read_party_changes(parties, "applicants", right, sink);
  read_party_changes(parties, "proprietors", right, sink);
  read_register_licences(bibliography, right, sink);
}

}  // namespace

void read_register_events(pugi::xml_node document, const RegisterRight& right, AnswerSink& sink) {
  read_statuses(child_named(document, "ep-patent-statuses"), "ep-patent-status", "status-", right,
                sink);
  read_bibliography(child_named(document, "bibliographic-data"), right, sink);
  read_dossier_events(document, right, sink);
  read_steps(document, false, right, sink);
  each_child(document, "unitary-patent", [&](pugi::xml_node unitary) {
    read_statuses(child_named(unitary, "unitary-patent-statuses"), "unitary-patent-status",
                  "unitary-status-", right, sink);
    const auto inner = child_named(unitary, "bibliographic-data");
    read_lapses(inner ? inner : unitary, right, sink);
    read_register_licences(inner ? inner : unitary, right, sink);
    read_dossier_events(unitary, right, sink);
    read_steps(unitary, true, right, sink);
  });
}

}  // namespace pignus::registers
