// Priority, the publication of the application, and related rights (parents, provisionals,
// international and foreign applications).
#include <string>
#include <string_view>

#include "registers/number/parsing.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

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

/// The office at times drops the year of a publication: "0193250" of 2004 is 20040193250.
std::string publication_of(pugi::xml_node document, const RegisterDate& date) {
  constexpr std::size_t kSerialDigits = 7;
  std::string number = flat_text(document.child("doc-number"));
  const std::string kind = flat_text(document.child("kind"));
  const bool serial_only = number.size() == kSerialDigits && numbers::all_digits(number) &&
                           kind.size() == 2 && kind.front() == 'A' && date.known();
  if (serial_only) number.insert(0, date.text().substr(0, 4));
  return document_number(flat_text(document.child("country")), number, kind);
}

void read_relation(std::string_view kind, pugi::xml_node relation, RightRecord& record,
                   GrantNotes& notes) {
  const auto parent = relation.child("parent-doc");
  const auto application = parent.child("document-id");
  const auto grant = parent.child("parent-grant-document").child("document-id");
  if (parent) {
    add_parent({.relation = kind,
                .number = application_of(application),
                .filed = application ? grant_date_of(application, "date", notes) : RegisterDate(),
                .patent = number_of(grant)},
               record);
  }
  const auto international = parent.child("parent-pct-document").child("document-id");
  add_relative(application_of(international), record);
  if (international) consider_priority(grant_date_of(international, "date", notes), record);
  add_relative(application_of(relation.child("child-doc").child("document-id")), record);
}

void read_publication(pugi::xml_node document, RightRecord& record, GrantNotes& notes) {
  const RegisterDate date = grant_date_of(document, "date", notes);
  const std::string number = publication_of(document, date);
  if (record.publication_number.empty()) {
    record.publication_number = number;
    record.publication_date = date;
  } else {
    add_relative(number, record);
  }
}

void read_related(pugi::xml_node related, RightRecord& record, GrantNotes& notes) {
  for (const auto node : related.children()) {
    const std::string_view name = node.name();
    const auto document = node.child("document-id");
    if (name == "related-publication") {
      read_publication(document, record, notes);
    } else if (name == "us-provisional-application") {
      add_parent({.relation = "provisional",
                  .number = application_of(document),
                  .filed = grant_date_of(document, "date", notes)},
                 record);
    } else {
      for (const char* relation : {"relation", "us-relation"}) {
        for (const auto part : node.children(relation)) read_relation(name, part, record, notes);
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
    add_parent({.relation = "national stage",
                .number = application_of(filed),
                .filed = grant_date_of(filed, "date", notes)},
               record);
  }
  const auto published = bibliography.child("pct-or-regional-publishing-data");
  add_relative(number_of(published.child("document-id")), record);
}

}  // namespace pignus::registers
