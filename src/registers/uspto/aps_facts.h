// The sections of an APS grant below its head. Internal to its reader.
#pragma once

#include "registers/uspto/aps_record.h"
#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

/// The date in field `tag`; unknown when missing, noted when unreadable.
RegisterDate aps_date(const ApsSection& section, const char* tag, GrantNotes& notes);

void read_aps_facts(const ApsRecord& aps, RightRecord& record, GrantNotes& notes);

}  // namespace pignus::registers
