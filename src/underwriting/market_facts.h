// What a valuation knows of markets: deals over rights, what registers say of those rights, and the
// figures that trends of fields and industries are read from.
#pragma once

#include <vector>

#include "disclosure/compare.h"
#include "registers/reference/reference.h"

namespace pignus::underwriting {

struct MarketFacts {
  std::vector<registers::TradeReport> trades;  ///< public on the day
  disclosure::FactsByRight traded;             ///< of the rights in them, as known on the day
  /// Of the series that trends read (trends_at_hand.h), published by the day.
  std::vector<registers::ReferenceFigure> figures = {};

  friend bool operator==(const MarketFacts&, const MarketFacts&) = default;
};

}  // namespace pignus::underwriting
