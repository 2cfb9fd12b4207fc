// The parameters of risk: standards/risk/*.toml.
#pragma once

#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::standards {

struct RiskParameters {
  ParameterSet terms;   ///< risk/terms.toml
  ParameterSet altman;  ///< risk/altman.toml
};

/// The embedded files. Fails only where a file of the program itself is wrong.
[[nodiscard]] Result<RiskParameters> load_risk_parameters();

}  // namespace pignus::standards
