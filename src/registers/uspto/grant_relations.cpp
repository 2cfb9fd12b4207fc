// Priority, the publication of the application, and related rights (parents, provisionals,
// international and foreign applications).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/grant_number.h"

namespace pignus::registers {

namespace {

void add_relative(std::string number, RightRecord& record) {
  if (number.empty() || number == record.application_number || number == record.grant_number) {
    return;
  }
  if (std::ranges::find(record.family, number) == record.family.end()) {
    record.family.push_back(std::move(number));
  }
}

/// The earliest date claimed, so far as it is known.
void consider_priority(const RegisterDate& date, RightRecord& record) {
  if (date.empty()) return;
  if (record.priority_date.empty() || *date.earliest() < *record.priority_date.earliest()) {
    record.priority_date = date;
  }
}

std::string number_of(pugi::xml_node document) {
  return document_number(flat_text(document.child("country")),
                         flat_text(document.child("doc-number")),
                         flat_text(document.child("kind")));
}

/// An application: US application numbers carry "00" as kind, which is no kind code.
std::string application_of(pugi::xml_node document) {
  return document_number(flat_text(document.child("country")),
                         flat_text(document.child("doc-number")), "");
}

void read_relation(pugi::xml_node relation, RightRecord& record, GrantNotes& notes) {
  const auto parent = relation.child("parent-doc");
  const auto application = parent.child("document-id");
  add_relative(application_of(application), record);
  if (application) consider_priority(grant_date_of(application, "date", notes), record);
  const auto grant = parent.child("parent-grant-document").child("document-id");
  add_relative(number_of(grant), record);
  const auto international = parent.child("parent-pct-document").child("document-id");
  add_relative(application_of(international), record);
  if (international) consider_priority(grant_date_of(international, "date", notes), record);
  add_relative(application_of(relation.child("child-doc").child("document-id")), record);
}

void read_related(pugi::xml_node related, RightRecord& record, GrantNotes& notes) {
  for (const auto node : related.children()) {
    const std::string_view name = node.name();
    const auto document = node.child("document-id");
    if (name == "related-publication") {
      const std::string number = number_of(document);
      if (record.publication_number.empty()) {
        record.publication_number = number;
        record.publication_date = grant_date_of(document, "date", notes);
      } else if (number != record.publication_number) {
        add_relative(number, record);
      }
    } else if (name == "us-provisional-application") {
      add_relative(application_of(document), record);
      consider_priority(grant_date_of(document, "date", notes), record);
    } else {
      for (const char* relation : {"relation", "us-relation"}) {
        for (const auto part : node.children(relation)) read_relation(part, record, notes);
      }
    }
  }
}

}  // namespace

void read_grant_relations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  for (const auto claim : bibliography.child("priority-claims").children("priority-claim")) {
    add_relative(application_of(claim), record);
    consider_priority(grant_date_of(claim, "date", notes), record);
  }
  read_related(bibliography.child("us-related-documents"), record, notes);
  if (const auto filed = bibliography.child("pct-or-regional-filing-data").child("document-id")) {
    add_relative(application_of(filed), record);
    consider_priority(grant_date_of(filed, "date", notes), record);
  }
  const auto published = bibliography.child("pct-or-regional-publishing-data");
  add_relative(number_of(published.child("document-id")), record);
}

}  // namespace pignus::registers
