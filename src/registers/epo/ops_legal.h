// One legal event of INPADOC as OPS tells it: <ops:legal> with fields L001EP to L527EP.
#pragma once

#include <pugixml.hpp>
#include <string>

#include "core/result.h"
#include "registers/event.h"

namespace pignus::registers {

/// Which document an event is told of: "EP", "10167109", "A" (docdb form of the application, or of
/// the publication where `published`).
struct LegalDocument {
  std::string country;
  std::string number;
  std::string kind;
  bool published = false;
};

struct OpsLegalEvent {
  LegalDocument document;
  LegalEvent event;  ///< without right and source
};

/// Code and description are the office's own, the code without its padding.
///
/// Dates. True: the effective date (L525), else the day of payment (L518), else of withdrawal
/// (L526), else the gazette's. Known: the gazette's day (L007). Where the gazette date only repeats
/// the effective date it was filled in later, and the day INPADOC first held the event (L019, else
/// L018) is taken: never earlier than the truth. An event without gazette date is known from L019,
/// L018 or dateMigr. 0001-01-01 and 1970-01-01 stand for no date.
///
/// Details: "state" (L501, the state the event is about), "state_code" (L502, the event's code in
/// that state's own table), "influence", "party" (L509, the owner), "opponent", "requester",
/// "inventor", "representative", "text" (L510), "fee_year", "payment_date", "designated_states",
/// "extension_states", "spc_number", "spc_filing_date", "spc_expiry_date", "reference_number",
/// "reference_country", "reference_date", "reference_kind", "class" and others by number
/// ("l521"). What they mean is the office's: nothing is read into a text here.
///
/// kInvalidInput where neither a code nor a document is told.
[[nodiscard]] Result<OpsLegalEvent> ops_legal_event(pugi::xml_node legal, const Where& where);

}  // namespace pignus::registers
