// What has no field of its own: US classes, parts of the term, national stage, plants' names,
// Hague data, roles of assignees, representatives and examiners. Into details; docs/glossary.md
// lists the names.
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

void read_us_classes(pugi::xml_node bibliography, RightRecord& record) {
  const auto national = bibliography.child("classification-national");
  for (const char* part : {"main-classification", "further-classification"}) {
    for (const auto node : national.children(part)) {
      add_detail(record, "uspc", us_class_symbol(node.child_value()));
    }
  }
}

void read_term(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  const auto term = bibliography.child("us-term-of-grant");
  add_detail(record, "term_years", flat_text(term.child("length-of-grant")));
  const auto disclaimer = term.child("disclaimer");
  if (disclaimer.child("date")) {
    add_detail(record, "disclaimer_date", grant_date_of(disclaimer, "date", notes).text());
  }
  add_detail(record, "disclaimer", flat_text(disclaimer.child("text")));
  add_detail(record, "term", flat_text(term.child("text")));
  add_detail(record, "lapse_of_patent", flat_text(term.child("lapse-of-patent")));
}

void read_national_stage(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  const auto filing = bibliography.child("pct-or-regional-filing-data");
  for (const char* name : {"us-371c124-date", "us-371c12-date"}) {
    if (const auto stage = filing.child(name); stage.child("date")) {
      add_detail(record, "national_phase_date", grant_date_of(stage, "date", notes).text());
    }
  }
}

void read_plant(pugi::xml_node bibliography, RightRecord& record) {
  const auto plant = bibliography.child("us-botanic");
  add_detail(record, "botanical_name", flat_text(plant.child("latin-name")));
  add_detail(record, "variety", flat_text(plant.child("variety")));
}

void read_hague(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  const auto hague = bibliography.child("hague-agreement-data");
  if (!hague) return;
  const auto date_in = [&](const char* element, const std::string& detail) {
    const auto node = hague.child(element);
    if (!node) return;
    add_detail(record, detail,
               node.child("date") ? grant_date_of(node, "date", notes).text()
                                  : grant_date_of(hague, element, notes).text());
  };
  date_in("international-filing-date", "hague_filing_date");
  date_in("international-registration-date", "hague_registration_date");
  date_in("international-registration-publication-date", "hague_publication_date");
  add_detail(record, "hague_registration",
             flat_text(hague.child("international-registration-number")));
}

void read_assignee_roles(pugi::xml_node bibliography, RightRecord& record) {
  for (const auto assignee : bibliography.child("assignees").children("assignee")) {
    const auto book = assignee.child("addressbook");
    const std::string inside = flat_text(book.child("role"));
    add_detail(record, "assignee_role",
               inside.empty() ? flat_text(assignee.child("role")) : inside);
  }
}

void read_people(pugi::xml_node bibliography, RightRecord& record) {
  for (const char* group : {"us-parties", "parties"}) {
    for (const auto agent : bibliography.child(group).child("agents").children("agent")) {
      add_detail(record, "agent", party_name(agent));
    }
  }
  const auto examiners = bibliography.child("examiners");
  add_detail(record, "examiner", party_name(examiners.child("primary-examiner")));
  add_detail(record, "assistant_examiner", party_name(examiners.child("assistant-examiner")));
}

}  // namespace

void read_grant_details(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  read_us_classes(bibliography, record);
  read_term(bibliography, record, notes);
  read_national_stage(bibliography, record, notes);
  read_plant(bibliography, record);
  read_hague(bibliography, record, notes);
  read_assignee_roles(bibliography, record);
  read_people(bibliography, record);
  if (bibliography.child("rule-47-flag")) record.details["rule_47"] = "yes";
}

}  // namespace pignus::registers
