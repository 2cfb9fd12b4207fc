// Priorities, related rights and international data of an ST.32 grant.
#include <array>
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "registers/uspto/application_number.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"
#include "registers/uspto/sgml_bibliography.h"

namespace pignus::registers {

namespace {

struct Relation {
  std::string_view tag;
  std::string_view name;
};
constexpr std::array<Relation, 11> kRelations{{{"B610", "addition"},
                                               {"B620", "division"},
                                               {"B631", "continuation"},
                                               {"B632", "continuation-in-part"},
                                               {"B633", "continuing-reissue"},
                                               {"B640", "reissue"},
                                               {"B641US", "us-divisional-reissue"},
                                               {"B645", "reexamination"},
                                               {"B645US", "reexamination"},
                                               {"B646US", "reexamination"},
                                               {"B660", "substitution"}}};

std::string_view name_of(std::string_view tag) {
  for (const Relation& relation : kRelations) {
    if (relation.tag == tag) return relation.name;
  }
  return "";
}

std::string country_of(pugi::xml_node document) {
  const std::string country = ascii_upper(flat_text(document.child("CTRY")));
  return country.empty() ? "US" : country;
}

std::string application_of(pugi::xml_node document) {
  const std::string written = flat_text(document.child("DNUM"));
  if (written.empty()) return "";
  if (const auto digits = series_and_serial(written, "")) {
    return document_number(country_of(document), *digits, "");
  }
  return document_number(country_of(document), written, "");
}

std::string published_of(pugi::xml_node document) {
  return document_number(country_of(document), flat_text(document.child("DNUM")),
                         flat_text(document.child("KIND")));
}

void read_parent(std::string_view relation, pugi::xml_node pair, RightRecord& record,
                 GrantNotes& notes) {
  const auto parent = pair.child("PDOC").child("DOC");
  const auto patent = pair.child("PPUB").child("DOC");
  add_parent({.relation = relation,
              .number = application_of(parent),
              .filed = sgml_date(parent, "PDOC/DATE", notes),
              .patent = published_of(patent)},
             record);
  add_relative(application_of(pair.child("CDOC").child("DOC")), record);
}

void read_related(pugi::xml_node node, RightRecord& record, GrantNotes& notes) {
  const std::string_view tag = node.name();
  const auto document = node.child("DOC");
  if (tag == "B630") {
    for (const auto part : node.children()) read_related(part, record, notes);
  } else if (tag == "B650") {
    const std::string number = published_of(document);
    if (record.publication_number.empty()) {
      record.publication_number = number;
      record.publication_date = sgml_date(document, "B650/DATE", notes);
    } else {
      add_relative(number, record);
    }
  } else if (tag == "B680US") {
    add_parent({.relation = "provisional",
                .number = application_of(document),
                .filed = sgml_date(document, "B680US/DATE", notes)},
               record);
  } else if (const auto name = name_of(tag); !name.empty()) {
    for (const auto pair : node.children("PARENT-US")) read_parent(name, pair, record, notes);
    for (const auto deeper : node.children()) {
      for (const auto pair : deeper.children("PARENT-US")) read_parent(name, pair, record, notes);
    }
  }
}

/// Numbers, dates and countries of foreign applications stand one after another.
void read_priorities(pugi::xml_node group, RightRecord& record, GrantNotes& notes) {
  std::string number;
  std::string country;
  const auto flush = [&] {
    if (!number.empty()) add_relative(document_number(country, number, ""), record);
    number.clear();
    country.clear();
  };
  for (const auto node : group.children()) {
    const std::string_view tag = node.name();
    if (tag == "B310") {
      flush();
      number = flat_text(node);
    } else if (tag == "B320") {
      consider_priority(sgml_date(node, "B320", notes), record);
    } else if (tag == "B330") {
      country = flat_text(node);
    }
  }
  flush();
}

}  // namespace

void read_sgml_relations(pugi::xml_node sdobi, RightRecord& record, GrantNotes& notes) {
  for (const auto group : sdobi.children("B300")) read_priorities(group, record, notes);
  for (const auto node : sdobi.child("B600").children()) read_related(node, record, notes);
  const auto international = sdobi.child("B800");
  const auto filing = international.child("B860");
  if (const auto filed = filing.child("B861").child("DOC")) {
    add_parent({.relation = "national stage",
                .number = application_of(filed),
                .filed = sgml_date(filed, "B861/DATE", notes)},
               record);
  }
  add_detail(record, "national_phase_date",
             sgml_date(filing.child("B864US"), "B864US", notes).text());
  const auto published = international.child("B870").child("B871").child("DOC");
  if (published) {
    const std::string country = flat_text(published.child("CTRY"));
    add_relative(
        document_number(country.empty() ? "WO" : country, flat_text(published.child("DNUM")),
                        flat_text(published.child("KIND"))),
        record);
  }
}

}  // namespace pignus::registers
