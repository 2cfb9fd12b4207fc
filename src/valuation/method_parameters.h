// Numbers that single methods use, with source and grade: standards/valuation/methods/general.toml,
// which is compiled into the program.
#pragma once

#include "standards/parameters.h"

namespace pignus::valuation {

/// Read once. Aborts if the embedded file does not parse, which a test would have shown.
const standards::ParameterSet& method_parameters();

}  // namespace pignus::valuation
