// IPScore, the European Patent Office's scorecard: the chain from eight scored questions to a net
// present value, by its published formulas. A cross-check; it stands in no pipeline.
#pragma once

#include "core/result.h"

namespace pignus::valuation {

/// The answers that carry money, each 1 to 5.
struct IpscoreScores {
  int years_to_market = 1;   ///< B5
  int market_growth = 1;     ///< C2
  int life = 1;              ///< C3
  int extra_turnover = 1;    ///< C6
  int output_without = 1;    ///< D1, output that stays without the patent
  int development_cost = 1;  ///< D2
  int production_cost = 1;   ///< D3
  int investment = 1;        ///< D4
};

/// What the scores stand for.
struct IpscoreDrivers {
  double years_to_market = 0;
  double market_growth = 0;
  double life_years = 0;
  double extra_turnover = 0;
  double output_without = 0;
  double development_cost = 0;
  double production_cost = 0;
  double investment = 0;
};

/// The business area's year, in major units; the share is of the firm's turnover.
struct IpscoreBusiness {
  double turnover = 0;
  double direct_costs = 0;
  double indirect_costs = 0;
  double depreciation = 0;
  int depreciation_years = 1;
  double share = 1;
  double discount_rate = 0;
};

/// kInvalidInput for a score outside 1 to 5.
[[nodiscard]] Result<IpscoreDrivers> ipscore_drivers(const IpscoreScores& scores);
/// Net present value over ten years, major units. Needs turnover > 0 and depreciation_years >= 1.
[[nodiscard]] Result<double> ipscore_net_present_value(const IpscoreDrivers& drivers,
                                                       const IpscoreBusiness& business);

}  // namespace pignus::valuation
