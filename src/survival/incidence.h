// Competing risks: the probability of each cause by each time (Aalen and Johansen 1978), where the
// others can come first. One minus a Kaplan-Meier curve of one cause would be too high: it treats
// the other causes as if they only hid what would still come.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"
#include "survival/spells.h"

namespace pignus::survival {

struct IncidencePoint {
  double time = 0;
  double at_risk = 0;
  double survival = 1;            ///< free of every cause
  std::vector<double> incidence;  ///< by cause, from 1; they and survival sum to 1
  std::vector<double> error;      ///< standard errors by the delta method (Dinse and Larson 1986)

  friend bool operator==(const IncidencePoint&, const IncidencePoint&) = default;
};

struct IncidenceCurve {
  std::uint32_t stratum = 0;
  std::vector<IncidencePoint> points;  ///< by rising time, one a distinct exit time

  friend bool operator==(const IncidenceCurve&, const IncidenceCurve&) = default;
};

/// `spells.event` is 0 for censored and 1 to `causes` for the cause, at most 250. One curve a
/// stratum, by rising number. Weights count cases. kInvalidInput as check_spells says.
[[nodiscard]] Result<std::vector<IncidenceCurve>> cumulative_incidence(const Spells& spells,
                                                                       std::uint8_t causes);

}  // namespace pignus::survival
