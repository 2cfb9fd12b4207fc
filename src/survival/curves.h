// Survival and cumulative hazard without covariates: Kaplan and Meier (1958) with Greenwood's
// variance, Nelson (1972) and Aalen (1978). docs/methods/survival.md.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"
#include "survival/spells.h"

namespace pignus::survival {

/// Where the normal interval is drawn: on S, on log S, or on log(-log S), which stays in [0, 1].
enum class IntervalScale { kPlain, kLog, kLogLog };

struct CurveOptions {
  IntervalScale scale = IntervalScale::kLogLog;
  double confidence = 0.95;  ///< in (0, 1)
};

struct Interval {
  double lower = 0;
  double upper = 0;

  friend bool operator==(const Interval&, const Interval&) = default;
};

struct CurvePoint {
  double time = 0;
  double at_risk = 0;  ///< weight at risk just before the time
  double events = 0;
  double censored = 0;
  double survival = 1;                   ///< S(time), after its events
  std::optional<double> survival_error;  ///< Greenwood; unknown once S is 0
  std::optional<Interval> interval;      ///< of S; unknown at S = 0, and at 1 on the log-log scale
  double hazard = 0;                     ///< Nelson-Aalen, cumulative
  double hazard_error = 0;               ///< root of the sum of d / n^2

  friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

struct Curve {
  std::uint32_t stratum = 0;
  std::vector<CurvePoint> points;  ///< by rising time, one a distinct exit time

  friend bool operator==(const Curve&, const Curve&) = default;
};

/// One curve a stratum, by rising number. Weights count cases: the errors are those of a sample
/// with each row that many times. kInvalidInput as check_spells says, or for a confidence outside
/// (0, 1).
[[nodiscard]] Result<std::vector<Curve>> survival_curves(const Spells& spells,
                                                         const CurveOptions& options = {});

/// S(time): 1 before the first point.
double survival_at(const Curve& curve, double time);
/// The first time at which S is at most 1 - p; nullopt where the curve does not come down to it.
std::optional<double> quantile(const Curve& curve, double p);

}  // namespace pignus::survival
