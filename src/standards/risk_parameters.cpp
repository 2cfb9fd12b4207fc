#include "standards/risk_parameters.h"

#include "standards/embedded.h"

namespace pignus::standards {

Result<RiskParameters> load_risk_parameters() {
  RiskParameters result;
  for (const auto& [path, set] : {std::pair{"risk/terms.toml", &result.terms},
                                  std::pair{"risk/altman.toml", &result.altman}}) {
    PIGNUS_ASSIGN(*set, parse_parameters(embedded_file(path), path));
  }
  return result;
}

}  // namespace pignus::standards
