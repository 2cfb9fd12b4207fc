// Counts at risk, with events and censored, at each distinct exit time.
#pragma once

#include <cstdint>
#include <vector>

#include "survival/spells.h"

namespace pignus::survival {

struct RiskTime {
  double time = 0;
  double at_risk = 0;  ///< weight of the rows with entry < time <= exit
  double censored = 0;
  std::vector<double> events;  ///< weight by cause; one where there is one kind of event

  double all_events() const;
};

/// At risk less events: 0 where only the rounding of the weights' sums is left.
double remaining(double at_risk, double events);

struct RiskTable {
  std::uint32_t stratum = 0;
  std::vector<RiskTime> times;  ///< rising
};

/// By stratum, rising. The spells are checked already; `causes` at least their largest cause.
std::vector<RiskTable> risk_tables(const Spells& spells, std::uint8_t causes);

}  // namespace pignus::survival
