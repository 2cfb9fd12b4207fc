// Cited documents: <references-cited><citation> to v4.2, <us-references-cited><us-citation> since.
#include "core/utf8.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/grant_number.h"

namespace pignus::registers {

namespace {

void add_citation(pugi::xml_node citation, RightRecord& record, GrantNotes& notes) {
  Citation cited;
  cited.by_examiner =
      ascii_lower(flat_text(citation.child("category"))).find("examiner") != std::string::npos;
  if (const auto patent = citation.child("patcit")) {
    const auto document = patent.child("document-id");
    cited.document =
        document_number(flat_text(document.child("country")),
                        flat_text(document.child("doc-number")), flat_text(document.child("kind")));
    cited.date = grant_date_of(document, "date", notes);
  } else if (const auto literature = citation.child("nplcit")) {
    cited.is_patent = false;
    cited.document = flat_text(literature);
  } else {
    notes.unreadable("citation", flat_text(citation));
    return;
  }
  if (cited.document.empty()) {
    notes.unreadable("citation", "");
    return;
  }
  record.citations.push_back(std::move(cited));
}

}  // namespace

void read_grant_citations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  for (const auto citation : bibliography.child("references-cited").children("citation")) {
    add_citation(citation, record, notes);
  }
  for (const auto citation : bibliography.child("us-references-cited").children("us-citation")) {
    add_citation(citation, record, notes);
  }
}

}  // namespace pignus::registers
