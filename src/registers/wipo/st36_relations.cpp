// Related documents, earlier publications, and the international phase.
#include <string>

#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

bool is_null(const DocumentNumber& document) {
  return document.empty() || document.number.find_first_not_of('0') == std::string::npos;
}

/// The parents named below a related document; a child is named where there is no parent.
void read_related(pugi::xml_node node, PatentBibliography& out, FieldNotes& notes) {
  const std::string relation(st36_name(node));
  bool any = false;
  walk_elements(node, [&](pugi::xml_node inner) {
    const std::string_view name = st36_name(inner);
    if (name == "child-doc") return false;
    if (name != "document-id") return true;
    DocumentNumber document = st36_document(inner, relation, notes);
    if (!is_null(document)) {
      out.related.push_back({relation, std::move(document)});
      any = true;
    }
    return false;
  });
  if (any) return;
  const std::string text = text_of(node);
  if (!text.empty() && !st36_child(node, "relation")) out.details["related_note"] = text;
}

/// "unexamined-printed-without-grant" and its like: publications before this one.
void read_availability(pugi::xml_node node, PatentBibliography& out, FieldNotes& notes) {
  walk_elements(node, [&](pugi::xml_node inner) {
    if (st36_name(inner) != "document-id") return true;
    DocumentNumber document = st36_document(inner, "dates-of-public-availability", notes);
    if (!is_null(document) && document.number != out.publication.number) {
      if (document.country.empty()) document.country = out.office;
      out.earlier.push_back(std::move(document));
    }
    return false;
  });
}

}  // namespace

void read_st36_relations(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  for (const auto node : data.children()) {
    const std::string_view name = st36_name(node);
    if (name == "related-documents") {
      for (const auto one : node.children()) {
        if (one.type() == pugi::node_element) read_related(one, out, notes);
      }
    } else if (name == "related-publication" || name == "dates-of-public-availability") {
      read_availability(node, out, notes);
    } else if (name == "pct-or-regional-filing-data") {
      out.international_application = st36_document(node, name, notes);
    } else if (name == "pct-or-regional-publishing-data") {
      out.international_publication = st36_document(node, name, notes);
    } else if (name == "date-pct-article-22-39-fulfilled") {
      out.national_phase =
          date_in(text_of(st36_child(node, "date") ? st36_child(node, "date") : node), name, notes);
    }
  }
}

}  // namespace pignus::registers
