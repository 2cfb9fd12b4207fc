// The right as the EP Register states it now.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>

#include "registers/epo/ep_register_parts.h"

namespace pignus::registers {

/// The record of a <register-document>; `asked` is the number the question named ("EP2400812"), ""
/// where it named none. nullopt, and a problem, where no right can be told.
std::optional<RightRecord> register_record(pugi::xml_node document, const std::string& asked,
                                           AnswerSink& sink);

}  // namespace pignus::registers
