// <ops:patent-family>: members, their bibliography and their legal events.
#pragma once

#include <pugixml.hpp>

#include "registers/epo/answer.h"

namespace pignus::registers {

void read_ops_family(pugi::xml_node family, AnswerSink& sink);

}  // namespace pignus::registers
