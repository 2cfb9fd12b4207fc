// What a valuation knows of markets: deals over rights, and what registers say of those rights.
#pragma once

#include <vector>

#include "disclosure/compare.h"
#include "registers/reference/reference.h"

namespace pignus::underwriting {

struct MarketFacts {
  std::vector<registers::TradeReport> trades;  ///< public on the day
  disclosure::FactsByRight traded;             ///< of the rights in them, as known on the day

  friend bool operator==(const MarketFacts&, const MarketFacts&) = default;
};

}  // namespace pignus::underwriting
