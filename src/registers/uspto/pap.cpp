#include "registers/uspto/pap.h"

#include <pugixml.hpp>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/uspto/application_number.h"
#include "registers/uspto/claim_text.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/document_reader.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/pap_relations.h"
#include "registers/uspto/relations.h"
#include "registers/uspto/sgml_tree.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kRoot = "patent-application-publication";
constexpr const char* kBibliography = "subdoc-bibliographic-information";

/// The firm's name, or the person's as spoken.
std::string name_in(pugi::xml_node party) {
  if (const auto firm = party.child("organization-name")) return flat_text(firm);
  const auto name = party.child("name");
  std::string spoken;
  for (const char* part : {"given-name", "middle-name", "family-name", "name-suffix"}) {
    spoken += " " + flat_text(name.child(part));
  }
  spoken = squeeze_spaces(spoken);
  return spoken.empty() ? flat_text(party.child("name-1")) : spoken;
}

std::string country_in(pugi::xml_node party) {
  const auto address = party.child("address");
  for (const auto place :
       {address.child("country").child("country-code"), address.child("country-code"),
        party.child("residence").child("residence-us").child("country-code"),
        party.child("residence").child("residence-non-us").child("country-code")}) {
    std::string country = flat_text(place);
    constexpr std::size_t kLetters = 2;
    if (country.size() == kLetters) return ascii_upper(country);
  }
  return "";
}

void read_parties(pugi::xml_node bibliography, RightRecord& record) {
  const auto inventors = bibliography.child("inventors");
  for (const auto inventor : inventors.children()) {
    if (inventor.type() != pugi::node_element) continue;
    std::string name = name_in(inventor);
    if (!name.empty()) record.inventors.push_back(std::move(name));
  }
  for (const auto assignee : bibliography.children("assignee")) {
    Party owner{.name = name_in(assignee), .country = country_in(assignee), .identifier = ""};
    if (owner.name.empty()) continue;
    record.owners.push_back(std::move(owner));
    add_detail(record, "assignee_role", flat_text(assignee.child("assignee-type")));
  }
  if (record.owners.empty()) {
    // No assignee at publication: the application stands in the inventors' names.
    for (const auto inventor : inventors.children()) {
      Party owner{.name = name_in(inventor), .country = country_in(inventor), .identifier = ""};
      if (!owner.name.empty()) record.owners.push_back(std::move(owner));
    }
  }
  const auto correspondence = bibliography.child("correspondence-address");
  add_detail(record, "agent",
             squeeze_spaces(flat_text(correspondence.child("name-1")) + " " +
                            flat_text(correspondence.child("name-2"))));
}

void add_class(std::string symbol, RightRecord& record) {
  if (symbol.empty()) return;
  for (const std::string& known : record.classes) {
    if (known == symbol) return;
  }
  record.classes.push_back(std::move(symbol));
}

void read_technical(pugi::xml_node technical, RightRecord& record) {
  record.title = flat_text(technical.child("title-of-invention"));
  const auto ipc = technical.child("classification-ipc");
  for (const char* part : {"classification-ipc-primary", "classification-ipc-secondary"}) {
    for (const auto group : ipc.children(part)) {
      for (const auto node : group.children("ipc"))
        add_class(ipc_of_columns(flat_text(node)), record);
    }
  }
  const auto national = technical.child("classification-us");
  for (const char* part : {"classification-us-primary", "classification-us-secondary"}) {
    for (const auto group : national.children(part)) {
      for (const auto node : group.children("uspc")) {
        const std::string name = flat_text(node.child("class"));
        constexpr std::size_t kColumns = 3;
        const std::string blanks(name.size() < kColumns ? kColumns - name.size() : 0, ' ');
        add_detail(record, "uspc",
                   us_class_symbol(blanks + name + flat_text(node.child("subclass"))));
      }
    }
  }
  add_detail(record, "botanical_name", flat_text(technical.child("botanic-name")));
  add_detail(record, "variety", flat_text(technical.child("variety-name")));
}

void read_priorities(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  for (const auto claim : bibliography.children("foreign-priority-data")) {
    const auto country = claim.child("country-code");
    add_relative(document_number(
                     flat_text(country),
                     flat_text(claim.child("priority-application-number").child("doc-number")), ""),
                 record);
    consider_priority(grant_date_of(claim, "filing-date", notes), record);
  }
}

Result<RightRecord> record_of(pugi::xml_node bibliography, GrantNotes& notes) {
  const auto publication = bibliography.child("document-id");
  const auto filing = bibliography.child("domestic-filing-data");
  const std::string kind = flat_text(bibliography.child("publication-filing-type"));
  PIGNUS_ASSIGN(
      RightRecord record,
      published_application(
          {.publication = flat_text(publication.child("doc-number")),
           .kind = flat_text(publication.child("kind-code")),
           .published = flat_text(publication.child("document-date")),
           .application = flat_text(filing.child("application-number").child("doc-number")),
           .series = flat_text(filing.child("application-number-series-code")),
           .type = kind},
          notes.where));
  record.filing_date = grant_date_of(filing, "filing-date", notes);
  add_detail(record, "filing_type", kind);
  read_technical(bibliography.child("technical-information"), record);
  read_parties(bibliography, record);
  read_priorities(bibliography, record, notes);
  read_pap_relations(bibliography, record, notes);
  return record;
}

}  // namespace

Result<ParsedGrant> parse_uspto_pap(std::string_view text, bool plain, const Where& where,
                                    const GrantLimits& limits) {
  std::string held;
  PIGNUS_ASSIGN(std::string_view markup, plain_document(text, plain, where, limits, held));
  const auto expanded = named_entities_expanded(markup);
  if (expanded) markup = *expanded;
  pugi::xml_document document;
  PIGNUS_ASSIGN(const std::string_view part,
                load_part(markup, kBibliography, where, limits, document));
  GrantNotes notes{.where = where, .unread = {}};
  PIGNUS_ASSIGN(RightRecord record, record_of(document.first_child(), notes));
  count_claims(markup.substr(static_cast<std::size_t>(part.end() - markup.begin())),
               {.claims = "subdoc-claims",
                .claim = "claim",
                .reference = "dependent-claim-reference",
                .by_text = true},
               record);
  return ParsedGrant{std::move(record), std::move(notes.unread)};
}

Status read_uspto_pap(ByteSource& source, std::string_view file, const FactSink& sink,
                      const GrantLimits& limits) {
  return read_documents(source, file, sink,
                        {.roots = {std::string(kRoot)},
                         .version_attribute = "",
                         .versions = VersionWatch("v1.5", "v1.6", "v1.5 and v1.6"),
                         .parse = parse_uspto_pap},
                        limits);
}

}  // namespace pignus::registers
