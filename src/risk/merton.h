// Merton's model: equity is a call on the firm's assets. A cross-check where shares are traded.
#pragma once

#include "core/result.h"

namespace pignus::risk {

struct MertonInput {
  double equity = 0;             ///< market value
  double equity_volatility = 0;  ///< per sqrt(year)
  double debt = 0;               ///< due at the horizon, same unit as equity
  double rate = 0;               ///< risk-free, continuous, per year
  double years = 1;
};

struct MertonFit {
  double assets = 0;
  double asset_volatility = 0;
  double distance_to_default = 0;  ///< d2
  double pd = 0;                   ///< risk-neutral, over the horizon
  double debt_value = 0;           ///< assets - equity
};

/// Solves for the assets and their volatility. kInvalidInput for arguments not positive or an
/// equation without solution in bounds.
[[nodiscard]] Result<MertonFit> fit_merton(const MertonInput& input);

}  // namespace pignus::risk
