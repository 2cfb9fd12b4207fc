// The type of a right of which nothing but its key is known.
#pragma once

#include "registers/right.h"

namespace pignus::registers {

/// What the letter of the key tells: an application is taken as one for an invention.
RightType type_of_key(const RightId& id);

}  // namespace pignus::registers
