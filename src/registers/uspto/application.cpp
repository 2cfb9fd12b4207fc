#include "registers/uspto/application.h"

#include <pugixml.hpp>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/io/xml_text.h"
#include "registers/uspto/application_number.h"
#include "registers/uspto/claim_text.h"
#include "registers/uspto/document_reader.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kRoot = "us-patent-application";
constexpr const char* kBibliography = "us-bibliographic-data-application";

Result<RightRecord> record_of(pugi::xml_node bibliography, GrantNotes& notes) {
  const auto publication = bibliography.child("publication-reference").child("document-id");
  const auto application = bibliography.child("application-reference").child("document-id");
  PIGNUS_ASSIGN(
      RightRecord record,
      published_application(
          {.publication = flat_text(publication.child("doc-number")),
           .kind = flat_text(publication.child("kind")),
           .published = flat_text(publication.child("date")),
           .application = flat_text(application.child("doc-number")),
           .series = flat_text(bibliography.child("us-application-series-code")),
           .type = bibliography.child("application-reference").attribute("appl-type").value()},
          notes.where));
  record.filing_date = grant_date_of(application, "date", notes);
  record.title = flat_text(bibliography.child("invention-title"));
  const auto figures = bibliography.child("figures").child("number-of-figures");
  if (figures) record.figure_count = count_of(flat_text(figures), "number-of-figures", notes);
  for (const auto kind : bibliography.child("us-publication-filing-type").children()) {
    if (kind.type() == pugi::node_element) add_detail(record, "filing_type", kind.name());
  }
  read_grant_parties(bibliography, record);
  read_grant_classes(bibliography, record);
  read_grant_citations(bibliography, record, notes);
  read_grant_relations(bibliography, record, notes);
  read_grant_details(bibliography, record, notes);
  return record;
}

}  // namespace

Result<ParsedGrant> parse_uspto_application(std::string_view text, bool plain, const Where& where,
                                            const GrantLimits& limits) {
  std::string held;
  PIGNUS_ASSIGN(const std::string_view markup, plain_document(text, plain, where, limits, held));
  pugi::xml_document document;
  PIGNUS_ASSIGN(const std::string_view part,
                load_part(markup, kBibliography, where, limits, document));
  GrantNotes notes{.where = where, .unread = {}};
  PIGNUS_ASSIGN(RightRecord record, record_of(document.first_child(), notes));
  count_claims(markup.substr(static_cast<std::size_t>(part.end() - markup.begin())),
               {.claims = "claims", .claim = "claim", .reference = "claim-ref"}, record);
  return ParsedGrant{std::move(record), std::move(notes.unread)};
}

Status read_uspto_applications(ByteSource& source, std::string_view file, const FactSink& sink,
                               const GrantLimits& limits) {
  return read_documents(source, file, sink,
                        {.roots = {std::string(kRoot)},
                         .version_attribute = "dtd-version",
                         .versions = VersionWatch("v4.0", "v4.6", "v4.0 to v4.6"),
                         .parse = parse_uspto_application},
                        limits);
}

}  // namespace pignus::registers
