// Legal events out of an EP Register document.
#pragma once

#include <pugixml.hpp>

#include "registers/epo/ep_register_parts.h"

namespace pignus::registers {

/// Codes are the register's own where it has some: of dossier events ("0009250"), procedural steps
/// ("RFEE"), statuses ("status-7"), and of the unitary patent's statuses ("unitary-status-9"). What
/// it tells by an element alone goes by the element's name: "lapsed-in-country", "opposition-
/// not-filed", "request-for-examination", "opponent", "applicants", "licensee".
///
/// A lapse in a state has the detail "state", is true from its own date and known from the day of
/// the first version of the list that has it. A lapse that a later version no longer has goes by
/// "lapsed-in-country-superseded", with the day it was dropped in "superseded".
/// Renewal fees (RFEE) have "fee_year" and the day of payment.
/// A change of applicants is told where the names change, with "party_before" and "party_after".
/// Where a gazette number stands, it is the detail "gazette".
void read_register_events(pugi::xml_node document, const RegisterRight& right, AnswerSink& sink);

}  // namespace pignus::registers
