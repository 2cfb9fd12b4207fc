// The parameters of methods beside the main pipeline: standards/valuation/methods/NAME.toml.
#pragma once

#include <string_view>

#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::standards {

/// `name` is one of the program's own: "comparables", "hedonic", "cost", "trademark". Aborts for
/// another. Fails only where a file of the program itself is wrong.
[[nodiscard]] Result<ParameterSet> load_method_parameters(std::string_view name);

}  // namespace pignus::standards
