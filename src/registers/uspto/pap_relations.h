// Continuity and international data of a PAP document. Internal to its reader.
#pragma once

#include <pugixml.hpp>

#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

void read_pap_relations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes);

}  // namespace pignus::registers
