#include "registers/wipo/st36.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace pignus::registers {

namespace {

constexpr std::array<std::string_view, 14> kOfficePrefixes{"cn-", "jp-", "ep-", "kr-", "wo-",
                                                           "us-", "de-", "fr-", "gb-", "ca-",
                                                           "au-", "ru-", "es-", "tw-"};

/// Of several elements of one name, the one whose number is as the office writes it.
pugi::xml_node original_of(pugi::xml_node data, std::string_view name) {
  pugi::xml_node best;
  for (const auto node : data.children()) {
    if (st36_name(node) != name) continue;
    const std::string format = attribute_named(node, "data-format");
    if (format == "original") return node;
    if (!best || (format.empty() && !attribute_named(best, "data-format").empty())) best = node;
  }
  return best;
}

/// Of titles in several languages: English, else the first.
std::string title_of(pugi::xml_node data) {
  std::string title;
  for (const auto node : data.children()) {
    if (st36_name(node) != "invention-title" && st36_name(node) != "title-of-invention") continue;
    const std::string text = text_of(node);
    if (text.empty()) continue;
    if (ascii_lower(attribute_named(node, "lang")) == "en") return text;
    if (title.empty()) title = text;
  }
  return title;
}

void read_priorities(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  const auto claims = st36_child(data, "priority-claims");
  for (const auto node : claims.children()) {
    if (st36_name(node) != "priority-claim") continue;
    DocumentNumber priority = st36_document(node, "priority-claim", notes);
    if (priority.empty() && priority.date.empty()) continue;
    priority.format = attribute_named(node, "data-format");
    if (priority.format.empty() || priority.format == "original" ||
        claims.find_child_by_attribute("data-format", "original").empty()) {
      out.priorities.push_back(std::move(priority));
    }
  }
}

void count_body(pugi::xml_node root, PatentBibliography& out) {
  int claims = 0;
  int figures = 0;
  bool counted_claims = false;
  walk_elements(root, [&](pugi::xml_node node) {
    const std::string_view name = st36_name(node);
    if (name == "bibliographic-data" || name == "description" || name == "abstract" ||
        name == "written-amendment-group" || name == "amendment-article") {
      return false;
    }
    if (name == "claims" || name == "drawings") {
      int& count = name == "claims" ? claims : figures;
      // The claims of an EP document stand there once a language.
      if (name == "claims" && counted_claims) return false;
      counted_claims = counted_claims || name == "claims";
      for (const auto child : node.children()) {
        const std::string_view inner = st36_name(child);
        if (inner == "claim" || inner == "figure") ++count;
      }
      return false;
    }
    return true;
  });
  if (!out.claim_count && claims > 0) out.claim_count = claims;
  if (!out.figure_count && figures > 0) out.figure_count = figures;
}

void read_counts(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  out.claim_count =
      count_in(text_of(st36_child(data, "number-of-claims")), "number-of-claims", notes);
  out.figure_count = count_in(text_of(st36_child(st36_child(data, "figures"), "number-of-figures")),
                              "figures/number-of-figures", notes);
}

void read_states(pugi::xml_node data, PatentBibliography& out) {
  const auto add = [&](pugi::xml_node within) {
    walk_elements(within, [&](pugi::xml_node node) {
      if (st36_name(node) == "country") {
        const std::string state = text_of(node);
        if (state.size() == 2 &&
            std::ranges::find(out.designated_states, state) == out.designated_states.end()) {
          out.designated_states.push_back(state);
        }
      }
      return true;
    });
  };
  add(st36_child(data, "designation-of-states"));
  add(st36_child(data, "designated-states"));
}

}  // namespace

std::string_view st36_name(pugi::xml_node node) {
  const std::string_view name = local_name(node);
  const bool marked = name.size() > 3 && std::ranges::find(kOfficePrefixes, name.substr(0, 3)) !=
                                             kOfficePrefixes.end();
  return marked ? name.substr(3) : name;
}

pugi::xml_node st36_child(pugi::xml_node parent, std::string_view name) {
  for (const auto child : parent.children()) {
    if (st36_name(child) == name) return child;
  }
  return {};
}

pugi::xml_node st36_bibliographic_data(pugi::xml_node root) {
  const auto holds = [](pugi::xml_node node) {
    return st36_name(node).starts_with("bibliographic-data") || st36_name(node) == "SDOBI";
  };
  for (const auto child : root.children()) {
    if (holds(child)) return child;
  }
  for (const auto child : root.children()) {
    for (const auto inner : child.children()) {
      if (holds(inner)) return inner;
    }
  }
  return {};
}

DocumentNumber st36_document(pugi::xml_node parent, std::string_view field, FieldNotes& notes) {
  // The number may stand in a document-id, in one a format, or (priority claims) directly.
  pugi::xml_node holder = original_of(parent, "document-id");
  if (!holder) holder = parent;
  DocumentNumber out;
  out.country = text_of(st36_child(holder, "country"));
  out.number = text_of(st36_child(holder, "doc-number"));
  out.kind = text_of(st36_child(holder, "kind"));
  out.date = date_in(text_of(st36_child(holder, "date")), std::string(field) + "/date", notes);
  out.format = attribute_named(holder, "data-format");
  if (out.format.empty()) out.format = attribute_named(parent, "data-format");
  return out;
}

PatentBibliography read_st36(pugi::xml_node root, FieldNotes& notes) {
  PatentBibliography out;
  const auto data = st36_bibliographic_data(root);
  const auto publication = original_of(data, "publication-reference");
  out.publication = st36_document(publication, "publication-reference", notes);
  const auto application = original_of(data, "application-reference");
  out.application = st36_document(application, "application-reference", notes);
  out.application_type = attribute_named(application, "appl-type");
  out.office = attribute_named(root, "country");
  if (out.office.empty()) out.office = out.publication.country;
  const auto gazette = st36_child(publication, "gazette-reference");
  if (const auto number = text_of(st36_child(gazette, "gazette-num")); !number.empty()) {
    out.details["gazette"] = number;
  }
  out.title = title_of(data);
  read_priorities(data, out, notes);
  read_st36_parties(data, out);
  read_st36_classes(data, out);
  read_st36_citations(root, data, out, notes);
  read_st36_relations(data, out, notes);
  read_counts(data, out, notes);
  count_body(root, out);
  read_states(data, out);
  return out;
}

}  // namespace pignus::registers
