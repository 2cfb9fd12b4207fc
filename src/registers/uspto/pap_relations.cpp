#include "registers/uspto/pap_relations.h"

#include <optional>
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "registers/uspto/application_number.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

constexpr int kDepthMax = 8;

std::string number_of(pugi::xml_node document, std::string_view kind) {
  const std::string written = flat_text(document.child("doc-number"));
  std::string country = ascii_upper(flat_text(document.child("country-code")));
  if (country.empty()) country = "US";
  if (country == "US" && kind.empty()) {
    if (const auto digits = series_and_serial(written, "")) {
      return document_number("US", *digits, "");
    }
  }
  return document_number(country, written, kind);
}

RegisterDate date_of(pugi::xml_node document, GrantNotes& notes) {
  return document.child("document-date") ? grant_date_of(document, "document-date", notes)
                                         : RegisterDate();
}

/// "continuation-of" to "continuation": the words the other formats use.
std::string_view relation_of(std::string_view element) {
  if (element == "non-provisional-of-provisional") return "provisional";
  if (element == "a-371-of-international") return "national stage";
  if (element == "continuation-of") return "continuation";
  if (element == "continuation-in-part-of") return "continuation-in-part";
  if (element == "division-of") return "division";
  if (element == "reissue-of") return "reissue";
  return element;
}

void read_pair(std::string_view relation, pugi::xml_node pair, RightRecord& record,
               GrantNotes& notes) {
  const auto parent = pair.child("parent").child("document-id");
  const auto patent = pair.child("parent-patent").child("document-id");
  std::string became = flat_text(patent.child("doc-number"));
  if (!became.empty()) {
    const std::string country = flat_text(patent.child("country-code"));
    became = document_number(country.empty() ? "US" : country, became,
                             flat_text(patent.child("kind-code")));
  }
  if (parent) {
    add_parent({.relation = relation,
                .number = number_of(parent, ""),
                .filed = date_of(parent, notes),
                .patent = became},
               record);
  }
  add_relative(number_of(pair.child("child").child("document-id"), ""), record);
}

/// Pairs stand at several depths below <continuity-data>; a provisional may stand without one.
void read_below(pugi::xml_node node, int depth, RightRecord& record, GrantNotes& notes) {
  for (const auto child : node.children()) {
    const std::string_view name = child.name();
    if (name == "parent-child") {
      read_pair(relation_of(node.name()), child, record, notes);
    } else if (name == "document-id") {
      add_parent({.relation = relation_of(node.name()),
                  .number = number_of(child, ""),
                  .filed = date_of(child, notes)},
                 record);
    } else if (depth < kDepthMax) {
      read_below(child, depth + 1, record, notes);
    }
  }
}

}  // namespace

void read_pap_relations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  read_below(bibliography.child("continuity-data"), 0, record, notes);
  const auto earlier = bibliography.child("prior-publication").child("document-id");
  add_relative(number_of(earlier, flat_text(earlier.child("kind-code"))), record);
  for (const auto& [name, relation] : {std::pair{"pct-application", "national stage"},
                                       std::pair{"international-application", "national stage"}}) {
    const auto filed = bibliography.child(name).child("document-id");
    if (!filed) continue;
    add_parent(
        {.relation = relation, .number = number_of(filed, ""), .filed = date_of(filed, notes)},
        record);
  }
  const auto stage = bibliography.child("pct-application");
  for (const char* name : {"us-371-date", "us-371c124-date"}) {
    if (stage.child(name)) {
      add_detail(record, "national_phase_date", grant_date_of(stage, name, notes).text());
    }
  }
}

}  // namespace pignus::registers
