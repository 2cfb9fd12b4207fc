// Salts for commitments, from the operating system's randomness.
#pragma once

#include "journal/commitment.h"

namespace pignus::journal {

/// Drawn anew at each call; never made from a seed.
Salt random_salt();

}  // namespace pignus::journal
