// The bibliography of a document after WIPO ST.36 ("<bibliographic-data>"), as China, Japan, Korea,
// the EPO and WIPO write it. Names are read without their namespace prefix and without the prefix
// of an office ("cn-applicant", "jp:applicants-agents"), order and wrapping do not matter. Source:
// files of CNIPA and JPO at hand, and the USPTO's, whose names are ST.36's own.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "registers/wipo/bibliography.h"

namespace pignus::registers {

/// The local name without an office's own prefix: "applicant" of "cn-applicant", "jp:applicant".
std::string_view st36_name(pugi::xml_node node);
/// The first child of that name; empty when there is none.
pugi::xml_node st36_child(pugi::xml_node parent, std::string_view name);

/// The element that holds the bibliography: "bibliographic-data" or an office's own
/// ("cn-bibliographic-data", "us-bibliographic-data-grant"), a child of the root or one below it.
pugi::xml_node st36_bibliographic_data(pugi::xml_node root);

/// Reads `root`, a whole document: its bibliography, and claims and figures by counting where the
/// bibliography does not state them. Where a number stands in several formats the original one is
/// taken. A field that cannot be read is noted.
PatentBibliography read_st36(pugi::xml_node root, FieldNotes& notes);

// Parts of it, one file each.
DocumentNumber st36_document(pugi::xml_node parent, std::string_view field, FieldNotes& notes);
void read_st36_parties(pugi::xml_node data, PatentBibliography& out);
void read_st36_classes(pugi::xml_node data, PatentBibliography& out);
void read_st36_citations(pugi::xml_node root, pugi::xml_node data, PatentBibliography& out,
                         FieldNotes& notes);
void read_st36_relations(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes);

/// A cited patent as text gives it: "CN 101234567 A,2008.07.30,全文", "特開平８−９９３２号公報".
/// The text itself where no number is found in it.
Citation patent_citation(const std::string& text, const std::string& office);

/// Visits the elements below `root` in order, without recursion; `visit` returning false keeps the
/// walk out of that element.
template <typename Visit>
void walk_elements(pugi::xml_node root, Visit visit) {
  pugi::xml_node at = root.first_child();
  while (at && at != root) {
    const bool into = at.type() == pugi::node_element && visit(at);
    if (into && at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != root && !at.next_sibling()) at = at.parent();
    if (at != root) at = at.next_sibling();
  }
}

}  // namespace pignus::registers
