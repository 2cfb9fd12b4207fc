// Assignments of the USPTO as INPADOC retells them: code AS, the whole entry in one text.
#pragma once

#include <optional>

#include "registers/event.h"
#include "registers/recording.h"

namespace pignus::registers {

/// "SECURITY INTEREST;ASSIGNORS:A, INC.;B;REEL/FRAME:053520/0064" with the assignee as owner, to
/// the Recording that the USPTO keeps under that reel and frame; nullopt where the text is no such
/// entry. `known` of the event is the day it was recorded. Long lists of parties end in "AND
/// OTHERS": they are then not complete.
std::optional<Recording> us_assignment_of(const LegalEvent& event);

/// "9SOLUTIONS OY, FINLAND": the name without the place, the country where it is told.
Party us_assignee(const std::string& text);

}  // namespace pignus::registers
