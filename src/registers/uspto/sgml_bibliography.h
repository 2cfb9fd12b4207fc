// <SDOBI> of an ST.32 grant as facts. Internal to its reader.
#pragma once

#include <pugixml.hpp>

#include "core/result.h"
#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

/// kInvalidInput when the grant's number or date is missing or unreadable.
[[nodiscard]] Result<RightRecord> grant_from_sdobi(pugi::xml_node sdobi, GrantNotes& notes);

// Parts of it.
void read_sgml_parties(pugi::xml_node sdobi, RightRecord& record);
void read_sgml_relations(pugi::xml_node sdobi, RightRecord& record, GrantNotes& notes);

/// The date in a node's <DATE>; unknown when missing.
RegisterDate sgml_date(pugi::xml_node node, const char* field, GrantNotes& notes);

}  // namespace pignus::registers
