// Licences, rights in rem and execution in the EP Register: <licensee-data>.
#pragma once

#include <pugixml.hpp>

#include "registers/epo/ep_register_parts.h"

namespace pignus::registers {

/// A LegalEvent "licensee" and a Recording for each licensee. No document at hand has one: the
/// elements' names are recalled, so the event says "untested".
void read_register_licences(pugi::xml_node bibliography, const RegisterRight& right,
                            AnswerSink& sink);

}  // namespace pignus::registers
