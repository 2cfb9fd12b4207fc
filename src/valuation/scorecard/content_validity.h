// Lawshe's content-validity ratio: which factors of a scorecard a panel holds to be essential.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.h"

namespace pignus::valuation {

/// (essential - panel / 2) / (panel / 2), from -1 to 1. kInvalidInput: no panel, or more votes than
/// members.
[[nodiscard]] Result<double> content_validity_ratio(int essential, int panel);

struct PanelVerdict {
  std::vector<std::string> kept;  ///< ratio at least the threshold, by name
  std::vector<std::string> dropped;
  std::map<std::string, double> ratios;
};
/// KIPA keeps factors with a ratio of at least 0.33 for 30 experts. The threshold depends on the
/// size of the panel; for another the caller names his own.
inline constexpr int kKipaPanel = 30;
inline constexpr double kKipaLeastRatio = 0.33;
/// Votes "essential" by factor. kInvalidInput by factor, or for a threshold outside -1 to 1.
[[nodiscard]] Result<PanelVerdict> panel_verdict(const std::map<std::string, int>& essential_votes,
                                                 int panel, double least_ratio);

}  // namespace pignus::valuation
